/** How compiled derivatives are run: one at a time, on one tape, and the twin takes over whatever goes wrong. */
import type { Variable } from "../program/program.js";
import { type Bound, boundOf, tape } from "./bound.js";
import { isTracing } from "./effects.js";
import type { Callable } from "./stamp.js";

export type Run = (...args: unknown[]) => unknown;

/** A derivative that can be taken of a function's program. */
export interface Derivative {
  /** `undefined` where the twin has to find it. The value of the function is left in `tape.value`. */
  with(bound: Bound, args: readonly unknown[]): unknown;
}

/** Whether one is under way: they do not call each other. */
let busy = false;

/**
 * The derivative by the function's program; `undefined` where the twin has to find it, of what is not followed or not
 * finite.
 */
export function ran(
  f: Callable,
  derivative: Derivative,
  args: readonly unknown[],
): unknown {
  if (busy || isTracing()) return undefined;
  busy = true;
  try {
    const bound = boundOf(f);
    if (bound === undefined) return undefined;
    const found = derivative.with(bound, args);
    if (found === undefined) return undefined;
    return bound.computes(f, args, tape.value) ? found : undefined;
  } catch {
    // Whatever went wrong, the twin tells, or manages.
    return undefined;
  } finally {
    busy = false;
    tape.clear();
  }
}

/** The value of the function whose derivative was found last. */
export const valueOfRun = (): unknown => tape.value;

/** How an argument is handed to a derivative. */
export interface Given {
  readonly kind: Variable["kind"];
  /** Whether it can be handed over as it is. */
  readonly asItIs: boolean;
  /** Whether what gathers the derivative by it comes with it. */
  readonly beside: boolean;
}

/** Whether one list or object is there twice: what is written to one would have to show in the other. */
export function hasShared(args: readonly unknown[]): boolean {
  const seen = new Set<unknown>();
  const visit = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return false;
    if (seen.has(value)) return true;
    seen.add(value);
    if (ArrayBuffer.isView(value)) return false;
    return Object.values(value).some(visit);
  };
  return args.some(visit);
}
