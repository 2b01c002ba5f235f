import { type Shape, sizeOf, stridesOf } from "../ir/shape.js";
import { texOfNumber } from "./numbers.js";

/** An axis longer than this is shown by its first and last entries with dots between. */
const longestAxis = 10;
const shownAtStart = 6;
const shownAtEnd = 3;

/**
 * An array of numbers as LaTeX: a vector as a column, a matrix in brackets, anything of more axes as a matrix of
 * matrices. Long axes are elided.
 *
 * @param data the elements, row by row.
 * @throws RangeError where `data` has not as many elements as the shape.
 * @example
 * latexOfArray([1, 2, 3, 4], [2, 2]); // \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}
 */
export function latexOfArray(
  data: ArrayLike<number | boolean>,
  shape: Shape,
): string {
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(
      `latex: ${String(data.length)} elements do not fill shape [${shape.join(",")}]`,
    );
  }
  return latexOfElements(shape, (position) => {
    const element = data[position];
    return typeof element === "boolean"
      ? `\\mathrm{${String(element)}}`
      : texOfNumber(element ?? NaN).text;
  });
}

/** The same for elements that are formulas: `element` gives the LaTeX of the one at a row-major position. */
export function latexOfElements(
  shape: Shape,
  element: (position: number) => string,
): string {
  return block(shape, stridesOf(shape), 0, element);
}

function block(
  shape: Shape,
  strides: readonly number[],
  offset: number,
  element: (position: number) => string,
): string {
  const [rows, columns] = shape;
  if (rows === undefined) return element(offset);
  if (shape.includes(0)) return "\\left[\\;\\right]";
  const [down = 0, across = 0] = strides;
  // The odd axis of a larger array goes down the page, the others in pairs.
  const pairs = shape.length !== 1 && shape.length % 2 === 0;
  const taken = pairs ? 2 : 1;
  const inner = (position: number): string =>
    block(shape.slice(taken), strides.slice(taken), position, element);
  const cells = shownIndices(rows).map((i) =>
    shownIndices(pairs ? (columns ?? 1) : 1).map((j) =>
      i === undefined
        ? j === undefined
          ? "\\ddots"
          : "\\vdots"
        : j === undefined
          ? "\\cdots"
          : inner(offset + i * down + (pairs ? j * across : 0)),
    ),
  );
  return matrixOf(cells);
}

/** Rows of cells in brackets. */
export function matrixOf(cells: readonly (readonly string[])[]): string {
  const body = cells.map((row) => row.join(" & ")).join(" \\\\ ");
  return `\\begin{bmatrix} ${body} \\end{bmatrix}`;
}

/** The positions shown of an axis; `undefined` stands for the dots. */
function shownIndices(length: number): (number | undefined)[] {
  if (length <= longestAxis) return range(0, length);
  return [
    ...range(0, shownAtStart),
    undefined,
    ...range(length - shownAtEnd, length),
  ];
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
