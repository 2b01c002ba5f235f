/** Derivatives of functions of one number, by forward mode. */
import { expressionText } from "../program/print.js";
import {
  type Code,
  constant,
  type Statement,
  variable,
} from "../program/program.js";
import { tangentOf } from "../program/tangent.js";
import type { Bound } from "./bound.js";
import { type Derivative, ran, type Run } from "./running.js";
import type { Callable } from "./stamp.js";

/** The derivative of a function of one number, of any order: forward mode so often. */
export class CompiledDerivative implements Derivative {
  readonly #f: Callable;
  readonly #order: number;
  #bound: Bound | undefined;
  #run: Run | undefined;

  constructor(f: Callable, order: number) {
    this.#f = f;
    this.#order = order;
  }

  /** `undefined` where the twin has to find it. */
  of(x: unknown): unknown {
    return typeof x === "number" ? ran(this.#f, this, [x]) : undefined;
  }

  with(bound: Bound, [x]: readonly unknown[]): unknown {
    if (bound !== this.#bound) this.#prepare(bound);
    const found = this.#run?.(x);
    return Number.isFinite(found) ? found : undefined;
  }

  #prepare(bound: Bound): void {
    const { unit } = bound;
    const { parameters, result } = unit.lowered;
    const isOfOne = parameters.length === 1 && parameters[0]?.kind === "number";
    const key = `derivative ${String(this.#order)}`;
    const make = () => derived(unit.plain(), this.#order);
    this.#run =
      isOfOne && result?.kind === "number"
        ? bound.once(
            key,
            () => unit.function(key, make, derivativeLines) as Run,
          )
        : undefined;
    this.#bound = bound;
  }
}

/**
 * The program that carries all derivatives up to an order along a line: of one number, and giving the last of them. What
 * goes in beside the number is one where a single derivative was taken of it, zero where more were.
 */
function derived(code: Code, order: number): Code {
  let whole = code;
  for (let k = 0; k < order; k++)
    whole = tangentOf(whole, `d${String(k + 1)}_`);
  const [x, ...beside] = whole.parameters;
  if (x === undefined) throw new RangeError();
  const given = beside.map((each, k): Statement => ({
    is: "set",
    place: variable(each),
    value: constant(isPowerOfTwo(k + 1) ? 1 : 0),
  }));
  return {
    parameters: [x],
    body: [...given, ...whole.body],
    results: [
      whole.results.at(-1) ?? constant(0),
      ...whole.results.slice(0, 1),
    ],
  };
}

const isPowerOfTwo = (n: number): boolean => (n & (n - 1)) === 0;

function derivativeLines({ results }: Code): string[] {
  const [last = "NaN", value = "NaN"] = results.map(expressionText);
  return [`tape.value = ${value};`, `return ${last};`];
}
