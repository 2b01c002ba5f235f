import type { Value } from "../ir/node.js";
import type { Mirror } from "../transform/structure.js";
import { Meter } from "../progress/progress.js";
import { flatPoint } from "../transform/check.js";
import { type Bound, type Bounds, boundsOf } from "./bounds.js";
import { augmented, polished, stationarity } from "./constrained.js";
import {
  dependsOnMore,
  minimumOf as stationary,
  valueAt as valueThere,
} from "./implicitly.js";
import { methods } from "./methods/index.js";
import { gaussNewton, levenbergMarquardt } from "./methods/least-squares.js";
import type { Method, MethodOptions } from "./methods/method.js";
import { type Objective, objectiveOf } from "./objective.js";
import { sumOfSquares } from "./residuals.js";
import { type Found, search, type SearchOptions } from "./search.js";
import { shortNumber, shortPoint, showing, type Table } from "./show.js";
import { largest, type Row } from "./vectors.js";

/** What a callback is told after each step; where it returns `false`, the search ends. */
export interface Progress<X> {
  readonly x: X;
  readonly value: number;
  readonly iteration: number;
}

/** A search that takes longer shows how far it has come, in milliseconds. */
const longSearch = 2000;

const leastSquares = {
  "levenberg-marquardt": levenbergMarquardt,
  "gauss-newton": gaussNewton,
};

type LeastSquares = keyof typeof leastSquares;

/** The names of all methods of `minimize`. */
export type MethodName = keyof typeof methods | LeastSquares;

/** Options of `minimize`. */
export interface MinimizeOptions<X> extends MethodOptions {
  /** `bfgs` unless another is named. */
  readonly method?: MethodName;
  /** The largest number of steps: 1000 (of each round where there are constraints). */
  readonly steps?: number;
  /** The search ends where no entry of the gradient is larger: 1e-8. */
  readonly tol?: number;
  /** `[low, high]` for each number of the point in order, or one for all; infinite where there is no bound. */
  readonly bounds?: Bound | readonly Bound[];
  /** Functions of the same point that have to be zero at the minimum. */
  readonly constraints?: ConstraintOf<X> | readonly ConstraintOf<X>[];
  readonly callback?: (progress: Progress<X>) => unknown;
}

/** A function of a point that has to be zero. */
export type ConstraintOf<X> = X extends readonly number[]
  ? ((...args: number[]) => Value) | ((x: X) => Value)
  : (x: X) => Value;

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
  /** With constraints: λ with ∇f = Σ λᵢ·∇gᵢ, how fast the minimum rises as constraint i is let go up from 0. */
  readonly multipliers?: readonly number[];
}

/**
 * Searches a minimum of a function from a starting point. A function of several numbers takes its point as an array.
 * `levenberg-marquardt` and `gauss-newton` take a function of several residuals and minimize the sum of their squares.
 * `nelder-mead` needs no derivatives. With `bounds` every point of the search keeps within them; with `constraints` the
 * search ends on them and tells their multipliers. Derivatives of `x` and `value` by what the function uses from
 * outside pass through a search without those, up to order 7.
 *
 * @throws where the method is unknown, the start holds no numbers, or bounds do not fit the point.
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
  const found = watched(f, x0, options);
  if (!dependsOnMore(f, found.x)) return found;
  if (options.bounds !== undefined || options.constraints !== undefined) {
    throw new TypeError(
      "minimize: no derivative passes through bounds or constraints; solve their conditions with root, or pass constants to the function",
    );
  }
  const x = stationary("minimize", f, found.x) as X;
  return Object.assign(found, { x, value: valueThere(f, x) });
}

/** Searches, and shows how far it has come where that takes long. */
function watched<X>(
  f: (...args: never[]) => Value | readonly Value[],
  x0: X,
  options: MinimizeOptions<X>,
): Minimum<X> {
  const { steps = 1000, callback } = options;
  const meter = new Meter("minimize", steps, longSearch);
  const told = (at: Progress<X>): unknown => {
    meter.reach(at.iteration, `f = ${shortNumber(at.value)}`);
    return callback?.(at);
  };
  try {
    return searched(f, x0, { ...options, callback: told });
  } finally {
    meter.end();
  }
}

function searched<X>(
  f: (...args: never[]) => Value | readonly Value[],
  x0: X,
  options: MinimizeOptions<X>,
): Minimum<X> {
  const { method = "bfgs" } = options;
  const constraints = [options.constraints ?? []].flat();
  checkMethod(method);
  const size = flatPoint(x0).numbers.length;
  const bounds = options.bounds && boundsOf(options.bounds, size);
  if (isLeastSquares(method)) {
    if (constraints.length > 0) {
      throw new TypeError(
        `minimize: ${method} takes no constraints; give the sum of squares itself to bfgs`,
      );
    }
    const objective = sumOfSquares(f, x0, bounds);
    const stepper = leastSquares[method](objective);
    const found = search(
      objective,
      stepper,
      "lowest",
      searchOptions(objective, options),
    );
    return minimumOf(objective, found);
  }
  const smooth = f as (...args: never[]) => Value;
  const objective = objectiveOf("minimize", smooth, x0, bounds);
  return constraints.length === 0
    ? minimumOf(objective, unconstrained(objective, method, options))
    : onConstraints(
        objective,
        constraints.map((g) => objectiveOf("minimize", g, x0, bounds)),
        method,
        options,
      );
}

