/** Functions of `Math` and of the library as programs call them when they stand under another name. */
import type { Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import type { Tape } from "./tape.js";
import type { Parts } from "./unit.js";

type Numeric = (...args: number[]) => number;

const names = new Map<unknown, string>(
  Object.getOwnPropertyNames(Math).map((name) => [
    (Math as unknown as Record<string, unknown>)[name],
    name,
  ]),
);

/** The name of a function of `Math`. */
export function mathNameOf(f: unknown): string | undefined {
  return typeof f === "function" ? names.get(f) : undefined;
}

/** An operation of the library, by its own rules; `undefined` for a function of which nothing is known. */
export function libraryParts(f: unknown, tape: Tape): Parts | undefined {
  if (typeof f !== "function" || !("op" in f)) return undefined;
  const call = f as unknown as Numeric & { readonly op: Op };
  const { op } = call;
  const valueOf = (numbers: number[]): number => {
    const value: unknown = call(...numbers);
    return typeof value === "number" ? value : tape.fail();
  };
  return {
    a(...numbers: number[]): number {
      const value = valueOf(numbers);
      if (tape.top + numbers.length + 2 > tape.values.length) tape.grow();
      for (const each of numbers) tape.values[tape.top++] = each;
      tape.values[tape.top++] = value;
      tape.values[tape.top++] = numbers.length;
      return value;
    },
    b(seed: number): unknown {
      const count = tape.values[--tape.top] ?? 0;
      const output = tape.values[--tape.top] ?? NaN;
      tape.top -= count;
      const inputs: Value[] = [
        ...tape.values.subarray(tape.top, tape.top + count),
      ];
      const found = op.vjp(
        seed,
        { inputs, output, params: undefined },
        inputs.map(() => true),
      );
      for (let k = 1; k < count; k++) tape.results[k - 1] = found[k] ?? 0;
      return found[0] ?? 0;
    },
    t(...pairs: number[]): number {
      const inputs = pairs.filter((_, k) => k % 2 === 0);
      const output = valueOf(inputs);
      const tangents = pairs.filter((_, k) => k % 2 === 1);
      tape.results[0] = op.jvp(tangents, { inputs, output, params: undefined });
      return output;
    },
  };
}
