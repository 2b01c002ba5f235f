import { normalAxes, normalAxis } from "../ir/axes.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import { div } from "../ops/arithmetic.js";
import { fourierSums } from "../ops/fourier.js";
import { concat } from "../ops/join.js";
import { conj } from "../ops/parts.js";
import { moveAxis } from "../ops/shape.js";
import { flip, pad, slice } from "../ops/slice.js";
import { ComplexTensor, partsOf } from "./complex.js";
import { fromPositions } from "./create.js";
import { Tensor } from "./tensor.js";

/** Options of transforms along one axis. */
export interface FourierOptions {
  /** The length of the transform: the axis is cut to it, or filled up with zeros; as it is where absent. */
  readonly n?: number;
  /** The last, unless another is named. */
  readonly axis?: number;
  /** Where the factor 1/n goes: to the inverse (`"backward"`, the default), to neither half (`"ortho"`: 1/√n each), to the transform (`"forward"`). */
  readonly norm?: "backward" | "ortho" | "forward";
}

type Signal = Tensor | ComplexTensor;

/** The axis cut to n places, or filled up with zeros. */
function fitted<T extends Value>(x: T, axis: number, n: number): T {
  const shape = shapeOfValue(x);
  const length = shape[axis] ?? 1;
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(
      `fft: a transform needs one place or more, not ${String(n)}`,
    );
  }
  if (n < length) {
    return slice(
      x,
      shape.map((_, k) => (k === axis ? ([0, n] as const) : undefined)),
    );
  }
  return n === length
    ? x
    : pad(
        x,
        shape.map((_, k) => (k === axis ? [0, n - length] : 0)),
      );
}

function transform(
  operation: string,
  x: Signal,
  sign: 1 | -1,
  { n, axis = -1, norm = "backward" }: FourierOptions,
): ComplexTensor {
  const shape = shapeOfValue(x);
  const along = normalAxis(operation, axis, shape);
  const length = n ?? shape[along] ?? 1;
  const last = moveAxis<Signal>(fitted(x, along, length), along, -1);
  const { re, im } = fourierSums(partsOf(last), sign);
  const sums = moveAxis(new ComplexTensor(re, im), -1, along);
  if (norm === "ortho") return sums.div(Math.sqrt(length));
  const scaled = (norm === "backward") === (sign === 1);
  return scaled ? sums.div(length) : sums;
}

/**
 * The discrete Fourier transform along an axis, X[k] = Σ x[j]·exp(−2πi·jk/n), of real or complex numbers, of any length.
 *
 * @example
 * fft(tensor([1, 0, 0, 0])) // [1+0j, 1+0j, 1+0j, 1+0j]
 */
export function fft(x: Signal, options: FourierOptions = {}): ComplexTensor {
  return transform("fft", x, -1, options);
}

/**
 * The inverse of `fft`: x[j] = (1/n)·Σ X[k]·exp(2πi·jk/n).
 *
 * @example
 * ifft(fft(tensor([1, 2, 3]))).real // [1, 2, 3]
 */
export function ifft(x: Signal, options: FourierOptions = {}): ComplexTensor {
  return transform("ifft", x, 1, options);
}

/**
 * The Fourier transform of real numbers: the first n/2 + 1 places of `fft`, of which the others are the conjugates.
 *
 * @example
 * rfft(tensor([1, 2, 3, 4])) // [10+0j, -2+2j, -2+0j]
 */
export function rfft(x: Tensor, options: FourierOptions = {}): ComplexTensor {
  if (!(x instanceof Tensor)) {
    throw new TypeError(
      "rfft: real numbers are needed; fft takes complex ones",
    );
  }
  const whole = transform("rfft", x, -1, options);
  const axis = normalAxis("rfft", options.axis ?? -1, whole.shape);
  const kept = Math.floor((whole.shape[axis] ?? 0) / 2) + 1;
  return fitted(whole, axis, kept);
}

/**
 * The inverse of `rfft`: n real numbers (2·(m − 1) of m, unless `n` is given).
 *
 * @example
 * irfft(rfft(tensor([1, 2, 3])), { n: 3 }) // [1, 2, 3]
 */
export function irfft(x: Signal, options: FourierOptions = {}): Tensor {
  const axis = normalAxis("irfft", options.axis ?? -1, x.shape);
  const n = options.n ?? 2 * ((x.shape[axis] ?? 1) - 1);
  const half = fitted(x, axis, Math.floor(n / 2) + 1);
  // Place n − k holds the conjugate of place k, which real numbers have there.
  const mirrored = slice(
    half,
    half.shape.map((_, k) =>
      k === axis ? ([1, Math.ceil(n / 2)] as const) : undefined,
    ),
  );
  const whole = concat<Signal>(
    [realEnds(half, axis, n), conj(flip<Signal>(mirrored, axis))],
    { axis },
  );
  return transform("irfft", whole, 1, { ...options, n, axis }).real;
}

