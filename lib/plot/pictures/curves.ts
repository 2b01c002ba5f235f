// Pictures of functions of one variable.
import { Axes } from "../axes/axes.js";
import { scalar } from "../data.js";
import type { Figure } from "../figure.js";
import { figureOptionNames, type FigureOptions } from "../figureoptions.js";
import type { Line, LineOptions } from "../marks/line.js";
import { lineOptionNames } from "../marks/line.js";
import { readOptions } from "../options.js";
import { newFigure } from "../pyplot/state.js";
import { calculus, type CalculusTools, type Curve } from "./calculus.js";
import { limitsBesidePoles, sample } from "./sample.js";

/** An interval [a, b]. */
export type Interval = readonly [number, number];

/** Options of every picture: the figure's, and axes to draw into. */
export interface PictureOptions extends FigureOptions {
  readonly ax?: Axes;
  readonly title?: string;
  readonly xlabel?: string;
  readonly ylabel?: string;
  readonly grid?: boolean;
}

export const pictureOptionNames = [
  ...figureOptionNames,
  "ax",
  "title",
  "xlabel",
  "ylabel",
  "grid",
] as const;

/** A figure with axes to draw a picture into. */
export interface Sheet {
  readonly axes: Axes;
  readonly figure: Figure | undefined;
}

/** Begins a picture on the axes given or on a figure of its own. */
export function beginPicture(options: PictureOptions): Sheet {
  const names: readonly string[] = figureOptionNames;
  const forFigure = Object.fromEntries(
    Object.entries(options).filter(([name]) => names.includes(name)),
  );
  const figure = options.ax === undefined ? newFigure(forFigure) : undefined;
  const own = figure?.gca();
  const axes = options.ax ?? (own instanceof Axes ? own : undefined);
  if (axes === undefined) throw new Error("internal: a figure without axes");
  if (options.title !== undefined) axes.setTitle(options.title);
  if (options.xlabel !== undefined) axes.setXlabel(options.xlabel);
  if (options.ylabel !== undefined) axes.setYlabel(options.ylabel);
  if (options.grid === true) axes.grid(true, { alpha: 0.5 });
  return { axes, figure };
}

/** What a picture gives: its figure, or the axes that it was drawn into. */
export function picture(sheet: Sheet): Figure | Axes {
  return sheet.figure ?? sheet.axes;
}

export function checkInterval(operation: string, interval: Interval): Interval {
  const [a, b] = interval;
  if (!(Number.isFinite(a) && Number.isFinite(b) && a < b))
    throw new RangeError(
      `${operation}: the interval must be [a, b] with a < b, got [${String(a)}, ${String(b)}]`,
    );
  return interval;
}

interface Drawn {
  readonly line: Line | undefined;
  readonly breaks: readonly number[];
  /** Values at equal distances. */
  readonly even: readonly number[];
}

/** Draws one sampled curve and gives its break points. */
export function drawCurve(
  axes: Axes,
  f: Curve,
  [a, b]: Interval,
  options: LineOptions,
): Drawn {
  const { xs, ys, breaks, even } = sample(f, a, b);
  const [line] = axes.plot(xs, ys, options);
  return { line, breaks, even };
}

/** Options of `plot`: the picture's, the lines', and what to mark. */
export interface CurveOptions
  extends PictureOptions, Omit<LineOptions, "label"> {
  /** A label, or one for each function. */
  readonly label?: string | readonly string[];
  readonly ylim?: Interval;
  /** Marks where the curves cross zero. */
  readonly roots?: boolean;
  /** Marks the highest and lowest points of the curves. */
  readonly extrema?: boolean;
}

// Sign changes, refined by halving.
function crossings(f: Curve, xs: Float64Array): number[] {
  const out: number[] = [];
  xs.forEach((x, i) => {
    const next = xs[i + 1];
    if (next === undefined) return;
    let [low, high] = [x, next];
    let [atLow, atHigh] = [scalar(f(low)), scalar(f(high))];
    if (atLow === 0) out.push(low);
    if (!(atLow * atHigh < 0)) return;
    const steepest = Math.abs(atHigh - atLow);
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      const value = scalar(f(middle));
      if (atLow * value <= 0) [high, atHigh] = [middle, value];
      else [low, atLow] = [middle, value];
    }
    // Over a pole the sign changes too, but nothing becomes small.
    if (Math.abs(atHigh) <= steepest) out.push((low + high) / 2);
  });
  return out.filter((x, i) => i === 0 || x - (out[i - 1] ?? x) > 1e-12);
}

function markPoints(
  axes: Axes,
  f: Curve,
  at: readonly number[],
  color: string,
  label: string,
): void {
  if (at.length === 0) return;
  const ys = at.map((x) => scalar(f(x)));
  axes.scatter(at, ys, { c: color, zorder: 5, label });
}

/**
 * The graph of a function, or of several, over [a, b]. Sampling is denser
 * where the curve bends; poles and undefined points are left open.
 *
 * @returns the figure, which a notebook shows
 * @throws RangeError for an interval that is empty
 * @example plot((x) => 1 / x, [-2, 2])
 */
