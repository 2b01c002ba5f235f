import { add, mul } from "../ops/arithmetic.js";
import { isNode, type Value } from "../ir/node.js";
import { numbersOf } from "../transform/check.js";
import { structureOf } from "../transform/structure.js";
import { stack } from "../ops/join.js";
import { Tensor } from "../tensor/tensor.js";

/** Options of `odeint`. */
export interface OdeOptions {
  /** The relative error of a step. */
  readonly rtol?: number;
  /** The absolute error of a step. */
  readonly atol?: number;
}

/** Dormand & Prince 1980: nodes, coefficients of the stages, and the differences of the two results. */
const nodes = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const stages: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const differences = [
  71 / 57600,
  0,
  -71 / 16695,
  71 / 1920,
  -17253 / 339200,
  22 / 525,
  -1 / 40,
];

type Leaves = readonly Value[];
type Slope = (y: Leaves, t: number) => Leaves;

/**
 * Solves y′ = f(y, t) from y(ts[0]) = y0 and gives y at each of the times, by Dormand and Prince's method of order 5 with
 * steps chosen to keep the error small. For a number y0 an array of numbers, for a tensor a tensor with a row for each
 * time, else an array. Derivatives by y0 and by what f uses pass through the steps.
 *
 * @throws where the steps become too small: a solution that ends, or a stiff equation.
 * @example
 * odeint((y: number) => -y, 1, [0, 1]) // [1, 0.36787…]
 */
export function odeint<Y>(
  f: (y: Y, t: number) => Y,
  y0: Y,
  times: readonly number[] | Tensor,
  { rtol = 1e-8, atol = 1e-10 }: OdeOptions = {},
): Y extends Tensor ? Tensor : Y[] {
  const ts =
    times instanceof Tensor ? Array.from(times.toFloat64Array()) : times;
  const structure = structureOf(y0);
  const slope: Slope = (y, t) =>
    structureOf(f(structure.rebuild(y) as Y, t)).leaves;
  let y: Leaves = structure.leaves;
  const results = [y];
  for (let k = 1; k < ts.length; k++) {
    y = advance(slope, y, ts[k - 1] ?? 0, ts[k] ?? 0, { rtol, atol });
    results.push(y);
  }
  const shown =
    y0 instanceof Tensor && y0.ndim > 0
      ? stack(results.map(([row]) => row ?? 0))
      : results.map((leaves) => structure.mirror(leaves));
  return shown as Y extends Tensor ? Tensor : Y[];
}

/** From one time to the next, by as many steps as the error asks for. */
function advance(
  slope: Slope,
  start: Leaves,
  from: number,
  to: number,
  limits: Required<OdeOptions>,
): Leaves {
  let y = start;
  let t = from;
  let step = (to - from) / 10;
  for (let k = 0; k < 100000 && t !== to; k++) {
    if (Math.abs(step) > Math.abs(to - t)) step = to - t;
    const { next, error } = tried(slope, y, t, step, limits);
    if (error <= 1) {
      t = step === to - t ? to : t + step;
      y = next;
    }
    const growth = 0.9 * (error === 0 ? 10 : error ** -0.2);
    step *= Math.min(5, Math.max(0.2, Number.isFinite(growth) ? growth : 0.2));
    if (t !== to && t + step === t) break;
  }
  if (t !== to) {
    throw new Error(
      `odeint: the steps became too small at t = ${t.toPrecision(6)}: the solution may end there, or the equation is stiff`,
    );
  }
  return y;
}

function tried(
  slope: Slope,
  y: Leaves,
  t: number,
  step: number,
  { rtol, atol }: Required<OdeOptions>,
): { next: Leaves; error: number } {
  const slopes: Leaves[] = [];
  let next = y;
  nodes.forEach((node, s) => {
    next = combined(y, slopes, stages[s] ?? [], step);
    slopes.push(slope(next, t + node * step));
  });
  const rest = combined(
    y.map(() => 0),
    slopes.map((each) => each.map(detached)),
    differences,
    step,
  );
  let worst = 0;
  rest.forEach((part, i) => {
    const before = numbersOf(detached(y[i] ?? 0));
    const after = numbersOf(detached(next[i] ?? 0));
    numbersOf(part).forEach((value, j) => {
      const size = Math.max(Math.abs(before[j] ?? 0), Math.abs(after[j] ?? 0));
      worst = Math.max(worst, Math.abs(value) / (atol + rtol * size));
    });
  });
  return { next, error: Number.isNaN(worst) ? Infinity : worst };
}

const detached = (x: Value): Value => (isNode(x) ? x.detached() : x);

/** y + step·Σ weight·slope. */
function combined(
  y: Leaves,
  slopes: readonly Leaves[],
  weights: readonly number[],
  step: number,
): Leaves {
  return y.map((value, i) =>
    weights.reduce<Value>(
      (sum, weight, s) =>
        weight === 0 ? sum : add(sum, mul(slopes[s]?.[i] ?? 0, weight * step)),
      value,
    ),
  );
}
