import { normalAxis } from "../ir/axes.js";
import { asArray, settle } from "../ir/elements.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import type { Shape } from "../ir/shape.js";
import { Precedence } from "../ir/tex.js";
import {
  embed,
  normalIndex,
  type Range,
  rangeOf,
  sliceView,
} from "../ir/views.js";
import { apply } from "../trace/apply.js";
import { linear, named } from "./define.js";
import { reshape } from "./shape.js";

const sliceOp: Op<readonly Range[]> = linear<readonly Range[]>({
  name: "slice",
  infer: (x, ranges) => ({
    shape: ranges.map(({ length }) => length),
    dtype: x.dtype,
  }),
  evaluate: (x, ranges) => settle(sliceView(asArray(x), ranges)),
  transpose: (g, shape, ranges) => apply(embedOp, [g], { shape, ranges }),
  batched: (ranges, count) => [rangeOf(count), ...ranges],
  tex: (x, ranges) => ({
    text: `${x.binds < Precedence.atom ? `\\left(${x.text}\\right)` : x.text}_{${ranges.map(rangeTex).join(", ")}}`,
    binds: Precedence.atom,
  }),
});

/** Counted from 1, as mathematics does. */
const rangeTex = ({ start, length }: Range): string =>
  length === 1 ? String(start + 1) : `${String(start + 1)}\\ldots`;

interface Embedding {
  readonly shape: Shape;
  readonly ranges: readonly Range[];
}

/** Puts an array into a part of a zeroed larger one: the transpose of `slice`. */
const embedOp: Op<Embedding> = linear<Embedding>({
  name: "embed",
  infer: (x, { shape }) => ({ shape, dtype: x.dtype }),
  evaluate: (x, { shape, ranges }) => settle(embed(asArray(x), shape, ranges)),
  transpose: (g, _shape, { ranges }) => apply(sliceOp, [g], ranges),
  batched: ({ shape, ranges }, count) => ({
    shape: [count, ...shape],
    ranges: [rangeOf(count), ...ranges],
  }),
  tex: (x) => x,
});

/**
 * What to take of an axis: an index (the axis goes), `[start, stop]` or `[start, stop, step]` as NumPy's `start:stop:step`
 * (`undefined` for an open end), or `undefined` for all.
 */
export type Take =
  | number
  | readonly [
      start?: number | undefined,
      stop?: number | undefined,
      step?: number | undefined,
    ]
  | undefined;

/**
 * A part of an array, as a view: one entry for each axis from the first on; axes without one are taken whole.
 *
 * @throws where an index lies outside its axis.
 * @example
 * slice(tensor([[1, 2, 3], [4, 5, 6]]), [0, [1, undefined]]) // [2, 3]
 */
export const slice = named(
  "slice",
  sliceOp,
  <T extends Value>(x: T, takes: readonly Take[]): T => {
    const shape = shapeOfValue(x);
    if (takes.length > shape.length) {
      throw new RangeError(
        `slice: ${String(takes.length)} axes named of an array that has ${String(shape.length)}`,
      );
    }
    const ranges = shape.map((length, axis): Range => {
      const take = takes[axis];
      return typeof take === "number"
        ? { start: normalIndex("slice", take, axis, shape), length: 1, step: 1 }
        : rangeOf(length, ...(take ?? []));
    });
    const kept = ranges
      .map(({ length }) => length)
      .filter((_, axis) => typeof takes[axis] !== "number");
    return reshape(apply(sliceOp, [x], ranges) as T, kept);
  },
);

/** One element, or the part under the given leading indices, as a view. */
export function at<T extends Value>(x: T, ...indices: number[]): T {
  return slice(x, indices);
}

/**
 * The elements of some axes in the opposite order.
 *
 * @example
 * flip(tensor([1, 2, 3]), 0) // [3, 2, 1]
 */
export function flip<T extends Value>(x: T, axis?: number): T {
  const shape = shapeOfValue(x);
  const { length } = shape;
  const chosen =
    axis === undefined ? undefined : normalAxis("flip", axis, shape);
  return slice(
    x,
    Array.from({ length }, (_, k) =>
      chosen === undefined || chosen === k
        ? ([undefined, undefined, -1] as const)
        : undefined,
    ),
  );
}

/** How many zeros go before and behind an axis; a number alone stands for both. */
export type PadWidth = number | readonly [before: number, behind: number];

/**
 * The array with zeros around it: one width for all axes, or one for each.
 *
 * @throws where a width is no whole number from 0, or there is not one for each axis.
 * @example
 * pad(tensor([1, 2]), [[1, 2]]) // [0, 1, 2, 0, 0]
 */
export function pad<T extends Value>(
  x: T,
  width: number | readonly PadWidth[],
): T {
  const shape = shapeOfValue(x);
  const widths = typeof width === "number" ? shape.map(() => width) : width;
  if (widths.length !== shape.length) {
    throw new RangeError(
      `pad: ${String(widths.length)} widths for an array that has ${String(shape.length)} axes`,
    );
  }
  const pairs = widths.map((one) =>
    typeof one === "number" ? ([one, one] as const) : one,
  );
  if (pairs.flat().some((n) => !Number.isInteger(n) || n < 0)) {
    throw new RangeError(
      `pad: widths are whole numbers from 0, not [${pairs.join("; ")}]`,
    );
  }
  const ranges = shape.map((length, k): Range => {
    return { start: pairs[k]?.[0] ?? 0, length, step: 1 };
  });
  const whole = shape.map(
    (length, k) => length + (pairs[k]?.[0] ?? 0) + (pairs[k]?.[1] ?? 0),
  );
  return apply(embedOp, [x], { shape: whole, ranges }) as T;
}
