import {
  cosineInterval,
  type Enclose1,
  holds,
  outward,
  rising,
  sineInterval,
} from "../ir/interval.js";
import type { Value } from "../ir/node.js";
import type { Complex } from "../ir/op.js";
import { enclose, Precedence } from "../ir/tex.js";
import { add, div, hypot, mul, neg, sub } from "./arithmetic.js";
import {
  binary,
  type Binary,
  callTex,
  operatorName,
  scale,
  unary,
  type Unary,
} from "./define.js";

/*
 * The exponential function and its inverse with those that their real and imaginary parts are made of: each has the
 * others in its rule for complex numbers.
 */

/** r·(cos θ + i·sin θ). */
function turned(r: Value, angle: Value): Complex {
  return { re: mul(r, cos<Value>(angle)), im: mul(r, sin<Value>(angle)) };
}

/**
 * The exponential function.
 *
 * @example
 * exp(tensor([0, 1])) // [1, 2.71828…]
 */
export const exp: Unary = unary({
  name: "exp",
  scalar: Math.exp,
  enclose: rising(Math.exp),
  derivative: (_x, y) => y,
  complex: ({ re, im }) => turned(exp<Value>(re), im),
  tex: (x) => ({ text: `e^{${x.text}}`, binds: Precedence.power }),
});

/**
 * The natural logarithm; NaN for negative numbers; of complex ones the principal value.
 *
 * @example
 * log(Math.E) // 1
 */
export const log: Unary = unary({
  name: "log",
  scalar: Math.log,
  enclose: rising(Math.log, 0),
  derivative: (x) => div(1, x),
  complex: ({ re, im }) => ({
    re: log(hypot<Value, Value>(re, im)),
    im: atan2<Value, Value>(im, re),
  }),
  tex: "\\log",
});

export const sinOf = ({ re, im }: Complex): Complex => ({
  re: mul(sin<Value>(re), cosh<Value>(im)),
  im: mul(cos<Value>(re), sinh<Value>(im)),
});

/**
 * The sine of an angle in radians.
 *
 * @example
 * sin(Math.PI / 2) // 1
 */
export const sin: Unary = unary({
  name: "sin",
  scalar: Math.sin,
  enclose: sineInterval,
  derivative: (x) => cos(x),
  complex: sinOf,
  tex: "\\sin",
});

export const cosOf = ({ re, im }: Complex): Complex => ({
  re: mul(cos<Value>(re), cosh<Value>(im)),
  im: neg(mul(sin<Value>(re), sinh<Value>(im))),
});

/**
 * The cosine of an angle in radians.
 *
 * @example
 * cos(0) // 1
 */
export const cos: Unary = unary({
  name: "cos",
  scalar: Math.cos,
  enclose: cosineInterval,
  derivative: (x: Value) => neg(sin(x)),
  complex: cosOf,
  tex: "\\cos",
});

export const sinhOf = ({ re, im }: Complex): Complex => ({
  re: mul(sinh<Value>(re), cos<Value>(im)),
  im: mul(cosh<Value>(re), sin<Value>(im)),
});

/**
 * The hyperbolic sine.
 *
 * @example
 * sinh(0) // 0
 */
export const sinh: Unary = unary({
  name: "sinh",
  scalar: Math.sinh,
  enclose: rising(Math.sinh),
  derivative: (x) => cosh(x),
  complex: sinhOf,
  tex: "\\sinh",
});

/** cosh falls to 1 at 0 and rises from there. */
const coshInterval: Enclose1 = (x) => {
  const ends = x.map(Math.cosh);
  const least = holds(x, 0) ? 1 : Math.min(...ends);
  return outward(least, Math.max(...ends));
};

export const coshOf = ({ re, im }: Complex): Complex => ({
  re: mul(cosh<Value>(re), cos<Value>(im)),
  im: mul(sinh<Value>(re), sin<Value>(im)),
});

/**
 * The hyperbolic cosine.
 *
 * @example
 * cosh(0) // 1
 */
export const cosh: Unary = unary({
  name: "cosh",
  scalar: Math.cosh,
  enclose: coshInterval,
  derivative: (x: Value) => sinh(x),
  complex: coshOf,
  tex: "\\cosh",
});

/**
 * The angle in (−π, π] of the point (x, y), the ordinate first.
 *
 * @example
 * atan2(1, -1) // 2.3561…, which is 3π/4
 */
export const atan2: Binary = binary({
  name: "atan2",
  scalar: Math.atan2,
  partials: [
    (g, [y, x]) => scale(g, inversion<Value, Value>(x as Value, y as Value)),
    (g, [y, x]) =>
      scale(g, neg(inversion<Value, Value>(y as Value, x as Value))),
  ],
  result: "float",
  tex: (y, x) => callTex(operatorName("atan2"), [y, x]),
});

/** x / (x² + y²), also where the squares are too small or too large for numbers. */
export const inversion: Binary = binary({
  name: "inversion",
  scalar: (x, y) => {
    const length = Math.hypot(x, y);
    return x / length / length;
  },
  partials: [
    (g, [x, y], p) => {
      const q = inversion<Value, Value>(y as Value, x as Value);
      return scale(g, mul(sub(q, p), add(q, p)));
    },
    (g, [x, y], p) => {
      const q = inversion<Value, Value>(y as Value, x as Value);
      return scale(g, mul(-2, mul(p, q)));
    },
  ],
  result: "float",
  tex: (x, y) => ({
    text: `\\frac{${x.text}}{${enclose(x, Precedence.power)}^{2} + ${enclose(y, Precedence.power)}^{2}}`,
    binds: Precedence.product,
  }),
});
