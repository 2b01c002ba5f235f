// Text at a place in the data, perhaps with an arrow to another place.
import { order, type Artist, type Extent, type View } from "../artist.js";
import { fillOf, paintOf, strokeOf, toPaint, type Color } from "../color.js";
import { lineAttributes, type LineStyle } from "../linestyle.js";
import { readOptions } from "../options.js";
import { el, pathData, type Svg } from "../svg.js";
import {
  drawText,
  textBox,
  type Box,
  type HorizontalAlign,
  type TextStyle,
  type VerticalAlign,
} from "../text/label.js";
import type { Canvas } from "./canvas.js";

/** A box around a text. */
export interface TextBoxStyle {
  readonly facecolor?: Color;
  readonly fc?: Color;
  readonly edgecolor?: Color;
  readonly ec?: Color;
  readonly boxstyle?: "square" | "round";
  readonly alpha?: number;
  /** Room around the text, in units of the font's size. */
  readonly pad?: number;
}

/** How a text looks; sizes in points. */
export interface TextOptions {
  readonly fontsize?: number;
  readonly size?: number;
  readonly color?: Color;
  readonly c?: Color;
  readonly ha?: HorizontalAlign;
  readonly horizontalalignment?: HorizontalAlign;
  readonly va?: VerticalAlign;
  readonly verticalalignment?: VerticalAlign;
  readonly rotation?: number;
  readonly alpha?: number;
  readonly weight?: "normal" | "bold";
  readonly fontweight?: "normal" | "bold";
  readonly style?: "normal" | "italic";
  readonly zorder?: number;
  readonly bbox?: TextBoxStyle;
  /** `"axes"` counts from the corner of the axes in fractions. */
  readonly transform?: "data" | "axes";
}

const textNames = [
  "fontsize",
  "color",
  "ha",
  "va",
  "rotation",
  "alpha",
  "weight",
  "style",
  "zorder",
  "bbox",
  "transform",
] as const;

const textAliases = {
  size: "fontsize",
  horizontalalignment: "ha",
  verticalalignment: "va",
  fontweight: "weight",
};

/** An arrow from a text to the point that it is about. */
export interface ArrowStyle {
  readonly arrowstyle?: "->" | "-|>" | "<-" | "<->" | "-" | "simple" | "fancy";
  readonly color?: Color;
  readonly facecolor?: Color;
  readonly edgecolor?: Color;
  readonly lw?: number;
  readonly linewidth?: number;
  readonly linestyle?: LineStyle;
  readonly ls?: LineStyle;
  /** Points left free at each end. */
  readonly shrink?: number;
  readonly width?: number;
  readonly headwidth?: number;
  /** Bends the arrow by this part of its length: `"arc3,rad=0.3"`. */
  readonly connectionstyle?: string;
}

export interface AnnotateOptions extends TextOptions {
  readonly xytext?: readonly [number, number];
  readonly textcoords?: "data" | "offset points" | "axes fraction";
  readonly arrowprops?: ArrowStyle;
}

type Point = readonly [number, number];

function styleOf(options: TextOptions): TextStyle {
  return {
    size: options.fontsize ?? 10,
    color: options.color ?? "k",
    ha: options.ha ?? "left",
    va: options.va ?? "baseline",
    rotation: options.rotation ?? 0,
    weight: options.weight ?? "normal",
    slant: options.style ?? "normal",
    steady: options.bbox !== undefined,
    ...(options.alpha === undefined ? {} : { alpha: options.alpha }),
  };
}

function drawBox(style: TextBoxStyle, size: number, box: Box): Svg {
  const pad = (style.pad ?? 0.3) * size;
  return el("rect", {
    x: box.x - pad,
    y: box.y - pad,
    width: box.width + 2 * pad,
    height: box.height + 2 * pad,
    rx: style.boxstyle === "round" ? pad : undefined,
    ...paintOf(
      toPaint(style.facecolor ?? style.fc ?? "C0", style.alpha),
      toPaint(style.edgecolor ?? style.ec ?? "k", style.alpha),
    ),
  });
}

