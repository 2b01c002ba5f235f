import { shapeOfValue, type Value } from "../ir/node.js";
import { formatShape, type Shape, sizeOf } from "../ir/shape.js";
import { add } from "./arithmetic.js";
import { take } from "./indexing.js";
import { matmul } from "./matmul.js";
import { reshape, transpose } from "./shape.js";
import { flip, pad, slice } from "./slice.js";

/** Which places of a convolution are given: all, as many as the longer vector has, or those where both overlap wholly. */
export type ConvolveMode = "full" | "same" | "valid";

/**
 * The convolution of two vectors, Σ a[j]·v[k − j], as NumPy's.
 *
 * @throws where an input is no vector, or is empty.
 * @example
 * convolve(tensor([1, 2, 3]), tensor([0, 1, 0.5])) // [0, 1, 2.5, 4, 1.5]
 */
export function convolve<T extends Value>(
  a: T,
  v: T,
  { mode = "full" }: { mode?: ConvolveMode } = {},
): T {
  const [m = 0] = vectorShape(a);
  const [n = 0] = vectorShape(v);
  if (n > m) return convolve(v, a, { mode });
  const padded = pad(a, [n - 1]);
  const windows = patches(reshape(padded, [1, 1, -1]), [n], [1], [1]);
  const all = matmul(reshape(windows, [-1, n]), flip(v, 0)) as T;
  if (mode === "full") return all;
  const start = mode === "valid" ? n - 1 : Math.floor((n - 1) / 2);
  const count = mode === "valid" ? m - n + 1 : m;
  return slice(all, [[start, start + count]]);
}

function vectorShape(x: Value): Shape {
  const shape = shapeOfValue(x);
  if (shape.length === 1 && shape[0] !== 0) return shape;
  throw new RangeError(
    `convolve: two vectors of one element or more are needed, not shape ${formatShape(shape)}; conv1d and conv2d take batches`,
  );
}

/** Options of `conv1d` and `conv2d`; a number stands for every axis. */
export interface ConvOptions<T> {
  /** One number for each output channel, added everywhere. */
  readonly bias?: T;
  /** How far the kernel moves at each step; 1 unless given. */
  readonly stride?: number | readonly number[];
  /** How many zeros surround the input; none unless given. */
  readonly padding?: number | readonly number[];
  /** How far the kernel's elements lie apart; 1 unless given. */
  readonly dilation?: number | readonly number[];
}

/**
 * The convolution of neural networks along one axis (a correlation: the kernel is not turned round), as PyTorch's:
 * inputs [batch, channels, length], kernels [output channels, channels, width], result [batch, output channels, steps].
 *
 * @throws where the shapes do not agree.
 * @example
 * conv1d(tensor([[[1, 2, 3, 4]]]), tensor([[[1, -1]]])) // [[[-1, -1, -1]]]
 */
export function conv1d<T extends Value>(
  input: T,
  kernels: T,
  options: ConvOptions<T> = {},
): T {
  return convolution("conv1d", 1, input, kernels, options);
}

/**
 * The convolution of neural networks along two axes (a correlation: the kernel is not turned round), as PyTorch's:
 * inputs [batch, channels, height, width], kernels [output channels, channels, height, width].
 *
 * @throws where the shapes do not agree.
 * @example
 * conv2d(ones([1, 1, 3, 3]), ones([1, 1, 2, 2])) // [[[[4, 4], [4, 4]]]]
 */
export function conv2d<T extends Value>(
  input: T,
  kernels: T,
  options: ConvOptions<T> = {},
): T {
  return convolution("conv2d", 2, input, kernels, options);
}

function convolution<T extends Value>(
  operation: string,
  axes: number,
  input: T,
  kernels: T,
  { bias, stride = 1, padding = 0, dilation = 1 }: ConvOptions<T>,
): T {
  const [from, of] = [shapeOfValue(input), shapeOfValue(kernels)];
  const [batch = 0, channels] = from;
  const [out = 0, inner] = of;
  if (
    from.length !== axes + 2 ||
    of.length !== axes + 2 ||
    channels !== inner
  ) {
    throw new RangeError(
      `${operation}: inputs ${formatShape(from)} and kernels ${formatShape(of)} do not agree: ` +
        `[batch, channels, …] and [output channels, channels, …] with ${String(axes)} more each are needed`,
    );
  }
  const each = (
    name: string,
    option: number | readonly number[],
    least: number,
  ) => perAxis(`${operation}: ${name}`, axes, option, least);
  const widths = each("padding", padding, 0);
  const padded = pad(input, [0, 0, ...widths]);
  const kernel = of.slice(2);
  const windows = patches(
    padded,
    kernel,
    each("stride", stride, 1),
    each("dilation", dilation, 1),
  );
  const steps = shapeOfValue(windows).slice(1, 1 + axes);
  const rows = reshape(windows, [batch * sizeOf(steps), -1]);
  const columns = transpose(reshape(kernels, [out, -1]));
  const products = reshape(matmul(rows, columns) as T, [batch, ...steps, out]);
  const biased = bias === undefined ? products : (add(products, bias) as T);
  const order = steps.map((_, k) => k + 1);
  return transpose(biased, [0, axes + 1, ...order]);
}

function perAxis(
  what: string,
  axes: number,
  option: number | readonly number[],
  least: number,
): readonly number[] {
  const list =
    typeof option === "number" ? Array<number>(axes).fill(option) : option;
  if (
    list.length !== axes ||
    list.some((n) => !Number.isInteger(n) || n < least)
  ) {
    throw new RangeError(
      `${what}: ${String(axes)} whole numbers from ${String(least)} are needed, not [${list.join(",")}]`,
    );
  }
  return list;
}

/** What the kernel sees at each of its places: [batch, …steps, channels, …kernel] of [batch, channels, …lengths]. */
function patches<T extends Value>(
  x: T,
  kernel: Shape,
  strides: readonly number[],
  dilations: readonly number[],
): T {
  const axes = kernel.length;
  let result = x;
  // Each axis of lengths becomes two, of steps and of the kernel; those behind it move up by one.
  kernel.forEach((width, k) => {
    const axis = 2 + 2 * k;
    const length = shapeOfValue(result)[axis] ?? 0;
    const [stride = 1, dilation = 1] = [strides[k], dilations[k]];
    const steps =
      Math.floor((length - dilation * (width - 1) - 1) / stride) + 1;
    if (steps < 1) {
      throw new RangeError(
        `conv: a kernel of width ${String(width)} does not fit the length ${String(length)}, padding included`,
      );
    }
    const places = Array.from({ length: steps }, (_, i) =>
      Array.from({ length: width }, (__, j) => i * stride + j * dilation),
    );
    result = take(result, places, { axis });
  });
  const steps = kernel.map((_, k) => 2 + 2 * k);
  const widths = Array.from({ length: axes }, (_, k) => 3 + 2 * k);
  return transpose(result, [0, ...steps, 1, ...widths]);
}
