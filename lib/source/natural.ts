/** Functions of `Math` and of the library as adjoints call them when they stand under another name. */
import type { Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import type { Callee } from "./adjoint.js";
import type { Tape } from "./tape.js";

type Numeric = (...args: number[]) => number;

/** The adjoint of an operation of the library, by its own rule. */
function byRule(f: Numeric & { readonly op: Op }): Callee {
  return {
    outer: [],
    parameters: undefined,
    keeps: [],
    forward(tape: Tape, _outer: unknown, ...args: unknown[]): unknown {
      const numbers = args as number[];
      const value = f(...numbers);
      if (typeof value !== "number") return tape.fail();
      if (tape.top + numbers.length + 2 > tape.values.length) tape.grow();
      for (const each of numbers) tape.values[tape.top++] = each;
      tape.values[tape.top++] = value;
      tape.values[tape.top++] = numbers.length;
      return value;
    },
    backward(tape: Tape, _outer: unknown, seed: number): void {
      const count = tape.values[--tape.top] ?? 0;
      const output = tape.values[--tape.top] ?? NaN;
      tape.top -= count;
      const inputs: Value[] = [
        ...tape.values.subarray(tape.top, tape.top + count),
      ];
      const parts = f.op.vjp(
        seed,
        { inputs, output, params: undefined },
        inputs.map(() => true),
      );
      for (let k = 0; k < count; k++)
        tape.slopes[k] = (parts[k] ?? 0) as number;
    },
  };
}

/** What to call in place of the function; `undefined` for one of which nothing is known. */
export function calleeOf(f: unknown): Callee | undefined {
  if (typeof f !== "function" || !("op" in f)) return undefined;
  return byRule(f as unknown as Numeric & { readonly op: Op });
}
