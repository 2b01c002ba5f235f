import {
  powerInterval,
  rising,
  risingBetween,
  subtractIntervals,
} from "../ir/interval.js";
import type { Value } from "../ir/node.js";
import type { Complex } from "../ir/op.js";
import { enclose, Precedence } from "../ir/tex.js";
import {
  add,
  div,
  hypot,
  mul,
  neg,
  pow,
  quotient,
  ratio,
  sub,
} from "./arithmetic.js";
import { greaterEqual, less } from "./compare.js";
import { cosh, coshOf, exp, log, sinh, sinhOf } from "./euler.js";
import { operatorName, unary, type Unary } from "./define.js";
import { abs, where } from "./select.js";

export { cosh, exp, log, sinh };

/**
 * `exp(x) − 1`, exact near 0.
 *
 * @example
 * expm1(1e-10) // 1.00000000005e-10
 */
export const expm1: Unary = unary({
  name: "expm1",
  scalar: Math.expm1,
  enclose: rising(Math.expm1),
  derivative: (x) => exp(x),
  tex: (x) => ({ text: `e^{${x.text}} - 1`, binds: Precedence.sum }),
});

/**
 * `log(1 + x)`, exact near 0.
 *
 * @example
 * log1p(1e-10) // 9.9999999995e-11
 */
export const log1p: Unary = unary({
  name: "log1p",
  scalar: Math.log1p,
  enclose: rising(Math.log1p, -1),
  derivative: (x) => div(1, add(1, x)),
  tex: (x) => ({
    text: `\\log\\left(1 + ${enclose(x, Precedence.product)}\\right)`,
    binds: Precedence.atom,
  }),
});

/**
 * The logarithm to base 2.
 *
 * @example
 * log2(8) // 3
 */
export const log2: Unary = unary({
  name: "log2",
  scalar: Math.log2,
  enclose: rising(Math.log2, 0),
  derivative: (x) => div(Math.LOG2E, x),
  tex: "\\log_{2}",
});

/**
 * The logarithm to base 10.
 *
 * @example
 * log10(1000) // 3
 */
export const log10: Unary = unary({
  name: "log10",
  scalar: Math.log10,
  enclose: rising(Math.log10, 0),
  derivative: (x) => div(Math.LOG10E, x),
  tex: "\\log_{10}",
});

/** From 2t² = |z| + |Re z|: nothing is lost to cancellation, and the root of −1 is exactly i. */
function principalRoot({ re, im }: Complex): Complex {
  const t = sqrt<Value>(
    div(add(abs<Value>(re), hypot<Value, Value>(re, im)), 2),
  );
  const other = ratio<Value, Value>(abs<Value>(im), mul(2, t));
  const right = greaterEqual<Value, Value>(re, 0);
  const size = where<Value, Value>(right, other, t);
  return {
    re: where<Value, Value>(right, t, other),
    im: where<Value, Value>(less<Value, Value>(im, 0), neg(size), size),
  };
}

/**
 * The square root; NaN for negative numbers; of complex ones the root with a real part that is not
 * negative. Its slope at 0 is infinite.
 *
 * @example
 * sqrt(tensor([4, 9])) // [2, 3]
 */
export const sqrt: Unary = unary({
  name: "sqrt",
  scalar: Math.sqrt,
  enclose: rising(Math.sqrt, 0),
  derivative: (_x, y) => div(0.5, y),
  complex: principalRoot,
  tex: (x) => ({ text: `\\sqrt{${x.text}}`, binds: Precedence.atom }),
});

/**
 * The cube root, also of negative numbers. Its slope at 0 is infinite.
 *
 * @example
 * cbrt(-8) // -2
 */
export const cbrt: Unary = unary({
  name: "cbrt",
  scalar: Math.cbrt,
  enclose: rising(Math.cbrt),
  derivative: (_x, y) => div(1, mul(3, mul(y, y))),
  tex: (x) => ({ text: `\\sqrt[3]{${x.text}}`, binds: Precedence.atom }),
});

