/**
 * The derivatives of `Math`, as text: what adjoints multiply by. The conventions are those of `lib/ops` (a tie is shared
 * evenly, `abs` has slope 0 at 0, `sqrt` an infinite one), in forms that lose no digits near the edges.
 */

/** The text of a value; asking for it keeps the value for the way back. */
export type Read = () => string;

/** The derivative by the k-th argument. */
export type Slope = (args: readonly Read[], value: Read, k: number) => string;

const none: Read = () => "0";

const unary =
  (slope: (x: Read, value: Read) => string): Slope =>
  ([x = none], value) =>
    slope(x, value);

/** The chosen argument; where several are equal, each has an equal share. */
const extreme =
  (sign: ">" | "<"): Slope =>
  (args, value, k) => {
    const x = (args[k] ?? none)();
    if (args.length === 1) return "1";
    if (args.length === 2) {
      const y = (args[1 - k] ?? none)();
      return `${x} ${sign} ${y} ? 1 : ${x} === ${y} ? 0.5 : 0`;
    }
    const best = value();
    const ties = args.map((each) => `+(${each()} === ${best})`).join(" + ");
    return `${x} === ${best} ? 1 / (${ties}) : 0`;
  };

const power: Slope = ([x = none, y = none], value, k) => {
  const exponent = y();
  if (k === 1) {
    const power = value();
    return `${power} === 0 ? 0 : ${power} * Math.log(${x()})`;
  }
  if (exponent === "0") return "0";
  if (exponent === "1") return "1";
  if (exponent === "2") return `2 * ${x()}`;
  return Number.isFinite(Number(exponent))
    ? `${exponent} * ${x()} ** ${String(Number(exponent) - 1)}`
    : `${exponent} * ${x()} ** (${exponent} - 1)`;
};

const angle: Slope = ([y = none, x = none], _value, k) => {
  // The sum of squares may be too small or too large for a number.
  const length = `Math.hypot(${x()}, ${y()})`;
  return `${k === 0 ? x() : `-${y()}`} / ${length} / ${length}`;
};

export const slopes: Readonly<Record<string, Slope>> = {
  abs: unary((x) => `Math.sign(${x()})`),
  acos: unary((x) => `-1 / Math.sqrt((1 - ${x()}) * (1 + ${x()}))`),
  acosh: unary((x) => `1 / (Math.sqrt(${x()} - 1) * Math.sqrt(${x()} + 1))`),
  asin: unary((x) => `1 / Math.sqrt((1 - ${x()}) * (1 + ${x()}))`),
  asinh: unary((x) => `1 / Math.hypot(${x()}, 1)`),
  atan: unary((x) => `1 / (1 + ${x()} * ${x()})`),
  atan2: angle,
  atanh: unary((x) => `1 / ((1 - ${x()}) * (1 + ${x()}))`),
  cbrt: unary((_, value) => `1 / (3 * ${value()} * ${value()})`),
  cos: unary((x) => `-Math.sin(${x()})`),
  cosh: unary((x) => `Math.sinh(${x()})`),
  exp: unary((_, value) => value()),
  expm1: unary((x) => `Math.exp(${x()})`),
  fround: unary(() => "1"),
  hypot: (args, value, k) => `${(args[k] ?? none)()} / ${value()}`,
  log: unary((x) => `1 / ${x()}`),
  log10: unary((x) => `Math.LOG10E / ${x()}`),
  log1p: unary((x) => `1 / (1 + ${x()})`),
  log2: unary((x) => `Math.LOG2E / ${x()}`),
  max: extreme(">"),
  min: extreme("<"),
  pow: power,
  sin: unary((x) => `Math.cos(${x()})`),
  sinh: unary((x) => `Math.cosh(${x()})`),
  sqrt: unary((_, value) => `0.5 / ${value()}`),
  tan: unary((_, value) => `1 + ${value()} * ${value()}`),
  // 1 − tanh² loses its digits where tanh is nearly one.
  tanh: unary((x, value) => {
    const y = value();
    return `${y} * ${y} < 0.9 ? 1 - ${y} * ${y} : 1 / Math.cosh(${x()}) ** 2`;
  }),
};
