import { luFactor, luSolve } from "../dense/lu.js";
import type { Objective } from "./objective.js";
import { dot, largest, plus, type Row, scaled } from "./vectors.js";

/** A function with equations to hold: each constraint is an objective that has to be zero. */
export interface Constrained {
  readonly f: Objective;
  readonly constraints: readonly Objective[];
}

/**
 * The augmented Lagrangian f − Σ λᵢ·gᵢ + (weight/2)·Σ gᵢ² (Hestenes 1969, Powell 1969), whose minimum without constraints
 * comes to that of f with gᵢ = 0 as the multipliers do.
 */
export function augmented(
  { f, constraints }: Constrained,
  multipliers: Row,
  weight: number,
): Objective {
  /** How much the gradient of constraint i counts where its value is g. */
  const share = (g: number, i: number): number =>
    weight * g - (multipliers[i] ?? 0);
  const term = (g: number, i: number): number =>
    (weight / 2) * g * g - (multipliers[i] ?? 0) * g;
  return {
    start: f.start,
    bounds: f.bounds,
    point: (x) => f.point(x),
    value: (x) =>
      constraints.reduce((sum, g, i) => sum + term(g.value(x), i), f.value(x)),
    gradient(x) {
      let { value, gradient } = f.gradient(x);
      constraints.forEach((constraint, i) => {
        const g = constraint.gradient(x);
        value += term(g.value, i);
        gradient = plus(gradient, g.gradient, share(g.value, i));
      });
      return { value, gradient };
    },
    hessian(x) {
      let matrix = f.hessian(x);
      constraints.forEach((constraint, i) => {
        const g = constraint.gradient(x);
        matrix = plus(matrix, constraint.hessian(x), share(g.value, i));
        matrix = plus(matrix, outer(g.gradient), weight);
      });
      return matrix;
    },
    hessianTimes(x, v) {
      let product = f.hessianTimes(x, v);
      constraints.forEach((constraint, i) => {
        const g = constraint.gradient(x);
        const turned = constraint.hessianTimes(x, v);
        product = plus(product, turned, share(g.value, i));
        product = plus(product, g.gradient, weight * dot(g.gradient, v));
      });
      return product;
    },
    along: () => {
      throw new Error("internal: a Lagrangian is not expanded along lines");
    },
  };
}

function outer(row: Row): Row {
  const n = row.length;
  return Float64Array.from(
    { length: n * n },
    (_, k) => (row[Math.floor(k / n)] ?? 0) * (row[k % n] ?? 0),
  );
}

/** A point with its multipliers. */
export interface Stationary {
  readonly x: Row;
  readonly multipliers: Row;
}

/** How far a point is from fulfilling ∇f = Σ λᵢ·∇gᵢ and gᵢ = 0: the largest entry of the difference. */
export function stationarity(problem: Constrained, at: Stationary): number {
  return largest(conditions(problem, at));
}

function conditions(
  { f, constraints }: Constrained,
  { x, multipliers }: Stationary,
): Row {
  let gradient = f.gradient(x).gradient;
  const values = constraints.map((constraint, i) => {
    const g = constraint.gradient(x);
    gradient = plus(gradient, g.gradient, -(multipliers[i] ?? 0));
    return g.value;
  });
  return Float64Array.from([...gradient, ...values]);
}

/** Newton's method on the conditions of Lagrange, as long as it comes closer (Nocedal & Wright, section 18.1). */
export function polished(problem: Constrained, start: Stationary): Stationary {
  let at = start;
  let rest = conditions(problem, at);
  for (let k = 0; k < 30; k++) {
    const step = newtonStep(problem, at, rest);
    const n = at.x.length;
    const next: Stationary = {
      x: plus(at.x, step.subarray(0, n)),
      multipliers: plus(at.multipliers, step.subarray(n)),
    };
    const left = conditions(problem, next);
    if (!(largest(left) < largest(rest))) break;
    at = next;
    rest = left;
  }
  return at;
}

/** The solution of the linearized conditions. */
export function newtonStep(
  problem: Constrained,
  { x, multipliers }: Stationary,
  rest: Row,
): Row {
  const n = x.length;
  const size = n + multipliers.length;
  const matrix = new Float64Array(size * size);
  const curvature = lagrangianHessian(problem, { x, multipliers });
  for (let i = 0; i < n; i++) {
    matrix.set(curvature.subarray(i * n, (i + 1) * n), i * size);
  }
  problem.constraints.forEach((constraint, c) => {
    constraint.gradient(x).gradient.forEach((slope, i) => {
      matrix[i * size + n + c] = -slope;
      matrix[(n + c) * size + i] = slope;
    });
  });
  return luSolve(luFactor(matrix, size), scaled(rest, -1), 1);
}

/** The Hessian of f − Σ λᵢ·gᵢ. */
export function lagrangianHessian(
  { f, constraints }: Constrained,
  { x, multipliers }: Stationary,
): Row {
  return constraints.reduce(
    (sum, g, i) => plus(sum, g.hessian(x), -(multipliers[i] ?? 0)),
    f.hessian(x),
  );
}
