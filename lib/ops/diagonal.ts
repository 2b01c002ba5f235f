import { allocate } from "../ir/dtype.js";
import { asArray, dense, mapTwo, settle } from "../ir/elements.js";
import { contiguous } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { formatShape, type Shape, sizeOf } from "../ir/shape.js";
import { callTex, linear, named, operatorName } from "./define.js";
import { apply } from "../trace/apply.js";
import { mul } from "./arithmetic.js";
import { sum } from "./reduce.js";
import { expandDims, reshape } from "./shape.js";

/** The diagonal of each matrix on the last two axes: a view. */
const diagonalOp: Op<undefined> = linear<undefined>({
  name: "diagonal",
  infer: (x) => ({ shape: diagonalShape(x.shape), dtype: x.dtype }),
  evaluate(x) {
    const array = asArray(x);
    const down = array.strides.at(-2) ?? 0;
    const across = array.strides.at(-1) ?? 0;
    const strides = [...array.strides.slice(0, -2), down + across];
    return settle({ ...array, shape: diagonalShape(array.shape), strides });
  },
  transpose: (g, shape) => apply(embedOp, [g], shape.slice(-2)),
  batched: (none) => none,
  tex: (x) => callTex(operatorName("diag"), [x]),
});

function diagonalShape(shape: Shape): Shape {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new RangeError(`diagonal: shape ${formatShape(shape)} has no matrix`);
  }
  return [...shape.slice(0, -2), Math.min(rows, columns)];
}

/** Matrices of the given number of rows and columns with the last axis on the diagonal. */
const embedOp: Op<Shape> = linear<Shape>({
  name: "diag",
  infer: (x, matrix) => ({
    shape: [...x.shape.slice(0, -1), ...matrix],
    dtype: x.dtype,
  }),
  evaluate(x, matrix) {
    const array = asArray(x);
    const from = dense(array);
    const [rows = 0, columns = 0] = matrix;
    const k = array.shape.at(-1) ?? 0;
    const shape = [...array.shape.slice(0, -1), rows, columns];
    const to = allocate(array.dtype, sizeOf(shape));
    from.forEach((value: number, at: number) => {
      const i = at % k;
      to[Math.floor(at / k) * rows * columns + i * columns + i] = value;
    });
    return contiguous(to, shape, array.dtype);
  },
  transpose: (g) => apply(diagonalOp, [g], undefined),
  batched: (matrix) => matrix,
  tex: (x) => callTex(operatorName("diag"), [x]),
});

/** Square matrices with the last axis on the diagonal. */
export function embedDiagonal<T extends Value>(x: T): T {
  const n = shapeOfValue(x).at(-1) ?? 1;
  return apply(embedOp, [x], [n, n]) as T;
}

/**
 * The diagonals of the matrices on the last two axes.
 *
 * @example
 * diagonal(tensor([[1, 2], [3, 4]])) // [1, 4]
 */
export const diagonal = named(
  "diagonal",
  diagonalOp,
  <T extends Value>(x: T): T => apply(diagonalOp, [x], undefined) as T,
);

/**
 * Of a vector the diagonal matrix, of a matrix its diagonal.
 *
 * @example
 * diag(tensor([1, 2])) // [[1, 0], [0, 2]]
 */
export const diag = named("diag", embedOp, <T extends Value>(x: T): T => {
  return shapeOfValue(x).length === 1 ? embedDiagonal(x) : diagonal(x);
});

/**
 * The sum of a matrix' diagonal.
 *
 * @example
 * trace(tensor([[1, 2], [3, 4]])) // 5
 */
export function trace<T extends Value>(x: T): T {
  return sum(diagonal(x), { axis: -1 }) as T;
}

interface Triangle {
  readonly lower: boolean;
  readonly offset: number;
}

/** Zeros on one side of a diagonal; its own transpose. */
const triangleOp: Op<Triangle> = linear<Triangle>({
  name: "triangle",
  infer: ({ shape, dtype }) => ({ shape, dtype }),
  evaluate(x, { lower, offset }) {
    const array = asArray(x);
    const [rows = 1, columns = 1] = array.shape.slice(-2);
    const mask = Float64Array.from({ length: rows * columns }, (_, at) => {
      const distance = (at % columns) - Math.floor(at / columns) - offset;
      return (lower ? distance <= 0 : distance >= 0) ? 1 : 0;
    });
    return mapTwo(
      "triangle",
      (value, keep) => (keep === 0 ? 0 : value),
      array,
      contiguous(mask, [rows, columns], "float64"),
      array.dtype,
    );
  },
  transpose: (g, _shape, params) => apply(triangleOp, [g], params),
  batched: (triangle) => triangle,
  tex: (x, { lower }) => callTex(operatorName(lower ? "tril" : "triu"), [x]),
});

/**
 * The lower triangle of a matrix, up to the diagonal `offset` places above the main one.
 *
 * @example
 * tril(ones([2, 2])) // [[1, 0], [1, 1]]
 */
export function tril<T extends Value>(x: T, offset = 0): T {
  return apply(triangleOp, [x], { lower: true, offset }) as T;
}

/**
 * The upper triangle of a matrix, from the diagonal `offset` places above the main one.
 *
 * @example
 * triu(ones([2, 2])) // [[1, 1], [0, 1]]
 */
export function triu<T extends Value>(x: T, offset = 0): T {
  return apply(triangleOp, [x], { lower: false, offset }) as T;
}

/**
 * The Kronecker product of two matrices: every element of `a` times all of `b`.
 *
 * @example
 * kron(eye(2), tensor([[1, 2]])) // [[1, 2, 0, 0], [0, 0, 1, 2]]
 */
export function kron<T extends Value>(a: T, b: T): T {
  const [rows = 1, columns = 1] = matrixShape(a);
  const [p = 1, q = 1] = matrixShape(b);
  const left = reshape(a, [rows, 1, columns, 1]);
  const right = expandDims(reshape(b, [p, 1, q]), 0);
  const product = reshape(mul(left, right), [rows * p, columns * q]);
  const vectors = shapeOfValue(a).length < 2 && shapeOfValue(b).length < 2;
  return (vectors ? reshape(product, [-1]) : product) as T;
}

/** A vector is a row. */
function matrixShape(x: Value): Shape {
  const shape = shapeOfValue(x);
  return shape.length < 2 ? [1, shape[0] ?? 1] : shape;
}
