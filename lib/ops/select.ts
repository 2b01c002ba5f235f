import { type Interval, sidesOfZero } from "../ir/interval.js";
import type { Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { Precedence } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { add, hypot, mul, square } from "./arithmetic.js";
import { equal, greater, less } from "./compare.js";
import {
  binary,
  type Binary,
  callTex,
  type Joined,
  named,
  operatorName,
  type Result,
  scale,
  ternary,
  unary,
  type Unary,
} from "./define.js";

/**
 * The sign: −1, 0 or 1 (a zero keeps its own sign).
 *
 * @example
 * sign(tensor([-3, 0, 5])) // [-1, 0, 1]
 */
export const sign: Unary = unary({
  name: "sign",
  scalar: Math.sign,
  enclose: sidesOfZero(Math.sign),
  result: "same",
  tex: operatorName("sgn"),
});

const plainAbs = unary({
  name: "abs",
  scalar: Math.abs,
  enclose: sidesOfZero(Math.abs),
  derivative: (x) => sign(x),
  complex: ({ re, im }) => hypot<Value, Value>(re, im),
  result: "same",
  tex: (x) => ({ text: `\\left|${x.text}\\right|`, binds: Precedence.atom }),
});

/**
 * The absolute value; its derivative at 0 is 0.
 *
 * @example
 * abs(tensor([-3, 4])) // [3, 4]
 */
export const abs: Unary = Object.assign(plainAbs, {
  op: Object.assign(plainAbs.op, {
    square: ([x]: readonly Value[]) => square(x as Value),
  }),
});

/**
 * `max(x, 0)`; its derivative at 0 is 0.
 *
 * @example
 * relu(tensor([-3, 4])) // [0, 4]
 */
export const relu: Unary = unary({
  name: "relu",
  scalar: (x) => (x > 0 ? x : x === x ? 0 : NaN),
  enclose: sidesOfZero((x) => Math.max(x, 0)),
  derivative: (x) => greater(x, 0),
  result: "same",
  tex: operatorName("relu"),
});

/** The first of two intervals where all of it is above the second. */
const larger = (x: Interval, y: Interval): Interval | undefined =>
  x[0] > y[1] ? x : undefined;

/** The share of `x` in a tie: 1 where it wins, ½ where both are equal. */
const share = (wins: Value, x: Value, y: Value): Value =>
  add(wins, mul(0.5, equal(x, y)));

/**
 * The larger of two, element by element; where they are equal, each has half of the derivative. NaN where either is.
 *
 * @example
 * maximum(tensor([1, 5]), 3) // [3, 5]
 */
export const maximum: Binary = binary({
  name: "maximum",
  scalar: Math.max,
  enclose: (x, y) => larger(x, y) ?? larger(y, x),
  partials: [
    (g, [x, y]) =>
      scale(g, share(greater(x as Value, y as Value), x as Value, y as Value)),
    (g, [x, y]) =>
      scale(g, share(less(x as Value, y as Value), x as Value, y as Value)),
  ],
  tex: (x, y) => callTex("\\max", [x, y]),
});

/**
 * The smaller of two, element by element; where they are equal, each has half of the derivative. NaN where either is.
 *
 * @example
 * minimum(tensor([1, 5]), 3) // [1, 3]
 */
export const minimum: Binary = binary({
  name: "minimum",
  scalar: Math.min,
  enclose: (x, y) => (larger(x, y) ? y : larger(y, x) && x),
  partials: [
    (g, [x, y]) =>
      scale(g, share(less(x as Value, y as Value), x as Value, y as Value)),
    (g, [x, y]) =>
      scale(g, share(greater(x as Value, y as Value), x as Value, y as Value)),
  ],
  tex: (x, y) => callTex("\\min", [x, y]),
});

/** A choice between complex numbers is one between their parts. */
const chosen: NonNullable<Op<undefined>["complex"]> = ([c, x, y]) => {
  const part = (a: Value = 0, b: Value = 0): Value => select(c?.re ?? 0, a, b);
  return { re: part(x?.re, y?.re), im: part(x?.im, y?.im) };
};

const whereOp = ternary(
  "where",
  (condition, x, y) => (condition !== 0 ? x : y),
  [
    undefined,
    (g, [condition]) => select(condition as Value, g, 0),
    (g, [condition]) => select(condition as Value, 0, g),
  ],
  ([condition, x, y]) => ({
    text: `\\begin{cases} ${x?.text ?? ""} & \\text{if } ${condition?.text ?? ""} \\\\ ${y?.text ?? ""} & \\text{otherwise} \\end{cases}`,
    binds: Precedence.sum,
  }),
  chosen,
);

const select = (condition: Value, x: Value, y: Value): Value =>
  apply(whereOp, [condition, x, y], undefined);

/**
 * Elements of `x` where the condition holds, else of `y`. What is not taken has no part in the derivative, even where it
 * is infinite or NaN there.
 *
 * @example
 * const x = tensor([-4, 4]);
 * where(x.greater(0), x.sqrt(), x) // [-4, 2]
 */
export const where = named(
  "where",
  whereOp,
  <A extends Value, B extends Value>(
    condition: Value | boolean,
    x: A,
    y: B,
  ): Joined<A, B> => {
    const test = typeof condition === "boolean" ? +condition : condition;
    return select(test, x, y) as Joined<A, B>;
  },
);

/**
 * The elements held between two bounds; at a bound the derivative is half. Either bound may be `undefined`.
 *
 * @example
 * clip(tensor([-2, 0.5, 3]), 0, 1) // [0, 0.5, 1]
 */
export function clip<T extends Value>(
  x: T,
  low: Value | undefined,
  high?: Value,
): Result<T> {
  let result: Value = x;
  if (low !== undefined) result = maximum(result, low);
  if (high !== undefined) result = minimum(result, high);
  return result as Result<T>;
}

/** A function that is constant between jumps: its derivative is zero. */
function steps(
  name: string,
  scalar: (x: number) => number,
  open: string,
  close: string,
): Unary {
  return unary({
    name,
    scalar,
    result: "same",
    tex: (x) => ({
      text: `\\left${open} ${x.text} \\right${close}`,
      binds: Precedence.atom,
    }),
  });
}

/**
 * The largest whole number that is not larger.
 *
 * @example
 * floor(-1.5) // -2
 */
export const floor: Unary = steps("floor", Math.floor, "\\lfloor", "\\rfloor");

/**
 * The smallest whole number that is not smaller.
 *
 * @example
 * ceil(-1.5) // -1
 */
export const ceil: Unary = steps("ceil", Math.ceil, "\\lceil", "\\rceil");

/** To the nearest whole number; halves to the even one, as NumPy and IEEE 754 do. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest < 0.5) return below;
  if (rest > 0.5) return below + 1;
  if (rest !== 0.5) return x;
  const even = below % 2 === 0 ? below : below + 1;
  return even === 0 ? 0 * x : even;
}

/**
 * The nearest whole number; halves go to the even one (NumPy's rule; `Math.round` sends them up).
 *
 * @example
 * round(tensor([0.5, 1.5, 2.4])) // [0, 2, 2]
 */
export const round: Unary = unary({
  name: "round",
  scalar: roundHalfEven,
  result: "same",
  tex: operatorName("round"),
});
