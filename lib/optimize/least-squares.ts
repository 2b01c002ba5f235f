import { luFactor, luSolve } from "../dense/lu.js";
import type { Value } from "../ir/node.js";
import { flatPoint, isSpread, numbersOf } from "../transform/check.js";
import { jacobian } from "../transform/jacobian.js";
import { structureOf } from "../transform/structure.js";
import type { Place, Stepper } from "./methods.js";
import type { Objective } from "./objective.js";
import { dot, plus, type Row } from "./vectors.js";

/** Residuals with their derivatives: row i of the Jacobian belongs to residual i. */
interface Residuals {
  readonly r: Row;
  readonly jacobian: Row;
}

/** A sum of squares as an objective, with the steps of Levenberg and Marquardt. */
export function leastSquares(
  f: (...args: never[]) => Value | readonly Value[],
  x0: unknown,
): Objective & { readonly stepper: Stepper } {
  const { numbers, rebuild, mirror } = flatPoint(x0);
  const argumentsOf = (x: Row): unknown[] => {
    const point = rebuild(x);
    return isSpread(f as never, point) ? point : [point];
  };
  const flat = (value: unknown): Row =>
    Float64Array.from(structureOf(value).leaves.flatMap(numbersOf));
  const call = f as (...args: unknown[]) => unknown;
  const residuals = (x: Row): Row => flat(call(...argumentsOf(x)));
  const linear = (x: Row): Residuals => ({
    r: residuals(x),
    jacobian: flat(jacobian<unknown[], unknown>(call)(...argumentsOf(x))),
  });
  const place = (x: Row): Place => {
    const { r, jacobian: j } = linear(x);
    return {
      x,
      value: dot(r, r),
      gradient: transposedTimes(j, r, x.length, 2),
    };
  };
  return {
    start: numbers,
    value: (x) => {
      const r = residuals(x);
      return dot(r, r);
    },
    gradient: (x) => place(x),
    hessian: (x) => normalMatrix(linear(x).jacobian, x.length, 2),
    along: () => {
      throw new Error("internal: least squares are not expanded along lines");
    },
    point: mirror,
    stepper: marquardt(linear, residuals, place),
  };
}

/** factor·Jᵀr. */
function transposedTimes(j: Row, r: Row, n: number, factor: number): Row {
  const product = new Float64Array(n);
  r.forEach((value, i) => {
    for (let k = 0; k < n; k++) {
      product[k] = (product[k] ?? 0) + factor * value * (j[i * n + k] ?? 0);
    }
  });
  return product;
}

/** factor·JᵀJ. */
function normalMatrix(j: Row, n: number, factor: number): Row {
  const matrix = new Float64Array(n * n);
  for (let row = 0; row < j.length; row += n) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        matrix[i * n + k] =
          (matrix[i * n + k] ?? 0) +
          factor * (j[row + i] ?? 0) * (j[row + k] ?? 0);
      }
    }
  }
  return matrix;
}

/** Marquardt 1963, with the damping rule of Nielsen (1999). */
function marquardt(
  linear: (x: Row) => Residuals,
  residuals: (x: Row) => Row,
  place: (x: Row) => Place,
): Stepper {
  let damping = 1e-3;
  let growth = 2;
  return (at) => {
    const n = at.x.length;
    const { r, jacobian: j } = linear(at.x);
    const normal = normalMatrix(j, n, 1);
    const slope = transposedTimes(j, r, n, -1);
    for (let attempt = 0; attempt < 60; attempt++) {
      const damped = normal.map((entry, k) =>
        k % (n + 1) === 0 ? entry + damping * Math.max(entry, 1e-12) : entry,
      );
      const step = luSolve(luFactor(damped, n), slope, 1);
      const x = plus(at.x, step);
      const next = residuals(x);
      const gained = at.value - dot(next, next);
      if (gained > 0) {
        const expected = dot(step, slope) + damping * dot(step, step);
        damping *= Math.max(1 / 3, 1 - ((2 * gained) / expected - 1) ** 3);
        damping = Math.max(Math.min(damping, 1e12), 1e-15);
        growth = 2;
        return place(x);
      }
      damping *= growth;
      growth *= 2;
    }
    return undefined;
  };
}
