import type { Value } from "../ir/node.js";
import type { AnyFunction } from "../transform/derived.js";
import type { PointFunction } from "../transform/check.js";
import {
  allCriticalPoints,
  type Enclosed,
  enclosedFunction,
} from "./certify.js";
import { type Classification, classified, tableOf } from "./classify.js";
import {
  addDistinct,
  inBox,
  isIn,
  lexicographic,
  onLine,
  settledAt,
} from "./multistart.js";
import { type Objective, objectiveOf } from "./objective.js";
import { shortNumber, shortPoint, showing } from "./show.js";
import { largest, plus, type Row } from "./vectors.js";

/** From and to. */
export type Interval = readonly [from: number, to: number];

/** Options of `criticalPoints`. */
export interface CriticalOptions {
  /** An interval, or one for each variable. */
  readonly domain: Interval | readonly Interval[];
  /** How many starting points to take along each axis where the search cannot be proved to be complete. */
  readonly samples?: number;
}

/** A critical point with its kind. */
export interface CriticalPoint<X> extends Classification<X> {
  /** Whether it is proved that there is exactly one critical point here. */
  readonly certified: boolean;
}

/**
 * The critical points of a function of one or several numbers in a domain, each with its kind. For one variable `x` is a
 * number, for several an array.
 *
 * Where the function has a closed form, interval arithmetic proves that the list is complete, or says where it could not
 * decide (at degenerate points). Otherwise the zeros of the gradient are searched from a grid of starting points, and the
 * result says so.
 *
 * @example
 * criticalPoints((x: number) => 3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2, { domain: [-2, 3] })
 * // x = -1 (minimum), x = 0 (maximum), x = 2 (minimum)
 */
export function criticalPoints<A extends [number] | number[]>(
  f: (...args: A) => Value,
  { domain, samples }: CriticalOptions,
): CriticalPoint<A extends [number] ? number : number[]>[] {
  type X = A extends [number] ? number : number[];
  const problem = problemOf("criticalPoints", f, domain);
  const found = searched(problem, samples);
  const points = found.points.map(({ x, certified }) =>
    Object.assign(classified<X>(problem.objective, x, 1e-5), { certified }),
  );
  return showing(points, () => tableOf(points, found.note));
}

/** A function over a box. */
export interface Problem {
  readonly f: AnyFunction;
  readonly objective: Objective;
  readonly box: readonly Interval[];
  /** Whether the function is of one number, and no array. */
  readonly single: boolean;
}

/**
 * A function over the box that a user gave.
 *
 * @throws where an interval is the wrong way round.
 */
export function problemOf(
  operation: string,
  f: AnyFunction,
  domain: CriticalOptions["domain"],
): Problem {
  const box = isInterval(domain) ? [domain] : [...domain];
  for (const [a, b] of box) {
    if (a < b) continue;
    throw new RangeError(
      `${operation}: the interval [${String(a)}, ${String(b)}] is empty; give the lower end first`,
    );
  }
  const single = isInterval(domain) && f.length <= 1;
  const middle = box.map(([a, b]) => (a + b) / 2);
  const at = single ? middle[0] : middle;
  return {
    f,
    box,
    single,
    objective: objectiveOf(operation, f as PointFunction, at),
  };
}

function isInterval(domain: CriticalOptions["domain"]): domain is Interval {
  return typeof domain[0] === "number";
}

/** What tells a closed form that the function is of an array: one of the right length. */
export function exampleOf({ f, box, single }: Problem): unknown[] {
  return !single && f.length <= 1 ? [box.map(() => 0)] : [];
}

interface Searched {
  readonly points: readonly { readonly x: Row; readonly certified: boolean }[];
  readonly note: string;
}

function searched(problem: Problem, samples?: number): Searched {
  const { objective, box, single } = problem;
  const name = nameOf(box);
  const proved = provedIn(problem);
  if (proved?.complete === true && proved.undecided === undefined) {
    const open = proved.points.some(({ certified }) => !certified);
    return {
      points: proved.points,
      note: open
        ? `All critical points in ${name}, proved by interval arithmetic; only close to degenerate ones there may be more.`
        : `All critical points in ${name}: interval arithmetic proves that there are no others.`,
    };
  }
  const count = samples ?? (single ? 401 : box.length === 2 ? 13 : 5);
  const found = single
    ? onLine(objective, box[0] ?? [0, 0], count)
    : inBox(objective, box, count);
  // What is not listed was not found, which does not mean that it is not there.
  const how = `Searched ${name} from ${String(count ** box.length)} starting points.`;
  return {
    points: joined(proved?.points ?? [], found, widestOf(box)),
    note: proved?.undecided === undefined ? how : `${how} ${proved.undecided}`,
  };
}

const widestOf = (box: readonly Interval[]): number =>
  Math.max(...box.map(([a, b]) => b - a));

/** Points with those that were found besides. */
function joined(
  points: Searched["points"],
  found: readonly Row[],
  width: number,
): Searched["points"] {
  const rows = points.map(({ x }) => x);
  const more = found.filter((x) => addDistinct(rows, x, width));
  return [...points, ...more.map((x) => ({ x, certified: false }))].sort(
    (a, b) => lexicographic(a.x, b.x),
  );
}

const nameOf = (box: readonly Interval[]): string =>
  box.map(([a, b]) => `[${shortNumber(a)}, ${shortNumber(b)}]`).join(" × ");

/** What interval arithmetic finds; `undefined` where the function has no closed form. */
function provedIn(problem: Problem):
  | {
      readonly points: Searched["points"];
      readonly complete: boolean;
      /** What could not be decided, in a sentence. */
      readonly undecided: string | undefined;
    }
  | undefined {
  const { f, objective, box } = problem;
  const enclosed = enclosedFunction(f, exampleOf(problem));
  if (enclosed === undefined) return undefined;
  const { single: unique, open, complete } = allCriticalPoints(enclosed, box);
  const certain = unique.map((part) => {
    const start = centreOf(part);
    return { x: settledAt(objective, start) ?? start, certified: true };
  });
  const near = 0.01 * widestOf(box);
  const left: (readonly Interval[])[] = [];
  const settled = open.flatMap((part) => {
    const centre = centreOf(part);
    const x = settledAt(objective, centre);
    if (x && largest(plus(x, centre, -1)) <= near) return [x];
    left.push(part);
    return [];
  });
  const [first] = left;
  const undecided = complete
    ? first && exceptNear(enclosed, first)
    : "There seem to be infinitely many, of which this is a sample.";
  const inside = settled.filter((x) => isIn(x, box));
  const points = joined(certain, complete ? inside : [], widestOf(box));
  return { points, complete, undecided };
}

function exceptNear(f: Enclosed, part: readonly Interval[]): string {
  const finite = f.value(part)?.every(Number.isFinite) ?? true;
  const why = finite ? "is not smooth" : "has a pole or its domain an edge";
  const digits = centreOf(part).map((x) => Number(x.toPrecision(2)));
  return `Interval arithmetic proves that there are no others, except near ${shortPoint(digits)}, where the function ${why}.`;
}

const centreOf = (box: readonly Interval[]): Row =>
  Float64Array.from(box, ([low, high]) => low + (high - low) / 2);
