import type { Value } from "../ir/node.js";
import { add, sub } from "../ops/arithmetic.js";
import { at } from "../ops/slice.js";
import { trace as traceOf } from "../ops/diagonal.js";
import type { AnyFunction } from "./derived.js";
import { hessian, jacobian } from "./jacobian.js";
import { resultLike } from "./structure.js";
import { Tensor } from "../tensor/tensor.js";

/** Entry (i, j) of a matrix that is a tensor or an array of rows. */
function entry(matrix: unknown, i: number, j: number): Value {
  if (matrix instanceof Tensor) return at(matrix, i, j);
  const row = (matrix as readonly (readonly Value[])[])[i];
  const found = row?.[j];
  if (found === undefined) {
    throw new RangeError(
      "the field must have as many components as it has variables",
    );
  }
  return found;
}

const sizeOf = (matrix: unknown): number =>
  matrix instanceof Tensor
    ? (matrix.shape[0] ?? 0)
    : (matrix as readonly unknown[]).length;

function diagonalSum(matrix: unknown): Value {
  if (matrix instanceof Tensor && matrix.ndim === 2) return traceOf(matrix);
  if (typeof matrix === "number" || matrix instanceof Tensor) return matrix;
  let sum: Value = 0;
  for (let i = 0; i < sizeOf(matrix); i++) sum = add(sum, entry(matrix, i, i));
  return sum;
}

type Field = (...args: never[]) => unknown;
type Arguments<F extends Field> = Parameters<F>;

/** The curl of a field of two components is a number, of three a vector. */
type CurlOf<R> = R extends readonly [unknown, unknown] ? number : number[];

/**
 * The divergence of a vector field: the sum of the derivatives of each component by its own variable. The variables are
 * several numbers, an array or a vector.
 *
 * @example
 * divergence((x: number, y: number) => [x * x, y])(3, 1) // 7
 */
export function divergence<A extends number[]>(
  f: (...args: A) => unknown,
): (...args: A) => number;
/** The same of a field whose variables are an array or a vector. */
export function divergence<F extends Field>(
  f: F,
): (...args: Arguments<F>) => number;
export function divergence<F extends Field>(
  f: F,
): (...args: Arguments<F>) => number {
  const matrix = jacobian(f as AnyFunction as (...args: unknown[]) => unknown);
  return (...args) => scalar(diagonalSum(matrix(...args)));
}

/**
 * The curl of a vector field: of three components an array of three numbers, of two the number ∂f₂/∂x − ∂f₁/∂y.
 *
 * @example
 * curl((x: number, y: number) => [-y, x])(0, 0) // 2
 */
export function curl<A extends number[], R>(
  f: (...args: A) => R,
): (...args: A) => CurlOf<R>;
/** The same of a field whose variables are an array or a vector. */
export function curl<F extends Field>(
  f: F,
): (...args: Arguments<F>) => CurlOf<ReturnType<F>>;
export function curl<F extends Field>(
  f: F,
): (...args: Arguments<F>) => CurlOf<ReturnType<F>> {
  const matrix = jacobian(f as AnyFunction as (...args: unknown[]) => unknown);
  const compute = (...args: Arguments<F>): unknown => {
    const j: unknown = matrix(...args);
    const turn = (a: number, b: number): Value =>
      scalar(sub(entry(j, a, b), entry(j, b, a)));
    if (sizeOf(j) === 2) return turn(1, 0);
    if (sizeOf(j) === 3) return [turn(2, 1), turn(0, 2), turn(1, 0)];
    throw new RangeError(
      `curl: a field of 2 or 3 components is needed, not of ${String(sizeOf(j))}`,
    );
  };
  return compute as ReturnType<typeof curl<F>>;
}

/**
 * The Laplacian of a function: the sum of its second derivatives by each variable.
 *
 * @example
 * laplacian((x: number, y: number) => x ** 2 + 3 * y ** 2)(1, 1) // 8
 */
export function laplacian<A extends number[]>(
  f: (...args: A) => Value,
): (...args: A) => number;
/** The same of a function of an array or a vector. */
export function laplacian<F extends (...args: never[]) => Value>(
  f: F,
): (...args: Arguments<F>) => number;
export function laplacian<F extends (...args: never[]) => Value>(
  f: F,
): (...args: Arguments<F>) => number {
  const second = hessian(f as AnyFunction as (...args: unknown[]) => Value);
  return (...args) => scalar(diagonalSum(second(...args)));
}

/** A number as the user sees it; inside another derivative it stays a node, typed as a number all the same. */
function scalar(value: Value): number {
  return resultLike(0, value) as number;
}
