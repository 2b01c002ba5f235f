import {
  divideIntervals,
  empty,
  type Interval,
  multiplyIntervals,
  negateInterval,
  powerInterval,
  rising,
  subtractIntervals,
} from "../ir/interval.js";
import type { Data } from "../ir/ndarray.js";
import { mapOne } from "../ir/elements.js";
import { isNode, type Value } from "../ir/node.js";
import type { Complex } from "../ir/op.js";
import { enclose, Precedence, type Tex } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import {
  add,
  binary,
  type Binary,
  elementwise,
  named,
  operatorName,
  scale,
  unary,
  type Unary,
} from "./define.js";

export { add, scale };

/** The value itself as a new node: what makes a variable of one derivative differ from that of another. */
export const identity: Unary = unary({
  name: "identity",
  scalar: (x) => x,
  derivative: () => 1,
  form: "linear",
  result: "same",
  enclose: (x) => x,
  tex: (x) => x,
});

/**
 * The element with its sign changed.
 *
 * @example
 * neg(tensor([1, -2])) // [-1, 2]
 */
export const neg: Unary = unary({
  name: "neg",
  scalar: (x) => -x,
  derivative: () => -1,
  form: "linear",
  result: "signed",
  enclose: negateInterval,
  tex: (x) => ({
    text: `-${enclose(x, Precedence.product)}`,
    binds: Precedence.sum,
  }),
});

/**
 * The difference, element by element, with broadcasting.
 *
 * @example
 * sub(tensor([1, 2]), 10) // [-9, -8]
 */
export const sub: Binary = binary({
  name: "sub",
  scalar: (x, y) => x - y,
  partials: [(g) => g, (g) => neg(g)],
  result: "signed",
  form: "linear",
  enclose: subtractIntervals,
  tex: (x, y) => ({
    text: `${x.text} - ${enclose(y, Precedence.product)}`,
    binds: Precedence.sum,
  }),
});

/**
 * The product, element by element, with broadcasting.
 *
 * @example
 * mul(tensor([1, 2]), 10) // [10, 20]
 */
export const mul: Binary = binary({
  name: "mul",
  scalar: (x, y) => x * y,
  partials: [
    (g, [, y]) => scale(g, y as Value),
    (g, [x]) => scale(g, x as Value),
  ],
  form: "bilinear",
  enclose: multiplyIntervals,
  tex: (x, y) => ({
    text: `${enclose(x, Precedence.product)} ${/^[\d.]/.test(y.text) ? "\\cdot " : ""}${enclose(y, Precedence.product)}`,
    binds: Precedence.product,
  }),
});

/** From q·y = x: each coefficient of the quotient follows from those before it. */
function quotientSeries(
  [x = [], y = []]: readonly (readonly Value[])[],
  count: number,
): Value[] {
  const quotient: Value[] = [];
  for (let k = 0; k < count; k++) {
    let rest: Value = x[k] ?? 0;
    for (let j = 1; j <= k; j++) {
      const term = y[j];
      if (term !== undefined) {
        rest = sub(rest, mul(term, quotient[k - j] ?? 0));
      }
    }
    quotient.push(div(rest, y[0] ?? 0));
  }
  return quotient;
}

/** z/w as z·(w̄/|w|)/|w|, whose parts neither overflow nor vanish. */
export function quotient(z: Complex, w: Complex): Complex {
  if (w.im === 0) return { re: div(z.re, w.re), im: div(z.im, w.re) };
  const size = hypot<Value, Value>(w.re, w.im);
  const [c, s] = [div<Value, Value>(w.re, size), div<Value, Value>(w.im, size)];
  return {
    re: div(add(mul(z.re, c), mul(z.im, s)), size),
    im: div(sub(mul(z.im, c), mul(z.re, s)), size),
  };
}

/**
 * The quotient, element by element, with broadcasting; integers too give fractions.
 *
 * @example
 * div(tensor([1, 2]), 4) // [0.25, 0.5]
 */
