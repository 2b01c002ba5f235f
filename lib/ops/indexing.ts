import { normalAxis } from "../ir/axes.js";
import { allocate } from "../ir/dtype.js";
import { asArray, broadcastView, dense, settle } from "../ir/elements.js";
import { contiguous, type NdArray } from "../ir/ndarray.js";
import { type Node, shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import {
  broadcastShapes,
  formatShape,
  sameShape,
  type Shape,
  sizeOf,
  stridesOf,
} from "../ir/shape.js";
import { normalIndex } from "../ir/views.js";
import { apply, constant } from "../trace/apply.js";
import { callTex, linear, named, operatorName } from "./define.js";
import { arrayOfIndex, type Index, placesOf } from "./index-arrays.js";
import { flatten, moveAxis, reshape, transpose } from "./shape.js";
import { at as viewAt } from "./slice.js";

interface Gathering {
  readonly indices: ArrayLike<number>;
  readonly shape: Shape;
}

/** The parts of the first axis that the indices name. */
const gatherOp: Op<Gathering> = linear<Gathering>({
  name: "gather",
  infer: (x, { shape }) => ({
    shape: [...shape, ...x.shape.slice(1)],
    dtype: x.dtype,
  }),
  evaluate(x, { indices, shape }) {
    const array = asArray(x);
    const from = dense(array);
    const inner = sizeOf(array.shape.slice(1));
    const to = allocate(array.dtype, indices.length * inner);
    for (let k = 0; k < indices.length; k++) {
      const start = (indices[k] ?? 0) * inner;
      to.set(from.subarray(start, start + inner), k * inner);
    }
    return settle(
      contiguous(to, [...shape, ...array.shape.slice(1)], array.dtype),
    );
  },
  transpose: (g, shape, { indices }) =>
    apply(scatterOp, [g], { indices, shape }),
  tex: (x) => callTex(operatorName("gather"), [x]),
});

/** Adds parts up at the places that the indices name, in an array of the given shape. */
const scatterOp: Op<Gathering> = linear<Gathering>({
  name: "scatter",
  infer: (x, { shape }) => ({ shape, dtype: x.dtype }),
  evaluate(x, { indices, shape }) {
    const array = asArray(x);
    const from = dense(array);
    const inner = sizeOf(shape.slice(1));
    const to = allocate(array.dtype, sizeOf(shape));
    for (let k = 0; k < indices.length; k++) {
      const start = (indices[k] ?? 0) * inner;
      for (let i = 0; i < inner; i++) {
        to[start + i] = (to[start + i] ?? 0) + (from[k * inner + i] ?? 0);
      }
    }
    return settle(contiguous(to, shape, array.dtype));
  },
  transpose(g, shape, { indices }) {
    const lost = shapeOfValue(g).length - 1;
    return apply(gatherOp, [g], {
      indices,
      shape: shape.slice(0, shape.length - lost),
    });
  },
  tex: (x) => callTex(operatorName("scatter"), [x]),
});

/**
 * The elements at the given indices, as NumPy's `x[i, j, …]`: numbers give a view; lists, and tensors of whole numbers,
 * are broadcast against each other and name one place of the leading axes each; a mask of bools names the places where
 * it is true, and stands for as many axes as it has. Negative indices count from the end. Repeated places repeat, and
 * derivatives add up.
 *
 * @throws where an index lies outside its axis, or a mask has another shape than what it masks.
 * @example
 * at(tensor([[1, 2], [3, 4]]), 1, 0) // 3
 * @example
 * at(tensor([[1, 2], [3, 4]]), [0, 1], [1, 0]) // [2, 3]
 * @example
 * const x = tensor([3, -1, 2]);
 * at(x, x.greater(0)) // [3, 2]
 */
export function at<T extends Value>(x: T, ...indices: Index[]): T {
  if (indices.every((index) => typeof index === "number")) {
    return viewAt(x, ...indices);
  }
  const shape = shapeOfValue(x);
  const arrays = indicesPerAxis("at", indices, shape);
  const axes = arrays.length;
  const places = arrays
    .map((array) => array.shape)
    .reduce((a, b) => broadcastShapes("at", a, b));
  const lead = shape.slice(0, axes);
  const strides = stridesOf(lead);
  const flat = new Int32Array(sizeOf(places));
  arrays.forEach((array, axis) => {
    const list = dense(broadcastView(array, places));
    list.forEach((index: number, k: number) => {
      const from0 = normalIndex("at", index, axis, shape);
      flat[k] = (flat[k] ?? 0) + from0 * (strides[axis] ?? 0);
    });
  });
  const rows = reshape(x, [sizeOf(lead), ...shape.slice(axes)]);
  return apply(gatherOp, [rows], { indices: flat, shape: places }) as T;
}

/** One array of whole numbers for each of the leading axes: a mask stands for several. */
function indicesPerAxis(
  operation: string,
  indices: readonly Index[],
  shape: Shape,
): NdArray[] {
  const arrays: NdArray[] = [];
  for (const index of indices) {
    const array = arrayOfIndex(operation, index);
    if (array.dtype !== "bool") {
      arrays.push(array);
      continue;
    }
    const start = arrays.length;
    const masked = shape.slice(start, start + array.shape.length);
    if (!sameShape(masked, array.shape)) {
      throw new RangeError(
        `${operation}: a mask of shape ${formatShape(array.shape)} does not fit the axes of lengths ${formatShape(masked)}`,
      );
    }
    arrays.push(...placesOf(array));
  }
  if (arrays.length > shape.length) {
    throw new RangeError(
      `${operation}: ${String(arrays.length)} indices for an array that has ${String(shape.length)} axes`,
    );
  }
  return arrays;
}

/**
 * The parts that the indices name along an axis, as NumPy's `take`; without an axis, elements counted row by row. The
 * result has the axes of the indices in the place of that axis. Derivatives of repeated parts add up.
 *
 * @throws where an index lies outside the axis.
 * @example
 * take(tensor([[1, 2], [3, 4]]), [1, 1, 0], { axis: 1 }) // [[2, 2, 1], [4, 4, 3]]
 * @example
 * take(tensor([10, 20, 30]), tensor([[0, 2], [1, 1]])) // [[10, 30], [20, 20]]
 */
export const take = named(
  "take",
  gatherOp,
  <T extends Value>(
    x: T,
    indices: Index,
    { axis }: { axis?: number } = {},
  ): T => {
    if (axis === undefined) return takeFrom("take", flatten(x), indices, 0);
    return takeFrom("take", x, indices, axis);
  },
);

function takeFrom<T extends Value>(
  operation: string,
  x: T,
  indices: Index,
  axis: number,
): T {
  const shape = shapeOfValue(x);
  const along = normalAxis(operation, axis, shape);
  const array = arrayOfIndex(operation, indices);
  if (array.dtype === "bool") {
    throw new TypeError(
      `${operation}: a mask names no indices; write x.at(mask), or take(x, nonzero(mask)[0])`,
    );
  }
  const from0 = dense(array).map((index: number) =>
    normalIndex(operation, index, along, shape),
  );
  const gathered = apply(gatherOp, [moveAxis(x, along, 0)], {
    indices: from0,
    shape: array.shape,
  });
  // The axes of the indices come first; they belong behind those that stood before the axis.
  const places = array.shape.length;
  const order = [...shapeOfValue(gathered).keys()];
  const before = order.splice(places, along);
  return transpose(gathered, [...before, ...order]) as T;
}

/**
 * The parts of an array that the indices name along an axis: `take` along the first axis, unless another is named.
 *
 * @throws where an index lies outside the axis.
 * @example
 * gather(tensor([10, 20, 30]), [2, 0]) // [30, 10]
 */
export const gather = named(
  "gather",
  gatherOp,
  <T extends Value>(
    x: T,
    indices: Index,
    { axis = 0 }: { axis?: number } = {},
  ): T => takeFrom("gather", x, indices, axis),
);

/**
 * Elements along an axis (the last, unless another is named), for every place of the other axes by indices of its own:
 * what `argsort` and `argmax` of the same axis give.
 *
 * @throws where the indices have another number of axes, or lie outside.
 * @example
 * const x = tensor([[3, 1, 2]]);
 * takeAlongAxis(x, argsort(x)) // [[1, 2, 3]]
 */
export function takeAlongAxis<T extends Value>(
  x: T,
  indices: Index,
  { axis = -1 }: { axis?: number } = {},
): T {
  const shape = shapeOfValue(x);
  const along = normalAxis("takeAlongAxis", axis, shape);
  const array = arrayOfIndex("takeAlongAxis", indices);
  if (array.shape.length !== shape.length || array.dtype === "bool") {
    throw new RangeError(
      `takeAlongAxis: whole numbers with ${String(shape.length)} axes are needed, not ${array.dtype} of shape ${formatShape(array.shape)}`,
    );
  }
  const axes = shape.map((length, k) =>
    k === along ? array : counted(length, k, shape.length),
  );
  return at(x, ...axes.map((places) => constant(places)));
}

/** The numbers from 0 along one of several axes. */
function counted(length: number, axis: number, axes: number): NdArray {
  const shape = Array.from({ length: axes }, (_, k) =>
    k === axis ? length : 1,
  );
  const numbers = Int32Array.from({ length }, (_, i) => i);
  return contiguous(numbers, shape, "int32");
}

/**
 * Where the elements are not zero (of a mask: where it is true): for each axis an int32 tensor of the indices.
 *
 * @example
 * nonzero(tensor([0, 5, 7])) // [tensor([1, 2])]
 */
export function nonzero(x: Node): Node[] {
  return placesOf(arrayOfIndex("nonzero", x, "any")).map(constant);
}
