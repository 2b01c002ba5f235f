// Pictures of functions of two variables.
import type { Axes } from "../axes/axes.js";
import { Axes3D } from "../axes/axes3d.js";
import { elements, scalar, toNumbers, type Values } from "../data.js";
import type { Figure } from "../figure.js";
import {
  figureOptionNames,
  wholeFigure,
  type FigureOptions,
} from "../figureoptions.js";
import type { ContourOptions } from "../marks/contour.js";
import { readOptions } from "../options.js";
import { newFigure } from "../pyplot/state.js";
import type { SurfaceOptions } from "../solid/surface.js";
import {
  calculus,
  type CalculusTools,
  type Curve,
  type Field2,
} from "./calculus.js";
import {
  beginPicture,
  picture,
  pictureOptionNames,
  plot,
  type Interval,
  type PictureOptions,
} from "./curves.js";

/** An interval [a, b], or values along an axis. */
export type Span = Interval | Values;

export const fieldPoints = 121;
const arrowPoints = 17;
const surfacePoints = 51;

/** The values of a span; two numbers are the ends of an interval. */
export function along(
  operation: string,
  span: Span,
  count: number,
): Float64Array {
  const values = toNumbers(operation, span);
  const [a = 0, b = 1] = values;
  if (values.length !== 2) return values;
  return Float64Array.from(
    { length: count },
    (_, i) => a + ((b - a) * i) / (count - 1),
  );
}

function evaluated(f: Field2): Field2 {
  return (x, y) => scalar(f(x, y));
}

/** Options of pictures of fields. */
export interface FieldOptions extends PictureOptions {
  readonly levels?: ContourOptions["levels"];
  readonly cmap?: NonNullable<ContourOptions["cmap"]>;
  /** Colours between the lines; `true` by default. */
  readonly filled?: boolean;
  readonly colorbar?: boolean;
  /** The gradient of f, where it is known. */
  readonly gradient?: ReturnType<CalculusTools["gradient"]>;
}

export const fieldOptionNames = [
  ...pictureOptionNames,
  "levels",
  "cmap",
  "filled",
  "colorbar",
  "gradient",
] as const;

/** Draws the level sets of a field. */
export function drawLevels(
  axes: Axes,
  figure: Figure | undefined,
  f: Field2,
  xs: Float64Array,
  ys: Float64Array,
  options: FieldOptions,
): void {
  const levels = options.levels === undefined ? 12 : options.levels;
  const cmap = options.cmap ?? "viridis";
  const field = evaluated(f);
  if (options.filled ?? true) {
    const bands = axes.contourf(xs, ys, field, { levels, cmap });
    axes.contour(xs, ys, field, {
      levels: bands.levels,
      colors: "k",
      linewidths: 0.5,
      linestyles: "-",
      alpha: 0.5,
    });
    if (options.colorbar ?? true) figure?.colorbar(bands);
    return;
  }
  const lines = axes.contour(xs, ys, field, { levels, cmap });
  axes.clabel(lines, { fontsize: 8 });
}

/**
 * The level sets of f(x, y), coloured between the lines.
 *
 * @param xs an interval [a, b], or the values to evaluate at
 * @example plotContour((x, y) => x * x - y * y, [-2, 2], [-2, 2])
 */
export function plotContour(
  f: Field2,
  xs: Span,
  ys: Span,
  given: FieldOptions = {},
): Figure | Axes {
  const options = readOptions("plotContour", given, fieldOptionNames);
  const sheet = beginPicture({ xlabel: "$x$", ylabel: "$y$", ...options });
  const x = along("plotContour", xs, fieldPoints);
  const y = along("plotContour", ys, fieldPoints);
  drawLevels(sheet.axes, sheet.figure, f, x, y, options);
  return picture(sheet);
}

/**
 * The level sets of f(x, y) and its gradient as arrows, which stand at right
 * angles on them where units are equally long.
 *
 * @example plotGradientField((x, y) => x * x + y * y, [-2, 2], [-2, 2])
 */
export function plotGradientField(
  f: Field2,
  xs: Span,
  ys: Span,
  given: FieldOptions = {},
): Figure | Axes {
  const options = readOptions("plotGradientField", given, fieldOptionNames);
  const sheet = beginPicture({ xlabel: "$x$", ylabel: "$y$", ...options });
  const fineX = along("plotGradientField", xs, fieldPoints);
  const fineY = along("plotGradientField", ys, fieldPoints);
  drawLevels(sheet.axes, sheet.figure, f, fineX, fineY, options);
  const gradient = options.gradient ?? calculus().gradient(f);
  const inner = (values: Float64Array) => {
    const a = values[0] ?? 0;
    const step = ((values.at(-1) ?? 1) - a) / arrowPoints;
    return Array.from({ length: arrowPoints }, (_, i) => a + (i + 0.5) * step);
  };
  const gx = inner(fineX);
  const gy = inner(fineY);
  const vectors = gy.map((y) => gx.map((x) => gradient(x, y)));
  const part = (i: 0 | 1) =>
    vectors.map((row) => row.map((vector) => scalar(vector[i])));
  const filled = options.filled ?? true;
  sheet.axes.quiver(gx, gy, part(0), part(1), {
    color: filled ? "w" : "k",
    pivot: "mid",
  });
  sheet.axes.setAspect("equal");
  return picture(sheet);
}

