import { eigenSymmetric } from "../dense/symmetric.js";
import type { Value } from "../ir/node.js";
import type { PointFunction } from "../transform/check.js";
import { type Classification, classified, tableOf } from "./classify.js";
import { type Objective, objectiveOf } from "./objective.js";
import type { AnyFunction } from "../transform/derived.js";
import { bisect } from "./root.js";
import { shortNumber, showing } from "./show.js";
import { dot, largest, plus, type Row } from "./vectors.js";

/** From and to. */
export type Interval = readonly [from: number, to: number];

/** Options of `criticalPoints`. */
export interface CriticalOptions {
  /** An interval, or one for each variable. */
  readonly domain: Interval | readonly Interval[];
  /** How many starting points to take along each axis. */
  readonly samples?: number;
}

/**
 * The critical points of a function of one or several numbers in a domain, each with its kind: the zeros of the gradient
 * found from a grid of starting points. For one variable `x` is a number, for several an array.
 *
 * @example
 * criticalPoints((x: number) => 3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2, { domain: [-2, 3] })
 * // x = -1 (minimum), x = 0 (maximum), x = 2 (minimum)
 */
export function criticalPoints<A extends [number] | number[]>(
  f: (...args: A) => Value,
  { domain, samples }: CriticalOptions,
): Classification<A extends [number] ? number : number[]>[] {
  type X = A extends [number] ? number : number[];
  const intervals = isInterval(domain) ? [domain] : [...domain];
  const single = intervals.length === 1 && f.length <= 1 && isInterval(domain);
  const middle = intervals.map(([a, b]) => (a + b) / 2);
  const objective = objectiveOf(
    "criticalPoints",
    f as AnyFunction as PointFunction,
    single ? middle[0] : middle,
  );
  const count = samples ?? (single ? 401 : intervals.length === 2 ? 13 : 5);
  const found = single
    ? onLine(objective, intervals[0] ?? [0, 0], count)
    : inBox(objective, intervals, count);
  const points = found.map((x) => classified<X>(objective, x, 1e-5));
  const starts = count ** intervals.length;
  return showing(points, () => tableOf(points, noteOn(intervals, starts)));
}

/** What was searched: what is not listed was not found, which does not mean that it is not there. */
function noteOn(intervals: readonly Interval[], starts: number): string {
  const box = intervals
    .map(([a, b]) => `[${shortNumber(a)}, ${shortNumber(b)}]`)
    .join(" × ");
  return `Searched ${box} from ${String(starts)} starting points.`;
}

function isInterval(domain: CriticalOptions["domain"]): domain is Interval {
  return typeof domain[0] === "number";
}

/** Zeros of the derivative: changes of its sign, and places where it touches zero. */
function onLine(
  objective: Objective,
  [a, b]: Interval,
  samples: number,
): Row[] {
  const slope = (x: number): number =>
    objective.gradient(Float64Array.of(x)).gradient[0] ?? NaN;
  const bend = (x: number): number =>
    objective.hessian(Float64Array.of(x))[0] ?? NaN;
  // The grid misses round numbers on purpose, so that zeros there are found as changes of sign.
  const grid = Array.from({ length: samples }, (_, i) =>
    i === samples - 1 ? b : a + ((b - a) * i) / (samples - 1),
  );
  const slopes = grid.map(slope);
  const scale = Math.max(
    ...slopes.filter(Number.isFinite).map(Math.abs),
    1e-300,
  );
  const found: Row[] = [];
  const keep = (x: number): void => {
    if (Math.abs(slope(x)) <= 1e-7 * scale)
      addDistinct(found, tidied(objective, Float64Array.of(x)), b - a);
  };
  grid.forEach((right, i) => {
    const left = grid[i - 1];
    const [before = NaN, after = NaN] = [slopes[i - 1], slopes[i]];
    if (after === 0) keep(right);
    if (left === undefined || before === 0 || after === 0) return;
    if (before * after < 0) keep(bisect(slope, left, right));
    else if (bend(left) * bend(right) < 0) keep(bisect(bend, left, right));
  });
  return found.sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
}