export class Text implements Artist {
  readonly zorder: number;
  readonly clip = false;

  constructor(
    readonly text: string,
    private readonly at: (view: View) => Point,
    private readonly options: TextOptions,
    private readonly arrow?: {
      readonly style: ArrowStyle;
      readonly tip: (view: View) => Point;
    },
  ) {
    this.zorder = options.zorder ?? order.text;
  }

  // Text follows the data; it does not move the limits.
  extent(): Extent {
    return {};
  }

  draw(view: View): Svg[] {
    const [x, y] = this.at(view);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [];
    const style = styleOf(this.options);
    const box = textBox(this.text, x, y, style);
    const { bbox } = this.options;
    const frame = bbox === undefined ? [] : [drawBox(bbox, style.size, box)];
    const arrow =
      this.arrow === undefined
        ? []
        : drawArrow(this.arrow.style, box, this.text, this.arrow.tip(view), [
            x,
            y,
          ]);
    return [...arrow, ...frame, ...drawText(this.text, x, y, style)];
  }

  covers(view: View): Box | undefined {
    const [x, y] = this.at(view);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
    return textBox(this.text, x, y, styleOf(this.options));
  }
}

/** Where a ray from inside a box leaves it. */
function leave(box: Box, from: Point, to: Point): Point {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const tx =
    dx > 0
      ? (box.x + box.width - from[0]) / dx
      : dx < 0
        ? (box.x - from[0]) / dx
        : Infinity;
  const ty =
    dy > 0
      ? (box.y + box.height - from[1]) / dy
      : dy < 0
        ? (box.y - from[1]) / dy
        : Infinity;
  const t = Math.max(0, Math.min(tx, ty, 1));
  return [from[0] + t * dx, from[1] + t * dy];
}

function towards(from: Point, to: Point, length: number): Point {
  const distance = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (distance === 0) return from;
  const t = length / distance;
  return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
}

/** The two corners behind an arrow's tip. */
function headCorners(
  tip: Point,
  from: Point,
  length: number,
  halfWidth: number,
): [Point, Point] {
  const [bx, by] = towards(tip, from, length);
  const distance = Math.hypot(tip[0] - from[0], tip[1] - from[1]) || 1;
  const nx = (-(tip[1] - from[1]) / distance) * halfWidth;
  const ny = ((tip[0] - from[0]) / distance) * halfWidth;
  return [
    [bx + nx, by + ny],
    [bx - nx, by - ny],
  ];
}

function drawArrow(
  style: ArrowStyle,
  box: Box,
  text: string,
  tip: Point,
  anchor: Point,
): Svg[] {
  const pad = 4;
  const around: Box = {
    x: box.x - pad,
    y: box.y - pad,
    width: box.width + 2 * pad,
    height: box.height + 2 * pad,
  };
  const middle: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const start = text === "" ? anchor : leave(around, middle, tip);
  const gap = 2 + (style.shrink ?? 0) * 10;
  if (Math.hypot(tip[0] - start[0], tip[1] - start[1]) < 2 * gap) return [];
  const end = towards(tip, start, gap);
  // matplotlib's default without an arrowstyle is a wedge-like solid arrow.
  return style.arrowstyle === undefined
    ? [solidArrow(style, start, end)]
    : lineArrow(style, start, end);
}

function solidArrow(style: ArrowStyle, start: Point, end: Point): Svg {
  const width = (style.width ?? 4) / 2;
  const head = (style.headwidth ?? 12) / 2;
  const length = Math.min(
    12,
    0.6 * Math.hypot(end[0] - start[0], end[1] - start[1]),
  );
  const [outerA, outerB] = headCorners(end, start, length, head);
  const [innerA, innerB] = headCorners(end, start, length, width);
  const shift = (corner: Point, base: Point): Point => [
    start[0] + corner[0] - base[0],
    start[1] + corner[1] - base[1],
  ];
  const base = towards(end, start, length);
  const points = [
    shift(innerA, base),
    innerA,
    outerA,
    end,
    outerB,
    innerB,
    shift(innerB, base),
  ];
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const color = style.color ?? "C0";
  return el("path", {
    d: pathData(xs, ys, true),
    ...paintOf(
      toPaint(style.facecolor ?? color),
      toPaint(style.edgecolor ?? style.color ?? "k"),
    ),
    "stroke-linejoin": "miter",
  });
}

