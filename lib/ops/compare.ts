import {
  atom,
  binary,
  type Binary,
  operatorName,
  unary,
  type Unary,
} from "./define.js";
import type { Value } from "../ir/node.js";
import type { Complex } from "../ir/op.js";
import { Precedence, type Tex } from "../ir/tex.js";

/** A comparison: 1 where it holds, 0 where not, a bool tensor for tensors; its derivative is zero. */
function comparison(
  name: string,
  holds: (x: number, y: number) => boolean,
  sign: string,
  complex?: (z: Complex, w: Complex) => Value,
): Binary {
  return binary({
    name,
    scalar: (x, y) => (holds(x, y) ? 1 : 0),
    partials: [undefined, undefined],
    result: "bool",
    // Where no point of one is equal to a point of the other, one answer holds for all.
    enclose: (x, y) => {
      if (!(x[1] < y[0] || y[1] < x[0])) return undefined;
      const answer = holds(x[0], y[0]) ? 1 : 0;
      return [answer, answer];
    },
    ...(complex && { complex }),
    tex: (x: Tex, y: Tex) => ({
      text: `${x.text} ${sign} ${y.text}`,
      binds: Precedence.sum,
    }),
  });
}

/**
 * 1 where x > y, else 0.
 *
 * @example
 * greater(tensor([1, 2, 3]), 2) // [false, false, true]
 */
export const greater: Binary = comparison("greater", (x, y) => x > y, ">");

/**
 * 1 where x < y, else 0.
 *
 * @example
 * less(tensor([1, 2, 3]), 2) // [true, false, false]
 */
export const less: Binary = comparison("less", (x, y) => x < y, "<");

/**
 * 1 where x = y, else 0.
 *
 * @example
 * equal(tensor([1, 2, 3]), 2) // [false, true, false]
 */
export const equal: Binary = comparison(
  "equal",
  (x, y) => x === y,
  "=",
  (z, w) =>
    logicalAnd<Value, Value>(
      equal<Value, Value>(z.re, w.re),
      equal<Value, Value>(z.im, w.im),
    ),
);

/**
 * 1 where x ≠ y, else 0.
 *
 * @example
 * notEqual(tensor([1, 2, 3]), 2) // [true, false, true]
 */
export const notEqual: Binary = comparison(
  "notEqual",
  (x, y) => x !== y,
  "\\ne",
  (z, w) =>
    logicalOr<Value, Value>(
      notEqual<Value, Value>(z.re, w.re),
      notEqual<Value, Value>(z.im, w.im),
    ),
);

/**
 * 1 where x ≥ y, else 0.
 *
 * @example
 * greaterEqual(tensor([1, 2, 3]), 2) // [false, true, true]
 */
export const greaterEqual: Binary = comparison(
  "greaterEqual",
  (x, y) => x >= y,
  "\\ge",
);

/**
 * 1 where x ≤ y, else 0.
 *
 * @example
 * lessEqual(tensor([1, 2, 3]), 2) // [true, true, false]
 */
export const lessEqual: Binary = comparison(
  "lessEqual",
  (x, y) => x <= y,
  "\\le",
);

const andTex = (x: Tex, y: Tex): Tex => ({
  text: `${x.text} \\wedge ${y.text}`,
  binds: Precedence.sum,
});
const orTex = (x: Tex, y: Tex): Tex => ({
  text: `${x.text} \\vee ${y.text}`,
  binds: Precedence.sum,
});

/**
 * 1 where both elements are other than 0, else 0.
 *
 * @example
 * logicalAnd(tensor([true, true]), tensor([true, false])) // [true, false]
 */
export const logicalAnd: Binary = binary({
  name: "logicalAnd",
  scalar: (x, y) => +(x !== 0 && y !== 0),
  partials: [undefined, undefined],
  result: "bool",
  tex: andTex,
});

/**
 * 1 where an element of the two is other than 0, else 0.
 *
 * @example
 * logicalOr(tensor([true, false]), tensor([false, false])) // [true, false]
 */
export const logicalOr: Binary = binary({
  name: "logicalOr",
  scalar: (x, y) => +(x !== 0 || y !== 0),
  partials: [undefined, undefined],
  result: "bool",
  tex: orTex,
});

/**
 * 1 where the element is 0, else 0.
 *
 * @example
 * logicalNot(tensor([0, 1])) // [true, false]
 */
export const logicalNot: Unary = unary({
  name: "logicalNot",
  scalar: (x) => (x === 0 ? 1 : 0),
  result: "bool",
  tex: (x) => atom(`\\neg ${x.text}`),
});

/**
 * 1 where the element is not a number, else 0.
 *
 * @example
 * isNan(tensor([1, NaN])) // [false, true]
 */
export const isNan: Unary = unary({
  name: "isNan",
  scalar: (x) => (Number.isNaN(x) ? 1 : 0),
  result: "bool",
  tex: operatorName("isNaN"),
});

/**
 * 1 where the element is neither infinite nor NaN, else 0.
 *
 * @example
 * isFinite(tensor([1, Infinity])) // [true, false]
 */
export const isFinite: Unary = unary({
  name: "isFinite",
  scalar: (x) => (Number.isFinite(x) ? 1 : 0),
  result: "bool",
  tex: operatorName("isFinite"),
});
