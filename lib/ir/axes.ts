import { formatShape, type Shape, sizeOf } from "./shape.js";

/** One axis, several, or all (`undefined`); negative ones count from the end. */
export type Axes = number | readonly number[] | undefined;

/**
 * An axis as a number from 0.
 *
 * @throws where there is no such axis: `sum: no axis 2 in shape [2,3]`.
 */
export function normalAxis(
  operation: string,
  axis: number,
  shape: Shape,
): number {
  const from0 = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || from0 < 0 || from0 >= shape.length) {
    throw new RangeError(
      `${operation}: no axis ${String(axis)} in shape ${formatShape(shape)}`,
    );
  }
  return from0;
}

/** The axes as ascending numbers from 0, without repetitions; all of them where none are named. */
export function normalAxes(
  operation: string,
  axes: Axes,
  shape: Shape,
): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const list = typeof axes === "number" ? [axes] : axes;
  // A scalar may be reduced along its only place, as in NumPy.
  if (shape.length === 0 && list.every((axis) => axis === 0 || axis === -1)) {
    return [];
  }
  const found = list.map((axis) => normalAxis(operation, axis, shape));
  if (new Set(found).size !== found.length) {
    throw new RangeError(
      `${operation}: axis named twice in [${list.join(",")}]`,
    );
  }
  return found.sort((a, b) => a - b);
}

/** The shape after a reduction over `axes` (ascending from 0). */
export function reducedShape(
  shape: Shape,
  axes: readonly number[],
  keepDims: boolean,
): Shape {
  return keepDims
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/**
 * The shape meant by one that may hold a single −1, which stands for what remains.
 *
 * @throws where the number of elements differs: `reshape: 6 elements do not fill shape [4]`.
 */
export function fillShape(
  operation: string,
  wanted: Shape,
  size: number,
): Shape {
  const known = sizeOf(wanted.filter((length) => length !== -1));
  const filled = wanted.includes(-1)
    ? wanted.map((length) => (length === -1 ? size / (known || 1) : length))
    : wanted;
  const valid = filled.every(
    (length) => Number.isInteger(length) && length >= 0,
  );
  if (!valid || sizeOf(filled) !== size) {
    throw new RangeError(
      `${operation}: ${String(size)} elements do not fill shape ${formatShape(wanted)}`,
    );
  }
  return filled;
}

/** A list that has one entry an axis, with the axes in another order. */
export function permuted<T>(list: readonly T[], order: readonly number[]): T[] {
  return order.map((axis) => list[axis] as T);
}
