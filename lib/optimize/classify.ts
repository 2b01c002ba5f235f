import { eigenSymmetric } from "../dense/symmetric.js";
import type { Value } from "../ir/node.js";
import type { PointFunction } from "../transform/check.js";
import type { Mirror } from "../transform/structure.js";
import { type Objective, objectiveOf } from "./objective.js";
import { degenerate } from "./degenerate.js";
import type { Paths } from "./paths.js";
import { shortNumber, shortPoint, showing, type Table } from "./show.js";
import { largest } from "./vectors.js";

/** What a point is to a function. */
export type Kind =
  "minimum" | "maximum" | "saddle" | "neither" | "not critical";

/** What `classify` found. */
export interface Classification<X> {
  readonly kind: Kind;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Where a degenerate point is neither: a path along which the function rises, and one along which it falls. */
  readonly paths?: Paths;
  readonly x: X;
  readonly value: number;
  readonly gradient: Mirror<X>;
  /** All second derivatives: a number for a function of one number, else rows. */
  readonly hessian: number | number[][];
  /** Those of the Hessian, ascending. */
  readonly eigenvalues: number[];
}

/**
 * Says what a point is to a function: a minimum, a maximum, a saddle (the Hessian is indefinite), neither (it is only
 * semidefinite or zero, and the point is no extremum), or not critical at all. Where the Hessian does not decide, the
 * higher derivatives do. A function of several numbers takes its point as an array.
 *
 * @example
 * classify((x: number, y: number) => x ** 2 * y + x * y ** 2, [0, 0]).kind // "neither"
 */
export function classify(
  f: (...args: number[]) => Value,
  x: readonly number[],
  options?: { tol?: number },
): Classification<number[]>;
/** The same of a function of one argument of any structure. */
export function classify<X>(
  f: (x: X) => Value,
  x: X,
  options?: { tol?: number },
): Classification<X>;
export function classify<X>(
  f: PointFunction,
  x: X,
  { tol = 1e-6 }: { tol?: number } = {},
): Classification<X> {
  const objective = objectiveOf("classify", f, x);
  return classified(objective, objective.start, tol);
}

/** The same for a row of numbers. */
export function classified<X>(
  objective: Objective,
  x: Float64Array,
  tol = 1e-6,
): Classification<X> {
  const n = x.length;
  const { value, gradient } = objective.gradient(x);
  const hessian = objective.hessian(x);
  const { values } = eigenSymmetric(hessian, n);
  const scale = Math.max(1, largest(hessian));
  const verdict =
    largest(gradient) > tol * scale
      ? {
          kind: "not critical" as const,
          reason: `the gradient is not zero: its largest entry is ${largest(gradient).toPrecision(3)}`,
        }
      : (byHessian(values, scale) ?? degenerate(objective, x, hessian));
  const found: Classification<X> = {
    ...verdict,
    x: objective.point(x) as X,
    value,
    gradient: objective.point(gradient) as Mirror<X>,
    hessian: n === 1 ? (hessian[0] ?? NaN) : rows(hessian, n),
    eigenvalues: Array.from(values),
  };
  return showing(found, () => tableOf([found]));
}

/** Points with their kinds, as a table. */
export function tableOf<X>(
  points: readonly Classification<X>[],
  note?: string,
): Table {
  return {
    heading: ["x", "f(x)", "kind", "eigenvalues of the Hessian", "why"],
    rows: points.map(({ x, value, kind, eigenvalues, reason }) => [
      shortPoint(x),
      shortNumber(value),
      kind,
      eigenvalues.map(shortNumber).join(", "),
      reason,
    ]),
    ...(note === undefined ? {} : { note }),
  };
}

function rows(matrix: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from(matrix.subarray(i * n, (i + 1) * n)),
  );
}

/** What the eigenvalues of the Hessian decide; `undefined` where some are zero. */
function byHessian(
  values: Float64Array,
  scale: number,
): { kind: Kind; reason: string } | undefined {
  const small = 1e-8 * scale;
  const positive = values.filter((value) => value > small).length;
  const negative = values.filter((value) => value < -small).length;
  const one = values.length === 1;
  const subject = one
    ? "the second derivative is"
    : "all eigenvalues of the Hessian are";
  if (positive === values.length) {
    return { kind: "minimum", reason: `${subject} positive` };
  }
  if (negative === values.length) {
    return { kind: "maximum", reason: `${subject} negative` };
  }
  return positive > 0 && negative > 0
    ? {
        kind: "saddle",
        reason: "the Hessian has a positive and a negative eigenvalue",
      }
    : undefined;
}
