import { isNode, type Value } from "../ir/node.js";
import { add, div, mul, sub } from "../ops/arithmetic.js";
import { twinOf } from "../source/stamp.js";
import { antiderivative } from "../symbolic/antiderivative/index.js";
import type { Expression, Formula } from "../symbolic/expression.js";
import { simplify, substitute } from "../symbolic/formulas.js";
import { numberOf } from "../transform/check.js";

/** Positive nodes of the 21-point Kronrod rule on [−1, 1], with its weights (QUADPACK, Piessens et al. 1983). */
const kronrod: readonly (readonly [node: number, weight: number])[] = [
  [0.9956571630258081, 0.011694638867371874],
  [0.9739065285171717, 0.032558162307964725],
  [0.9301574913557082, 0.054755896574351995],
  [0.8650633666889845, 0.07503967481091996],
  [0.7808177265864169, 0.0931254545836976],
  [0.6794095682990244, 0.10938715880229764],
  [0.5627571346686047, 0.12349197626206584],
  [0.4333953941292472, 0.13470921731147334],
  [0.2943928627014602, 0.14277593857706009],
  [0.14887433898163122, 0.14773910490133849],
  [0, 0.1494455540029169],
];

/** The weights of the 10-point Gauss rule, at every second of those nodes. */
const gauss: readonly number[] = [
  0.06667134430868814, 0.1494513491505806, 0.21908636251598204,
  0.26926671930999635, 0.29552422471475287,
];

/** Options of `integrate`. */
export interface IntegrateOptions {
  /** The largest error, relative to the integral where that is over 1. */
  readonly tol?: number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly value: Value;
  readonly size: number;
  readonly error: number;
}

/**
 * The integral of a function from a to b, by Gauss and Kronrod's rules on ever smaller pieces where they are needed. The
 * limits may be infinite. Derivatives pass through the limits and through what the function uses.
 *
 * Of a formula by one of its symbols the integral is exact: the antiderivative, or with two limits its difference.
 *
 * @throws where the pieces do not settle: a pole, or an integral that does not exist. NoClosedForm where no rule reaches
 * a formula.
 * @example
 * integrate((x: number) => Math.exp(-x * x), -Infinity, Infinity) // 1.7724538509055159
 * const x = symbols("x");
 * integrate(x ** 2, x) // x³/3
 * integrate(x ** 2, x, 0, 3) // 9
 */
export function integrate(
  f: (x: number) => Value,
  a: Value,
  b: Value,
  options?: IntegrateOptions,
): number;
export function integrate(formula: Formula, by: Expression): Formula;
export function integrate(
  formula: Formula,
  by: Expression,
  a: Formula,
  b: Formula,
): Formula;
export function integrate(
  f: Formula | ((x: number) => Value),
  a: Value | Expression,
  b?: Value,
  last: IntegrateOptions | Formula = {},
): number | Formula {
  if (typeof f === "function") {
    const { tol = 1e-10 } = last as IntegrateOptions;
    if (b === undefined)
      throw new TypeError(
        "integrate: give both limits, as in integrate(f, 0, 1)",
      );
    const traced = isNode(a) || isNode(b);
    const call = ((traced ? twinOf(f) : undefined) ?? f) as (x: Value) => Value;
    // Results that are nodes are typed as numbers, as everywhere that plain code is differentiated.
    return between(call, a, b, tol) as number;
  }
  const found = antiderivative(f, a as Expression);
  return b === undefined
    ? found
    : definite(f, found, a as Expression, [b as Formula, last as Formula]);
}