/** Newton's method on the gradient from every point of a grid. */
function inBox(
  objective: Objective,
  intervals: readonly Interval[],
  samples: number,
): Row[] {
  const found: Row[] = [];
  const widest = Math.max(...intervals.map(([a, b]) => b - a));
  for (const start of gridOf(intervals, samples)) {
    const end = newton(objective, start);
    if (end === undefined) continue;
    const x = tidied(objective, end);
    const inside = intervals.every(([a, b], i) => {
      const at = x[i] ?? NaN;
      const margin = 1e-9 * (b - a);
      return at >= a - margin && at <= b + margin;
    });
    if (inside) addDistinct(found, x, widest);
  }
  return found.sort(lexicographic);
}

function lexicographic(a: Row, b: Row): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (Math.abs(difference) > 1e-9) return difference;
  }
  return 0;
}

/** The points of a grid over a box, slightly off its middle so that no symmetry of the function holds them. */
function* gridOf(
  intervals: readonly Interval[],
  samples: number,
): Generator<Row> {
  const total = samples ** intervals.length;
  for (let k = 0; k < total; k++) {
    let rest = k;
    yield Float64Array.from(intervals, ([a, b]) => {
      const i = rest % samples;
      rest = Math.floor(rest / samples);
      return a + ((b - a) * (i + 0.47)) / samples;
    });
  }
}

/** Solves gradient = 0 with the pseudo-inverse of the Hessian; `undefined` where that does not end at a zero. */
function newton(objective: Objective, start: Row): Row | undefined {
  let x = start;
  let { gradient } = objective.gradient(x);
  const scale = Math.max(1, largest(gradient));
  for (let k = 0; k < 80 && largest(gradient) > 1e-15 * scale; k++) {
    const step = newtonStep(objective.hessian(x), gradient);
    const limit = 2 * Math.max(1, largest(x));
    const factor = Math.min(1, limit / Math.max(largest(step), 1e-300));
    const next = plus(x, step, factor);
    const there = objective.gradient(next).gradient;
    if (!Number.isFinite(largest(there))) return undefined;
    const still = largest(step) <= 1e-15 * Math.max(1, largest(x));
    x = next;
    gradient = there;
    if (still) break;
  }
  // Far out a function may flatten, so that its gradient is small without a critical point: there the steps stay long.
  const settled =
    largest(newtonStep(objective.hessian(x), gradient)) <=
    1e-5 * Math.max(1, largest(x));
  return settled && largest(gradient) <= 1e-9 * scale ? x : undefined;
}

function newtonStep(hessian: Row, gradient: Row): Row {
  const n = gradient.length;
  const { values, vectors } = eigenSymmetric(hessian, n);
  const cut = 1e-13 * Math.max(...values.map(Math.abs));
  let step: Row = new Float64Array(n);
  values.forEach((value, k) => {
    if (Math.abs(value) <= cut) return;
    const column = gradient.map((_, i) => vectors[i * n + k] ?? 0);
    step = plus(step, column, -dot(column, gradient) / value);
  });
  return step;
}

/** The point with its coordinates rounded, where the gradient is no larger there. */
function tidied(objective: Objective, x: Row): Row {
  const size = (point: Row): number =>
    largest(objective.gradient(point).gradient);
  for (const digits of [4, 6, 9]) {
    const rounded = x.map((v) => {
      const near = Number(v.toFixed(digits));
      return near === 0 ? 0 : near;
    });
    if (largest(plus(rounded, x, -1)) <= 1e-5 && size(rounded) <= size(x))
      return rounded;
  }
  return x;
}

function addDistinct(found: Row[], x: Row, width: number): void {
  const near = found.some(
    (other) => largest(plus(other, x, -1)) <= 1e-5 * width,
  );
  if (!near) found.push(x);
}
