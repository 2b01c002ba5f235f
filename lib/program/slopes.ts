/**
 * The derivatives of `Math`: what a derivative is multiplied by on its way through. The conventions are those of
 * `lib/ops` (a tie is shared evenly, `abs` has slope 0 at 0, `sqrt` an infinite one), in forms that lose no digits near
 * the edges.
 */
import {
  choice,
  isZero,
  math,
  minus,
  negated,
  one,
  over,
  plus,
  power,
  test,
  times,
  zero,
} from "./algebra.js";
import { constant, discrete, type Expression } from "./program.js";

/** Gives a value; that it was asked for keeps it for the way back. */
export type Read = () => Expression;

/** The derivative by the k-th argument. */
export type Slope = (
  args: readonly Read[],
  value: Read,
  k: number,
) => Expression;

const none: Read = () => zero;

const unary =
  (slope: (x: Read, value: Read) => Expression): Slope =>
  ([x = none], value) =>
    slope(x, value);

const half = constant(0.5);

/** The chosen argument; where several are equal, each has an equal share. */
const extreme =
  (sign: ">" | "<"): Slope =>
  (args, value, k) => {
    const x = (args[k] ?? none)();
    if (args.length === 1) return one;
    if (args.length === 2) {
      const y = (args[1 - k] ?? none)();
      return choice(
        test(sign, x, y),
        one,
        choice(test("===", x, y), half, zero),
      );
    }
    const best = value();
    const ties = args
      .map((each) => choice(test("===", each(), best), one, zero))
      .reduce(plus);
    return choice(test("===", x, best), over(one, ties), zero);
  };

const whole = /^-?\d+(\.\d+)?$/;

const powers: Slope = ([x = none, y = none], value, k) => {
  const exponent = y();
  if (k === 1) {
    const power = value();
    return choice(
      test("===", power, zero),
      zero,
      times(power, math("log", x())),
    );
  }
  if (isZero(exponent)) return zero;
  const less =
    exponent.is === "constant" && whole.test(exponent.text)
      ? constant(Number(exponent.text) - 1)
      : minus(exponent, one);
  return times(exponent, power(x(), less));
};

const angle: Slope = ([y = none, x = none], _value, k) => {
  // The sum of squares may be too small or too large for a number.
  const length = math("hypot", x(), y());
  return over(over(k === 0 ? x() : negated(y()), length), length);
};

/** (1 − x)(1 + x), which loses no digits where x is nearly one. */
const rest = (x: Read): Expression => times(minus(one, x()), plus(one, x()));

export const slopes: Readonly<Record<string, Slope>> = {
  abs: unary((x) => discrete("number", "Math.sign(", [x()])),
  acos: unary((x) => over(constant(-1), math("sqrt", rest(x)))),
  acosh: unary((x) =>
    over(
      one,
      times(math("sqrt", minus(x(), one)), math("sqrt", plus(x(), one))),
    ),
  ),
  asin: unary((x) => over(one, math("sqrt", rest(x)))),
  asinh: unary((x) => over(one, math("hypot", x(), one))),
  atan: unary((x) => over(one, plus(one, times(x(), x())))),
  atan2: angle,
  atanh: unary((x) => over(one, rest(x))),
  cbrt: unary((_, value) =>
    over(one, times(times(constant(3), value()), value())),
  ),
  cos: unary((x) => negated(math("sin", x()))),
  cosh: unary((x) => math("sinh", x())),
  exp: unary((_, value) => value()),
  expm1: unary((x) => math("exp", x())),
  fround: unary(() => one),
  hypot: (args, value, k) => over((args[k] ?? none)(), value()),
  log: unary((x) => over(one, x())),
  log10: unary((x) => over(constant("Math.LOG10E"), x())),
  log1p: unary((x) => over(one, plus(one, x()))),
  log2: unary((x) => over(constant("Math.LOG2E"), x())),
  max: extreme(">"),
  min: extreme("<"),
  pow: powers,
  sin: unary((x) => math("cos", x())),
  sinh: unary((x) => math("cosh", x())),
  sqrt: unary((_, value) => over(half, value())),
  tan: unary((_, value) => plus(one, times(value(), value()))),
  // 1 − tanh² loses its digits where tanh is nearly one.
  tanh: unary((x, value) =>
    choice(
      test("<", times(value(), value()), constant(0.9)),
      minus(one, times(value(), value())),
      over(one, power(math("cosh", x()), constant(2))),
    ),
  ),
};
