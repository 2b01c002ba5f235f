// Points with error bars, and stems.
import type { Color } from "../color.js";
import { elements, isNested, toGrid, toNumbersOfLength } from "../data.js";
import type { Grid, Values, ValuesOrNames } from "../data.js";
import { parseFormat } from "../linestyle.js";
import { readOptions } from "../options.js";
import type { Canvas } from "./canvas.js";
import { Line, lineOptionNames, type LineOptions } from "./line.js";
import { Segments } from "./reference.js";

/** Sizes of errors: one, one each, or two rows (below and above). */
export type Errors = number | Values | Grid;

/** Errors in data units, and how bars and caps look, in points. */
export interface ErrorbarOptions extends LineOptions {
  readonly yerr?: Errors;
  readonly xerr?: Errors;
  readonly fmt?: string;
  readonly ecolor?: Color;
  readonly elinewidth?: number;
  readonly capsize?: number;
}

const names = [
  ...lineOptionNames,
  "yerr",
  "xerr",
  "fmt",
  "ecolor",
  "elinewidth",
  "capsize",
] as const;

function bothSides(
  errors: Errors,
  count: number,
): [Float64Array, Float64Array] {
  if (typeof errors !== "number" && isNested(errors)) {
    const [below, above] = toGrid("errorbar", errors);
    return [
      toNumbersOfLength("errorbar", below ?? [], count),
      toNumbersOfLength("errorbar", above ?? [], count),
    ];
  }
  const same = toNumbersOfLength("errorbar", errors, count);
  return [same, same];
}

interface Bars {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly color: Color;
  readonly options: ErrorbarOptions;
}

function addBars(
  canvas: Canvas,
  bars: Bars,
  errors: Errors,
  upright: boolean,
): void {
  const { xs, ys, color, options } = bars;
  const [below, above] = bothSides(errors, xs.length);
  const along = upright ? ys : xs;
  const low = along.map((value, i) => value - (below[i] ?? 0));
  const high = along.map((value, i) => value + (above[i] ?? 0));
  const width = options.elinewidth ?? options.linewidth;
  const look = {
    ...(width === undefined ? {} : { linewidth: width }),
    ...(options.alpha === undefined ? {} : { alpha: options.alpha }),
    ...(options.zorder === undefined ? {} : { zorder: options.zorder }),
  };
  const segments = [...xs].map((x, i) => {
    const ends = [low[i] ?? NaN, high[i] ?? NaN] as const;
    const y = ys[i] ?? NaN;
    return upright
      ? { x: [x, x] as const, y: ends }
      : { x: ends, y: [y, y] as const };
  });
  canvas.add(new Segments(segments, look, color));
  const { capsize = 0 } = options;
  if (capsize === 0) return;
  for (const end of [low, high]) {
    const caps = upright
      ? new CapLine(xs, end, "_", capsize, color, look)
      : new CapLine(end, ys, "|", capsize, color, look);
    canvas.add(caps);
  }
}

class CapLine extends Line {
  constructor(
    xs: Float64Array,
    ys: Float64Array,
    marker: "_" | "|",
    capsize: number,
    color: Color,
    look: LineOptions,
  ) {
    super(xs, ys, {
      ...look,
      color,
      marker,
      linestyle: "none",
      markersize: 2 * capsize,
      markeredgewidth: 1,
    });
  }
}

/** Draws the errors of points in one direction or both. */
export function drawErrors(
  canvas: Canvas,
  bars: Bars,
  errors: {
    readonly xerr: Errors | undefined;
    readonly yerr: Errors | undefined;
  },
): void {
  if (errors.yerr !== undefined) addBars(canvas, bars, errors.yerr, true);
  if (errors.xerr !== undefined) addBars(canvas, bars, errors.xerr, false);
}

/** Points with bars that show their errors. */
export function errorbar(
  canvas: Canvas,
  x: ValuesOrNames,
  y: Values,
  given: ErrorbarOptions = {},
): Line {
  const options = readOptions("errorbar", given, names);
  const { yerr, xerr, fmt = "", ecolor } = options;
  const format = parseFormat(fmt);
  const xs = canvas.convertX("errorbar", x);
  const ys = toNumbersOfLength(
    "errorbar",
    canvas.convertY("errorbar", y),
    xs.length,
  );
  const color = options.color ?? format.color ?? canvas.nextLineColor();
  const bars = { xs, ys, color: ecolor ?? color, options };
  drawErrors(canvas, bars, { xerr, yerr });
  const linestyle =
    format.linestyle ?? (format.marker === undefined ? "-" : "none");
  return canvas.add(
    new Line(xs, ys, { linestyle, ...format, ...options, color }),
  );
}

/** How stems look. */
export interface StemOptions {
  readonly linefmt?: string;
  readonly markerfmt?: string;
  readonly basefmt?: string;
  readonly bottom?: number;
  readonly label?: string;
}

const stemNames = [
  "linefmt",
  "markerfmt",
  "basefmt",
  "bottom",
  "label",
] as const;

/** Stems from a base line up to points: `stem(y)` or `stem(x, y)`. */
export function stem(
  canvas: Canvas,
  x: ValuesOrNames,
  y: Values | StemOptions | undefined,
  given: StemOptions = {},
): Line {
  const alone = y === undefined || elements(y) === undefined;
  const options = readOptions(
    "stem",
    alone ? ((y ?? {}) as StemOptions) : given,
    stemNames,
  );
  const ys = canvas.convertY("stem", alone ? x : y);
  const xs = alone
    ? Float64Array.from(ys, (_, i) => i)
    : canvas.convertX("stem", x);
  toNumbersOfLength("stem", ys, xs.length);
  const { bottom = 0 } = options;
  const line = parseFormat(options.linefmt ?? "C0-");
  const markers = parseFormat(options.markerfmt ?? "o");
  const base = parseFormat(options.basefmt ?? "C3-");
  const color = line.color ?? "C0";
  const segments = [...xs].map((at, i) => ({
    x: [at, at] as const,
    y: [bottom, ys[i] ?? NaN] as const,
  }));
  const linestyle = line.linestyle ?? "-";
  canvas.add(new Segments(segments, { linestyle }, color));
  const ends = Float64Array.of(Math.min(...xs), Math.max(...xs));
  canvas.add(
    new Line(ends, Float64Array.of(bottom, bottom), {
      color: base.color ?? "C3",
      linestyle: base.linestyle ?? "-",
    }),
  );
  return canvas.add(
    new Line(xs, ys, {
      color: markers.color ?? color,
      marker: markers.marker ?? "o",
      linestyle: "none",
      ...(options.label === undefined ? {} : { label: options.label }),
    }),
  );
}
