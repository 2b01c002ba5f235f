import { differsByCall } from "../trace/impure.js";
import {
  fromPositions,
  type ShapeLike,
  type TensorOptions,
  toShape,
} from "./create.js";
import type { Tensor } from "./tensor.js";

/**
 * xoshiro128** 1.1 by Blackman and Vigna (2018): 128 bits of state, whole numbers of 32 bits only, so that every machine
 * draws the same.
 */
class Generator {
  readonly #state = new Uint32Array(4);

  constructor(seed: number) {
    this.seed(seed);
  }

  /** Fills the state by splitmix32, as the authors advise for seeds of few bits. */
  seed(seed: number): void {
    const low = seed >>> 0;
    const high = Math.floor(seed / 2 ** 32) >>> 0;
    let mixed = (low ^ Math.imul(high, 0x9e3779b1)) >>> 0;
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let z = mixed;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.#state[i] = z ^ (z >>> 15);
    }
  }

  /** 32 random bits. */
  bits(): number {
    const s = this.#state;
    const [a = 0, b = 0, c = 0, d = 0] = s;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    s[2] = c ^ a;
    s[3] = d ^ b;
    s[1] = b ^ (c ^ a);
    s[0] = a ^ (d ^ b);
    s[2] = c ^ a ^ (b << 9);
    s[3] = rotate(d ^ b, 11);
    return result;
  }

  /** A number in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 67108864 + low) / 2 ** 53;
  }

  /** A number in (0, 1), never an end: what an inverse distribution function takes. */
  interior(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 67108864 + low + 0.5) / 2 ** 53;
  }
}

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

const generator = new Generator(0);

/**
 * Starts the random numbers anew: the same seed gives the same numbers on every machine. Programs start with seed 0.
 *
 * @example
 * seed(42);
 * randn([2]);
 */
export function seed(value: number): void {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(
      `seed: a whole number is needed, not ${String(value)}`,
    );
  }
  generator.seed(value);
}

/**
 * Random numbers, evenly distributed in [0, 1).
 *
 * @example
 * rand([2, 3])
 */
export function rand(
  shape: ShapeLike = [],
  options: TensorOptions = {},
): Tensor {
  differsByCall("rand draws other numbers");
  return fromPositions(toShape(shape), options, () => generator.uniform());
}

/**
 * Random numbers with the standard normal distribution.
 *
 * @example
 * randn([3, 4])
 */
export function randn(
  shape: ShapeLike = [],
  options: TensorOptions = {},
): Tensor {
  differsByCall("randn draws other numbers");
  return fromPositions(toShape(shape), options, () =>
    normalQuantile(generator.interior()),
  );
}

/**
 * Random whole numbers from `low` up to but without `high`; with one bound, from 0.
 *
 * @example
 * randint(1, 7, [10]) // ten throws of a die
 */
export function randint(
  low: number,
  high: number,
  shape: ShapeLike = [],
  options: TensorOptions = {},
): Tensor {
  if (!(high > low)) {
    throw new RangeError(
      `randint: no whole number from ${String(low)} below ${String(high)}`,
    );
  }
  differsByCall("randint draws other numbers");
  return fromPositions(
    toShape(shape),
    { dtype: "int32", ...options },
    () => low + Math.floor(generator.uniform() * (high - low)),
  );
}

/** The value of a polynomial, highest coefficient first. */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0);
}

/**
 * The inverse of the standard normal distribution function: algorithm AS 241 (PPND16) of Wichura, Applied Statistics 37
 * (1988) 477–484, about 16 digits. Only exact operations of IEEE 754 are used, `naturalLog` included, so that the result
 * does not depend on a machine's mathematics library.
 */
function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, central.top)) / polynomial(r, central.bottom);
  }
  const r = Math.sqrt(-naturalLog(Math.min(p, 1 - p)));
  const tail = r <= 5 ? near : far;
  const at = r - (r <= 5 ? 1.6 : 5);
  const size = polynomial(at, tail.top) / polynomial(at, tail.bottom);
  return q < 0 ? -size : size;
}

const central = {
  top: [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
    45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
    133.14166789178437745, 3.387132872796366608,
  ],
  bottom: [
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061,
    21213.794301586595867, 5394.1960214247511077, 687.1870074920579083,
    42.313330701600911252, 1,
  ],
};

const near = {
  top: [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
    1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
    4.6303378461565452959, 1.42343711074968357734,
  ],
  bottom: [
    1.05075007164441684324e-9, 5.475938084995344946e-4,
    0.0151986665636164571966, 0.14810397642748007459, 0.68976733498510000455,
    1.6763848301838038494, 2.05319162663775882187, 1,
  ],
};

const far = {
  top: [
    2.01033439929228813265e-7, 2.71155556874348757815e-5,
    0.0012426609473880784386, 0.026532189526576123093, 0.29656057182850489123,
    1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ],
  bottom: [
    2.04426310338993978564e-15, 1.4215117583164458887e-7,
    1.8463183175100546818e-5, 7.868691311456132591e-4, 0.0148753612908506148525,
    0.13692988092273580531, 0.59983220655588793769, 1,
  ],
};

/** The natural logarithm of a positive normal number by exact operations: the exponent, and an artanh series. */
function naturalLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const square = t * t;
  let sum = 0;
  for (let k = 25; k >= 1; k -= 2) sum = sum * square + 1 / k;
  return 2 * t * sum + exponent * Math.LN2;
}