/** The first place, and the middle one of an even length, without their imaginary parts: real numbers have none there. */
function realEnds(half: Signal, axis: number, n: number): ComplexTensor {
  const { re, im } = partsOf(half);
  const length = half.shape[axis] ?? 1;
  const shape = half.shape.map((_, k) => (k === axis ? length : 1));
  const dtype = half.dtype === "float32" ? half.dtype : "float64";
  const keep = fromPositions(shape, { dtype }, (k) =>
    k === 0 || (n % 2 === 0 && k === length - 1) ? 0 : 1,
  );
  return new ComplexTensor(re, typeof im === "number" ? im : keep.mul(im));
}

/** Options of transforms along several axes. */
export interface FouriersOptions {
  /** All, unless some are named. */
  readonly axes?: readonly number[];
  readonly norm?: FourierOptions["norm"];
}

function transformAll(
  operation: string,
  one: (x: Signal, options: FourierOptions) => ComplexTensor,
  x: Signal,
  { axes, norm = "backward" }: FouriersOptions,
): ComplexTensor {
  const { re, im } = partsOf(x);
  return normalAxes(operation, axes, x.shape).reduce<ComplexTensor>(
    (result, axis) => one(result, { axis, norm }),
    new ComplexTensor(re, im),
  );
}

/**
 * The Fourier transform along several axes, all unless some are named; of a matrix, the two-dimensional one.
 *
 * @example
 * fftn(eye(2)).real // [[2, 0], [0, 2]]
 */
export function fftn(x: Signal, options: FouriersOptions = {}): ComplexTensor {
  return transformAll("fftn", fft, x, options);
}

/**
 * The inverse of `fftn`.
 *
 * @example
 * ifftn(fftn(eye(2))).real // [[1, 0], [0, 1]]
 */
export function ifftn(x: Signal, options: FouriersOptions = {}): ComplexTensor {
  return transformAll("ifftn", ifft, x, options);
}

/**
 * The frequencies of the places of `fft`, in cycles per unit of the distance `d` between samples: 0, 1/(n·d), …, then the
 * negative ones.
 *
 * @example
 * fftfreq(4) // [0, 0.25, -0.5, -0.25]
 */
export function fftfreq(n: number, d = 1): Tensor {
  return fromPositions(
    [n],
    {},
    (k) => (k < Math.ceil(n / 2) ? k : k - n) / (n * d),
  );
}

/**
 * The frequencies of the places of `rfft`.
 *
 * @example
 * rfftfreq(4) // [0, 0.25, 0.5]
 */
export function rfftfreq(n: number, d = 1): Tensor {
  return div(
    fromPositions([Math.floor(n / 2) + 1], {}, (k) => k),
    n * d,
  );
}

/** Each axis turned round by as many places as `by` says of its length. */
function shifted<T extends Signal>(
  operation: string,
  x: T,
  axes: number | readonly number[] | undefined,
  by: (length: number) => number,
): T {
  return normalAxes(operation, axes, x.shape).reduce<T>((result, axis) => {
    const cut = by(x.shape[axis] ?? 0);
    const part = (from: number | undefined, to: number | undefined): T =>
      slice(
        result,
        x.shape.map((_, k) => (k === axis ? ([from, to] as const) : undefined)),
      );
    return concat([part(cut, undefined), part(0, cut)], { axis });
  }, x);
}

/**
 * The frequency 0 moved to the middle, of all axes unless some are named.
 *
 * @example
 * fftshift(fftfreq(4)) // [-0.5, -0.25, 0, 0.25]
 */
export function fftshift<T extends Signal>(
  x: T,
  { axes }: { axes?: number | readonly number[] } = {},
): T {
  return shifted("fftshift", x, axes, (n) => Math.ceil(n / 2));
}

/**
 * The inverse of `fftshift`.
 *
 * @example
 * ifftshift(fftshift(fftfreq(5))) // [0, 0.2, 0.4, -0.4, -0.2]
 */
export function ifftshift<T extends Signal>(
  x: T,
  { axes }: { axes?: number | readonly number[] } = {},
): T {
  return shifted("ifftshift", x, axes, (n) => Math.floor(n / 2));
}