function bend(style: ArrowStyle, start: Point, end: Point): Point {
  const rad = Number(
    /rad\s*=\s*(-?[\d.]+)/.exec(style.connectionstyle ?? "")?.[1] ?? 0,
  );
  const dx = end[0] - start[0];
  const dy = end[1] - start[1];
  return [
    (start[0] + end[0]) / 2 - rad * dy,
    (start[1] + end[1]) / 2 + rad * dx,
  ];
}

function lineArrow(style: ArrowStyle, start: Point, end: Point): Svg[] {
  const width = style.linewidth ?? style.lw ?? 1;
  const paint = toPaint(style.color ?? style.edgecolor ?? "k");
  const control = bend(style, start, end);
  const line = lineAttributes(style.linestyle ?? style.ls ?? "-", width);
  const look = { fill: "none", ...strokeOf(paint) };
  const at = (p: Point) => `${p[0].toFixed(2)} ${p[1].toFixed(2)}`;
  const kind = style.arrowstyle ?? "->";
  const filled = kind === "-|>" || kind === "simple" || kind === "fancy";
  const curve = `M${at(start)}Q${at(control)} ${at(end)}`;
  const drawn = [
    el("path", { d: curve, ...look, ...line, "stroke-linecap": "butt" }),
  ];
  const size = 4 + 1.5 * width;
  const head = (tip: Point) => {
    const [a, b] = headCorners(tip, control, size, size / 2);
    const points = [a, tip, b];
    const d = pathData(
      points.map(([x]) => x),
      points.map(([, y]) => y),
      filled,
    );
    const inside = filled ? fillOf(paint) : {};
    return el("path", { d, ...look, ...inside, "stroke-width": width });
  };
  if (kind !== "-" && kind !== "<-") drawn.push(head(end));
  if (kind === "<-" || kind === "<->") drawn.push(head(start));
  return drawn;
}

/** Writes a text at a point. */
export function text(
  canvas: Canvas,
  x: number | Date,
  y: number | Date,
  content: string,
  given: TextOptions = {},
): Text {
  const options = readOptions("text", given, textNames, textAliases);
  const px = Number(x);
  const py = Number(y);
  const at =
    options.transform === "axes"
      ? inAxes([px, py])
      : (view: View): Point => [view.x(px), view.y(py)];
  return canvas.add(new Text(content, at, options));
}

function inAxes([fx, fy]: Point): (view: View) => Point {
  return ({ box }) => [box.x + fx * box.width, box.y + (1 - fy) * box.height];
}

/** Writes a text about a point, with an arrow to it on request. */
export function annotate(
  canvas: Canvas,
  content: string,
  xy: readonly [number, number],
  given: AnnotateOptions = {},
): Text {
  const options = readOptions(
    "annotate",
    given,
    [...textNames, "xytext", "textcoords", "arrowprops"],
    textAliases,
  );
  const { xytext, textcoords, arrowprops, ...look } = options;
  const tip = (view: View): Point => [view.x(xy[0]), view.y(xy[1])];
  const at = (view: View): Point => {
    if (xytext === undefined) return tip(view);
    if (textcoords === "axes fraction") return inAxes(xytext)(view);
    if (textcoords !== "offset points")
      return [view.x(xytext[0]), view.y(xytext[1])];
    const [x, y] = tip(view);
    return [x + xytext[0], y - xytext[1]];
  };
  const arrow =
    arrowprops === undefined ? undefined : { style: arrowprops, tip };
  return canvas.add(new Text(content, at, look, arrow));
}
