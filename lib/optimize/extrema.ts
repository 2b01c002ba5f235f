import type { Value } from "../ir/node.js";
import {
  allCriticalPoints,
  type Enclosed,
  enclosedFunction,
  onFace,
  unboundedPart,
} from "./certify.js";
import type { CriticalOptions, Interval, Problem } from "./critical.js";
import { exampleOf, problemOf } from "./critical.js";
import { addDistinct, gridOf, isIn, settledAt } from "./multistart.js";
import type { Objective } from "./objective.js";
import { shortNumber, shortPoint, showing, type Table } from "./show.js";
import type { Row } from "./vectors.js";

/** A point of a box where an extremum may be. */
export interface Candidate<X> {
  readonly x: X;
  readonly value: number;
  /** Inside the box, on a side of it (where some numbers are at their ends), or at a corner. */
  readonly where: "inside" | "side" | "corner";
}

/** The least and the greatest value of a function on a box. */
export interface Extrema<X> {
  readonly minimum: Candidate<X>;
  readonly maximum: Candidate<X>;
  /** Every critical point inside and on the sides, and the corners. */
  readonly candidates: readonly Candidate<X>[];
  /** Whether interval arithmetic proves that no value on the box is smaller or larger; else they are the best found. */
  readonly certified: boolean;
  readonly message: string;
}

/**
 * The least and the greatest value of a function on a closed interval or box: among the critical points inside, those of
 * the function on each side, and the corners. Where the function has a closed form it is proved that no candidate is
 * missing, and so that these are the global extrema; elsewhere they are the best found.
 *
 * @throws where an interval is empty.
 * @example
 * extrema((x: number) => 3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2, { domain: [-2, 3] }).minimum // { x: 2, value: -32, … }
 */
export function extrema<A extends [number] | number[]>(
  f: (...args: A) => Value,
  { domain, samples }: CriticalOptions,
): Extrema<A extends [number] ? number : number[]> {
  type X = A extends [number] ? number : number[];
  const problem = problemOf("extrema", f, domain);
  const { objective, box } = problem;
  const enclosed = enclosedFunction(problem.f, exampleOf(problem));
  const gap = enclosed && unboundedPart(enclosed, box);
  let certified = enclosed !== undefined && gap === undefined;
  const points: Row[] = [];
  for (const face of facesOf(box)) {
    const found = onOneFace(problem, face, enclosed, samples ?? 9);
    certified &&= found.complete;
    const widest = Math.max(...box.map(([a, b]) => b - a));
    for (const x of found.points) addDistinct(points, x, widest);
  }
  const candidates = points.map((x): Candidate<X> => {
    const ends = box.filter(([a, b], i) => x[i] === a || x[i] === b).length;
    return {
      x: objective.point(x) as X,
      value: objective.value(x),
      where: ends === 0 ? "inside" : ends === box.length ? "corner" : "side",
    };
  });
  const sorted = candidates.toSorted((a, b) => a.value - b.value);
  const [minimum, maximum] = [sorted[0], sorted.at(-1)];
  const lost = candidates.some(({ value }) => Number.isNaN(value));
  if (!minimum || !maximum || lost) {
    throw new RangeError(
      "extrema: the function has no value at some points of the domain; choose one where it is defined",
    );
  }
  const result: Extrema<X> = {
    minimum,
    maximum,
    candidates,
    certified,
    message: certified
      ? "Interval arithmetic proves that no value in the box is smaller or larger."
      : `The best found; that there is nothing better could not be proved${gap ? `: near ${shortPoint(gap.map(([low]) => low))} the function may have a pole or its domain an edge` : ""}.`,
  };
  return showing(result, () => tableOf(result));
}

/** A face of a box: the numbers that are at an end stay there, the others are free. */
interface Face {
  readonly free: readonly number[];
  /** The box with the ends in place of the sides that are not free. */
  readonly sides: readonly Interval[];
}

