import type { Value } from "../ir/node.js";
import type { Mirror } from "../transform/structure.js";
import { leastSquares } from "./least-squares.js";
import {
  type MethodOptions,
  methods,
  type Place,
  type Stepper,
} from "./methods.js";
import { type Objective, objectiveOf } from "./objective.js";
import { shortNumber, shortPoint, showing, type Table } from "./show.js";
import { largest } from "./vectors.js";

/** What a callback is told after each step; where it returns `false`, the search ends. */
export interface Progress<X> {
  readonly x: X;
  readonly value: number;
  readonly iteration: number;
}

/** Options of `minimize`. */
export interface MinimizeOptions<X> extends MethodOptions {
  /** `bfgs` unless another is named. */
  readonly method?: keyof typeof methods | "levenberg-marquardt";
  /** The largest number of steps. */
  readonly steps?: number;
  /** The search ends where no entry of the gradient is larger. */
  readonly tol?: number;
  readonly callback?: (progress: Progress<X>) => unknown;
}

/** Where a search ended, and how it got there. */
export interface Minimum<X> {
  /** The point, in the structure of the start. */
  readonly x: X;
  readonly value: number;
  readonly gradient: Mirror<X>;
  /** Every point of the search, the start first. */
  readonly path: readonly X[];
  readonly iterations: number;
  readonly converged: boolean;
  readonly message: string;
}

/**
 * Searches a minimum of a function from a starting point. A function of several numbers takes its point as an array.
 * `levenberg-marquardt` takes a function of several residuals and minimizes the sum of their squares.
 *
 * @example
 * minimize((x: number, y: number) => (x - 1) ** 2 + y ** 2, [0, 1]).x // [1, 0]
 */
export function minimize(
  f: (...args: number[]) => Value | readonly Value[],
  x0: readonly number[],
  options?: MinimizeOptions<number[]>,
): Minimum<number[]>;
/** The same of a function of one argument of any structure. */
export function minimize<X>(
  f: (x: X) => Value | readonly Value[],
  x0: X,
  options?: MinimizeOptions<X>,
): Minimum<X>;
export function minimize<X>(
  f: (...args: never[]) => Value | readonly Value[],
  x0: X,
  options: MinimizeOptions<X> = {},
): Minimum<X> {
  const { method = "bfgs" } = options;
  const objective =
    method === "levenberg-marquardt"
      ? leastSquares(f, x0)
      : objectiveOf("minimize", f as (...args: never[]) => Value, x0);
  const stepper =
    "stepper" in objective && method === "levenberg-marquardt"
      ? (objective.stepper as Stepper)
      : methods[method as keyof typeof methods](objective, options);
  return search(objective, stepper, options);
}

/** What a search can end with. */
interface Ending {
  readonly converged: boolean;
  readonly message: string;
}

function search<X>(
  objective: Objective,
  stepper: Stepper,
  { steps = 1000, tol = 1e-8, callback }: MinimizeOptions<X>,
): Minimum<X> {
  const x = objective.start;
  let at: Place = { x, ...objective.gradient(x) };
  const path = [objective.point(at.x) as X];
  let ending: Ending | undefined = judge(at, tol);
  while (ending === undefined && path.length <= steps) {
    const next = stepper(at);
    if (next === undefined) {
      ending = stalled(at);
      break;
    }
    at = next;
    const point = objective.point(at.x) as X;
    path.push(point);
    ending = judge(at, tol);
    const told = callback?.({
      x: point,
      value: at.value,
      iteration: path.length - 1,
    });
    if (told === false)
      ending ??= { converged: false, message: "the callback ended the search" };
  }
  ending ??= {
    converged: false,
    message: `not converged after ${String(steps)} steps: the largest entry of the gradient is ${largest(at.gradient).toExponential(1)}`,
  };
  const found: Minimum<X> = {
    x: objective.point(at.x) as X,
    value: at.value,
    gradient: objective.point(at.gradient) as Mirror<X>,
    path,
    iterations: path.length - 1,
    ...ending,
  };
  return showing(found, () => tableOf(found));
}

/** Where the search ended, as a table with the reason below. */
function tableOf<X>({ x, value, gradient, ...rest }: Minimum<X>): Table {
  return {
    heading: ["x", "f(x)", "gradient", "steps"],
    rows: [
      [
        shortPoint(x),
        shortNumber(value),
        shortPoint(gradient),
        String(rest.iterations),
      ],
    ],
    note: rest.message,
  };
}

function judge({ value, gradient }: Place, tol: number): Ending | undefined {
  const slope = largest(gradient);
  if (!Number.isFinite(slope) || Number.isNaN(value)) {
    return {
      converged: false,
      message:
        "the search left the region where the function is finite; try a smaller lr or another start",
    };
  }
  return slope <= tol
    ? {
        converged: true,
        message: `converged: no entry of the gradient is larger than ${String(tol)}`,
      }
    : undefined;
}

/** No step goes further down: at the limits of floating point that is a minimum, elsewhere not. */
function stalled({ value, gradient }: Place): Ending {
  const slope = largest(gradient);
  const converged = slope <= 1e-6 * Math.max(1, Math.abs(value));
  return {
    converged,
    message: converged
      ? "converged as far as floating point can tell"
      : `no step leads further down, though the gradient is ${slope.toExponential(1)}: is the function smooth here?`,
  };
}
