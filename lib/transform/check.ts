import { isNode, shapeOfValue, type Value } from "../ir/node.js";
import { contiguous } from "../ir/ndarray.js";
import { sizeOf } from "../ir/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { grad, type Scalar, scalarOutput } from "./grad.js";
import { hessian } from "./jacobian.js";
import { type Mirror, structureOf } from "./structure.js";

/** A function of a point: of one argument, or of several numbers that are given as an array. */
export type PointFunction = (...args: never[]) => Value;

/** Whether a point is an array with one number for each of several parameters. */
export function isSpread(f: PointFunction, x: unknown): x is unknown[] {
  return f.length > 1 && Array.isArray(x);
}

/** The value of a function at a point, as a plain number. */
export function valueAt(
  operation: string,
  f: PointFunction,
  x: unknown,
): number {
  const args = isSpread(f, x) ? x : [x];
  const value = scalarOutput(
    operation,
    (f as (...args: unknown[]) => unknown)(...args),
  );
  return value instanceof Tensor ? value.item() : Number(value);
}

/** All numbers of a point in one row, and the point that another row makes. */
export function flatPoint(x: unknown): {
  numbers: Float64Array;
  rebuild: (numbers: Float64Array) => unknown;
  mirror: (numbers: Float64Array) => unknown;
} {
  const structure = structureOf(x);
  const numbers = structure.leaves.flatMap(numbersOf);
  const leaves = (row: Float64Array): Value[] => {
    let start = 0;
    return structure.leaves.map((leaf) => {
      const size = sizeOf(shapeOfValue(leaf));
      const part = row.slice(start, (start += size));
      return isNode(leaf)
        ? new Tensor(contiguous(part, leaf.shape, "float64"))
        : (part[0] ?? 0);
    });
  };
  return {
    numbers: Float64Array.from(numbers),
    rebuild: (row) => structure.rebuild(leaves(row)),
    mirror: (row) => structure.mirror(leaves(row)),
  };
}

/** The elements of a value as plain numbers. */
export function numbersOf(value: Value): number[] {
  if (typeof value === "number") return [value];
  if (value instanceof Tensor) return Array.from(value.toFloat64Array());
  throw new TypeError("a formula has no numbers; give a point of numbers");
}

/** The number that a value without axes is; NaN for an empty one. */
export function numberOf(value: Value): number {
  return typeof value === "number" ? value : (numbersOf(value)[0] ?? NaN);
}

/**
 * The gradient by central differences, (f(x + eps) − f(x − eps)) / 2eps for each number of the point, in the structure of
 * the point. A function of several numbers takes its point as an array.
 *
 * @example
 * numericalGrad((x: number) => x ** 3, 2) // about 12
 */
export function numericalGrad(
  f: (...args: number[]) => Value,
  x: readonly number[],
  options?: { eps?: number },
): number[];
/** The same of a function of one argument of any structure. */
export function numericalGrad<X>(
  f: (x: X) => Value,
  x: X,
  options?: { eps?: number },
): Mirror<X>;
export function numericalGrad<X>(
  f: PointFunction,
  x: X,
  { eps = 1e-6 }: { eps?: number } = {},
): Mirror<X> {
  const { numbers, rebuild, mirror } = flatPoint(x);
  const at = (row: Float64Array): number =>
    valueAt("numericalGrad", f, rebuild(row));
  return mirror(
    numbers.map(
      (_, i) =>
        (at(moved(numbers, i, eps)) - at(moved(numbers, i, -eps))) / (2 * eps),
    ),
  ) as Mirror<X>;
}

function moved(row: Float64Array, index: number, by: number): Float64Array {
  const copy = Float64Array.from(row);
  copy[index] = (copy[index] ?? 0) + by;
  return copy;
}

/** A numerical derivative with what is known of its error, and the slopes on either side. */
interface Slope {
  readonly value: number;
  readonly error: number;
  readonly left: number;
  readonly right: number;
}

/**
 * The derivative of g at 0 by Ridders' method: central differences at shrinking steps, extrapolated to step 0 (Ridders,
 * Advances in Engineering Software 4, 1982). The one-sided slopes show a kink.
 */
function ridders(g: (t: number) => number, step: number): Slope {
  const shrink = 1.6;
  const table: number[][] = [];
  let best = { value: NaN, error: Infinity };
  let h = step;
  for (let i = 0; i < 12; i++, h /= shrink) {
    const row = [(g(h) - g(-h)) / (2 * h)];
    let factor = shrink * shrink;
    for (let j = 1; j <= i; j++, factor *= shrink * shrink) {
      const finer = row[j - 1] ?? NaN;
      const coarser = table[i - 1]?.[j - 1] ?? NaN;
      const value = (finer * factor - coarser) / (factor - 1);
      row.push(value);
      const error = Math.max(
        Math.abs(value - finer),
        Math.abs(value - coarser),
      );
      if (error <= best.error) best = { value, error };
    }
    table.push(row);
  }
  const near = step * 1e-4;
  const here = g(0);
  return {
    ...best,
    left: (here - g(-near)) / near,
    right: (g(near) - here) / near,
  };
}

