import type { Value } from "../ir/node.js";
import { flatPoint, isSpread, numbersOf } from "../transform/check.js";
import { jacobian } from "../transform/jacobian.js";
import { structureOf } from "../transform/structure.js";
import type { Bounds } from "./bounds.js";
import type { Objective } from "./objective.js";
import { dot, type Row } from "./vectors.js";

/** Residuals with their derivatives: row i of the Jacobian, row-major, belongs to residual i. */
export interface Residuals {
  readonly r: Row;
  readonly jacobian: Row;
}

/** A sum of squares of residuals as an objective. */
export interface SumOfSquares extends Objective {
  residuals(x: Row): Row;
  linear(x: Row): Residuals;
}

/** The sum of squares of a user's function of several residuals. */
export function sumOfSquares(
  f: (...args: never[]) => Value | readonly Value[],
  x0: unknown,
  bounds: Bounds | undefined,
): SumOfSquares {
  const { numbers, rebuild, mirror } = flatPoint(x0);
  const argumentsOf = (x: Row): unknown[] => {
    const point = rebuild(x);
    return isSpread(f as never, point) ? point : [point];
  };
  const flat = (value: unknown): Row =>
    Float64Array.from(structureOf(value).leaves.flatMap(numbersOf));
  const call = f as (...args: unknown[]) => unknown;
  const derivatives = jacobian<unknown[], unknown>(call);
  const residuals = (x: Row): Row => flat(call(...argumentsOf(x)));
  const linear = (x: Row): Residuals => ({
    r: residuals(x),
    jacobian: flat(derivatives(...argumentsOf(x))),
  });
  const hessian = (x: Row): Row =>
    normalMatrix(linear(x).jacobian, x.length, 2);
  return {
    start: numbers,
    bounds,
    residuals,
    linear,
    value: (x) => squareOf(residuals(x)),
    gradient(x) {
      const { r, jacobian: j } = linear(x);
      return { value: dot(r, r), gradient: transposedTimes(j, r, x.length, 2) };
    },
    hessian,
    hessianTimes: (x, v) => {
      const { jacobian: j } = linear(x);
      return transposedTimes(j, timesVector(j, v), x.length, 2);
    },
    along: () => {
      throw new Error("internal: least squares are not expanded along lines");
    },
    point: mirror,
  };
}

const squareOf = (r: Row): number => dot(r, r);

/** J·v. */
export function timesVector(j: Row, v: Row): Row {
  const n = v.length;
  return Float64Array.from({ length: j.length / n }, (_, i) =>
    dot(j.subarray(i * n, (i + 1) * n), v),
  );
}

/** factor·Jᵀr. */
export function transposedTimes(
  j: Row,
  r: Row,
  n: number,
  factor: number,
): Row {
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
