import { allocate, type DType, promote, type Storage } from "./dtype.js";
import { contiguous, type Data, dtypeOf, type NdArray } from "./ndarray.js";
import {
  broadcastShapes,
  sameShape,
  type Shape,
  sizeOf,
  stridesOf,
} from "./shape.js";

/** Whether the elements lie row by row from the start of the storage to its end. */
function isDense(array: NdArray): boolean {
  const size = sizeOf(array.shape);
  if (array.offset !== 0 || array.storage.length !== size) return false;
  const strides = stridesOf(array.shape);
  return array.shape.every(
    (length, axis) => length === 1 || array.strides[axis] === strides[axis],
  );
}

/**
 * The elements row by row, in a typed array of exactly their number: the array's own storage where it is so already (do
 * not write to it), else a copy.
 */
export function dense(array: NdArray): Storage {
  return isDense(array) ? array.storage : copyOfElements(array);
}

/** The elements row by row in a new typed array. */
export function copyOfElements(array: NdArray): Storage {
  const { storage, shape, strides } = array;
  const result = allocate(array.dtype, sizeOf(shape));
  if (result.length === 0) return result;
  const last = shape.length - 1;
  const inner = shape[last] ?? 1;
  const step = strides[last] ?? 0;
  const position = new Array<number>(Math.max(last, 0)).fill(0);
  let start = array.offset;
  for (let out = 0; out < result.length;) {
    for (let k = 0, from = start; k < inner; k++, from += step) {
      result[out++] = storage[from] as number;
    }
    start += advance(position, shape, strides);
  }
  return result;
}

/** Moves the odometer of all axes but the last one on by one row, and says how far that moves in the storage. */
function advance(
  position: number[],
  shape: Shape,
  strides: readonly number[],
): number {
  let moved = 0;
  for (let axis = position.length - 1; axis >= 0; axis--) {
    const stride = strides[axis] ?? 0;
    const next = (position[axis] ?? 0) + 1;
    if (next < (shape[axis] ?? 0)) {
      position[axis] = next;
      return moved + stride;
    }
    position[axis] = 0;
    moved -= stride * (next - 1);
  }
  return moved;
}

/** The array seen as one of a larger shape, by NumPy's rule; the caller knows that the shapes fit. */
export function broadcastView(array: NdArray, shape: Shape): NdArray {
  const added = shape.length - array.shape.length;
  const strides = shape.map((length, axis) =>
    axis < added || (array.shape[axis - added] === 1 && length !== 1)
      ? 0
      : (array.strides[axis - added] ?? 0),
  );
  return { ...array, shape, strides };
}

/** A single float64 becomes a plain number: the one form in which scalars are kept. */
export function settle(array: NdArray): Data {
  return array.shape.length === 0 && array.dtype === "float64"
    ? (array.storage[array.offset] as number)
    : array;
}

/** Data as an array, also where it is a plain number. */
export function asArray(data: Data): NdArray {
  return typeof data === "number"
    ? contiguous(Float64Array.of(data), [], "float64")
    : data;
}

/** The type that the elements of several arrays take together; a float64 scalar does not widen float32 arrays. */
export function commonType(
  avals: readonly { readonly shape: Shape; readonly dtype: DType }[],
): DType {
  const all = avals.map((aval) => aval.dtype).reduce(promote, "bool");
  if (all !== "float64") return all;
  const strong = avals.filter(
    (aval) => aval.dtype !== "float64" || aval.shape.length > 0,
  );
  const widest = strong.map((aval) => aval.dtype).reduce(promote, "bool");
  return widest === "float32" ? "float32" : "float64";
}

/** What `commonType` looks at, of data. */
export function avalOf(data: Data): { shape: Shape; dtype: DType } {
  return typeof data === "number"
    ? { shape: [], dtype: "float64" }
    : { shape: data.shape, dtype: dtypeOf(data) };
}

export type Scalar1 = (x: number) => number;
export type Scalar2 = (x: number, y: number) => number;
export type Scalar3 = (x: number, y: number, z: number) => number;

/** A single element of a type: a plain number where that is float64. */
function scalarData(value: number, dtype: DType): Data {
  if (dtype === "float64") return value;
  const storage = allocate(dtype, 1);
  storage[0] = dtype === "bool" ? +(value !== 0) : value;
  return contiguous(storage, [], dtype);
}

/** A bool holds 0 or 1 and nothing else: NumPy's sums of bools are "or", its products "and". */
function holdTruths(elements: Storage, dtype: DType): void {
  if (dtype !== "bool") return;
  for (let i = 0; i < elements.length; i++) {
    if (elements[i] !== 0) elements[i] = 1;
  }
}

/** Applies a function of one number to every element. */
export function mapOne(f: Scalar1, x: Data, dtype: DType): Data {
  if (typeof x === "number") return scalarData(f(x), dtype);
  const from = dense(x);
  const to = allocate(dtype, from.length);
  for (let i = 0; i < to.length; i++) to[i] = f(from[i] as number);
  holdTruths(to, dtype);
  return settle(contiguous(to, x.shape, dtype));
}

/** Applies a function of two numbers element by element, with broadcasting. */
export function mapTwo(
  operation: string,
  f: Scalar2,
  x: Data,
  y: Data,
  dtype: DType,
): Data {
  if (typeof x === "number") {
    return typeof y === "number"
      ? scalarData(f(x, y), dtype)
      : mapOne((v) => f(x, v), y, dtype);
  }
  if (typeof y === "number") return mapOne((v) => f(v, y), x, dtype);
  const shape = sameShape(x.shape, y.shape)
    ? x.shape
    : broadcastShapes(operation, x.shape, y.shape);
  const a = dense(broadcastView(x, shape));
  const b = dense(broadcastView(y, shape));
  const to = allocate(dtype, a.length);
  for (let i = 0; i < to.length; i++) {
    to[i] = f(a[i] as number, b[i] as number);
  }
  holdTruths(to, dtype);
  return settle(contiguous(to, shape, dtype));
}

/** Applies a function of three numbers element by element, with broadcasting. */
export function mapThree(
  operation: string,
  f: Scalar3,
  inputs: readonly [Data, Data, Data],
  dtype: DType,
): Data {
  const [x, y, z] = inputs;
  if (typeof x === "number" && typeof y === "number" && typeof z === "number") {
    return scalarData(f(x, y, z), dtype);
  }
  const shape = inputs
    .map((input) => avalOf(input).shape)
    .reduce((a, b) => broadcastShapes(operation, a, b));
  const [a, b, c] = inputs.map((input) =>
    dense(broadcastView(asArray(input), shape)),
  ) as [Storage, Storage, Storage];
  const to = allocate(dtype, a.length);
  for (let i = 0; i < to.length; i++) {
    to[i] = f(a[i] as number, b[i] as number, c[i] as number);
  }
  return settle(contiguous(to, shape, dtype));
}