/** The inside, the sides and the corners of a box: each number is free, at its low end or at its high end. */
function facesOf(box: readonly Interval[]): Face[] {
  let faces: Face[] = [{ free: [], sides: [] }];
  box.forEach(([low, high], i) => {
    faces = faces.flatMap(({ free, sides }) => [
      { free: [...free, i], sides: [...sides, [low, high] as const] },
      { free, sides: [...sides, [low, low] as const] },
      { free, sides: [...sides, [high, high] as const] },
    ]);
  });
  return faces;
}

/** The critical points of the function on a face, and whether it is sure that these are all. */
function onOneFace(
  { objective }: Problem,
  { free, sides }: Face,
  enclosed: Enclosed | undefined,
  samples: number,
): { points: Row[]; complete: boolean } {
  const corner = Float64Array.from(sides, ([low]) => low);
  if (free.length === 0) return { points: [corner], complete: true };
  const lifted = lifting(free, corner);
  const restricted = restrictedTo(objective, free, lifted, sides.length);
  const own = free.map((i) => sides[i] ?? ([NaN, NaN] as const));
  const settled = (starts: Iterable<Row>): Row[] =>
    [...starts].flatMap((start) => {
      const x = settledAt(restricted, start);
      return x && isIn(x, own) ? [lifted(x)] : [];
    });
  const proved =
    enclosed && allCriticalPoints(onFace(enclosed, free, sides), own);
  if (proved?.complete !== true) {
    return { points: settled(gridOf(own, samples)), complete: false };
  }
  const centres = [...proved.single, ...proved.open].map((part) =>
    Float64Array.from(part, ([low, high]) => low + (high - low) / 2),
  );
  // Where a box stays open, nothing in it is better than a candidate nearby if the function hardly changes there.
  const smooth = proved.open.every((part) => isFlat(enclosed, lifted, part));
  return { points: settled(centres), complete: smooth };
}

/** Whether the values in a small box are within rounding of each other: then nothing in it is better than its middle. */
function isFlat(
  enclosed: Enclosed | undefined,
  lifted: (x: Row) => Row,
  part: readonly Interval[],
): boolean {
  const low = lifted(Float64Array.from(part, ([from]) => from));
  const high = lifted(Float64Array.from(part, ([, to]) => to));
  const box = Array.from(low, (from, i) => [from, high[i] ?? NaN] as const);
  const [least = -Infinity, most = Infinity] = enclosed?.value(box) ?? [];
  return most - least <= 1e-6 * Math.max(1, Math.abs(least));
}

/** Puts free numbers into the point that holds the others. */
function lifting(free: readonly number[], at: Row): (x: Row) => Row {
  return (x) => {
    const point = Float64Array.from(at);
    free.forEach((i, k) => {
      point[i] = x[k] ?? NaN;
    });
    return point;
  };
}

/** The function of the free numbers alone. */
function restrictedTo(
  objective: Objective,
  free: readonly number[],
  lifted: (x: Row) => Row,
  n: number,
): Objective {
  const part = (row: Row): Row => Float64Array.from(free, (i) => row[i] ?? 0);
  const spread = lifting(free, new Float64Array(n));
  return {
    start: new Float64Array(free.length),
    value: (x) => objective.value(lifted(x)),
    gradient(x) {
      const { value, gradient } = objective.gradient(lifted(x));
      return { value, gradient: part(gradient) };
    },
    hessian(x) {
      const matrix = objective.hessian(lifted(x));
      return Float64Array.from(
        free.flatMap((i) => free.map((j) => matrix[i * n + j] ?? 0)),
      );
    },
    hessianTimes: (x, v) => part(objective.hessianTimes(lifted(x), spread(v))),
    along: (x, v, order) => objective.along(lifted(x), spread(v), order),
    point: (x) => objective.point(lifted(x)),
  };
}

function tableOf<X>({
  minimum,
  maximum,
  candidates,
  message,
}: Extrema<X>): Table {
  return {
    heading: ["x", "f(x)", "where", ""],
    rows: candidates
      .toSorted((a, b) => a.value - b.value)
      .map((candidate) => [
        shortPoint(candidate.x),
        shortNumber(candidate.value),
        candidate.where,
        candidate.value === minimum.value
          ? "minimum"
          : candidate.value === maximum.value
            ? "maximum"
            : "",
      ]),
    note: message,
  };
}
