import type { NdArray } from "./ndarray.js";
import { allocate } from "./dtype.js";
import { broadcastView, dense } from "./elements.js";
import { contiguous } from "./ndarray.js";
import { formatShape, type Shape, sizeOf } from "./shape.js";

/** What to take of one axis: from `start`, `length` elements, `step` apart (a negative step goes backwards). */
export interface Range {
  readonly start: number;
  readonly length: number;
  readonly step: number;
}

/** The part of an array that the ranges name, one for each axis: a view. */
export function sliceView(x: NdArray, ranges: readonly Range[]): NdArray {
  let offset = x.offset;
  const strides = ranges.map(({ start, step }, axis) => {
    const stride = x.strides[axis] ?? 0;
    offset += start * stride;
    return stride * step;
  });
  return { ...x, offset, strides, shape: ranges.map(({ length }) => length) };
}

/** Writes an array into the elements of a view, broadcasting it. */
export function writeInto(view: NdArray, x: NdArray): void {
  const from = dense(broadcastView(x, view.shape));
  const places = offsetsOf(view);
  for (let i = 0; i < from.length; i++) {
    view.storage[places[i] as number] = from[i] as number;
  }
}

/** Where each element lies in the storage, row by row. */
export function offsetsOf(view: NdArray): Int32Array {
  const size = view.storage.length;
  const all = contiguous(
    Int32Array.from({ length: size }, (_, i) => i),
    [size],
    "int32",
  );
  return dense({ ...view, storage: all.storage, dtype: "int32" }) as Int32Array;
}

/** A zeroed array of `shape` with `x` in the part that the ranges name. */
export function embed(
  x: NdArray,
  shape: Shape,
  ranges: readonly Range[],
): NdArray {
  const whole = contiguous(allocate(x.dtype, sizeOf(shape)), shape, x.dtype);
  writeInto(sliceView(whole, ranges), x);
  return whole;
}

/**
 * An index from 0 into an axis; negative ones count from the end.
 *
 * @throws where there is no such element.
 */
export function normalIndex(
  operation: string,
  index: number,
  axis: number,
  shape: Shape,
): number {
  const length = shape[axis] ?? 0;
  const from0 = index < 0 ? index + length : index;
  if (!Number.isInteger(index) || from0 < 0 || from0 >= length) {
    throw new RangeError(
      `${operation}: index ${String(index)} is outside axis ${String(axis)} of shape ${formatShape(shape)}`,
    );
  }
  return from0;
}

/** NumPy's `start:stop:step` along an axis of this length. */
export function rangeOf(
  length: number,
  start?: number,
  stop?: number,
  step = 1,
): Range {
  if (!Number.isInteger(step) || step === 0) {
    throw new RangeError(
      `slice: the step must be a whole number but 0, not ${String(step)}`,
    );
  }
  const bound = (at: number): number =>
    Math.min(
      Math.max(at < 0 ? at + length : at, step < 0 ? -1 : 0),
      step < 0 ? length - 1 : length,
    );
  const first =
    start === undefined ? (step < 0 ? length - 1 : 0) : bound(start);
  const end = stop === undefined ? (step < 0 ? -1 : length) : bound(stop);
  return {
    start: first,
    step,
    length: Math.max(0, Math.ceil((end - first) / step)),
  };
}
