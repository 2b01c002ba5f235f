import { dense, asArray, settle } from "../ir/elements.js";
import {
  type Axes,
  fillShape,
  normalAxes,
  normalAxis,
  permuted,
} from "../ir/axes.js";
import { contiguous } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { sameShape, type Shape, sizeOf } from "../ir/shape.js";
import { Precedence } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { linear, named } from "./define.js";

const reshapeOp: Op<Shape> = linear<Shape>({
  name: "reshape",
  infer: (x, shape) => ({
    shape: fillShape("reshape", shape, sizeOf(x.shape)),
    dtype: x.dtype,
  }),
  evaluate(x, shape) {
    const array = asArray(x);
    const filled = fillShape("reshape", shape, sizeOf(array.shape));
    return settle(contiguous(dense(array), filled, array.dtype));
  },
  transpose: (g, shape) => reshape(g, shape),
  batched: (shape, count) => [count, ...shape],
  tex: (x) => x,
});

/**
 * The same elements, row by row, in another shape; one length may be −1 and is then what remains.
 *
 * @example
 * reshape(arange(6), [3, -1]) // [[0, 1], [2, 3], [4, 5]]
 */
export const reshape = named(
  "reshape",
  reshapeOp,
  <T extends Value>(x: T, shape: Shape): T =>
    (sameShape(shapeOfValue(x), shape) ? x : apply(reshapeOp, [x], shape)) as T,
);

const transposeOp: Op<readonly number[]> = linear<readonly number[]>({
  name: "transpose",
  infer: (x, order) => ({
    shape: permuted(x.shape, order),
    dtype: x.dtype,
  }),
  evaluate(x, order) {
    const array = asArray(x);
    return {
      ...array,
      shape: permuted(array.shape, order),
      strides: permuted(array.strides, order),
    };
  },
  transpose(g, _shape, order) {
    const back = order.map((_, axis) => order.indexOf(axis));
    return apply(transposeOp, [g], back);
  },
  batched: (order) => [0, ...order.map((axis) => axis + 1)],
  tex: (x) => ({
    text: `${x.binds < Precedence.atom ? `\\left(${x.text}\\right)` : x.text}^{\\top}`,
    binds: Precedence.power,
  }),
});

/**
 * The axes in another order, by default reversed: the transpose of a matrix, a vector as it is.
 *
 * @example
 * transpose(tensor([[1, 2], [3, 4]])) // [[1, 3], [2, 4]]
 */
export const transpose = named(
  "transpose",
  transposeOp,
  <T extends Value>(x: T, order?: readonly number[]): T => {
    const shape = shapeOfValue(x);
    const axes =
      order?.map((axis) => normalAxis("transpose", axis, shape)) ??
      [...shape.keys()].reverse();
    if (normalAxes("transpose", axes, shape).length !== shape.length) {
      throw new RangeError(
        `transpose: name each of the ${String(shape.length)} axes once, not [${axes.join(",")}]`,
      );
    }
    return (
      axes.every((axis, i) => axis === i) ? x : apply(transposeOp, [x], axes)
    ) as T;
  },
);

/**
 * Two axes exchanged; by default the last two, which transposes each matrix of a stack.
 *
 * @example
 * swapAxes(zeros([2, 3, 4])).shape // [2, 4, 3]
 */
export function swapAxes<T extends Value>(x: T, a = -1, b = -2): T {
  const shape = shapeOfValue(x);
  const order = [...shape.keys()];
  const from = normalAxis("swapAxes", a, shape);
  const to = normalAxis("swapAxes", b, shape);
  order[from] = to;
  order[to] = from;
  return transpose(x, order);
}

/**
 * A new axis of length 1 at this place.
 *
 * @example
 * expandDims(tensor([1, 2]), 1) // [[1], [2]]
 */
export function expandDims<T extends Value>(x: T, axis: number): T {
  const shape = [...shapeOfValue(x)];
  const at = normalAxis("expandDims", axis, [...shape, 1]);
  shape.splice(at, 0, 1);
  return reshape(x, shape);
}

/**
 * Without the axes of length 1, or without those named.
 *
 * @example
 * squeeze(tensor([[1, 2]])) // [1, 2]
 */
export function squeeze<T extends Value>(x: T, axes?: Axes): T {
  const shape = shapeOfValue(x);
  const drop =
    axes === undefined
      ? [...shape.keys()].filter((axis) => shape[axis] === 1)
      : normalAxes("squeeze", axes, shape);
  const long = drop.find((axis) => shape[axis] !== 1);
  if (long !== undefined) {
    throw new RangeError(
      `squeeze: axis ${String(long)} has length ${String(shape[long])}, not 1`,
    );
  }
  return reshape(
    x,
    shape.filter((_, axis) => !drop.includes(axis)),
  );
}

/**
 * All elements in one row.
 *
 * @example
 * flatten(tensor([[1, 2], [3, 4]])) // [1, 2, 3, 4]
 */
export function flatten<T extends Value>(x: T): T {
  return reshape(x, [-1]);
}

/**
 * An axis moved to another place, the others staying in order.
 *
 * @example
 * moveAxis(zeros([2, 3, 4]), 0, -1).shape // [3, 4, 2]
 */
export function moveAxis<T extends Value>(x: T, from: number, to: number): T {
  const shape = shapeOfValue(x);
  const source = normalAxis("moveAxis", from, shape);
  const order = [...shape.keys()].filter((axis) => axis !== source);
  order.splice(normalAxis("moveAxis", to, shape), 0, source);
  return transpose(x, order);
}
