import type { DType, Storage } from "../ir/dtype.js";
import {
  asArray,
  avalOf,
  broadcastView,
  commonType,
  dense,
  mapOne,
} from "../ir/elements.js";
import { contiguous, type Data, type NdArray } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import {
  broadcastShapes,
  formatShape,
  type Shape,
  sizeOf,
} from "../ir/shape.js";
import { enclose, Precedence } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { add, mul, scale } from "./arithmetic.js";
import { broadcastTo, sumTo } from "./broadcast.js";
import { type Joined, named } from "./define.js";
import {
  expandDims,
  flatten,
  reshape,
  squeeze,
  swapAxes,
  transpose,
} from "./shape.js";

/** How the axes of a product of arrays lie: matrices on the last two, stacks of them before. */
interface Layout {
  readonly stack: Shape;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly shape: Shape;
}

/** @throws where the shapes do not agree. */
function layoutOf(a: Shape, b: Shape): Layout {
  const inner = a.at(-1);
  const innerB = b.length > 1 ? b.at(-2) : b.at(-1);
  if (inner === undefined || innerB === undefined) {
    throw new TypeError(
      `matmul: a scalar is no matrix; multiply by a number with * or mul`,
    );
  }
  if (inner !== innerB) {
    throw new RangeError(
      `matmul: shapes ${formatShape(a)} and ${formatShape(b)} do not agree: ${String(inner)} columns meet ${String(innerB)} rows`,
    );
  }
  const stack = broadcastShapes("matmul", a.slice(0, -2), b.slice(0, -2));
  const rows = a.length > 1 ? [a.at(-2) ?? 1] : [];
  const columns = b.length > 1 ? [b.at(-1) ?? 1] : [];
  return {
    stack,
    rows: rows[0] ?? 1,
    inner,
    columns: columns[0] ?? 1,
    shape: [...stack, ...rows, ...columns],
  };
}

/** Adds the product of an m×k and a k×n matrix to `to`, row by row so that memory is read in order. */
function multiply(
  a: Storage,
  startA: number,
  b: Storage,
  startB: number,
  to: Float64Array,
  startTo: number,
  { rows, inner, columns }: Layout,
): void {
  for (let i = 0; i < rows; i++) {
    const row = startTo + i * columns;
    for (let k = 0; k < inner; k++) {
      const factor = a[startA + i * inner + k] as number;
      const from = startB + k * columns;
      for (let j = 0; j < columns; j++) {
        to[row + j] =
          (to[row + j] as number) + factor * (b[from + j] as number);
      }
    }
  }
}

/** The elements of each matrix of the stack, one after the other. */
function stacked(
  x: NdArray,
  stack: Shape,
  rows: number,
  columns: number,
): Storage {
  const matrix = x.shape.length === 1 ? [rows, columns] : x.shape.slice(-2);
  const strides =
    x.shape.length === 1
      ? [rows === 1 ? 0 : (x.strides[0] ?? 1), x.strides[0] ?? 1]
      : x.strides;
  const view: NdArray = {
    ...x,
    shape: x.shape.length === 1 ? matrix : x.shape,
    strides,
  };
  return dense(broadcastView(view, [...stack, ...matrix]));
}

function product(a: NdArray, b: NdArray, dtype: DType): Data {
  const layout = layoutOf(a.shape, b.shape);
  const { stack, rows, inner, columns, shape } = layout;
  const left = stacked(a, stack, rows, inner);
  const right = stacked(b, stack, inner, columns);
  // Sums are kept in float64 and rounded once, also for float32.
  const to = new Float64Array(sizeOf(shape));
  const count = sizeOf(stack);
  for (let s = 0; s < count; s++) {
    multiply(
      left,
      s * rows * inner,
      right,
      s * inner * columns,
      to,
      s * rows * columns,
      layout,
    );
  }
  return mapOne((x) => x, contiguous(to, shape, "float64"), dtype);
}

/** A product of matrix and vector, [..., m, 1], as a cotangent of a vector [m]: stacks are summed. */
function columnTo(x: Value, shape: Shape): Value {
  return sumTo(reshape(x, shapeOfValue(x).slice(0, -1)), shape);
}

/** The cotangent of the left factor. */
function leftCotangent(g: Value, a: Value, b: Value): Value {
  const [m, n] = [shapeOfValue(a), shapeOfValue(b)];
  if (n.length === 1) {
    return m.length === 1
      ? scale(g, b)
      : scale(broadcastTo(expandDims(g, -1), m), b);
  }
  if (m.length > 1) return sumTo(matmul(g, swapAxes(b)), m);
  return n.length === 2
    ? matmul(b, g)
    : columnTo(matmul(b, expandDims(g, -1)), m);
}

