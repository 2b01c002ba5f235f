import { allocate, type DType, type Storage } from "./dtype.js";
import { permuted, reducedShape } from "./axes.js";
import { dense, settle } from "./elements.js";
import { contiguous, type Data, type NdArray } from "./ndarray.js";
import { sizeOf } from "./shape.js";

/** Makes one number of a run of elements. */
export type Reducer = (
  elements: Storage,
  start: number,
  count: number,
) => number;

/** The array with some axes moved behind all others: a view. */
export function axesLast(x: NdArray, axes: readonly number[]): NdArray {
  const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis));
  order.push(...axes);
  return {
    ...x,
    shape: permuted(x.shape, order),
    strides: permuted(x.strides, order),
  };
}

/** Reduces an array over some axes (ascending from 0). */
export function reduceOver(
  x: NdArray,
  axes: readonly number[],
  keepDims: boolean,
  dtype: DType,
  reducer: Reducer,
): Data {
  const count = sizeOf(axes.map((axis) => x.shape[axis] ?? 1));
  const from = dense(axesLast(x, axes));
  const shape = reducedShape(x.shape, axes, keepDims);
  const to = allocate(dtype, sizeOf(shape));
  for (let i = 0; i < to.length; i++) to[i] = reducer(from, i * count, count);
  return settle(contiguous(to, shape, dtype));
}

/** The sum by halves: its rounding error grows with the logarithm of the count only (Higham 1993). */
export const pairwiseSum: Reducer = (elements, start, count) => {
  if (count > 128) {
    const half = count >> 1;
    return (
      pairwiseSum(elements, start, half) +
      pairwiseSum(elements, start + half, count - half)
    );
  }
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += elements[i] as number;
  return sum;
};

/** The Euclidean norm, scaled by the largest element so that squares neither overflow nor vanish. */
export const euclideanNorm: Reducer = (elements, start, count) => {
  let largest = 0;
  for (let i = start; i < start + count; i++) {
    const size = Math.abs(elements[i] as number);
    if (Number.isNaN(size)) return size;
    if (size > largest) largest = size;
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const plain = largest > 1e-140 && largest < 1e140;
  const unit = plain ? 1 : largest;
  let sum = 0;
  for (let i = start; i < start + count; i++) {
    const x = (elements[i] as number) / unit;
    sum += x * x;
  }
  return unit * Math.sqrt(sum);
};

/** The largest element; NaN where one is. */
export const largest: Reducer = (elements, start, count) => {
  let best = -Infinity;
  for (let i = start; i < start + count; i++) {
    best = Math.max(best, elements[i] as number);
  }
  return best;
};

/** Where the largest element comes first, counted from the start of the run; a NaN counts as largest. */
export const whereLargest: Reducer = (elements, start, count) => {
  let best = 0;
  for (let i = 1; i < count; i++) {
    const x = elements[start + i] as number;
    const y = elements[start + best] as number;
    if (x > y || (Number.isNaN(x) && !Number.isNaN(y))) best = i;
  }
  return best;
};