export const div: Binary = binary({
  name: "div",
  scalar: (x, y) => x / y,
  // −g·(x/y)/y: y² would leave the range of numbers long before the result does.
  partials: [
    (g, [, y]) => share<Value, Value>(g, y as Value),
    (g, [, y], quotient) =>
      neg(share<Value, Value>(scale<Value, Value>(g, quotient), y as Value)),
  ],
  result: "float",
  series: quotientSeries,
  enclose: divideIntervals,
  complex: quotient,
  tex: (x, y) => ({
    text: `\\frac{${x.text}}{${y.text}}`,
    binds: Precedence.product,
  }),
});

/**
 * The quotient by which derivatives are passed on: zero where `g` is zero, whatever the divisor is (see `scale`).
 */
export const share: Binary = binary({
  name: "share",
  scalar: (g, y) => (g === 0 ? 0 : g / y),
  partials: [
    (h, [, y]) => share<Value, Value>(h, y as Value),
    (h, [, y], quotient) =>
      neg(share<Value, Value>(scale<Value, Value>(h, quotient), y as Value)),
  ],
  result: "float",
  series: quotientSeries,
  tex: (g, y) => div.op.tex([g, y], undefined),
});

/**
 * The remainder with the sign of the dividend, which is what `%` means in TypeScript (NumPy's has the divisor's sign).
 *
 * @example
 * mod(-7, 3) // -1
 */
export const mod: Binary = binary({
  name: "mod",
  scalar: (x, y) => x % y,
  partials: [
    (g) => g,
    (g, [x, y]) => scale(g, neg(truncate(div(x as Value, y as Value)))),
  ],
  tex: (x, y) => ({
    text: `${enclose(x, Precedence.product)} \\bmod ${enclose(y, Precedence.sign)}`,
    binds: Precedence.product,
  }),
});

/** The whole part: towards zero. */
const truncate = unary({
  name: "trunc",
  scalar: Math.trunc,
  result: "same",
  tex: operatorName("trunc"),
});

/**
 * The whole part of each element: towards zero.
 *
 * @example
 * trunc(-2.7) // -2
 */
export const trunc: Unary = truncate;

/** The quotient in which 0/0 is 0: the direction of a vector, of which the zero vector has none. */
export const ratio: Binary = binary({
  name: "ratio",
  scalar: (x, y) => (y === 0 ? 0 : x / y),
  partials: [
    (g, [, y]) => ratio<Value, Value>(g, y as Value),
    (g, [x, y]) =>
      scale(
        g,
        neg(ratio<Value, Value>(x as Value, mul(y as Value, y as Value))),
      ),
  ],
  result: "float",
  tex: (x, y) => ({
    text: `\\frac{${x.text}}{${y.text}}`,
    binds: Precedence.product,
  }),
});

/**
 * The length of the vector (x, y), √(x² + y²), without overflow; its derivative at the origin is 0.
 *
 * @example
 * hypot(tensor([3, 0]), 4) // [5, 4]
 */
export const hypot: Binary = binary({
  name: "hypot",
  scalar: Math.hypot,
  partials: [
    (g, [x], length) => scale(g, ratio<Value, Value>(x as Value, length)),
    (g, [, y], length) => scale(g, ratio<Value, Value>(y as Value, length)),
  ],
  result: "float",
  tex: (x, y) => ({
    text: `\\sqrt{${powerTex(x, "2").text} + ${powerTex(y, "2").text}}`,
    binds: Precedence.atom,
  }),
});

/** The square of the size: of complex numbers, the sum of the squares of their parts. */
export const absSquare: Unary = unary({
  name: "absSquare",
  scalar: (x) => x * x,
  derivative: (x) => mul(2, x),
  complex: ({ re, im }) => add(absSquare<Value>(re), absSquare<Value>(im)),
  tex: (x) => powerTex(x, "2"),
});

const powerTex = (x: Tex, exponent: string): Tex => ({
  text: `${enclose(x, Precedence.atom)}^{${exponent}}`,
  binds: Precedence.power,
});

const product = (z: Complex, w: Complex): Complex => ({
  re: sub(mul(z.re, w.re), mul(z.im, w.im)),
  im: add(mul(z.re, w.im), mul(z.im, w.re)),
});

