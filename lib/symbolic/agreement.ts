import type { AnyFunction } from "../transform/derived.js";
import type { ClosedForm } from "./closed-form.js";
import { substitute } from "./evaluate.js";
import { Expression } from "./expression.js";
import type { Formulas } from "./piecewise.js";

/** Where a formula is compared with its function: both signs, no special numbers. */
const samples: readonly (readonly number[])[] = [
  [0.7312, 1.1931, 0.4127, 1.6189, 0.9043, 0.2718, 1.4142, 0.5772],
  [-1.3217, 0.6543, -0.8191, 1.2345, -0.5391, 0.9123, -1.7321, 0.3819],
  [2.1347, -1.7159, 1.3391, -0.6727, 2.7183, -0.4637, 0.8319, -2.2361],
  [0.1931, 0.2847, 0.3129, 0.1123, 0.2371, 0.3847, 0.1571, 0.4231],
];

/**
 * Whether a closed form gives what its function gives, at points of both signs. Where neither has a value (a logarithm
 * of a negative number) nothing is compared, but at one point at least something is.
 */
export function agrees(f: AnyFunction, form: ClosedForm): boolean {
  const call = f as unknown as (...inputs: unknown[]) => unknown;
  let compared = 0;
  for (const sample of samples) {
    const bindings: Record<string, number> = {};
    let next = 0;
    const draw = ({ symbol }: Expression): number => {
      const value = sample[next++ % sample.length] ?? 0;
      if (symbol !== undefined) bindings[symbol] = value;
      return value;
    };
    const inputs = form.parameters.map(({ symbols }) =>
      symbols instanceof Expression ? draw(symbols) : symbols.map(draw),
    );
    const own = flat(call(...inputs));
    const formula = flatFormulas(form.value).map((part) =>
      substitute(part, bindings),
    );
    if (own.length !== formula.length) return false;
    for (const [i, a] of own.entries()) {
      const b = formula[i];
      if (typeof a !== "number" || typeof b !== "number") return false;
      if (Number.isNaN(a) && Number.isNaN(b)) continue;
      if (a !== b && !(Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a)))) {
        return false;
      }
      compared++;
    }
  }
  return compared > 0;
}

function flat(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(flat) : [value];
}

function flatFormulas(value: Formulas): (number | Expression)[] {
  return typeof value === "number" || value instanceof Expression
    ? [value]
    : value.flatMap(flatFormulas);
}