/** From y′ = y·(1 − y)·x′, where 1 − y starts as σ(−x), which loses no digits. */
function logisticSeries(
  [x = []]: readonly (readonly Value[])[],
  count: number,
): Value[] {
  const y: Value[] = [sigmoid(x[0] ?? 0)];
  const rest: Value[] = [sigmoid(neg(x[0] ?? 0))];
  const products: Value[] = [];
  for (let k = 1; k < count; k++) {
    products.push(convolve(y, rest, k - 1));
    let sum: Value = 0;
    for (let j = 1; j <= k; j++) {
      sum = add(sum, mul(mul(j, x[j] ?? 0), products[k - j] ?? 0));
    }
    y.push(div(sum, k));
    rest.push(neg(y[k] ?? 0));
  }
  return y;
}

/** The k-th coefficient of the product of two series. */
function convolve(x: readonly Value[], y: readonly Value[], k: number): Value {
  let sum: Value = 0;
  for (let j = 0; j <= k; j++) {
    sum = add(sum, mul(x[j] ?? 0, y[k - j] ?? 0));
  }
  return sum;
}

/**
 * The logistic function `1 / (1 + exp(−x))`, without overflow.
 *
 * @example
 * sigmoid(0) // 0.5
 */
export const sigmoid: Unary = unary({
  name: "sigmoid",
  scalar: (x) => {
    const e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  },
  enclose: rising((x) => 1 / (1 + Math.exp(-x))),
  derivative: (x: Value, y: Value) => mul(y, sigmoid(neg(x))),
  series: logisticSeries,
  tex: "\\sigma",
});

/**
 * `log(1 + exp(x))`, without overflow: a smooth `relu`.
 *
 * @example
 * softplus(0) // 0.6931…
 */
export const softplus: Unary = unary({
  name: "softplus",
  scalar: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  enclose: rising((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  derivative: (x) => sigmoid(x),
  tex: operatorName("softplus"),
});

/**
 * The hyperbolic tangent.
 *
 * @example
 * tanh(0.5) // 0.46211…
 */
export const tanh: Unary = unary({
  name: "tanh",
  scalar: Math.tanh,
  enclose: rising(Math.tanh),
  derivative: (x) => tanhSlope(x),
  complex: (z) => quotient(sinhOf(z), coshOf(z)),
  tex: "\\tanh",
});

/** 1 − tanh², as 1/cosh²: where tanh is nearly one the difference has no digits. */
export const tanhSlope: Unary = unary({
  name: "tanhSlope",
  scalar: (x) => Math.cosh(x) ** -2,
  enclose: (x) => {
    const below = cosh.op.enclose?.([x], undefined);
    return below && powerInterval(below, -2);
  },
  derivative: (x, y) => mul(-2, mul(tanh(x), y)),
  tex: (x) => ({
    text: `1 - \\tanh^{2}\\left(${x.text}\\right)`,
    binds: Precedence.sum,
  }),
});

/** 1 − x², as (1 − x)(1 + x): near the ends the square has lost its digits. */
export const lessSquare: Unary = unary({
  name: "lessSquare",
  scalar: (x) => (1 - x) * (1 + x),
  enclose: (x) => {
    const square = powerInterval(x, 2);
    return square && subtractIntervals([1, 1], square);
  },
  derivative: (x) => mul(-2, x),
  tex: (x) => ({
    text: `1 - ${enclose(x, Precedence.power)}^{2}`,
    binds: Precedence.sum,
  }),
});

/**
 * The inverse of the hyperbolic sine.
 *
 * @example
 * asinh(0) // 0
 */
export const asinh: Unary = unary({
  name: "asinh",
  scalar: Math.asinh,
  enclose: rising(Math.asinh),
  derivative: (x) => div(1, sqrt(add(pow(x, 2), 1))),
  tex: operatorName("arsinh"),
});

/**
 * The inverse of the hyperbolic cosine, for arguments from 1.
 *
 * @example
 * acosh(1) // 0
 */
export const acosh: Unary = unary({
  name: "acosh",
  scalar: Math.acosh,
  enclose: rising(Math.acosh, 1),
  derivative: (x) => div(1, mul(sqrt(sub(x, 1)), sqrt(add(x, 1)))),
  tex: operatorName("arcosh"),
});

/**
 * The inverse of the hyperbolic tangent, for arguments between −1 and 1.
 *
 * @example
 * atanh(0) // 0
 */
export const atanh: Unary = unary({
  name: "atanh",
  scalar: Math.atanh,
  enclose: risingBetween(Math.atanh, -1, 1),
  derivative: (x) => div(1, lessSquare(x)),
  tex: operatorName("artanh"),
});
