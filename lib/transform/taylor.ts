import type { Value } from "../ir/node.js";
import { add, mul, sub } from "../ops/arithmetic.js";
import { twinOf } from "../source/stamp.js";
import { whileTracing } from "../source/effects.js";
import { Series } from "./series.js";
import { atRank } from "./stand-in.js";
import { withRecording } from "../tensor/recording.js";
import { Tensor } from "../tensor/tensor.js";

/**
 * The Taylor coefficients of a function along a line: those of 1, t, t² … of f(x0 + v·t), each derivative divided by its
 * factorial. Several arguments move together.
 *
 * @example
 * taylorCoefficients((x: number) => Math.exp(x), [0], [1], 3) // [1, 1, 0.5, 0.1666…]
 */
export function taylorCoefficients(
  f: (...args: never[]) => unknown,
  points: readonly Value[],
  directions: readonly Value[],
  order: number,
): Value[] {
  const count = order + 1;
  const call = (twinOf(f) ?? f) as (...args: unknown[]) => Value;
  const terms = atRank((rank) => {
    const inputs = points.map(
      (x, i) => new Series(rank, [x, directions[i] ?? 0], count),
    );
    const value = withRecording(() => whileTracing(() => call(...inputs)));
    return value instanceof Series && value.rank === rank
      ? value.terms
      : [value];
  });
  return Array.from({ length: count }, (_, k) => plain(terms[k] ?? 0));
}

const plain = (x: Value): Value =>
  x instanceof Tensor && x.ndim === 0 && !x.tracked ? x.item() : x;

/** A Taylor polynomial: a function of x that knows its coefficients. */
export interface TaylorPolynomial {
  <T extends Value>(x: T): T extends number ? number : T;
  /** f⁽ᵏ⁾(x0) / k!, from k = 0 on. */
  readonly coefficients: readonly number[];
  readonly x0: number;
  readonly order: number;
}

/**
 * The Taylor polynomial of a function of one number around `x0`, by power series (not by nested derivatives, so that
 * high orders are cheap and exact).
 *
 * @throws RangeError where the order is no whole number from 0.
 */
export function taylorPolynomial(
  f: (x: number) => Value,
  x0: number,
  order: number,
): TaylorPolynomial {
  if (!Number.isInteger(order) || order < 0) {
    throw new RangeError(
      `taylor: the order must be a whole number from 0, not ${String(order)}`,
    );
  }
  const coefficients = taylorCoefficients(f, [x0], [1], order).map(Number);
  const polynomial = (x: Value): Value => {
    const step = sub(x, x0);
    return coefficients.reduceRight<Value>(
      (sum, coefficient) => add(mul(sum, step), coefficient),
      0,
    );
  };
  return Object.assign(polynomial as TaylorPolynomial, {
    coefficients,
    x0,
    order,
  });
}
