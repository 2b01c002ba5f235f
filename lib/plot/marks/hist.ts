// Histograms, with NumPy's bins.
import type { Color } from "../color.js";
import {
  elements,
  isNested,
  toNumbers,
  toNumbersOfLength,
  type Values,
} from "../data.js";
import { readOptions } from "../options.js";
import { Area, areaOptionNames, rectangle, type AreaOptions } from "./area.js";
import type { Canvas } from "./canvas.js";

/** How a histogram counts and looks. */
export interface HistOptions extends Omit<AreaOptions, "color" | "label"> {
  /** One, or one for each of several samples. */
  readonly color?: Color | readonly string[];
  readonly label?: string | readonly string[];
  /** Several samples on each other instead of side by side. */
  readonly stacked?: boolean;
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
  "stacked",
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

/**
 * Adds a histogram to the axes and gives its counts. Several samples stand side by side, or on each other with
 * `stacked`, in common bins.
 */
export function hist(
  canvas: Canvas,
  data: Values | readonly Values[],
  given: HistOptions = {},
): Histogram | Histogram[] {
  const options = readOptions("hist", given, histNames);
  return isNested(data)
    ? histSeveral(canvas, (elements(data) ?? []) as Values[], options)
    : histOne(canvas, data as Values, options);
}

function histSeveral(
  canvas: Canvas,
  samples: readonly Values[],
  options: HistOptions,
): Histogram[] {
  const rows = samples.map((sample) => toNumbers("hist", sample));
  const all = Float64Array.from(rows.flatMap((row) => [...row]));
  const { edges } = histogram(all, { ...options, density: false });
  const upright = options.orientation !== "horizontal";
  const { label, color, ...look } = options;
  const base = new Float64Array(edges.length - 1);
  return rows.map((row, i) => {
    const result = histogram(row, { ...options, bins: edges });
    // matplotlib leaves a fifth of each bin free between neighbours.
    const part = options.stacked === true ? 1 : 0.8 / rows.length;
    const rings = [...result.counts].map((count, k) => {
      const left = edges[k] ?? 0;
      const wide = (edges[k + 1] ?? 0) - left;
      const from =
        left + wide * (options.stacked === true ? 0 : 0.1 + part * i);
      const low = base[k] ?? 0;
      if (options.stacked === true) base[k] = low + count;
      return upright
        ? rectangle(from, from + wide * part, low, low + count)
        : rectangle(low, low + count, from, from + wide * part);
    });
    const rules = upright ? { stickyY: [0] } : { stickyX: [0] };
    const own = (list: unknown) =>
      Array.isArray(list) ? (list[i] as string | undefined) : undefined;
    const name = own(label);
    const named = name === undefined ? look : { ...look, label: name };
    const paint = own(color) ?? canvas.nextAreaColor();
    canvas.add(new Area(rings, named, paint, rules));
    return result;
  });
}

function histOne(
  canvas: Canvas,
  data: Values,
  options: HistOptions,
): Histogram {
  const result = histogram(data, options);
  const { counts, edges } = result;
  const { histtype = "bar", orientation = "vertical" } = options;
  const upright = orientation === "vertical";
  const color = (options.color as Color | undefined) ?? canvas.nextAreaColor();
  // The colour is given apart: it may have come from the cycle.
  const look = { ...options, color } as AreaOptions;
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
