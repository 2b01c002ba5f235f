/** Finds all critical points of a formula in a box, and proves that these are all. */
import { luFactor, luSolve, isSingular } from "../dense/lu.js";
import {
  addIntervals,
  holds,
  type Interval,
  isEmpty,
  meet,
  middle,
  multiplyIntervals,
  subtractIntervals,
  width,
} from "../ir/interval.js";
import type { AnyFunction } from "../transform/derived.js";
import { agrees } from "../symbolic/agreement.js";
import { closedFormOf } from "../symbolic/closed-form.js";
import { differentiate } from "../symbolic/differentiate.js";
import { enclosureOf } from "../symbolic/enclose.js";
import { Expression } from "../symbolic/expression.js";
import { NoClosedForm } from "../symbolic/no-closed-form.js";
import { identity } from "./vectors.js";

/** A function's values and derivatives over boxes; each `undefined` where a kink is inside. */
export interface Enclosed {
  value(box: readonly Interval[]): Interval | undefined;
  gradient(box: readonly Interval[]): Interval[] | undefined;
  /** All second derivatives, row-major. */
  hessian(box: readonly Interval[]): Interval[] | undefined;
}

/**
 * The enclosures of a function that has a closed form, of numbers or of one array; `undefined` for any other. The closed
 * form was compared with the function.
 */
export function enclosedFunction(
  f: AnyFunction,
  example: readonly unknown[],
): Enclosed | undefined {
  try {
    const form = closedFormOf(f, example);
    const { value } = form;
    const symbols = form.parameters.flatMap(({ symbols: own }) => own);
    if (Array.isArray(value) || !agrees(f, form)) return undefined;
    const formula = value as number | Expression;
    const slopes = symbols.map((x) => differentiate(formula, x));
    const bends = slopes.flatMap((slope) =>
      symbols.map((x) => differentiate(slope, x)),
    );
    const [values, gradient, hessian] = [[formula], slopes, bends].map(
      enclosureOf,
    );
    if (!values || !gradient || !hessian) return undefined;
    const named = (box: readonly Interval[]): Map<string, Interval> =>
      new Map(
        symbols.map(({ symbol = "" }, i) => [symbol, box[i] ?? [NaN, NaN]]),
      );
    return {
      value: (box) => values(named(box))?.[0],
      gradient: (box) => gradient(named(box)),
      hessian: (box) => hessian(named(box)),
    };
  } catch (error) {
    if (error instanceof NoClosedForm) return undefined;
    throw error;
  }
}

/** What the search of a box found. */
export interface Certified {
  /** Boxes in each of which there is exactly one critical point. */
  readonly single: readonly (readonly Interval[])[];
  /** Small boxes that may hold critical points: degenerate ones, or whole curves of them. */
  readonly open: readonly (readonly Interval[])[];
  /** Whether the whole box was looked through: outside of these boxes there is no critical point. */
  readonly complete: boolean;
}

/** How many boxes are looked at before the search gives up. */
const mostBoxes = 30_000;
/** How many boxes may stay open: more than a few degenerate points leave, fewer than a curve of them. */
const mostOpen = 2000;
/** Boxes this small, relative to the domain, are not divided further. */
const smallest = 1e-4;

/** The function on a face of its box, of the free numbers alone: the others stay at the ends that `sides` gives them. */
export function onFace(
  f: Enclosed,
  free: readonly number[],
  sides: readonly Interval[],
): Enclosed {
  const n = sides.length;
  const lifted = (box: readonly Interval[]): readonly Interval[] =>
    sides.map((side, i) => box[free.indexOf(i)] ?? side);
  return {
    value: (box) => f.value(lifted(box)),
    gradient(box) {
      const gradient = f.gradient(lifted(box));
      return gradient && free.map((i) => gradient[i] ?? [NaN, NaN]);
    },
    hessian(box) {
      const hessian = f.hessian(lifted(box));
      return (
        hessian &&
        free.flatMap((i) => free.map((j) => hessian[i * n + j] ?? [NaN, NaN]))
      );
    },
  };
}

/**
 * All zeros of the gradient in a box, by dividing it: parts where a component of the gradient has no zero are left out;
 * where Krawczyk's operator maps a part into its inside there is exactly one (Krawczyk 1969; Moore, Kearfott & Cloud,
 * chapter 8).
 */
export function allCriticalPoints(
  f: Enclosed,
  domain: readonly Interval[],
): Certified {
  const single: (readonly Interval[])[] = [];
  const open: (readonly Interval[])[] = [];
  // The domain is a little larger than it was given, so that a zero on its edge is inside.
  const waiting: (readonly Interval[])[] = [
    domain.map(([a, b]) => [a - 1e-9 * (b - a), b + 1e-9 * (b - a)]),
  ];
  let looked = 0;
  while (waiting.length > 0 && looked < mostBoxes && open.length < mostOpen) {
    const box = waiting.pop() as readonly Interval[];
    looked++;
    const verdict = judge(f, box);
    if (verdict === "none") continue;
    const rest = verdict?.rest ?? box;
    if (verdict?.unique === true) {
      if (!single.some((other) => overlaps(other, rest))) single.push(rest);
    } else if (isSmall(rest, domain)) open.push(rest);
    else waiting.push(...divided(rest, box, domain));
  }
  return { single, open, complete: waiting.length === 0 };
}

