import { allocate, type DType, type Storage } from "./dtype.js";
import { type Shape, sizeOf, stridesOf } from "./shape.js";

/**
 * Concrete elements: a typed array seen through shape, strides and offset (all in elements), so that transposes, slices
 * and broadcasts are views without copies. The garbage collector owns the memory.
 */
export interface NdArray {
  readonly storage: Storage;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** The data of a node: a float64 scalar is a plain number, so that scalars never pay for an array. */
export type Data = number | NdArray;

/** A new zeroed row-major array. */
export function emptyArray(shape: Shape, dtype: DType = "float64"): NdArray {
  return contiguous(allocate(dtype, sizeOf(shape)), shape, dtype);
}

/** The whole of `storage`, row by row, as an array of this shape. */
export function contiguous(
  storage: Storage,
  shape: Shape,
  dtype: DType,
): NdArray {
  return { storage, dtype, shape, strides: stridesOf(shape), offset: 0 };
}

export function shapeOf(data: Data): Shape {
  return typeof data === "number" ? [] : data.shape;
}

export function dtypeOf(data: Data): DType {
  return typeof data === "number" ? "float64" : data.dtype;
}
