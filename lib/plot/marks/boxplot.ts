// Boxes with whiskers: the quartiles of samples (Tukey 1977).
import type { Domain, Extent } from "../artist.js";
import type { Color } from "../color.js";
import {
  elements,
  isNested,
  toNumbers,
  toNumbersOfLength,
  type Values,
} from "../data.js";
import { readOptions } from "../options.js";
import { Area, rectangle, type Ring } from "./area.js";
import type { Canvas } from "./canvas.js";
import { Line } from "./line.js";
import { Segments } from "./reference.js";

/** How box plots look and where they stand. */
export interface BoxplotOptions {
  /** Where the boxes stand: 1, 2, 3 … by default. */
  readonly positions?: Values;
  /** How wide they are, in data units. */
  readonly widths?: number | Values;
  /** Names under the boxes. */
  readonly tickLabels?: readonly string[];
  readonly orientation?: "vertical" | "horizontal";
  /** How many times the box's length a whisker may reach; 1.5 by default. */
  readonly whis?: number;
  /** Shows the values beyond the whiskers; `true` by default. */
  readonly showfliers?: boolean;
  /** Marks the means by triangles. */
  readonly showmeans?: boolean;
  /** Fills the boxes. */
  readonly patchArtist?: boolean;
  readonly facecolor?: Color;
  readonly color?: Color;
  readonly mediancolor?: Color;
}

const names = [
  "positions",
  "widths",
  "tickLabels",
  "orientation",
  "whis",
  "showfliers",
  "showmeans",
  "patchArtist",
  "facecolor",
  "color",
  "mediancolor",
] as const satisfies readonly (keyof BoxplotOptions)[];

/** What a box shows of a sample. */
export interface BoxStatistics {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly mean: number;
  /** The ends of the whiskers. */
  readonly low: number;
  readonly high: number;
  readonly fliers: readonly number[];
}

// Between neighbours, as NumPy's default method does (Hyndman and Fan's 7).
function quantile(sorted: Float64Array, part: number): number {
  const at = part * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (at - Math.floor(at)) * (above - below);
}

function statistics(sample: Float64Array, whis: number): BoxStatistics {
  const sorted = sample.filter(Number.isFinite).sort();
  const [q1 = NaN, median = NaN, q3 = NaN] = [0.25, 0.5, 0.75].map((part) =>
    quantile(sorted, part),
  );
  const reach = whis * (q3 - q1);
  const inside = sorted.filter((x) => x >= q1 - reach && x <= q3 + reach);
  const low = Math.min(inside[0] ?? q1, q1);
  const high = Math.max(inside.at(-1) ?? q3, q3);
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
  const fliers = [...sorted].filter((x) => x < low || x > high);
  return { q1, median, q3, mean, low, high, fliers };
}

// Each box has a unit of room to itself, however narrow it is, and no margin.
class Boxes extends Area {
  constructor(
    rings: readonly Ring[],
    options: BoxplotOptions,
    private readonly positions: Float64Array,
    private readonly upright: boolean,
  ) {
    const { color = "k", patchArtist = false, facecolor } = options;
    const face = facecolor ?? (patchArtist ? "C0" : "none");
    super(rings, { edgecolor: color, facecolor: face, zorder: 2 }, face);
  }

  override extent(domain: Domain): Extent {
    const own = super.extent(domain);
    const room = [
      Math.min(...this.positions) - 0.5,
      Math.max(...this.positions) + 0.5,
    ] as const;
    return this.upright
      ? { ...own, x: room, stickyX: room }
      : { ...own, y: room, stickyY: room };
  }
}

/** The boxes of one call, with their lines turned as they stand. */
class BoxDrawing {
  constructor(
    private readonly canvas: Canvas,
    private readonly upright: boolean,
    private readonly places: Float64Array,
    private readonly widths: Float64Array,
    private readonly boxes: readonly BoxStatistics[],
  ) {}

  outlines(options: BoxplotOptions): void {
    const rings = this.boxes.map(({ q1, q3 }, i) => {
      const [from, to] = this.across(i, 1);
      return this.upright
        ? rectangle(from, to, q1, q3)
        : rectangle(q1, q3, from, to);
    });
    this.canvas.add(new Boxes(rings, options, this.places, this.upright));
  }

