// Bars, upright and lying, and histograms.
import type { Color } from "../color.js";
import { elements, toNumbersOfLength, toNumbers } from "../data.js";
import type { Values, ValuesOrNames } from "../data.js";
import { readOptions } from "../options.js";
import { Area, areaOptionNames, rectangle, type AreaOptions } from "./area.js";
import type { Canvas } from "./canvas.js";

/** How bars look; `width` in data units, 0.8 by default. */
export interface BarOptions extends Omit<AreaOptions, "color"> {
  readonly color?: Color | readonly Color[];
  readonly width?: number | Values;
  readonly height?: number | Values;
  readonly bottom?: number | Values;
  readonly left?: number | Values;
  readonly align?: "center" | "edge";
}

const names = [
  ...areaOptionNames,
  "width",
  "height",
  "bottom",
  "left",
  "align",
] as const;

function isColorList(
  color: Color | readonly Color[] | undefined,
): color is readonly Color[] {
  return Array.isArray(color) && typeof color[0] !== "number";
}

interface BarPlan {
  readonly places: Float64Array;
  readonly lengths: Float64Array;
  readonly thickness: Float64Array;
  readonly base: Float64Array;
}

function addBars(
  canvas: Canvas,
  plan: BarPlan,
  options: BarOptions,
  upright: boolean,
): Area[] {
  const { places, lengths, thickness, base } = plan;
  const shift = options.align === "edge" ? 0 : 0.5;
  const { color, ...rest } = options;
  const rings = [...places].map((place, i) => {
    const wide = thickness[i] ?? 0;
    const from = place - shift * wide;
    const start = base[i] ?? 0;
    const end = start + (lengths[i] ?? 0);
    return upright
      ? rectangle(from, from + wide, start, end)
      : rectangle(start, end, from, from + wide);
  });
  const rules = upright ? { stickyY: [...base] } : { stickyX: [...base] };
  if (isColorList(color)) {
    return rings.map((ring, i) => {
      const one = color[i % color.length] ?? "C0";
      const label = i === 0 ? rest : { ...rest, label: "_" };
      return canvas.add(new Area([ring], label, one, rules));
    });
  }
  const one = color ?? options.facecolor ?? canvas.nextAreaColor();
  return [canvas.add(new Area(rings, rest, one, rules))];
}

/** Upright bars of heights at places, which may be names. */
export function bar(
  canvas: Canvas,
  x: ValuesOrNames,
  height: Values | number,
  given: BarOptions = {},
): Area[] {
  const options = readOptions("bar", given, names);
  const places = canvas.convertX("bar", x);
  const sized = (data: unknown) =>
    toNumbersOfLength("bar", data, places.length);
  const plan = {
    places,
    lengths: sized(height),
    thickness: sized(options.width ?? 0.8),
    base: sized(options.bottom ?? 0),
  };
  return addBars(canvas, plan, options, true);
}

/** Lying bars of widths at heights, which may be names. */
export function barh(
  canvas: Canvas,
  y: ValuesOrNames,
  width: Values | number,
  given: BarOptions = {},
): Area[] {
  const options = readOptions("barh", given, names);
  const places = canvas.convertY("barh", y);
  const sized = (data: unknown) =>
    toNumbersOfLength("barh", data, places.length);
  const plan = {
    places,
    lengths: sized(width),
    thickness: sized(options.height ?? 0.8),
    base: sized(options.left ?? 0),
  };
  return addBars(canvas, plan, options, false);
}

/** How a histogram counts and looks. */
export interface HistOptions extends AreaOptions {
  /** A number of equal bins, or their edges. */
  readonly bins?: number | Values;
  readonly range?: readonly [number, number];
  /** Areas that sum to one instead of counts. */
  readonly density?: boolean;
  readonly cumulative?: boolean;
  readonly histtype?: "bar" | "step" | "stepfilled";
  readonly weights?: Values;
  readonly orientation?: "vertical" | "horizontal";
  readonly rwidth?: number;
}

const histNames = [
  ...areaOptionNames,
  "bins",
  "range",
  "density",
  "cumulative",
  "histtype",
  "weights",
  "orientation",
  "rwidth",
] as const;

