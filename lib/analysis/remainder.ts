import type { Value } from "../ir/node.js";
import { type Interval, isEmpty } from "../ir/interval.js";
import { closedFormOf } from "../symbolic/closed-form.js";
import { differentiate } from "../symbolic/differentiate.js";
import { enclosureOf } from "../symbolic/enclose.js";
import { Expression, type Formula } from "../symbolic/expression.js";
import { NoClosedForm } from "../symbolic/no-closed-form.js";

/** How far a Taylor polynomial is from its function on an interval, by Lagrange's form of the remainder. */
export interface Remainder {
  /** No error on the interval is larger. */
  readonly bound: number;
  /** The largest size of the next derivative on the interval (an upper bound of it). */
  readonly derivative: number;
  /** The formula of the next derivative. */
  readonly formula: Formula;
}

/** The interval is cut into so many pieces, on each of which the derivative is enclosed. */
const pieces = 256;

/**
 * A bound for the error of the Taylor polynomial of order n around x0 on an interval: |R(x)| ≤ max|f⁽ⁿ⁺¹⁾|·|x − x0|ⁿ⁺¹/(n + 1)!.
 * The maximum is enclosed by interval arithmetic, so that the bound is proved.
 *
 * @throws NoClosedForm where the function has no closed form, RangeError where the derivative is not bounded there.
 * @example
 * remainder((x: number) => Math.sin(x), 0, 5, [-1, 1]).bound // ≥ 1/720·|sin|, about 0.00117
 */
export function remainder(
  f: (x: number) => Value,
  x0: number,
  order: number,
  interval: readonly [number, number],
): Remainder {
  if (!Number.isInteger(order) || order < 0) {
    throw new RangeError(
      `remainder: the order must be a whole number from 0, not ${String(order)}`,
    );
  }
  const { parameters, value } = closedFormOf(f);
  const [symbols] = parameters.map((parameter) => parameter.symbols);
  if (!(symbols instanceof Expression) || Array.isArray(value)) {
    throw new NoClosedForm("remainder: the function must be of one number");
  }
  const formula = differentiate(value as Formula, symbols, order + 1);
  const enclosure = enclosureOf([formula]);
  const low = Math.min(interval[0], x0);
  const high = Math.max(interval[1], x0);
  let largest = 0;
  for (let k = 0; k < pieces; k++) {
    const part: Interval = [
      low + ((high - low) * k) / pieces,
      low + ((high - low) * (k + 1)) / pieces,
    ];
    const [found] = enclosure?.(new Map([[symbols.symbol ?? "x", part]])) ?? [];
    if (!found || isEmpty(found) || !found.every(Number.isFinite)) {
      throw new RangeError(
        `remainder: derivative ${String(order + 1)} is not known to be bounded near ${part[0].toPrecision(4)}; choose an interval without poles and kinks`,
      );
    }
    largest = Math.max(largest, Math.abs(found[0]), Math.abs(found[1]));
  }
  const distance = Math.max(high - x0, x0 - low);
  let bound = largest;
  for (let k = 1; k <= order + 1; k++) bound *= distance / k;
  return { bound, derivative: largest, formula };
}