export function plot(
  f: Curve | readonly Curve[],
  interval: Interval,
  given: CurveOptions = {},
): Figure | Axes {
  const options = readOptions("plot", given, [
    ...pictureOptionNames,
    ...lineOptionNames,
    "ylim",
    "roots",
    "extrema",
  ]);
  const range = checkInterval("plot", interval);
  const sheet = beginPicture({ xlabel: "$x$", grid: true, ...options });
  const { axes } = sheet;
  const curves = typeof f === "function" ? [f] : f;
  const labels =
    typeof options.label === "string" ? [options.label] : options.label;
  const look = lineLook(options);
  const drawn = curves.map((curve, i) => {
    const label = labels?.[i] ?? (curves.length > 1 ? curve.name : undefined);
    const named = label === undefined || label === "" ? {} : { label };
    return drawCurve(axes, curve, range, { ...look, ...named });
  });
  for (const [i, curve] of curves.entries()) {
    const xs = drawn[i]?.line?.xs ?? new Float64Array();
    if (options.roots === true)
      markPoints(axes, curve, crossings(curve, xs), "k", "roots");
    if (options.extrema === true) {
      const slope = calculus().derivative(curve);
      markPoints(axes, curve, crossings(slope, xs), "r", "extrema");
    }
  }
  const limits = options.ylim ?? polarLimits(drawn);
  if (limits !== undefined) axes.setYlim(limits);
  if (axes.legendEntries().length > 0) axes.legend();
  axes.setXlim(range);
  return picture(sheet);
}

function lineLook(options: CurveOptions): LineOptions {
  const names: readonly string[] = lineOptionNames;
  return Object.fromEntries(
    Object.entries(options).filter(
      ([name]) => names.includes(name) && name !== "label",
    ),
  );
}

function polarLimits(drawn: readonly Drawn[]): Interval | undefined {
  if (drawn.every(({ breaks }) => breaks.length === 0)) return undefined;
  return limitsBesidePoles(drawn.flatMap(({ even }) => even));
}

/** A slope as a legend gives it. */
export function writtenSlope(slope: number): string {
  return String(Number(slope.toPrecision(4))).replace("-", "\u2212");
}

/** Options of `plotTangent`. */
export interface TangentOptions extends PictureOptions {
  /** The derivative of f, where it is known. */
  readonly derivative?: Curve;
  readonly interval?: Interval;
}

/**
 * A curve, a point on it and the tangent there.
 *
 * @example plotTangent((x) => x ** 2, 1)
 */
export function plotTangent(
  f: Curve,
  x0: number,
  given: TangentOptions = {},
): Figure | Axes {
  const options = readOptions("plotTangent", given, [
    ...pictureOptionNames,
    "derivative",
    "interval",
  ]);
  const range = options.interval ?? [x0 - 2, x0 + 2];
  checkInterval("plotTangent", range);
  const sheet = beginPicture({ xlabel: "$x$", grid: true, ...options });
  const slopeOf = options.derivative ?? calculus().derivative(f);
  const y0 = scalar(f(x0));
  const slope = scalar(slopeOf(x0));
  const { axes } = sheet;
  const drawn = drawCurve(axes, f, range, { label: "$f(x)$" });
  const tangent = (x: number) => y0 + slope * (x - x0);
  axes.plot([...range], range.map(tangent), "--", {
    label: `tangent, slope ${writtenSlope(slope)}`,
  });
  axes.scatter([x0], [y0], { c: "r", zorder: 5 });
  const limits = polarLimits([drawn]);
  if (limits !== undefined) axes.setYlim(limits);
  axes.legend();
  return picture(sheet);
}

/** Options of `plotTaylor`. */
export interface TaylorOptions extends PictureOptions {
  readonly interval?: Interval;
  /** The Taylor polynomial of an order, where it is known. */
  readonly taylor?: CalculusTools["taylor"];
}

/**
 * A curve and its Taylor polynomials about a point.
 *
 * @example plotTaylor(Math.sin, 0, [1, 3, 5])
 */
export function plotTaylor(
  f: Curve,
  x0: number,
  orders: readonly number[],
  given: TaylorOptions = {},
): Figure | Axes {
  const options = readOptions("plotTaylor", given, [
    ...pictureOptionNames,
    "interval",
    "taylor",
  ]);
  const range = options.interval ?? [x0 - 4, x0 + 4];
  checkInterval("plotTaylor", range);
  const expand = (order: number) =>
    (options.taylor ?? calculus().taylor)(f, x0, order);
  const polynomials = orders.map((order) => ({ order, p: expand(order) }));
  const sheet = beginPicture({ xlabel: "$x$", grid: true, ...options });
  const { axes } = sheet;
  const { even } = drawCurve(axes, f, range, {
    color: "k",
    linewidth: 2,
    label: "$f(x)$",
  });
  for (const { order, p } of polynomials)
    drawCurve(axes, p, range, { label: `order ${String(order)}` });
  axes.scatter([x0], [scalar(f(x0))], { c: "r", zorder: 5 });
  // The polynomials leave the picture; the function sets its height.
  const finite = even.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = (high - low || 1) * 0.3;
  axes.setYlim(low - room, high + room);
  axes.setXlim(range);
  axes.legend();
  return picture(sheet);
}
