import type { Value } from "../ir/node.js";
import { numberOf } from "../transform/check.js";

/** Options of `limit`. */
export interface LimitOptions {
  /** From which side; from both unless told, which must agree. */
  readonly side?: "left" | "right";
}

/**
 * The limit of a function of one number at a point, which may be infinite: the values on the way there, extrapolated
 * (Richardson's and Wynn's schemes; that which settles better counts).
 *
 * @throws where the function has no limit: where the sides differ, or the values do not settle.
 * @example
 * limit((x: number) => Math.sin(x) / x, 0) // 1
 * limit((x: number) => (1 + 1 / x) ** x, Infinity) // 2.718281828…
 */
export function limit(
  f: (x: number) => Value,
  at: number,
  { side }: LimitOptions = {},
): number {
  if (Number.isNaN(at))
    throw new RangeError("limit: the point is not a number");
  const value = (x: number): number => numberOf(f(x));
  if (!Number.isFinite(at)) {
    const sign = at > 0 ? 1 : -1;
    return oneSided((h) => value(sign / h), nameOf(at));
  }
  const from = (sign: 1 | -1): number =>
    oneSided(
      (h) => value(at + sign * h * scaleOf(at)),
      `${nameOf(at)} from the ${sign > 0 ? "right" : "left"}`,
    );
  if (side !== undefined) return from(side === "left" ? -1 : 1);
  const [left, right] = [settled(() => from(-1)), settled(() => from(1))];
  if (left instanceof Error && right instanceof Error) throw left;
  // Where the function is defined on one side alone, that side's limit is the limit.
  if (left instanceof Undefined) return unwrapped(right);
  if (right instanceof Undefined) return unwrapped(left);
  const [a, b] = [unwrapped(left), unwrapped(right)];
  const near = Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
  const same = a === b || (near && Number.isFinite(a) && Number.isFinite(b));
  if (!same) {
    throw new Error(
      `limit: there is none at ${nameOf(at)}: from the left it is ${short(a)}, from the right ${short(b)}; ask for one with { side: "left" } or { side: "right" }`,
    );
  }
  return tidied(Math.abs(a) === Infinity ? a : (a + b) / 2);
}

const nameOf = (at: number): string =>
  at === Infinity ? "∞" : at === -Infinity ? "−∞" : String(at);
const short = (x: number): string =>
  Number.isFinite(x) ? String(Number(x.toPrecision(6))) : nameOf(x);

/** Steps are taken relative to the size of the point. */
const scaleOf = (at: number): number => Math.max(1, Math.abs(at)) / 4;

/** The function has no values near the point. */
class Undefined extends Error {}

function settled(find: () => number): number | Error {
  try {
    return find();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function unwrapped(found: number | Error): number {
  if (found instanceof Error) throw found;
  return found;
}

/** The limit of g(h) as h falls to 0, named for errors. */
function oneSided(g: (h: number) => number, where: string): number {
  const values: number[] = [];
  for (let k = 0; k < 26; k++) values.push(g(2 ** -k));
  if (values.slice(-8).every(Number.isNaN)) {
    throw new Undefined(`limit: the function has no values at ${where}`);
  }
  const infinite = divergence(g);
  if (infinite !== undefined) return infinite;
  const usable = values.filter(Number.isFinite);
  const best = [richardson(usable), wynn(usable), plateau(g)]
    .filter(({ error }) => Number.isFinite(error))
    .sort((a, b) => a.error - b.error)[0];
  if (!best || best.error > 1e-6 * Math.max(1, Math.abs(best.value))) {
    throw new Error(
      `limit: the values do not settle at ${where}; the function may have no limit there`,
    );
  }
  return tidied(best.value);
}

interface Estimate {
  readonly value: number;
  readonly error: number;
}

const none: Estimate = { value: NaN, error: Infinity };

/** ±∞ where the values grow without end, over many decades and ever further. */
function divergence(g: (h: number) => number): number | undefined {
  const sizes = Array.from({ length: 12 }, (_, k) => g(10 ** -(k + 2)));
  if (sizes.some((x) => Number.isNaN(x))) {
    const last = sizes.findLast((x) => !Number.isNaN(x));
    return last !== undefined && Math.abs(last) === Infinity ? last : undefined;
  }
  const sign = Math.sign(sizes.at(-1) ?? 0);
  const growing = sizes.every(
    (x, k) => k === 0 || sign * x >= sign * (sizes[k - 1] ?? 0),
  );
  if (!growing || sign === 0) return undefined;
  const last = sign * (sizes.at(-1) ?? 0);
  if (last === Infinity) return sign * Infinity;
  // A logarithm grows by the same amount from decade to decade; what settles grows by less and less.
  const steps = sizes.slice(1).map((x, k) => Math.abs(x - (sizes[k] ?? 0)));
  const [early = 0, late = 0] = [steps[4], steps.at(-1)];
  return late > 0.5 * early && late > 1e-3 ? sign * Infinity : undefined;
}

/** Polynomials in h through the values, at h = 0 (Neville's scheme): for smooth functions. */
function richardson(values: readonly number[]): Estimate {
  let best = none;
  let row: number[] = [];
  values.slice(0, 18).forEach((value, k) => {
    const next = [value];
    for (let j = 1; j <= k; j++) {
      const [finer = NaN, coarser = NaN] = [next[j - 1], row[j - 1]];
      const factor = 2 ** j;
      const extrapolated = (factor * finer - coarser) / (factor - 1);
      next.push(extrapolated);
      const error = Math.max(
        Math.abs(extrapolated - finer),
        Math.abs(extrapolated - coarser),
      );
      if (error < best.error) best = { value: extrapolated, error };
    }
    row = next;
  });
  return best;
}

/** Wynn's epsilon algorithm (1956): for values that close in like powers of anything. */
function wynn(values: readonly number[]): Estimate {
  let best = none;
  let before = values.map(() => 0);
  let row = [...values];
  for (let k = 1; k < values.length; k++) {
    const next = row.slice(1).map((value, i) => {
      const difference = value - (row[i] ?? NaN);
      return (before[i + 1] ?? 0) + 1 / difference;
    });
    if (k % 2 === 0) {
      next.forEach((value, i) => {
        const error = Math.abs(value - (next[i + 1] ?? NaN));
        if (error < best.error) best = { value, error };
      });
    }
    before = row;
    row = next;
  }
  return best;
}

/** Where the values no longer change from step to step: for what closes in faster than any power. */
function plateau(g: (h: number) => number): Estimate {
  let best = none;
  for (let k = 2; k < 14; k++) {
    const [a, b, c] = [g(10 ** -k), g(10 ** -(k + 1)), g(3 * 10 ** -(k + 2))];
    const error = Math.max(Math.abs(a - b), Math.abs(b - c));
    if (error < best.error) best = { value: c, error };
  }
  return best;
}

/** A value that is round as far as it is known. */
function tidied(value: number): number {
  const rounded = Number(value.toPrecision(10));
  const near =
    Math.abs(rounded - value) <= 2e-11 * Math.max(1, Math.abs(value));
  const short = Math.abs(rounded) < 1e-11 ? 0 : rounded;
  return near && String(short).length <= 8 ? short : value;
}
