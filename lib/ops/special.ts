import type { Value } from "../ir/node.js";
import { mapOne } from "../ir/elements.js";
import type { Data } from "../ir/ndarray.js";
import { Precedence } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { mul, neg } from "./arithmetic.js";
import {
  elementwise,
  operatorName,
  type Result,
  scale,
  unary,
  type Unary,
} from "./define.js";
import { exp } from "./exponential.js";

/**
 * The error function. Near 0 by its series with positive terms (Abramowitz & Stegun 7.1.6), else by the continued
 * fraction of its complement (7.1.14).
 */
function erfOf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (size > 6) return Math.sign(x);
  if (size >= 2.5) return Math.sign(x) * (1 - erfcOf(size));
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function erfcOf(x: number): number {
  if (x < 2.5) return 1 - erfOf(x);
  let fraction = 0;
  for (let k = 80; k >= 1; k--) fraction = k / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

/** The slope of the error function. */
const bell = (x: Value): Value =>
  mul(2 / Math.sqrt(Math.PI), exp(neg(mul(x, x))));

/**
 * The error function, 2/√π · ∫₀ˣ exp(−t²) dt.
 *
 * @example
 * erf(1) // 0.8427…
 */
export const erf: Unary = unary({
  name: "erf",
  scalar: erfOf,
  derivative: (x) => bell(x),
  tex: operatorName("erf"),
});

/**
 * `1 − erf(x)`, without loss of digits where that is small.
 *
 * @example
 * erfc(5) // 1.5374…e-12
 */
export const erfc: Unary = unary({
  name: "erfc",
  scalar: erfcOf,
  derivative: (x) => neg(bell(x)),
  tex: operatorName("erfc"),
});

/** Bernoulli numbers B₂, B₄ … */
const bernoulli = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
];

/** From here on the asymptotic series are exact to the last digit. */
const farEnough = 15;

/** log Γ for x ≥ 15, by Stirling's series (Abramowitz & Stegun 6.1.41). */
function stirling(x: number): number {
  const rest = bernoulli.reduce(
    (sum, b, i) => sum + b / ((2 * i + 2) * (2 * i + 1) * x ** (2 * i + 1)),
    0,
  );
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + rest;
}

/** x·(x + 1)·… up to where Stirling's series holds, and that place. */
function rising(x: number): { product: number; end: number } {
  let product = 1;
  let end = x;
  for (; end < farEnough; end++) product *= end;
  return { product, end };
}

const isPole = (x: number): boolean => x <= 0 && Number.isInteger(x);

function gammaOf(x: number): number {
  if (isPole(x)) return NaN;
  if (Number.isInteger(x) && x <= 171) {
    let product = 1;
    for (let k = 2; k < x; k++) product *= k;
    return product;
  }
  if (x < -20) return Math.PI / (Math.sin(Math.PI * x) * gammaOf(1 - x));
  const { product, end } = rising(x);
  return Math.exp(stirling(end)) / product;
}

function lgammaOf(x: number): number {
  if (isPole(x)) return Infinity;
  if (x === 1 || x === 2) return 0;
  if (x < -20) {
    return (
      Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgammaOf(1 - x)
    );
  }
  const { product, end } = rising(x);
  return stirling(end) - Math.log(Math.abs(product));
}

/** ψ⁽ⁿ⁾ by shifting up to where the asymptotic series holds (Abramowitz & Stegun 6.3.18, 6.4.11). */
function polygammaOf(n: number, x: number): number {
  if (isPole(x)) return n === 0 ? NaN : Infinity;
  let shifted = 0;
  let at = x;
  for (; at < farEnough + n; at++) shifted += at ** -(n + 1);
  if (n === 0) {
    const rest = bernoulli.reduce(
      (sum, b, i) => sum + b / ((2 * i + 2) * at ** (2 * i + 2)),
      0,
    );
    return Math.log(at) - 0.5 / at - rest - shifted;
  }
  const rest = bernoulli.reduce((sum, b, i) => {
    const k = 2 * i + 2;
    return sum + (b * quotientOfFactorials(k + n - 1, k)) / at ** (k + n);
  }, 0);
  const factorial = quotientOfFactorials(n, 1);
  const series = factorial / n / at ** n + factorial / 2 / at ** (n + 1) + rest;
  return (n % 2 === 1 ? 1 : -1) * (series + factorial * shifted);
}

/** a! / b!. */
function quotientOfFactorials(a: number, b: number): number {
  let quotient = 1;
  for (let k = b + 1; k <= a; k++) quotient *= k;
  for (let k = a + 1; k <= b; k++) quotient /= k;
  return quotient;
}

/**
 * The gamma function: (n − 1)! at whole numbers. About 14 digits.
 *
 * @example
 * gamma(5) // 24
 */
export const gamma: Unary = unary({
  name: "gamma",
  scalar: gammaOf,
  derivative: (x, y) => mul(y, digamma(x)),
  tex: "\\Gamma",
});

/**
 * The logarithm of the size of the gamma function.
 *
 * @example
 * lgamma(100) // 359.1342…
 */
export const lgamma: Unary = unary({
  name: "lgamma",
  scalar: lgammaOf,
  derivative: (x) => digamma(x),
  tex: "\\log\\Gamma",
});

const polygammaOp = elementwise<number>({
  name: "polygamma",
  evaluate: ([x], dtype, n) =>
    mapOne((at) => polygammaOf(n, at), x as Data, dtype),
  scalar: (n) => (at) => polygammaOf(n, at),
  partials: [(g, [x], _y, n) => scale(g, polygamma(n + 1, x as Value))],
  result: "float",
  tex: ([x], n) => ({
    text: `\\psi^{(${String(n)})}\\left(${x?.text ?? ""}\\right)`,
    binds: Precedence.atom,
  }),
});

/**
 * The n-th derivative of `digamma`.
 *
 * @example
 * polygamma(1, 1) // 1.6449…, which is π²/6
 */
export function polygamma<T extends Value>(n: number, x: T): Result<T> {
  return apply(polygammaOp, [x], n) as Result<T>;
}

/**
 * The derivative of the logarithm of the gamma function.
 *
 * @example
 * digamma(1) // -0.5772…, which is −γ
 */
export const digamma: Unary = unary({
  name: "digamma",
  scalar: (x) => polygammaOf(0, x),
  derivative: (x) => polygamma(1, x),
  tex: "\\psi",
});