/** What `checkGrad` found. */
export interface GradCheck {
  readonly ok: boolean;
  /** The largest difference between the exact and the numerical derivative, relative to their size where that is over 1. */
  readonly maxError: number;
  /** Which number of the point (or of the gradient's row, for order 2) it is at, counted in reading order. */
  readonly worst: number;
  readonly exact: number;
  readonly numerical: number;
  /** Whether the function has a kink there: its slopes from the left and from the right. */
  readonly kink: { readonly left: number; readonly right: number } | undefined;
  readonly message: string;
}

/** Options of `checkGrad`. */
export interface CheckOptions {
  /** 1 checks the gradient against the function, 2 also the Hessian against the gradient. */
  readonly order?: 1 | 2;
  /** The largest relative error that passes. */
  readonly tolerance?: number;
}

/**
 * Compares the gradient of a function with numerical derivatives at a point, and says which entry is off by how much,
 * and whether the function has a kink there.
 *
 * @example
 * checkGrad((x: number) => x ** 3, 2).ok // true
 */
export function checkGrad(
  f: (...args: number[]) => Value,
  x: readonly number[],
  options?: CheckOptions,
): GradCheck;
/** The same of a function of one argument of any structure. */
export function checkGrad<X>(
  f: (x: X) => Value,
  x: X,
  options?: CheckOptions,
): GradCheck;
export function checkGrad(
  f: PointFunction,
  x: unknown,
  { order = 1, tolerance = 1e-6 }: CheckOptions = {},
): GradCheck {
  const first = compare(f, x, exactGradient(f, x), tolerance);
  if (order === 1 || !first.ok) return first;
  return compareHessian(f, x, tolerance);
}

function exactGradient(f: PointFunction, x: unknown): Float64Array {
  const args = isSpread(f, x) ? x : [x];
  return flatPoint(grad<unknown[]>(f as Scalar<unknown[]>)(...args)).numbers;
}

function compare(
  f: PointFunction,
  x: unknown,
  exact: Float64Array,
  tolerance: number,
): GradCheck {
  const { numbers, rebuild } = flatPoint(x);
  const slopes = Array.from(numbers, (at, i) =>
    ridders(
      (t) => valueAt("checkGrad", f, rebuild(moved(numbers, i, t))),
      0.01 * Math.max(1, Math.abs(at)),
    ),
  );
  return verdict("gradient", exact, slopes, tolerance);
}

function compareHessian(
  f: PointFunction,
  x: unknown,
  tolerance: number,
): GradCheck {
  const { numbers, rebuild } = flatPoint(x);
  const args = isSpread(f, x) ? x : [x];
  const blocks: unknown = hessian<unknown[]>(f as Scalar<unknown[]>)(...args);
  const exact = flatPoint(blocks).numbers;
  const slopes: Slope[] = [];
  const count = numbers.length;
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const along = (t: number): number =>
        exactGradient(f, rebuild(moved(numbers, column, t)))[row] ?? NaN;
      slopes.push(
        ridders(along, 0.01 * Math.max(1, Math.abs(numbers[column] ?? 0))),
      );
    }
  }
  return verdict("Hessian", exact, slopes, tolerance);
}

function verdict(
  what: string,
  exact: Float64Array,
  slopes: readonly Slope[],
  tolerance: number,
): GradCheck {
  const errors = slopes.map(({ value }, i) => {
    const difference = Math.abs((exact[i] ?? NaN) - value);
    return difference / Math.max(1, Math.abs(value));
  });
  const worst = errors.reduce(
    (best, error, i) => (error <= (errors[best] ?? 0) ? best : i),
    0,
  );
  const slope = slopes[worst];
  const maxError = errors[worst] ?? 0;
  const ok = maxError <= tolerance;
  const kinked = slopes.find(isKink);
  const kink = kinked && { left: kinked.left, right: kinked.right };
  const described = ok
    ? `the ${what} agrees to ${maxError.toExponential(1)}`
    : `entry ${String(worst)} of the ${what} is ${String(exact[worst])}, numerically ${String(slope?.value)}`;
  return {
    ok,
    maxError,
    worst,
    exact: exact[worst] ?? NaN,
    numerical: slope?.value ?? NaN,
    kink,
    message:
      kink === undefined
        ? described
        : `${described}; the function has a kink here, with slope ${kink.left.toPrecision(6)} on the left and ${kink.right.toPrecision(6)} on the right`,
  };
}

/** Whether the one-sided slopes differ by far more than curvature explains. */
function isKink({ left, right }: Slope): boolean {
  return (
    Math.abs(left - right) > 1e-3 * Math.max(1, Math.abs(left), Math.abs(right))
  );
}