/** A complex number to a whole power, by squarings. */
function wholePower(z: Complex, exponent: number): Complex {
  if (!Number.isInteger(exponent)) {
    throw new TypeError(
      "pow: of a complex number only whole powers are taken; write exp(log(z).mul(p)), whose branch you choose",
    );
  }
  if (exponent < 0) {
    return quotient({ re: 1, im: 0 }, wholePower(z, -exponent));
  }
  if (exponent < 2) {
    return exponent === 1 ? z : { re: add(mul(z.re, 0), 1), im: mul(z.im, 0) };
  }
  const half = wholePower(z, Math.floor(exponent / 2));
  const square = product(half, half);
  return exponent % 2 === 0 ? square : product(square, z);
}

/** A power whose exponent is a plain number: no derivative by it is asked for, and a zero one makes a constant. */
const powerOp = elementwise<number>({
  name: "pow",
  evaluate: ([x], dtype, exponent) =>
    mapOne((base) => base ** exponent, x as Data, dtype),
  scalar: (exponent) => (base) => base ** exponent,
  partials: [
    (g, [x], _y, exponent) => {
      if (exponent === 0) return undefined;
      if (exponent === 1) return g;
      return scale(g, mul(exponent, pow(x as Value, exponent - 1)));
    },
  ],
  result: "float",
  enclose: ([x], exponent) => powerInterval(x as Interval, exponent),
  complex: ([z], exponent) => wholePower(z as Complex, exponent),
  tex: ([x], exponent) => powerTex(x as Tex, String(exponent)),
});

const outwardLog = rising(Math.log, 0);
const exponential = rising(Math.exp);

/** A power whose exponent varies too. */
const generalPower = binary({
  name: "pow",
  scalar: (x, y) => x ** y,
  partials: [
    (g, [x, y]) =>
      scale(g, mul(y as Value, pow(x as Value, sub(y as Value, 1)))),
    (g, [x], power) => scale(g, xlogy(power, x as Value)),
  ],
  result: "float",
  enclose: ([low, high], [least, most]) => {
    if (least === most) return powerInterval([low, high], least);
    // x ** y is e^(y·log x), of a positive x.
    if (high <= 0) return empty;
    const log = outwardLog([Math.max(low, 0), high]);
    return log && exponential(multiplyIntervals([least, most], log));
  },
  tex: (x, y) => powerTex(x, y.text),
});

/**
 * `x·log(y)`, and 0 where x is 0: the slope of a power in its exponent, also at base 0.
 *
 * @example
 * xlogy(0, 0) // 0
 */
export const xlogy: Binary = binary({
  name: "xlogy",
  scalar: (x, y) => (x === 0 ? 0 : x * Math.log(y)),
  partials: [
    (g, [, y]) => scale(g, xlogy(1, y as Value)),
    (g, [x, y]) => scale(g, div(x as Value, y as Value)),
  ],
  result: "float",
  tex: (x, y) => ({
    text: `${enclose(x, Precedence.product)} \\log\\left(${y.text}\\right)`,
    binds: Precedence.product,
  }),
});

/**
 * The power, element by element, with broadcasting. Where the exponent is a plain number, the derivative is right at
 * base 0 too; a derivative by the exponent needs a positive base (or 0).
 *
 * @example
 * pow(tensor([1, 2, 3]), 2) // [1, 4, 9]
 */
export const pow: Binary & { readonly constant: typeof powerOp } =
  Object.assign(
    named("pow", generalPower.op, (x: Value, y: Value): Value => {
      if (typeof y !== "number") return generalPower(x, y);
      if (typeof x === "number") return x ** y;
      return (y === 2 ? squareOf(x) : undefined) ?? apply(powerOp, [x], y);
    }) as Binary,
    { constant: powerOp },
  );

/** The square by the operation's own smoother form, where the value comes from one that has it: ‖x‖² has no kink. */
function squareOf(x: Value): Value | undefined {
  if (!isNode(x) || x.origin === undefined) return undefined;
  const { op, inputs, params } = x.origin;
  return op.square?.(inputs, params);
}

/**
 * The square of each element.
 *
 * @example
 * square(3) // 9
 */
export function square<T extends Value>(x: T): T extends number ? number : T {
  return pow(x, 2);
}