/** F(b) − F(a), which the numeric integral confirms where the limits are numbers: between them there may be a pole. */
function definite(
  formula: Formula,
  found: Formula,
  by: Expression,
  [a, b]: readonly [Formula, Formula],
): Formula {
  const name = by.symbol ?? "x";
  const at = (x: Formula): Formula =>
    substitute(found, { [name]: x }) as Formula;
  const difference: Formula = sub(at(b), at(a));
  const exact = simplify(difference);
  if (typeof exact !== "number" || isNode(a) || isNode(b)) return exact;
  const own = between((x) => substitute(formula, { [name]: x }), a, b, 1e-10);
  if (Math.abs(exact - numberOf(own)) > 1e-6 * Math.max(1, Math.abs(exact))) {
    throw new RangeError(
      `integrate: the function has a pole or a jump between ${String(a)} and ${String(b)}; integrate on either side of it`,
    );
  }
  return exact;
}

function between(
  f: (x: Value) => Value,
  a: Value,
  b: Value,
  tol: number,
): Value {
  const [from, to] = [numberOf(a), numberOf(b)];
  if (Number.isNaN(from) || Number.isNaN(to)) {
    throw new RangeError("integrate: a limit is not a number");
  }
  if (from === to) return mul(sub(b, a), f(a));
  if (from > to) return mul(between(f, b, a, tol), -1);
  if (Number.isFinite(from) && Number.isFinite(to)) {
    const width = sub(b, a);
    return mul(
      width,
      adaptive((u) => f(add(a, mul(width, u))), 0, 1, tol),
    );
  }
  if (Number.isFinite(from)) return half(f, a, 1, tol);
  if (Number.isFinite(to)) return half(f, b, -1, tol);
  return add(half(f, 0, 1, tol), half(f, 0, -1, tol));
}

/** From a to ±∞, by x = a ± u/(1 − u). */
function half(
  f: (x: Value) => Value,
  a: Value,
  sign: number,
  tol: number,
): Value {
  return adaptive(
    (u) => {
      const rest = 1 - u;
      return div(f(add(a, (sign * u) / rest)), rest * rest);
    },
    0,
    1,
    tol,
  );
}

function adaptive(
  f: (u: number) => Value,
  from: number,
  to: number,
  tol: number,
): Value {
  const pieces = [rule(f, from, to)];
  for (let k = 0; k < 2000; k++) {
    const error = pieces.reduce((sum, piece) => sum + piece.error, 0);
    const size = Math.abs(pieces.reduce((sum, piece) => sum + piece.size, 0));
    if (Number.isFinite(error) && error <= tol * Math.max(1e-3, size)) {
      return pieces.map(({ value }) => value).reduce((x, y) => add(x, y));
    }
    const worst = pieces.reduce(
      (best, piece, i) => (piece.error > (pieces[best]?.error ?? 0) ? i : best),
      0,
    );
    const piece = pieces[worst] as Piece;
    const middle = (piece.from + piece.to) / 2;
    if (middle <= piece.from || middle >= piece.to || !Number.isFinite(error))
      break;
    pieces.splice(
      worst,
      1,
      rule(f, piece.from, middle),
      rule(f, middle, piece.to),
    );
  }
  throw new Error(
    "integrate: the pieces do not settle; does the function have a pole there, or does the integral not exist?",
  );
}

function rule(f: (u: number) => Value, from: number, to: number): Piece {
  const centre = (from + to) / 2;
  const radius = (to - from) / 2;
  let fine: Value = 0;
  let coarse = 0;
  kronrod.forEach(([node, weight], i) => {
    const points =
      node === 0 ? [centre] : [centre - radius * node, centre + radius * node];
    for (const u of points) {
      const value = f(u);
      fine = add(fine, mul(value, weight));
      if (i % 2 === 1) coarse += numberOf(value) * (gauss[(i - 1) / 2] ?? 0);
    }
  });
  const value = mul(fine, radius);
  const size = numberOf(value);
  const difference = Math.abs(size - coarse * radius);
  // The difference of the rules is the error of the coarse one; QUADPACK's power makes it that of the fine one.
  const scale = Math.abs(size) || 1;
  const error = Math.min(
    difference,
    scale * (200 * (difference / scale)) ** 1.5,
  );
  return {
    from,
    to,
    value,
    size,
    error: Number.isFinite(size) ? error : Infinity,
  };
}
