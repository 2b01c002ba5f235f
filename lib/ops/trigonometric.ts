import {
  cosineInterval,
  halfPi,
  rising,
  risingBetween,
  sineInterval,
  subtractIntervals,
  tangentInterval,
} from "../ir/interval.js";
import type { Value } from "../ir/node.js";
import { enclose, Precedence } from "../ir/tex.js";
import { add, div, mul, neg, sub } from "./arithmetic.js";
import {
  binary,
  type Binary,
  callTex,
  operatorName,
  scale,
  unary,
  type Unary,
} from "./define.js";
import { lessSquare, sqrt } from "./exponential.js";

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
  tex: "\\sin",
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
  tex: "\\cos",
});

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
