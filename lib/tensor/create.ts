import { allocate, type DType, type Storage } from "../ir/dtype.js";
import { emptyArray, contiguous } from "../ir/ndarray.js";
import { isNode } from "../ir/node.js";
import { formatShape, type Shape, sizeOf } from "../ir/shape.js";
import { stack } from "../ops/join.js";
import { requireFloating, Tensor } from "./tensor.js";

/** What a tensor can be made of: numbers and tensors in arrays nested evenly, or a typed array. */
export type TensorLike =
  | number
  | boolean
  | Tensor
  | Float64Array
  | Float32Array
  | Int32Array
  | readonly TensorLike[];

/** Options of the functions that make tensors. */
export interface TensorOptions {
  /** The type of the elements; float64 unless another is named. */
  readonly dtype?: DType;
  /** Whether `backward` is to write a gradient into the tensor. */
  readonly requiresGrad?: boolean;
}

/**
 * A tensor of the given elements.
 *
 * @throws where nested arrays differ in length.
 * @example
 * tensor([[1, 2], [3, 4]]).shape // [2, 2]
 */
export function tensor(data: TensorLike, options: TensorOptions = {}): Tensor {
  return finish(fromData(data, options.dtype), options);
}

/**
 * A tensor that requires a gradient: `backward` writes into its `.grad`.
 *
 * @example
 * const w = variable(-1);
 */
export function variable(
  data: TensorLike,
  options: TensorOptions = {},
): Tensor {
  return tensor(data, { ...options, requiresGrad: true });
}

function finish(made: Tensor, { requiresGrad = false }: TensorOptions): Tensor {
  if (!requiresGrad) return made;
  requireFloating(made.dtype);
  return new Tensor(made.data, { requiresGrad });
}

function fromData(data: TensorLike, dtype: DType | undefined): Tensor {
  if (data instanceof Tensor)
    return dtype === undefined ? data : data.astype(dtype);
  if (typeof data === "number" || typeof data === "boolean") {
    const scalar = new Tensor(Number(data));
    return scalar.astype(
      dtype ?? (typeof data === "boolean" ? "bool" : "float64"),
    );
  }
  if (ArrayBuffer.isView(data)) {
    const own = Float64Array.from(data as ArrayLike<number>);
    const wide = new Tensor(contiguous(own, [own.length], "float64"));
    return wide.astype(dtype ?? typeOfStorage(data));
  }
  return fromNested(data, dtype);
}

function typeOfStorage(data: Float64Array | Float32Array | Int32Array): DType {
  if (data instanceof Float32Array) return "float32";
  return data instanceof Int32Array ? "int32" : "float64";
}

function fromNested(
  data: readonly TensorLike[],
  dtype: DType | undefined,
): Tensor {
  const leaves: (number | boolean | Tensor)[] = [];
  const shape = shapeOfNested(data, leaves, 0);
  if (leaves.some(isNode)) {
    const parts = data.map((part) => fromData(part, dtype));
    return stack(parts);
  }
  const type =
    dtype ??
    (leaves.length > 0 && leaves.every((x) => typeof x === "boolean")
      ? "bool"
      : "float64");
  const storage = allocate(type, leaves.length);
  leaves.forEach((leaf, i) => {
    storage[i] = type === "bool" ? (Number(leaf) === 0 ? 0 : 1) : Number(leaf);
  });
  return new Tensor(contiguous(storage, shape, type));
}

/** Collects the leaves row by row; @throws where the arrays are uneven. */
function shapeOfNested(
  data: TensorLike,
  leaves: (number | boolean | Tensor)[],
  depth: number,
): number[] {
  if (
    typeof data === "number" ||
    typeof data === "boolean" ||
    data instanceof Tensor
  ) {
    leaves.push(data);
    return [];
  }
  if (!Array.isArray(data) && !ArrayBuffer.isView(data)) {
    throw new TypeError(`tensor: elements must be numbers, not ${typeof data}`);
  }
  let inner: number[] | undefined;
  for (const part of data as Iterable<TensorLike>) {
    const shape = shapeOfNested(part, leaves, depth + 1);
    if (inner !== undefined && formatShape(inner) !== formatShape(shape)) {
      throw new RangeError(
        `tensor: the arrays at depth ${String(depth + 1)} are uneven: shapes ${formatShape(inner)} and ${formatShape(shape)}`,
      );
    }
    inner ??= shape;
  }
  return [(data as ArrayLike<unknown>).length, ...(inner ?? [])];
}