function isLeastSquares(method: MethodName): method is LeastSquares {
  return method in leastSquares;
}

function checkMethod(method: string): void {
  const known = [...Object.keys(methods), ...Object.keys(leastSquares)];
  if (known.includes(method)) return;
  throw new RangeError(
    `minimize: no method is called ${JSON.stringify(method)}; there are ${known.join(", ")}`,
  );
}

function searchOptions<X>(
  f: Objective,
  { steps = 1000, tol = 1e-8, callback }: MinimizeOptions<X>,
  before = 0,
): SearchOptions {
  return {
    steps,
    tol,
    told: ({ x, value }, iteration) =>
      callback?.({
        x: f.point(x) as X,
        value,
        iteration: before + iteration,
      }),
  };
}

function unconstrained<X>(
  f: Objective,
  method: keyof typeof methods,
  options: MinimizeOptions<X>,
  before = 0,
): Found {
  const chosen: Method = methods[method];
  return search(
    f,
    chosen.start(f, options),
    chosen.endsAt,
    searchOptions(f, options, before),
  );
}

/** The largest value of a constraint at what counts as on it. */
const onConstraint = 1e-8;

/** The method of multipliers: rounds of searches without constraints, whose multipliers come to the right ones. */
function onConstraints<X>(
  f: Objective,
  constraints: readonly Objective[],
  method: keyof typeof methods,
  options: MinimizeOptions<X>,
): Minimum<X> {
  const problem = { f, constraints };
  let multipliers: Row = new Float64Array(constraints.length);
  let weight = 10;
  let from = f.start;
  let off = Infinity;
  let found: Found | undefined;
  const path: Row[] = [];
  for (let round = 0; round < 40; round++) {
    const lagrangian = {
      ...augmented(problem, multipliers, weight),
      start: from,
    };
    found = unconstrained(
      lagrangian,
      method,
      options,
      Math.max(0, path.length - 1),
    );
    path.push(...found.path.slice(path.length === 0 ? 0 : 1));
    from = found.at.x;
    const values = Float64Array.from(constraints, (g) => g.value(from));
    multipliers = multipliers.map((m, i) => m - weight * (values[i] ?? 0));
    if (found.message.includes("callback") || largest(values) <= onConstraint)
      break;
    if (largest(values) > off / 4) weight *= 10;
    off = largest(values);
  }
  // Bounds hold numbers that Newton's steps would move.
  const end = { x: from, multipliers };
  const at = f.bounds ? end : polished(problem, end);
  if (at !== end) path.push(at.x);
  const values = Float64Array.from(constraints, (g) => g.value(at.x));
  const ending = constrainedEnding(largest(values), found, f.bounds, () =>
    stationarity(problem, at),
  );
  const place = { x: at.x, ...f.gradient(at.x) };
  return minimumOf(f, { at: place, path, ...ending }, [...at.multipliers]);
}

function constrainedEnding(
  off: number,
  found: Found | undefined,
  bounds: Bounds | undefined,
  rest: () => number,
): { converged: boolean; message: string } {
  if (!(off <= onConstraint)) {
    return {
      converged: false,
      message: `a constraint is still ${off.toExponential(1)} instead of 0: can all be fulfilled at once?`,
    };
  }
  const converged = bounds ? found?.converged === true : rest() <= 1e-6;
  return {
    converged,
    message: converged
      ? "converged: the gradient is a combination of the constraints' gradients"
      : (found?.message ?? "not converged"),
  };
}

function minimumOf<X>(
  f: Objective,
  { at, path, converged, message }: Found,
  multipliers?: readonly number[],
): Minimum<X> {
  const found: Minimum<X> = {
    x: f.point(at.x) as X,
    value: at.value,
    gradient: f.point(at.gradient) as Mirror<X>,
    path: path.map((x) => f.point(x) as X),
    iterations: path.length - 1,
    converged,
    message,
    ...(multipliers && { multipliers }),
  };
  return showing(found, () => tableOf(found));
}

/** Where the search ended, as a table with the reason below. */
function tableOf<X>({ x, value, gradient, ...rest }: Minimum<X>): Table {
  const { multipliers } = rest;
  return {
    heading: [
      ...["x", "f(x)", "gradient", "steps"],
      ...(multipliers ? ["λ"] : []),
    ],
    rows: [
      [
        shortPoint(x),
        shortNumber(value),
        shortPoint(gradient),
        String(rest.iterations),
        ...(multipliers ? [shortPoint(multipliers)] : []),
      ],
    ],
    note: rest.message,
  };
}