/**
 * A small part of a box where the function seems to have a pole or its domain an edge; `undefined` where it is proved to
 * be finite and continuous all over.
 */
export function unboundedPart(
  f: Enclosed,
  domain: readonly Interval[],
): readonly Interval[] | undefined {
  const waiting = [domain];
  for (let looked = 0; waiting.length > 0; looked++) {
    const box = waiting.pop() as readonly Interval[];
    if (f.value(box)?.every(Number.isFinite) === true) continue;
    if (looked >= mostBoxes || isSmall(box, domain)) return box;
    waiting.push(...halves(box, domain));
  }
  return undefined;
}

/** What is known of a box: no zero inside, exactly one, or where it can only be; `undefined` where nothing is. */
function judge(
  f: Enclosed,
  box: readonly Interval[],
):
  | "none"
  | { readonly unique: boolean; readonly rest: readonly Interval[] }
  | undefined {
  const gradient = f.gradient(box);
  if (gradient === undefined) return undefined;
  if (gradient.some((each) => isEmpty(each) || !holds(each, 0))) return "none";
  const image = krawczyk(f, box);
  if (image === undefined) return undefined;
  const rest = box.map((side, i) => meet(side, image[i] ?? side));
  if (rest.some(isEmpty)) return "none";
  const unique = box.every(([low, high], i) => {
    const [from = NaN, to = NaN] = image[i] ?? [];
    return from > low && to < high;
  });
  return { unique, rest };
}

/** Krawczyk's operator m − Y·∇f(m) + (1 − Y·H)·(box − m), with Y the inverse of the middle of the Hessian. */
function krawczyk(
  f: Enclosed,
  box: readonly Interval[],
): Interval[] | undefined {
  const hessian = f.hessian(box);
  const centre = box.map((side): Interval => [middle(side), middle(side)]);
  const there = f.gradient(centre);
  if (!hessian || !there) return undefined;
  const n = box.length;
  const middles = Float64Array.from(hessian, middle);
  if (!middles.every(Number.isFinite)) return undefined;
  const factors = luFactor(middles, n);
  if (isSingular(factors)) return undefined;
  const inverse = luSolve(factors, identity(n), n);
  if (!inverse.every(Number.isFinite)) return undefined;
  return box.map((_, i) => {
    let sum: Interval = centre[i] ?? [NaN, NaN];
    for (let k = 0; k < n; k++) {
      const y: Interval = [inverse[i * n + k] ?? 0, inverse[i * n + k] ?? 0];
      sum = subtractIntervals(
        sum,
        multiplyIntervals(y, there[k] ?? [NaN, NaN]),
      );
      let rest: Interval = i === k ? [1, 1] : [0, 0];
      for (let j = 0; j < n; j++) {
        const share = inverse[i * n + j] ?? 0;
        rest = subtractIntervals(
          rest,
          multiplyIntervals([share, share], hessian[j * n + k] ?? [NaN, NaN]),
        );
      }
      const side = subtractIntervals(
        box[k] ?? [NaN, NaN],
        centre[k] ?? [NaN, NaN],
      );
      sum = addIntervals(sum, multiplyIntervals(rest, side));
    }
    return sum;
  });
}

function isSmall(
  box: readonly Interval[],
  domain: readonly Interval[],
): boolean {
  return box.every(
    (side, i) => width(side) <= smallest * width(domain[i] ?? side),
  );
}

function overlaps(a: readonly Interval[], b: readonly Interval[]): boolean {
  return a.every((side, i) => !isEmpty(meet(side, b[i] ?? side)));
}

/** The box itself where Krawczyk's operator has shrunk it much, else its two halves along the longest side. */
function divided(
  rest: readonly Interval[],
  before: readonly Interval[],
  domain: readonly Interval[],
): (readonly Interval[])[] {
  const shrunk = rest.some(
    (side, i) => width(side) < 0.5 * width(before[i] ?? side),
  );
  return shrunk ? [rest] : halves(rest, domain);
}

function halves(
  box: readonly Interval[],
  domain: readonly Interval[],
): (readonly Interval[])[] {
  const relative = box.map((side, i) => width(side) / width(domain[i] ?? side));
  const longest = relative.indexOf(Math.max(...relative));
  const [low, high] = box[longest] as Interval;
  // Not in the middle, where functions made by people have their zeros.
  const cut = low + (high - low) * 0.4871;
  return [
    box.map((side, i) => (i === longest ? [low, cut] : side)),
    box.map((side, i) => (i === longest ? [cut, high] : side)),
  ];
}
