import type { Value } from "../ir/node.js";
import { add, mul } from "../ops/arithmetic.js";
import { sqrt } from "../ops/exponential.js";
import { numberOf } from "../transform/check.js";
import { derivative } from "../transform/directions.js";
import { integrate, type IntegrateOptions } from "./integrate.js";

/** An end of an inner interval: a number, or a function of the outer variable. */
type End = number | ((x: number) => Value);

/**
 * The integral of a function of two numbers over a region: x goes from a to b, and for each x, y goes from `low` to
 * `high`, which may depend on x. All limits may be infinite.
 *
 * @throws where the pieces do not settle.
 * @example
 * doubleIntegral((x: number, y: number) => x * y, [0, 1], [0, (x: number) => x]) // 1/8
 */
export function doubleIntegral(
  f: (x: number, y: number) => Value,
  [a, b]: readonly [number, number],
  [low, high]: readonly [End, End],
  options: IntegrateOptions = {},
): number {
  const end = (given: End, x: number): number =>
    typeof given === "number" ? given : numberOf(given(x));
  return integrate(
    (x) =>
      integrate((y) => numberOf(f(x, y)), end(low, x), end(high, x), options),
    a,
    b,
    options,
  );
}

/** A curve: its point at each parameter. */
type Curve = (t: number) => readonly Value[];

/**
 * The integral along a curve: of a number-valued function by the length of the curve, ∫ f ds, or of a field, ∫ F·dr. The
 * curve gives its point for each parameter between the ends.
 *
 * @throws where the function gives neither a number nor as many as the curve has coordinates.
 * @example
 * const circle = (t: number) => [Math.cos(t), Math.sin(t)];
 * lineIntegral((x: number, y: number) => [-y, x], circle, [0, 2 * Math.PI]) // 2π
 */
export function lineIntegral(
  f: (...point: number[]) => Value | readonly Value[],
  curve: Curve,
  [a, b]: readonly [number, number],
  options: IntegrateOptions = {},
): number {
  const velocity = derivative(curve as (t: number) => number[]);
  return integrate(
    (t) => {
      const point = curve(t).map(numberOf);
      const speed = velocity(t);
      const value = f(...point);
      if (Array.isArray(value)) return along(value as Value[], speed);
      const length = speed.reduce((sum, v) => sum + v * v, 0);
      return mul(value as Value, sqrt(length));
    },
    a,
    b,
    options,
  );
}

function along(field: readonly Value[], speed: readonly number[]): number {
  if (field.length !== speed.length) {
    throw new RangeError(
      `lineIntegral: the field has ${String(field.length)} components and the curve ${String(speed.length)} coordinates`,
    );
  }
  const sum = field.reduce<Value>(
    (total, component, i) => add(total, mul(component, speed[i] ?? 0)),
    0,
  );
  return numberOf(sum);
}
