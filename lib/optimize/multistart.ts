/** Critical points from many starting points: what is not found may still be there. */
import { eigenSymmetric } from "../dense/symmetric.js";
import type { Interval } from "../ir/interval.js";
import type { Objective } from "./objective.js";
import { bisect } from "./root.js";
import { dot, largest, plus, type Row } from "./vectors.js";

/** Zeros of the derivative on a line: changes of its sign, and places where it touches zero. */
export function onLine(
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

/** Critical points in a box: Newton's method on the gradient from every point of a grid. */
export function inBox(
  objective: Objective,
  intervals: readonly Interval[],
  samples: number,
): Row[] {
  const found: Row[] = [];
  const widest = Math.max(...intervals.map(([a, b]) => b - a));
  for (const start of gridOf(intervals, samples)) {
    const x = settledAt(objective, start);
    if (x && isIn(x, intervals)) addDistinct(found, x, widest);
  }
  return found.sort(lexicographic);
}

export function lexicographic(a: Row, b: Row): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (Math.abs(difference) > 1e-9) return difference;
  }
  return 0;
}

/** The points of a grid over a box, slightly off its middle so that no symmetry of the function holds them. */
export function* gridOf(
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

/** The critical point to which Newton's method leads from here, with round coordinates where those are as good. */
export function settledAt(objective: Objective, start: Row): Row | undefined {
  const end = newton(objective, start);
  return end && tidied(objective, end);
}

/** Whether a point is in a box, as far as rounding can tell. */
export function isIn(x: Row, box: readonly Interval[]): boolean {
  return box.every(([a, b], i) => {
    const at = x[i] ?? NaN;
    const margin = 1e-9 * (b - a);
    return at >= a - margin && at <= b + margin;
  });
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

/** Adds a point unless it is there already; says whether it was new. */
export function addDistinct(found: Row[], x: Row, width: number): boolean {
  const near = found.some(
    (other) => largest(plus(other, x, -1)) <= 1e-5 * width,
  );
  if (!near) found.push(x);
  return !near;
}
