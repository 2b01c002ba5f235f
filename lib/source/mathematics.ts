/** `Math.f(…)` where an argument may be a traced number, a tensor or a formula. */
import { stamp } from "./stamp.js";
import { isNode, type Node, type Value } from "../ir/node.js";
import { add, div, mul, sub } from "../ops/arithmetic.js";
import * as exponential from "../ops/exponential.js";
import * as selection from "../ops/select.js";
import * as trigonometric from "../ops/trigonometric.js";
import { pow, trunc } from "../ops/arithmetic.js";
import { isTraced, plainValue } from "./traced.js";

type Name = Exclude<keyof Math, symbol>;
type Operation = (...args: Value[]) => Value;
type Native = (...args: unknown[]) => unknown;

/** A function of whole numbers, or one that is constant between jumps: the value alone, whose derivative is zero. */
const byValue =
  (native: (...args: number[]) => number): Operation =>
  (...args) =>
    native(...args.map((each) => plainValue(each) as number));

/** Halves go up, as `Math.round` says; NumPy's rule, which `round` of the library follows, is another. */
const round = (x: Value): Value => {
  const value = isTraced(x) ? x.detached() : x;
  return typeof value === "number"
    ? Math.round(value)
    : selection.floor(add(x, 0.5));
};

/** The nearest 32-bit number: moved by a constant, so that the derivative passes through. */
const fround = (x: Value): Value => {
  const value = plainValue(x) as number;
  return add(x, Math.fround(value) - value);
};

/** The largest or smallest of several; where some are equal, each has an equal share of the derivative. */
function extreme(
  choose: (...values: number[]) => number,
  pair: (x: Value, y: Value) => Value,
): Operation {
  return (...args) => {
    const values = args.map((each) => (isNode(each) ? each.detached() : each));
    if (!values.every((each) => typeof each === "number"))
      return args.reduce((x, y) => pair(x, y));
    const best = choose(...values);
    const tied = args.filter(
      (_, i) => values[i] === best || Number.isNaN(values[i]),
    );
    const first = tied[0] ?? best;
    // Infinities have no difference, and nothing of them is differentiated.
    if (Math.abs(best) === Infinity) return first;
    // Differences of equals are zero: the value is exact and the shares are even.
    return tied
      .slice(1)
      .reduce(
        (sum, each) => add(sum, div(sub(each, first), tied.length)),
        first,
      );
  };
}

/** √(x² + y² + …), scaled so that no square overflows; at 0 its derivative is 0. */
const hypot: Operation = (...args) => {
  const sizes = args.map((each) => (isNode(each) ? each.detached() : each));
  const largest = sizes.every((each) => typeof each === "number")
    ? Math.max(...sizes.map(Math.abs))
    : 1;
  const squares = (scale: number) =>
    args
      .map((each) => div(each, scale))
      .reduce<Value>((sum, each) => add(sum, mul(each, each)), 0);
  if (largest === 0) return squares(1);
  if (!Number.isFinite(largest)) return largest;
  return mul(exponential.sqrt(squares(largest)), largest);
};

const operations: Partial<Record<Name, unknown>> = {
  abs: selection.abs,
  acos: trigonometric.acos,
  acosh: exponential.acosh,
  asin: trigonometric.asin,
  asinh: exponential.asinh,
  atan: trigonometric.atan,
  atan2: trigonometric.atan2,
  atanh: exponential.atanh,
  cbrt: exponential.cbrt,
  ceil: selection.ceil,
  clz32: byValue(Math.clz32),
  cos: trigonometric.cos,
  cosh: exponential.cosh,
  exp: exponential.exp,
  expm1: exponential.expm1,
  floor: selection.floor,
  fround,
  hypot,
  imul: byValue(Math.imul),
  log: exponential.log,
  log10: exponential.log10,
  log1p: exponential.log1p,
  log2: exponential.log2,
  max: extreme(Math.max, selection.maximum),
  min: extreme(Math.min, selection.minimum),
  pow,
  round,
  sign: selection.sign,
  sin: trigonometric.sin,
  sinh: exponential.sinh,
  sqrt: exponential.sqrt,
  tan: trigonometric.tan,
  tanh: exponential.tanh,
  trunc,
};

/** `Math[name](...args)`. */
export function mathematics(name: string, ...args: unknown[]): unknown {
  const native = (Math as unknown as Record<string, unknown>)[name];
  if (args.some(isNode)) {
    const operation = operations[name as Name] as Native | undefined;
    if (operation === undefined)
      throw new TypeError(
        `Math.${name}: no derivative is known; write it with other functions of Math`,
      );
    return operation(...args.map(numeric));
  }
  const owner = args[0];
  if (typeof owner === "object" && owner !== null && name in owner) {
    const method = (owner as Record<string, unknown>)[name];
    if (typeof method === "function")
      return Reflect.apply(method as Native, owner, args.slice(1));
  }
  if (typeof native !== "function")
    throw new TypeError(`Math.${name} is not a function`);
  return (native as Native)(...args);
}

/** What `Math` makes of an argument that is neither a number nor a node. */
const numeric = (value: unknown): number | Node =>
  isNode(value) ? value : Number(value);

/** The functions of `Math` with what stands for them in twins, for code that hands them on (`xs.map(Math.exp)`). */
export const mathematicsByFunction: readonly (readonly [Native, Native])[] =
  Object.entries<PropertyDescriptor>(Object.getOwnPropertyDescriptors(Math))
    .filter(([, { value }]) => typeof value === "function")
    .map(([name, { value }]) => [
      value as Native,
      (...args) => mathematics(name, ...args),
    ]);

// Handed to a derivative as they stand, they are differentiated: `grad(Math.sin)`.
for (const [f, twin] of mathematicsByFunction) stamp(f, () => twin);
