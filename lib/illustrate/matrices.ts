// Jacobians and Hessians as heat maps.
import type { Value } from "../ir/node.js";
import type { Axes } from "../plot/axes/axes.js";
import { elements, isSequence, toGrid, toNumbers } from "../plot/data.js";
import type { Figure } from "../plot/figure.js";
import { readOptions } from "../plot/options.js";
import {
  beginPicture,
  picture,
  pictureOptionNames,
  type PictureOptions,
} from "../plot/pictures/curves.js";
import { hessian, jacobian } from "../transform/jacobian.js";

/** Options of `plotJacobian` and `plotHessian`. */
export interface HeatMapOptions extends PictureOptions {
  /** The colours, white at zero; `"RdBu_r"` by default. */
  readonly cmap?: "RdBu_r" | "RdBu" | "coolwarm";
  /** Writes the numbers into the cells; where there are few, by default. */
  readonly values?: boolean;
}

const optionNames = [...pictureOptionNames, "cmap", "values"] as const;
const mostWritten = 100;

function drawMatrix(
  operation: string,
  rows: readonly Float64Array[],
  given: HeatMapOptions,
): Figure | Axes {
  const options = readOptions(operation, given, optionNames);
  const sheet = beginPicture(options);
  const { axes } = sheet;
  const flat = rows.flatMap((row) => [...row]);
  const largest = Math.max(...flat.filter(Number.isFinite).map(Math.abs)) || 1;
  const { cmap = "RdBu_r", values = flat.length <= mostWritten } = options;
  // Zero is white: signs are what is looked for.
  const image = axes.matshow(rows, { cmap, vmin: -largest, vmax: largest });
  sheet.figure?.colorbar(image);
  if (!values) return picture(sheet);
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      const text = String(Number(value.toPrecision(3))).replace("-", "\u2212");
      const color = Math.abs(value) > 0.6 * largest ? "white" : "#222222";
      const place = { ha: "center", va: "center", fontsize: 9 } as const;
      axes.text(j, i, text, { ...place, color });
    });
  });
  return picture(sheet);
}

/** A derivative as rows: one row for a function of one value. */
function rowsOf(operation: string, derivative: unknown): Float64Array[] {
  const parts = elements(derivative) ?? [derivative];
  return isSequence(parts[0])
    ? toGrid(operation, parts)
    : [toNumbers(operation, parts)];
}

/**
 * The Jacobian of a function at a point as a heat map: a row for each value,
 * a column for each argument, white where the derivative is zero.
 *
 * @param x a vector (array or tensor)
 * @throws RangeError where the Jacobian is no matrix
 * @example plotJacobian((x: number[]) => [x[0] * x[1], x[0] + x[1]], [2, 3])
 */
export function plotJacobian<X>(
  f: (x: X) => unknown,
  x: X,
  options: HeatMapOptions = {},
): Figure | Axes {
  const found: unknown = jacobian(f)(x);
  const given = { xlabel: "argument", ylabel: "value", ...options };
  return drawMatrix("plotJacobian", rowsOf("plotJacobian", found), given);
}

/**
 * The Hessian of a function at a point as a heat map.
 *
 * @param x a vector (array or tensor)
 * @example plotHessian((x: number[]) => x[0] ** 2 * x[1], [1, 2])
 */
export function plotHessian<X>(
  f: (x: X) => Value,
  x: X,
  options: HeatMapOptions = {},
): Figure | Axes {
  const found: unknown = hessian(f)(x);
  return drawMatrix("plotHessian", rowsOf("plotHessian", found), options);
}