/** Options of `plotSurface`: the surface's and the figure's. */
export interface SurfacePictureOptions extends SurfaceOptions, FigureOptions {
  readonly title?: string;
  readonly elev?: number;
  readonly azim?: number;
}

/**
 * The graph of f(x, y) as a surface in space.
 *
 * @example plotSurface((x, y) => Math.sin(x) * Math.cos(y), [-3, 3], [-3, 3])
 */
export function plotSurface(
  f: Field2,
  xs: Span,
  ys: Span,
  given: SurfacePictureOptions = {},
): Figure {
  const { title, elev, azim, ...rest } = given;
  const names: readonly string[] = figureOptionNames;
  const entries = Object.entries(rest);
  const forFigure = entries.filter(([name]) => names.includes(name));
  const look = entries.filter(([name]) => !names.includes(name));
  const figure = newFigure(Object.fromEntries(forFigure));
  const axes = figure.attach(new Axes3D(wholeFigure));
  axes.plotSurface(
    along("plotSurface", xs, surfacePoints),
    along("plotSurface", ys, surfacePoints),
    evaluated(f),
    { cmap: "viridis", ...(Object.fromEntries(look) as SurfaceOptions) },
  );
  axes.setXlabel("$x$");
  axes.setYlabel("$y$");
  if (title !== undefined) axes.setTitle(title);
  axes.viewInit({
    ...(elev === undefined ? {} : { elev }),
    ...(azim === undefined ? {} : { azim }),
  });
  return figure;
}

/** What `minimize` gives, as far as it is drawn. */
export interface DescentResult {
  readonly path: ArrayLike<unknown> | Iterable<unknown>;
}

/** Options of `plotDescent`: the field's and where to look. */
export interface DescentOptions extends FieldOptions {
  readonly xlim?: Interval;
  readonly ylim?: Interval;
}

function readPath(result: DescentResult): number[][] {
  const steps = elements(result.path) ?? [];
  return steps.map((step) => [...toNumbers("plotDescent", step)]);
}

/** The interval of values with a third of its width around. */
function around(values: readonly number[]): Interval {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) / 3, 1e-3 * Math.abs(high), 1e-6);
  return [low - room, high + room];
}

/**
 * The way of a minimization: over the level sets of f(x, y), or along the
 * graph of f(x).
 *
 * @param result what `minimize` gave; its `path` holds a point for each step
 * @example
 * const f = (x: number, y: number) => x ** 2 + 3 * y ** 2;
 * plotDescent(f, minimize(f, [1, 2], { method: "gd", lr: 0.1 }))
 */
export function plotDescent(
  f: Field2 | Curve,
  result: DescentResult,
  given: DescentOptions = {},
): Figure | Axes {
  const options = readOptions("plotDescent", given, [
    ...fieldOptionNames,
    "xlim",
    "ylim",
  ]);
  const path = readPath(result);
  const size = path[0]?.length ?? 0;
  if (size !== 1 && size !== 2)
    throw new RangeError(
      `plotDescent: the path must have points of 1 or 2 numbers, got ${String(size)}`,
    );
  const xs = path.map(([x = NaN]) => x);
  const xlim = options.xlim ?? around(xs);
  if (size === 1) return descentOnCurve(f as Curve, xs, xlim, options);
  const ys = path.map(([, y = NaN]) => y);
  const ylim = options.ylim ?? around(ys);
  const sheet = beginPicture({ xlabel: "$x$", ylabel: "$y$", ...options });
  const x = along("plotDescent", xlim, fieldPoints);
  const y = along("plotDescent", ylim, fieldPoints);
  drawLevels(sheet.axes, sheet.figure, f, x, y, options);
  sheet.axes.plot(xs, ys, "r.-", { linewidth: 1.2, label: "path" });
  sheet.axes.plot(xs.slice(-1), ys.slice(-1), "r*", {
    markersize: 14,
    markeredgecolor: "w",
    label: "end",
  });
  sheet.axes.legend();
  return picture(sheet);
}

function descentOnCurve(
  f: Curve,
  xs: readonly number[],
  xlim: Interval,
  options: PictureOptions,
): Figure | Axes {
  const sheet = beginPicture(options);
  const { axes } = sheet;
  plot(f, xlim, { label: "$f(x)$", ax: axes });
  const ys = xs.map((x) => scalar(f(x)));
  axes.plot(xs, ys, "r.-", { linewidth: 1, label: "path" });
  axes.plot(xs.slice(-1), ys.slice(-1), "r*", { markersize: 14, label: "end" });
  axes.legend();
  return picture(sheet);
}
