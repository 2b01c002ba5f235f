import {
  halfPi,
  rising,
  risingBetween,
  subtractIntervals,
  tangentInterval,
} from "../ir/interval.js";
import { add, div, mul, quotient } from "./arithmetic.js";
import { unary, type Unary } from "./define.js";
import { atan2, cos, cosOf, sin, sinOf } from "./euler.js";
import { lessSquare, sqrt } from "./exponential.js";

export { atan2, cos, sin };

/**
 * The tangent of an angle in radians.
 *
 * @example
 * tan(0) // 0
 */
export const tan: Unary = unary({
  name: "tan",
  scalar: Math.tan,
  enclose: tangentInterval,
  derivative: (_x, y) => add(1, mul(y, y)),
  complex: (z) => quotient(sinOf(z), cosOf(z)),
  tex: "\\tan",
});

/**
 * The angle in [−π/2, π/2] that has this sine; NaN outside [−1, 1].
 *
 * @example
 * asin(1) // 1.5707…
 */
export const asin: Unary = unary({
  name: "asin",
  scalar: Math.asin,
  enclose: risingBetween(Math.asin, -1, 1),
  derivative: (x) => div(1, sqrt(lessSquare(x))),
  tex: "\\arcsin",
});

/**
 * The angle in [0, π] that has this cosine; NaN outside [−1, 1].
 *
 * @example
 * acos(1) // 0
 */
export const acos: Unary = unary({
  name: "acos",
  scalar: Math.acos,
  enclose: (x) => {
    const turned = risingBetween(Math.asin, -1, 1)(x);
    return turned && subtractIntervals(halfPi, turned);
  },
  derivative: (x) => div(-1, sqrt(lessSquare(x))),
  tex: "\\arccos",
});

/**
 * The angle in (−π/2, π/2) that has this tangent.
 *
 * @example
 * atan(1) // 0.7853…
 */
export const atan: Unary = unary({
  name: "atan",
  scalar: Math.atan,
  enclose: rising(Math.atan),
  derivative: (x) => div(1, add(1, mul(x, x))),
  tex: "\\arctan",
});