  /** Lines across the boxes at a value of each, `part` of their width. */
  crossLines(
    value: (box: BoxStatistics) => number,
    part: number,
    color: Color,
    zorder: number,
  ): void {
    this.lines((box, i) => [this.across(i, part), value(box)], color, zorder);
  }

  whiskers(color: Color): void {
    const at = (i: number) => this.places[i] ?? NaN;
    this.lines((box, i) => [at(i), [box.low, box.q1]], color, 2);
    this.lines((box, i) => [at(i), [box.q3, box.high]], color, 2);
  }

  points(
    values: (box: BoxStatistics) => readonly number[],
    look: { marker: "o" | "^"; color: Color; markerfacecolor: Color },
  ): void {
    const along: number[] = [];
    const across: number[] = [];
    this.boxes.forEach((box, i) => {
      for (const value of values(box)) {
        along.push(value);
        across.push(this.places[i] ?? NaN);
      }
    });
    const [xs, ys] = this.upright ? [across, along] : [along, across];
    const line = { ...look, linestyle: "none", zorder: 2.1 } as const;
    this.canvas.add(
      new Line(Float64Array.from(xs), Float64Array.from(ys), line),
    );
  }

  private across(i: number, part: number): [number, number] {
    const half = (part * (this.widths[i] ?? 0)) / 2;
    const place = this.places[i] ?? NaN;
    return [place - half, place + half];
  }

  private lines(
    ends: (
      box: BoxStatistics,
      i: number,
    ) => [across: Ends | number, along: Ends | number],
    color: Color,
    zorder: number,
  ): void {
    const both = (end: Ends | number): Ends =>
      typeof end === "number" ? [end, end] : end;
    const segments = this.boxes.map((box, i) => {
      const [across, along] = ends(box, i);
      return this.upright
        ? { x: both(across), y: both(along) }
        : { x: both(along), y: both(across) };
    });
    this.canvas.add(new Segments(segments, { linewidth: 1, zorder }, color));
  }
}

type Ends = readonly [number, number];

// matplotlib's: a part of the distance that the boxes cover.
function usualWidth(places: Float64Array): number {
  const covered = Math.max(...places) - Math.min(...places);
  return Math.min(0.5, Math.max(0.15, 0.15 * covered));
}

/** What the boxes show, where they stand and what they are called. */
export interface BoxplotResult {
  readonly boxes: readonly BoxStatistics[];
  readonly places: Float64Array;
  readonly labels: readonly string[];
}

/** Draws a box for each sample and gives what they show. */
export function boxplot(
  canvas: Canvas,
  data: Values | readonly Values[],
  given: BoxplotOptions = {},
): BoxplotResult {
  const options = readOptions("boxplot", given, names);
  const samples = isNested(data)
    ? (elements(data) ?? []).map((sample) => toNumbers("boxplot", sample))
    : [toNumbers("boxplot", data)];
  const boxes = samples.map((sample) =>
    statistics(sample, options.whis ?? 1.5),
  );
  const count = boxes.length;
  const places =
    options.positions === undefined
      ? Float64Array.from(boxes, (_, i) => i + 1)
      : toNumbersOfLength("boxplot", options.positions, count);
  const widths = toNumbersOfLength(
    "boxplot",
    options.widths ?? usualWidth(places),
    count,
  );
  const upright = options.orientation !== "horizontal";
  const { color = "k" } = options;
  const drawing = new BoxDrawing(canvas, upright, places, widths, boxes);
  drawing.outlines(options);
  drawing.whiskers(color);
  drawing.crossLines(({ low }) => low, 0.5, color, 2);
  drawing.crossLines(({ high }) => high, 0.5, color, 2);
  drawing.crossLines(
    ({ median }) => median,
    1,
    options.mediancolor ?? "C1",
    2.1,
  );
  if (options.showmeans === true)
    drawing.points(({ mean }) => [mean], {
      marker: "^",
      color: "C2",
      markerfacecolor: "C2",
    });
  if (options.showfliers ?? true)
    drawing.points(({ fliers }) => fliers, {
      marker: "o",
      color,
      markerfacecolor: "none",
    });
  const labels = options.tickLabels ?? Array.from(places, String);
  return { boxes, places, labels };
}