/** A tensor whose elements are computed from their row-major position. */
export function fromPositions(
  shape: Shape,
  options: TensorOptions,
  element: (position: number) => number,
): Tensor {
  const { dtype = "float64" } = options;
  const storage: Storage = allocate(dtype, sizeOf(shape));
  for (let i = 0; i < storage.length; i++) storage[i] = element(i);
  return finish(new Tensor(contiguous(storage, shape, dtype)), options);
}

/** A length for a vector, or a shape. */
export type ShapeLike = number | Shape;

export const toShape = (shape: ShapeLike): Shape =>
  typeof shape === "number" ? [shape] : shape;

/**
 * A tensor of zeros.
 *
 * @example
 * zeros([2, 3])
 */
export function zeros(shape: ShapeLike, options: TensorOptions = {}): Tensor {
  const { dtype = "float64" } = options;
  return finish(new Tensor(emptyArray(toShape(shape), dtype)), options);
}

/**
 * A tensor of ones.
 *
 * @example
 * ones(3) // [1, 1, 1]
 */
export function ones(shape: ShapeLike, options: TensorOptions = {}): Tensor {
  return full(shape, 1, options);
}

/**
 * A tensor with the same number everywhere.
 *
 * @example
 * full([2], 7) // [7, 7]
 */
export function full(
  shape: ShapeLike,
  value: number,
  options: TensorOptions = {},
): Tensor {
  return fromPositions(toShape(shape), options, () => value);
}

/**
 * The identity matrix, or a rectangular one with ones on the diagonal.
 *
 * @example
 * eye(2) // [[1, 0], [0, 1]]
 */
export function eye(
  rows: number,
  columns?: number | TensorOptions,
  options: TensorOptions = {},
): Tensor {
  const width = typeof columns === "number" ? columns : rows;
  const chosen = typeof columns === "object" ? columns : options;
  return fromPositions([rows, width], chosen, (i) =>
    Math.floor(i / width) === i % width ? 1 : 0,
  );
}

/**
 * Numbers from `start` up to but without `stop`, `step` apart; `arange(n)` counts from 0.
 *
 * @example
 * arange(2, 8, 2) // [2, 4, 6]
 */
export function arange(
  start: number,
  stop?: number,
  step = 1,
  options: TensorOptions = {},
): Tensor {
  const [first, end] = stop === undefined ? [0, start] : [start, stop];
  if (step === 0) throw new RangeError("arange: the step must not be 0");
  const length = Math.max(0, Math.ceil((end - first) / step));
  return fromPositions([length], options, (i) => first + i * step);
}

/**
 * `count` numbers evenly spaced from `start` to `stop`, both included.
 *
 * @example
 * linspace(0, 1, 5) // [0, 0.25, 0.5, 0.75, 1]
 */
export function linspace(
  start: number,
  stop: number,
  count = 50,
  options: TensorOptions = {},
): Tensor {
  const step = (stop - start) / (count - 1);
  return fromPositions([count], options, (i) =>
    i === count - 1 && count > 1 ? stop : start + (i === 0 ? 0 : i * step),
  );
}

/**
 * `count` numbers evenly spaced on a logarithmic scale from `base**start` to `base**stop`.
 *
 * @example
 * logspace(0, 2, 3) // [1, 10, 100]
 */
export function logspace(
  start: number,
  stop: number,
  count = 50,
  base = 10,
): Tensor {
  const exponents = linspace(start, stop, count).toFloat64Array();
  return fromPositions([count], {}, (i) => base ** (exponents[i] ?? NaN));
}

/**
 * Matrices of the coordinates of a grid: of vectors of n and m elements, two m×n matrices.
 *
 * @example
 * const [X, Y] = meshgrid(linspace(-1, 1, 5), linspace(0, 1, 3));
 */
export function meshgrid(x: Tensor, y: Tensor): [Tensor, Tensor] {
  const rows = y.size;
  const columns = x.size;
  return [
    x.reshape([1, columns]).add(zeros([rows, 1])),
    y.reshape([rows, 1]).add(zeros([1, columns])),
  ];
}