/** The cotangent of the right factor. */
function rightCotangent(g: Value, a: Value, b: Value): Value {
  const [m, n] = [shapeOfValue(a), shapeOfValue(b)];
  if (m.length === 1) {
    if (n.length === 1) return scale(g, a);
    return scale(broadcastTo(expandDims(g, -2), n), expandDims(a, -1));
  }
  if (n.length > 1) return sumTo(matmul(swapAxes(a), g), n);
  return m.length === 2
    ? matmul(transpose(a), g)
    : columnTo(matmul(swapAxes(a), expandDims(g, -1)), n);
}

/** Axes of length 1 behind that of the examples, until each example has so many axes. */
function aligned(x: Value, mapped: boolean, axes: number): Value {
  const shape = shapeOfValue(x);
  if (!mapped) return x;
  const ones = new Array<number>(axes + 1 - shape.length).fill(1);
  return reshape(x, [...shape.slice(0, 1), ...ones, ...shape.slice(1)]);
}

const matmulOp: Op<undefined> = {
  name: "matmul",
  form: "bilinear",
  infer: ([a, b]) => ({
    shape: layoutOf(a?.shape ?? [], b?.shape ?? []).shape,
    dtype: commonType([a, b].filter((x) => x !== undefined)),
  }),
  evaluate: (inputs) => {
    const [a, b] = inputs.map(asArray) as [NdArray, NdArray];
    return product(a, b, commonType(inputs.map(avalOf)));
  },
  jvp([s, t], { inputs: [a, b] }) {
    const left = s === undefined ? undefined : matmul(s, b as Value);
    const right = t === undefined ? undefined : matmul(a as Value, t);
    if (left === undefined) return right as Value;
    return right === undefined ? left : add(left, right);
  },
  vjp: (g, { inputs }, wanted) => {
    const [a, b] = inputs as readonly [Value, Value];
    return [
      wanted[0] === true ? leftCotangent(g, a, b) : undefined,
      wanted[1] === true ? rightCotangent(g, a, b) : undefined,
    ];
  },
  batch([a, b], _none, { mapped: [left = false, right = false] }) {
    const [x, y] = [a as Value, b as Value];
    const rows = shapeOfValue(x).length - +left;
    const columns = shapeOfValue(y).length - +right;
    // A single matrix or vector on the right serves all examples.
    if (!right && columns <= 2) return matmul(x, y);
    const most = Math.max(rows, columns, 2);
    const one = aligned(rows === 1 ? expandDims(x, -2) : x, left, most);
    const other = aligned(columns === 1 ? expandDims(y, -1) : y, right, most);
    const found = matmul(one, other);
    const across = columns === 1 ? squeeze(found, -1) : found;
    return rows === 1 ? squeeze(across, columns === 1 ? -1 : -2) : across;
  },
  tex: ([a, b]) => ({
    text: [a, b]
      .map((x) => (x === undefined ? "" : enclose(x, Precedence.product)))
      .join(" "),
    binds: Precedence.product,
  }),
};

/**
 * The matrix product. A vector on the left is a row, on the right a column; axes before the last two are a stack of
 * matrices and broadcast.
 *
 * @throws where the lengths do not agree: `matmul: shapes [2,3] and [4,5] do not agree`.
 * @example
 * matmul(tensor([[1, 2], [3, 4]]), tensor([1, 1])) // [3, 7]
 */
export const matmul = named(
  "matmul",
  matmulOp,
  <A extends Value, B extends Value>(a: A, b: B): Joined<A, B> =>
    apply(matmulOp, [a, b], undefined) as Joined<A, B>,
);

/**
 * The product of two vectors as a scalar; of matrices as `matmul`; a number multiplies.
 *
 * @example
 * dot(tensor([1, 2]), tensor([3, 4])) // 11
 */
export function dot<A extends Value, B extends Value>(
  a: A,
  b: B,
): Joined<A, B> {
  const scalar = shapeOfValue(a).length === 0 || shapeOfValue(b).length === 0;
  return scalar ? mul(a, b) : matmul(a, b);
}

/**
 * All products of an element of `a` with an element of `b`: rows for `a`, columns for `b`.
 *
 * @example
 * outer(tensor([1, 2]), tensor([3, 4])) // [[3, 4], [6, 8]]
 */
export function outer<A extends Value, B extends Value>(
  a: A,
  b: B,
): Joined<A, B> {
  return mul<A, B>(expandDims(flatten(a), 1), flatten(b));
}