/** Counts (or densities) of the bins, and the bins' edges. */
export interface Histogram {
  readonly counts: Float64Array;
  readonly edges: Float64Array;
}

function binEdges(values: Float64Array, options: HistOptions): Float64Array {
  if (options.bins !== undefined && elements(options.bins) !== undefined)
    return toNumbers("hist", options.bins);
  const count = typeof options.bins === "number" ? options.bins : 10;
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(
      `hist: bins must be a positive whole number, got ${String(count)}`,
    );
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const most = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  let [low, high] = options.range ?? (least <= most ? [least, most] : [0, 1]);
  // NumPy widens a single value by a half to each side.
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / count;
  return Float64Array.from({ length: count + 1 }, (_, i) =>
    i === count ? high : low + i * width,
  );
}

/**
 * Counts values in bins as NumPy does: every bin is open at its right edge but
 * the last.
 */
export function histogram(data: unknown, options: HistOptions = {}): Histogram {
  const values = toNumbers("hist", data);
  const edges = binEdges(values, options);
  const bins = edges.length - 1;
  const weights =
    options.weights === undefined
      ? undefined
      : toNumbersOfLength("hist", options.weights, values.length);
  const counts = new Float64Array(bins);
  values.forEach((value, i) => {
    const bin = findBin(edges, value);
    if (bin >= 0) counts[bin] = (counts[bin] ?? 0) + (weights?.[i] ?? 1);
  });
  if (options.density === true) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    counts.forEach((count, i) => {
      counts[i] = count / total / ((edges[i + 1] ?? 0) - (edges[i] ?? 0));
    });
  }
  return {
    counts:
      options.cumulative === true
        ? runningSum(counts, edges, options.density === true)
        : counts,
    edges,
  };
}

function runningSum(
  counts: Float64Array,
  edges: Float64Array,
  density: boolean,
): Float64Array {
  let sum = 0;
  return counts.map((count, i) => {
    const width = density ? (edges[i + 1] ?? 0) - (edges[i] ?? 0) : 1;
    return (sum += count * width);
  });
}

function findBin(edges: Float64Array, value: number): number {
  const last = edges.length - 1;
  const low = edges[0] ?? NaN;
  const high = edges[last] ?? NaN;
  if (!(value >= low && value <= high)) return -1;
  let from = 0;
  let to = last;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (value >= (edges[middle] ?? NaN)) from = middle;
    else to = middle;
  }
  return from;
}

/** Adds a histogram to the axes and gives its counts. */
export function hist(
  canvas: Canvas,
  data: Values,
  given: HistOptions = {},
): Histogram {
  const options = readOptions("hist", given, histNames);
  const result = histogram(data, options);
  const { counts, edges } = result;
  const { histtype = "bar", orientation = "vertical" } = options;
  const upright = orientation === "vertical";
  const color = options.color ?? canvas.nextAreaColor();
  // The colour is given apart: it may have come from the cycle.
  const look: AreaOptions = { ...options, color };
  const rules = upright ? { stickyY: [0] } : { stickyX: [0] };
  if (histtype === "bar") {
    const part = options.rwidth ?? 1;
    const rings = [...counts].map((count, i) => {
      const left = edges[i] ?? 0;
      const wide = (edges[i + 1] ?? 0) - left;
      const from = left + (wide * (1 - part)) / 2;
      return upright
        ? rectangle(from, from + wide * part, 0, count)
        : rectangle(0, count, from, from + wide * part);
    });
    canvas.add(new Area(rings, look, color, rules));
    return result;
  }
  const along = [...edges].flatMap((edge) => [edge, edge]);
  const up = [0, ...[...counts].flatMap((count) => [count, count]), 0];
  const ring = upright ? { xs: along, ys: up } : { xs: up, ys: along };
  const style: AreaOptions =
    histtype === "step"
      ? { ...look, facecolor: "none", edgecolor: options.edgecolor ?? color }
      : look;
  canvas.add(new Area([ring], style, color, rules));
  return result;
}
