/** Gradients of plain numbers by the adjoints that the compiler wrote, and their text. */
import { CompiledGradient } from "../source/gradient.js";
import { adjointSource } from "../source/shown.js";
import type { AnyFunction } from "./derived.js";
import { indicesOf, type Wrt } from "./trace.js";

/** The text of a derivative. */
export interface WithSource {
  /**
   * The derivative as TypeScript: the function going forward, then what its derivative gathers coming back. `undefined`
   * where the derivative is not taken of the text but of what the function does.
   */
  readonly source: string | undefined;
}

/** Whether the derivative by these arguments is one, and not a tuple. */
export function isSingle(wrt: Wrt, count: number): boolean {
  return typeof wrt === "number" || (wrt === undefined && count === 1);
}

/** The gradient by the function's program: `of(args)` gives it as `grad` does, or `undefined` for the twin to find it. */
export function compiledGradient(
  operation: string,
  f: AnyFunction,
  wrt: Wrt,
): { of: (args: readonly unknown[]) => unknown } {
  if (wrt === undefined) {
    const alone = new CompiledGradient(f, undefined, true);
    const all = new CompiledGradient(f, undefined, false);
    return { of: (args) => (args.length === 1 ? alone : all).of(args) };
  }
  const single = typeof wrt === "number";
  const list = single ? [wrt] : wrt;
  if (list.every((index) => index >= 0))
    return new CompiledGradient(f, list, single);
  const counted = new Map<number, CompiledGradient>();
  return {
    of: (args) => {
      let known = counted.get(args.length);
      if (known === undefined) {
        const indices = indicesOf(operation, wrt, args.length);
        known = new CompiledGradient(f, indices, single);
        counted.set(args.length, known);
      }
      return known.of(args);
    },
  };
}

/** Gives a derivative its text. */
export function withSource<F extends AnyFunction>(
  derivative: F,
  f: AnyFunction,
): F & WithSource {
  return Object.defineProperty(derivative, "source", {
    get: () => adjointSource(f),
    enumerable: false,
    configurable: true,
  }) as F & WithSource;
}
