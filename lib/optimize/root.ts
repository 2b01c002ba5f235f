import { luFactor, luSolve } from "../dense/lu.js";
import type { Value } from "../ir/node.js";
import { Tensor } from "../tensor/tensor.js";
import { flatPoint, isSpread, numbersOf } from "../transform/check.js";
import { derivative } from "../transform/directions.js";
import { jacobian } from "../transform/jacobian.js";
import { structureOf } from "../transform/structure.js";
import { dependsOnMore, zeroOf } from "./implicitly.js";
import { largest, plus, type Row, scaled } from "./vectors.js";

/** Options of `root`. */
export interface RootOptions {
  /** No entry of the function's value is larger at what counts as a root. */
  readonly tol?: number;
  readonly steps?: number;
}

/**
 * A zero of a function near `x0`, by Newton's method with shortened steps where they overshoot. A system takes an array
 * (or several numbers, given as an array) and gives as many values. Derivatives of the zero by what the function uses
 * from outside pass through (the implicit function theorem), up to order 7.
 *
 * @throws where the search does not end at a zero.
 * @example
 * root((x: number) => x ** 2 - 2, 1) // 1.4142135623730951
 */
export function root(
  f: (...args: number[]) => readonly Value[],
  x0: readonly number[],
  options?: RootOptions,
): number[];
/** The same of a function of one argument of any structure. */
export function root<X>(
  f: (x: X) => Value | readonly Value[],
  x0: X,
  options?: RootOptions,
): X;
export function root<X>(
  f: (...args: never[]) => Value | readonly Value[],
  x0: X,
  { tol = 1e-12, steps = 100 }: RootOptions = {},
): X {
  const { numbers, rebuild, mirror } = flatPoint(x0);
  const call = f as (...args: unknown[]) => unknown;
  const argumentsOf = (x: Row): unknown[] => {
    const point = rebuild(x);
    return isSpread(f as never, point) ? point : [point];
  };
  const flat = (value: unknown): Row =>
    Float64Array.from(structureOf(value).leaves.flatMap(numbersOf));
  const at = (x: Row): Row => flat(call(...argumentsOf(x)));
  let x = numbers;
  let value = at(x);
  if (value.length !== x.length) {
    throw new RangeError(
      `root: ${String(value.length)} equations do not determine ${String(x.length)} unknowns`,
    );
  }
  for (let k = 0; k < steps && !(largest(value) === 0); k++) {
    const slopes = flat(jacobian<unknown[], unknown>(call)(...argumentsOf(x)));
    const step = luSolve(luFactor(slopes, x.length), scaled(value, -1), 1);
    const next = shortened(at, x, step, value);
    if (next === undefined) break;
    const still = largest(plus(next.x, x, -1)) <= 1e-16 * largest(x);
    ({ x, value } = next);
    if (still) break;
  }
  if (!(largest(value) <= tol * Math.max(1, largest(x)))) {
    throw new Error(
      `root: no zero found from there; the search ended at ${Array.from(x, (v) => v.toPrecision(6)).join(", ")} where the function is ${Array.from(value, (v) => v.toPrecision(3)).join(", ")}`,
    );
  }
  const found: unknown = mirror(x);
  const tied = dependsOnMore(f, found) ? zeroOf("root", f, found) : found;
  return tied as X;
}

/** The step, or the first of its halves that makes the function smaller. */
function shortened(
  at: (x: Row) => Row,
  x: Row,
  step: Row,
  value: Row,
): { x: Row; value: Row } | undefined {
  const before = largest(value);
  for (let t = 1; t > 1e-10; t /= 2) {
    const next = plus(x, step, t);
    const there = at(next);
    if (largest(there) < before) return { x: next, value: there };
  }
  return undefined;
}

/**
 * All zeros of a function of one number in an interval, ascending: changes of sign, and places where the function touches
 * zero.
 *
 * @example
 * roots((x: number) => x ** 2 - 2, [-2, 2]) // [-1.4142…, 1.4142…]
 */
export function roots(
  f: (x: number) => Value,
  [a, b]: readonly [number, number],
  { samples = 400 }: { samples?: number } = {},
): number[] {
  const at = (x: number): number => numberOf(f(x));
  const slope: (x: number) => Value = derivative<number, Value>(f);
  const slopeAt = (x: number): number => numberOf(slope(x));
  const found = new Set<number>();
  const grid = Array.from({ length: samples + 1 }, (_, i) =>
    i === samples ? b : a + ((b - a) * i) / samples,
  );
  const values = grid.map(at);
  const scale = Math.max(...values.filter(Number.isFinite).map(Math.abs), 0);
  grid.forEach((right, i) => {
    if (values[i] === 0) found.add(right);
    const left = grid[i - 1];
    const [before = NaN, after = NaN] = [values[i - 1], values[i]];
    if (left === undefined || before === 0 || after === 0) return;
    if (before * after < 0) {
      const x = bisect(at, left, right);
      if (isZero(at(x), scale)) found.add(x);
    } else if (slopeAt(left) * slopeAt(right) < 0) {
      const x = bisect(slopeAt, left, right);
      if (Math.abs(at(x)) <= 1e-13 * Math.max(scale, 1e-300)) found.add(x);
      else if (at(x) * before < 0) {
        found.add(bisect(at, left, x));
        found.add(bisect(at, x, right));
      }
    }
  });
  return [...found].sort((x, y) => x - y);
}

/** A change of sign across a pole is no zero: the values there are large. */
const isZero = (value: number, scale: number): boolean =>
  Math.abs(value) <= 1e-6 * Math.max(scale, 1);

const numberOf = (value: Value): number =>
  value instanceof Tensor ? value.item() : Number(value);

/** Where a continuous function changes its sign between two points: regula falsi in the Illinois form, then halving. */
export function bisect(
  f: (x: number) => number,
  left: number,
  right: number,
): number {
  let [a, b] = [left, right];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  for (let k = 0; k < 200; k++) {
    const illinois = (a * fb - b * fa) / (fb - fa);
    const middle =
      k % 3 === 2 || !Number.isFinite(illinois) ? a + (b - a) / 2 : illinois;
    const x = middle <= a || middle >= b ? a + (b - a) / 2 : middle;
    if (x <= a || x >= b) break;
    const fx = f(x);
    if (fx === 0) return x;
    if (fx * fa < 0) {
      b = x;
      fb = fx;
      if (k % 3 !== 2) fa /= 2;
    } else {
      a = x;
      fa = fx;
      if (k % 3 !== 2) fb /= 2;
    }
  }
  return Math.abs(f(a)) <= Math.abs(f(b)) ? a : b;
}
