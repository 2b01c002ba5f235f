/** Gradients of plain numbers by the adjoints that the compiler wrote, and their text. */
import { CompiledGradient } from "../source/gradient.js";
import { cacheLine, gradientText } from "../source/shown.js";
import type { AnyFunction } from "./derived.js";
import { indicesOf, type Wrt } from "./trace.js";

/** What a gradient says of itself. */
export interface WithSource {
  /**
   * The gradient as TypeScript, in the function's own names: the function going forward, then what its derivative gathers
   * coming back. `undefined` where the gradient is not made of the function's text but of what it does when it is called.
   *
   * @example
   * grad((x: number) => x * Math.sin(x)).source
   */
  readonly source: string | undefined;
  /**
   * Where the gradient came from, in one line: found in the cache (a function with the same text was differentiated
   * before), compiled anew and why, or recorded at every call and why.
   *
   * @example
   * grad((x: number) => x * x).cache // "f: compiled, the first derivative of a function with this text"
   */
  readonly cache: string;
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

/** Gives a gradient its text, and where it came from. */
export function withSource<F extends AnyFunction>(
  gradient: F,
  f: AnyFunction,
  wrt: Wrt,
): F & WithSource {
  const isSingleIndex = typeof wrt === "number";
  const indices = wrt === undefined ? wrt : indicesBy(f, wrt);
  return Object.defineProperties(gradient, {
    source: {
      get: () => gradientText(f, indices, isSingleIndex),
      enumerable: false,
      configurable: true,
    },
    cache: {
      get: () => cacheLine(f),
      enumerable: false,
      configurable: true,
    },
  }) as F & WithSource;
}

const indicesBy = (f: AnyFunction, wrt: number | readonly number[]) =>
  [wrt].flat().map((index) => (index < 0 ? index + f.length : index));
