import type { Objective } from "../objective.js";
import type { Row } from "../vectors.js";

/** A place that a method has reached. */
export interface Place {
  readonly x: Row;
  readonly value: number;
  readonly gradient: Row;
}

/** Why a search ended, and whether at what it searched. */
export interface Ending {
  readonly converged: boolean;
  readonly message: string;
}

/** Goes one step on; says why where the search is at its end, `undefined` where no step leads further down. */
export type Stepper = (at: Place) => Place | Ending | undefined;

/** Whether a step found an end instead of a place. */
export function isEnding(step: Place | Ending): step is Ending {
  return "message" in step;
}

/** The options that methods know. */
export interface MethodOptions {
  /** The size of a step, for the methods of the first order. */
  readonly lr?: number | undefined;
  /** How much of the last step is kept, for `momentum` and `nesterov`: 0.9. */
  readonly momentum?: number | undefined;
  /** How much of the running mean square is kept, for `rmsprop`: 0.99. */
  readonly alpha?: number | undefined;
  /** How much of the running means is kept, for `adam` and `adamw`: [0.9, 0.999]. */
  readonly betas?: readonly [number, number] | undefined;
  /** Pulls the point towards zero, for `adamw`: 0.01. */
  readonly weightDecay?: number | undefined;
  /** How many pairs `lbfgs` remembers: 10. */
  readonly memory?: number | undefined;
}

/**
 * Where a search ends: where the gradient vanishes, where the method finds no smaller value, or where its simplex has
 * shrunk to a point, which needs no gradient at all.
 */
export type EndsAt = "flat" | "lowest" | "shrunk";

/** A way to search. */
export interface Method {
  readonly endsAt: EndsAt;
  /** What makes its steps on a function. */
  start(f: Objective, options: MethodOptions): Stepper;
}

/** The place of a point, as near as the bounds allow. */
export function placeAt(f: Objective, x: Row): Place {
  const inside = f.bounds?.clamp(x) ?? x;
  return { x: inside, ...f.gradient(inside) };
}
