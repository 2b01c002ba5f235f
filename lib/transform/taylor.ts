import type { Value } from "../ir/node.js";
import { add, mul, sub } from "../ops/arithmetic.js";
import { texOfNumber } from "../latex/numbers.js";
import { latexBundle } from "../latex/display.js";
import { twinOf } from "../source/stamp.js";
import { parameterNames } from "../source/parameters.js";
import { Series } from "./series.js";
import { Tensor } from "../tensor/tensor.js";

/**
 * The Taylor coefficients of a function along a line: those of 1, t, t² … of f(x0 + v·t), each derivative divided by its
 * factorial. Several arguments move together.
 */
export function taylorCoefficients(
  f: (...args: never[]) => unknown,
  points: readonly Value[],
  directions: readonly Value[],
  order: number,
): Value[] {
  const count = order + 1;
  const inputs = points.map(
    (x, i) => new Series([x, directions[i] ?? 0], count),
  );
  const call = (twinOf(f) ?? f) as (...args: unknown[]) => Value;
  const value = call(...inputs);
  const terms = value instanceof Series ? value.terms : [value];
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
 * high orders are cheap and exact). It is callable, and shows itself as a formula.
 *
 * @example
 * const p = taylor((x: number) => Math.exp(x), 0, 3);
 * p(1) // 2.6666…
 * p.coefficients // [1, 1, 0.5, 0.1666…]
 */
export function taylor(
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
  const [name = "x"] = parameterNames(f);
  return Object.assign(polynomial as TaylorPolynomial, {
    coefficients,
    x0,
    order,
    [Symbol.for("Jupyter.display")]: () =>
      latexBundle(
        texOfPolynomial(coefficients, x0, name, order),
        textOfPolynomial(coefficients, x0, name),
      ),
  });
}

interface Term {
  readonly coefficient: number;
  readonly power: number;
}

const termsOf = (coefficients: readonly number[]): Term[] =>
  coefficients
    .map((coefficient, power) => ({ coefficient, power }))
    .filter(({ coefficient }) => coefficient !== 0);

function texOfPolynomial(
  coefficients: readonly number[],
  x0: number,
  name: string,
  order: number,
): string {
  const step = stepOf(name, x0, (x) => texOfNumber(x).text);
  const body = termsOf(coefficients)
    .map(({ coefficient, power }, i) => {
      const size = Math.abs(coefficient);
      const factor = power > 0 && size === 1 ? "" : texOfNumber(size).text;
      const powers =
        power === 0 ? "" : power === 1 ? step : `${step}^{${String(power)}}`;
      return `${sign(coefficient, i)}${`${factor} ${powers}`.trim()}`;
    })
    .join(" ");
  const grouped = x0 === 0 ? name : `\\left(${step}\\right)`;
  return `${body === "" ? "0" : body} + O\\left(${grouped}^{${String(order + 1)}}\\right)`;
}

function textOfPolynomial(
  coefficients: readonly number[],
  x0: number,
  name: string,
): string {
  const step = stepOf(name, x0, String);
  const body = termsOf(coefficients)
    .map(({ coefficient, power }, i) => {
      const powers =
        power === 0
          ? ""
          : power === 1
            ? `*${step}`
            : `*${step}**${String(power)}`;
      return `${sign(coefficient, i)}${String(Math.abs(coefficient))}${powers}`;
    })
    .join(" ");
  return body === "" ? "0" : body;
}

const sign = (coefficient: number, index: number): string => {
  if (index === 0) return coefficient < 0 ? "-" : "";
  return coefficient < 0 ? "- " : "+ ";
};

function stepOf(
  name: string,
  x0: number,
  write: (x: number) => string,
): string {
  if (x0 === 0) return name;
  return x0 < 0 ? `(${name} + ${write(-x0)})` : `(${name} - ${write(x0)})`;
}
