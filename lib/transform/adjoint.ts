/** Gradients of plain numbers by the adjoints that the compiler wrote, and their text. */
import { adjointSource, pulledBack } from "../source/adjoint.js";
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

/** The value and the gradient, laid out as `grad` gives it; `undefined` where a traced call has to find them. */
export function adjointGradient(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  wrt: Wrt,
): { value: number; gradient: unknown } | undefined {
  const pulled = pulledBack(f, args);
  if (pulled === undefined) return undefined;
  const { value } = pulled;
  if (wrt === undefined && args.length === 1)
    return { value, gradient: pulled.gradient[0] };
  const chosen = indicesOf(operation, wrt, args.length).map(
    (index) => pulled.gradient[index],
  );
  return { value, gradient: isSingle(wrt, args.length) ? chosen[0] : chosen };
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
