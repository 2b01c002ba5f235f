// Lines and bands across the whole axes, and bundles of straight lines.
import {
  order,
  type Artist,
  type Domain,
  type Extent,
  type LegendEntry,
  type View,
} from "../artist.js";
import { fillOf, strokeOf, toPaint, type Color, type Paint } from "../color.js";
import { range, toNumbers, toNumbersOfLength } from "../data.js";
import type { Values } from "../data.js";
import { lineAttributes, type LineStyle } from "../linestyle.js";
import { readOptions } from "../options.js";
import { rcParams } from "../rcparams.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import { areaOptionNames, type AreaOptions } from "./area.js";
import type { Canvas } from "./canvas.js";

/** How straight lines look. */
export interface StraightLineOptions {
  readonly color?: Color;
  readonly c?: Color;
  readonly colors?: Color;
  readonly linewidth?: number;
  readonly lw?: number;
  readonly linewidths?: number;
  readonly linestyle?: LineStyle;
  readonly ls?: LineStyle;
  readonly linestyles?: LineStyle;
  readonly alpha?: number;
  readonly zorder?: number;
  readonly label?: string;
}

const names = [
  "color",
  "linewidth",
  "linestyle",
  "alpha",
  "zorder",
  "label",
] as const;

const plurals = {
  colors: "color",
  linewidths: "linewidth",
  linestyles: "linestyle",
};

/** A segment; an end that is `undefined` reaches the edge of the axes. */
interface Segment {
  readonly x: readonly [number | undefined, number | undefined];
  readonly y: readonly [number | undefined, number | undefined];
  /** How far it reaches across, as fractions of the axes. */
  readonly part?: readonly [number, number];
}

/** Straight lines of one look. */
export class Segments implements Artist {
  readonly zorder: number;
  readonly clip = true;
  private readonly paint: Paint;
  private readonly width: number;

  constructor(
    private readonly segments: readonly Segment[],
    private readonly options: StraightLineOptions,
    color: Color,
  ) {
    this.zorder = options.zorder ?? order.line;
    this.paint = toPaint(options.color ?? color, options.alpha);
    this.width = options.linewidth ?? rcParams["lines.linewidth"];
  }

  extent(domain: Domain): Extent {
    const along = (axis: "x" | "y") =>
      this.segments.flatMap((s) => s[axis].filter((v) => v !== undefined));
    return {
      x: range(along("x"), (v) => domain.x(v)),
      y: range(along("y"), (v) => domain.y(v)),
    };
  }

  draw(view: View): Svg[] {
    const { box } = view;
    const d = this.segments
      .map(({ x, y, part = [0, 1] }) => {
        const [from, to] = part;
        const bottom = box.y + box.height;
        const acrossX = (i: 0 | 1) => box.x + part[i] * box.width;
        return pathData(
          x.map((at, i) =>
            at === undefined ? acrossX(i === 0 ? 0 : 1) : view.x(at),
          ),
          y.map((at, i) =>
            at === undefined
              ? bottom - (i === 0 ? from : to) * box.height
              : view.y(at),
          ),
        );
      })
      .join("");
    return this.stroke(d);
  }

  private stroke(d: string): Svg[] {
    const { linestyle = "-" } = this.options;
    const line = lineAttributes(linestyle, this.width);
    if (line === undefined || d === "") return [];
    return [el("path", { d, fill: "none", ...strokeOf(this.paint), ...line })];
  }

  legend(): readonly LegendEntry[] {
    const { label } = this.options;
    if (label === undefined || label.startsWith("_")) return [];
    const swatch = (box: Box) => {
      const y = box.y + box.height / 2;
      return this.stroke(pathData([box.x, box.x + box.width], [y, y]));
    };
    return [{ label, swatch }];
  }
}

/** A line across the axes, or a part of them given in fractions. */
export interface AcrossOptions extends StraightLineOptions {
  readonly xmin?: number;
  readonly xmax?: number;
  readonly ymin?: number;
  readonly ymax?: number;
}

/** A horizontal line across the axes. */
export function axhline(
  canvas: Canvas,
  y = 0,
  given: AcrossOptions = {},
): Segments {
  const known = [...names, "xmin", "xmax"] as const;
  const options = readOptions("axhline", given, known, plurals);
  const { xmin = 0, xmax = 1 } = options;
  const x = [undefined, undefined] as const;
  const segment: Segment = { x, y: [y, y], part: [xmin, xmax] };
  const color = options.color ?? canvas.nextLineColor();
  return canvas.add(new Segments([segment], options, color));
}

/** A vertical line across the axes. */
export function axvline(
  canvas: Canvas,
  x = 0,
  given: AcrossOptions = {},
): Segments {
  const known = [...names, "ymin", "ymax"] as const;
  const options = readOptions("axvline", given, known, plurals);
  const { ymin = 0, ymax = 1 } = options;
  const y = [undefined, undefined] as const;
  const segment: Segment = { x: [x, x], y, part: [ymin, ymax] };
  const color = options.color ?? canvas.nextLineColor();
  return canvas.add(new Segments([segment], options, color));
}

function bundle(
  operation: string,
  places: Values | number,
  from: Values | number,
  to: Values | number,
  pair: (place: number, a: number, b: number) => Segment,
): Segment[] {
  const at = toNumbers(operation, places);
  const starts = toNumbersOfLength(operation, from, at.length);
  const ends = toNumbersOfLength(operation, to, at.length);
  return [...at].map((place, i) => pair(place, starts[i] ?? 0, ends[i] ?? 0));
}

/** Horizontal lines at heights from one x to another. */
export function hlines(
  canvas: Canvas,
  y: Values | number,
  from: Values | number,
  to: Values | number,
  given: StraightLineOptions = {},
): Segments {
  const options = readOptions("hlines", given, names, plurals);
  const pair = (at: number, a: number, b: number): Segment => ({
    x: [a, b],
    y: [at, at],
  });
  const segments = bundle("hlines", y, from, to, pair);
  return canvas.add(new Segments(segments, options, "C0"));
}

/** Vertical lines at places from one y to another. */
export function vlines(
  canvas: Canvas,
  x: Values | number,
  from: Values | number,
  to: Values | number,
  given: StraightLineOptions = {},
): Segments {
  const options = readOptions("vlines", given, names, plurals);
  const pair = (at: number, a: number, b: number): Segment => ({
    x: [at, at],
    y: [a, b],
  });
  const segments = bundle("vlines", x, from, to, pair);
  return canvas.add(new Segments(segments, options, "C0"));
}

/** A band across the whole axes. */
export class Band implements Artist {
  readonly zorder: number;
  readonly clip = true;

  constructor(
    private readonly direction: "x" | "y",
    private readonly limits: readonly [number, number],
    private readonly options: AreaOptions,
    private readonly color: Color,
  ) {
    this.zorder = options.zorder ?? order.patch;
  }

  extent(): Extent {
    return this.direction === "x" ? { x: this.limits } : { y: this.limits };
  }

  draw(view: View): Svg[] {
    const [a, b] = this.limits;
    const { box } = view;
    const [from, to] =
      this.direction === "x" ? [view.x(a), view.x(b)] : [view.y(a), view.y(b)];
    const start = Math.min(from, to);
    const length = Math.abs(to - from);
    const band: Box =
      this.direction === "x"
        ? { ...box, x: start, width: length }
        : { ...box, y: start, height: length };
    return this.paint(band);
  }

  private paint(box: Box): Svg[] {
    const { color, facecolor, alpha } = this.options;
    const paint = toPaint(facecolor ?? color ?? this.color, alpha);
    return [el("rect", { ...box, ...fillOf(paint) })];
  }

  legend(): readonly LegendEntry[] {
    const { label } = this.options;
    if (label === undefined || label.startsWith("_")) return [];
    return [{ label, swatch: (box) => this.paint(box) }];
  }
}

/** A band across the axes between two values of x or y. */
export function axspan(
  canvas: Canvas,
  direction: "x" | "y",
  low: number,
  high: number,
  given: AreaOptions = {},
): Band {
  const operation = direction === "x" ? "axvspan" : "axhspan";
  const options = readOptions(operation, given, areaOptionNames);
  const color = options.color ?? canvas.nextAreaColor();
  return canvas.add(new Band(direction, [low, high], options, color));
}
