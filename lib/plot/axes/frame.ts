// Flat axes without their marks: limits, scales, ticks, labels, grid, frame.
import { order, type Outline, type View } from "../artist.js";
import { fillOf, paintOf, toPaint, type Color } from "../color.js";
import { areDates, elements, isNames, toNumbers } from "../data.js";
import { readOptions, unknown } from "../options.js";
import { categories, date, scales, type ScaleName } from "../scales.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import { applyAspect } from "./aspect.js";
import {
  Axis,
  drawAxis,
  drawGrid,
  labelStyleNames,
  type GridOptions,
  type LabelStyle,
  type Piece,
  type Side,
  type TickStyle,
} from "./axis.js";
import { AxesBase, type Rendered, type Slot } from "./base.js";
import { drawLegend } from "./legend.js";
import { Span, type Direction } from "./span.js";

const gridOptionNames = [
  "which",
  "axis",
  "color",
  "linestyle",
  "linewidth",
  "alpha",
  "zorder",
] as const;

/** Options of `tickParams`; lengths and sizes in points. */
export interface TickParams extends Partial<Omit<TickStyle, "color">> {
  readonly axis?: "x" | "y" | "both";
  readonly which?: "major" | "minor" | "both";
  readonly color?: Color;
  readonly colors?: Color;
  readonly labelrotation?: number;
  readonly left?: boolean;
  readonly bottom?: boolean;
  readonly labelleft?: boolean;
  readonly labelbottom?: boolean;
}

const tickParamNames = [
  "axis",
  "which",
  "color",
  "colors",
  "labelrotation",
  "left",
  "bottom",
  "labelleft",
  "labelbottom",
  "length",
  "width",
  "pad",
  "labelsize",
  "rotation",
  "labelcolor",
  "direction",
  "ticks",
  "labels",
  "ha",
] as const;

/** How labels of chosen ticks look. */
export interface TickLabelStyle {
  readonly rotation?: number;
  readonly fontsize?: number;
  readonly color?: Color;
  readonly ha?: "left" | "center" | "right";
}

/** A pair of limits; `null` leaves one to the data. */
export type Limits = readonly [low: number | null, high: number | null];

export abstract class Frame extends AxesBase {
  readonly projection = "2d";
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  aspect: number | "auto" = "auto";
  adjustable: "box" | "datalim" = "box";
  readonly hiddenSpines = new Set<Side>();

  constructor(slot: Slot, xspan = new Span("x"), yspan = new Span("y")) {
    super(slot);
    this.xaxis = new Axis(xspan, "bottom");
    this.yaxis = new Axis(yspan, "left");
    xspan.members.push(this);
    yspan.members.push(this);
  }

  convertX(operation: string, data: unknown): Float64Array {
    return convert(operation, data, this.xaxis);
  }

  convertY(operation: string, data: unknown): Float64Array {
    return convert(operation, data, this.yaxis);
  }

  /** The label below the x axis. */
  setXlabel(text: string, style: LabelStyle = {}): void {
    this.xaxis.label = text;
    this.xaxis.labelStyle = readOptions("xlabel", style, labelStyleNames);
  }

  /** The label beside the y axis. */
  setYlabel(text: string, style: LabelStyle = {}): void {
    this.yaxis.label = text;
    this.yaxis.labelStyle = readOptions("ylabel", style, labelStyleNames);
  }

  /** The x limits; the first larger than the second turns the axis round. */
  setXlim(low: number | Limits | null, high: number | null = null): void {
    setLimits(this.xaxis.span, low, high);
  }

  /** The y limits; the first larger than the second turns the axis round. */
  setYlim(low: number | Limits | null, high: number | null = null): void {
    setLimits(this.yaxis.span, low, high);
  }

  /** The x limits in view. */
  getXlim(): [number, number] {
    return this.xaxis.span.limits();
  }

  /** The y limits in view. */
  getYlim(): [number, number] {
    return this.yaxis.span.limits();
  }

  invertXaxis(): void {
    this.xaxis.span.inverted = !this.xaxis.span.inverted;
  }

  invertYaxis(): void {
    this.yaxis.span.inverted = !this.yaxis.span.inverted;
  }

  /** `"linear"`, `"log"`, `"symlog"` or `"date"`. */
  setXscale(name: ScaleName): void {
    setScale(this.xaxis, "xscale", name);
  }

  /** `"linear"`, `"log"`, `"symlog"` or `"date"`. */
  setYscale(name: ScaleName): void {
    setScale(this.yaxis, "yscale", name);
  }

  /** Ticks at chosen places, with labels of one's own or their numbers. */
  setXticks(
    ticks: unknown,
    labels?: readonly string[],
    style: TickLabelStyle = {},
  ): void {
    chooseTicks(this.xaxis, "xticks", ticks, labels, style);
  }

  /** Ticks at chosen places, with labels of one's own or their numbers. */
  setYticks(
    ticks: unknown,
    labels?: readonly string[],
    style: TickLabelStyle = {},
  ): void {
    chooseTicks(this.yaxis, "yticks", ticks, labels, style);
  }

  /** Shows ticks between the ticks. */
  minorticksOn(): void {
    this.xaxis.minorOn = true;
    this.yaxis.minorOn = true;
  }

  /**
   * Shows or hides the grid.
   *
   * @example ax.grid(true, { axis: "y", linestyle: ":", alpha: 0.5 })
   */
  grid(visible: boolean | GridOptions = true, options: GridOptions = {}): void {
    const given = typeof visible === "boolean" ? options : visible;
    const read = readOptions("grid", given, gridOptionNames);
    const shown = visible === false ? undefined : read;
    if (read.axis !== "y") this.xaxis.grid = shown;
    if (read.axis !== "x") this.yaxis.grid = shown;
  }

  /** Changes how ticks and their labels look. */
  tickParams(params: TickParams): void {
    const read = readOptions("tickParams", params, tickParamNames);
    const { axis = "both", which: _which, color, colors, ...rest } = read;
    const { labelrotation, left, bottom, labelleft, labelbottom, ...style } =
      rest;
    const shared: Partial<TickStyle> = { ...style };
    if (labelrotation !== undefined) shared.rotation = labelrotation;
    if (colors !== undefined) shared.labelcolor = colors;
    const tickColor = color ?? colors;
    if (tickColor !== undefined) shared.color = tickColor;
    if (axis !== "y") Object.assign(this.xaxis.style, shared);
    if (axis !== "x") Object.assign(this.yaxis.style, shared);
    if (bottom !== undefined) this.xaxis.style.ticks = bottom;
    if (left !== undefined) this.yaxis.style.ticks = left;
    if (labelbottom !== undefined) this.xaxis.style.labels = labelbottom;
    if (labelleft !== undefined) this.yaxis.style.labels = labelleft;
  }

  /**
   * `"equal"` (one unit is equally long both ways), `"scaled"`, `"square"`,
   * `"tight"`, `"off"`, `"on"`, or the limits `[x0, x1, y0, y1]`.
   */
  axis(setting: AxisSetting): void {
    if (typeof setting === "boolean") this.setAxisOn(setting);
    else if (typeof setting === "string") this.applyAxisWord(setting);
    else {
      this.setXlim(setting[0], setting[1]);
      this.setYlim(setting[2], setting[3]);
    }
  }

  private setAxisOn(on: boolean): void {
    this.frameOn = on;
    this.xaxis.visible = on;
    this.yaxis.visible = on;
  }

  private applyAxisWord(word: AxisWord): void {
    const tight = () => {
      this.xaxis.span.margin = 0;
      this.yaxis.span.margin = 0;
    };
    const actions: Record<AxisWord, () => void> = {
      on: () => {
        this.setAxisOn(true);
      },
      off: () => {
        this.setAxisOn(false);
      },
      equal: () => {
        this.setAspect("equal", "datalim");
      },
      scaled: () => {
        this.setAspect("equal", "box");
      },
      image: () => {
        tight();
        this.setAspect("equal", "box");
      },
      square: () => {
        this.setAspect("equal", "datalim");
      },
      tight,
      auto: () => {
        this.setAspect("auto");
      },
    };
    if (!Object.hasOwn(actions, word))
      throw unknown("axis", "setting", word, Object.keys(actions));
    actions[word]();
  }

  /** The length of a y unit over that of an x unit, or `"auto"`. */
  setAspect(
    aspect: "equal" | "auto" | number,
    adjustable: "box" | "datalim" = "box",
  ): void {
    this.aspect = aspect === "equal" ? 1 : aspect;
    this.adjustable = adjustable;
  }

  /** Extra room around the data, as a fraction of its width. */
  margins(x: number, y = x): void {
    this.xaxis.span.margin = x;
    this.yaxis.span.margin = y;
  }

  /** The way from data to points within a box. */
  view(box: Box): View {
    const x = placing(this.xaxis.span, box.x, box.width);
    const y = placing(this.yaxis.span, box.y + box.height, -box.height);
    return { box, x, y };
  }

  render(cell: Box): Rendered {
    const room = this.companions.reduce((r, c) => c.reserve(r), cell);
    const fitted = applyAspect(this, room);
    const { box } = fitted;
    const view = this.view(box);
    const pieces: Piece[] = [
      ...this.background(box),
      ...drawGrid(this.xaxis, box, view.x),
      ...drawGrid(this.yaxis, box, view.y),
      ...this.artists.map((artist) => ({
        zorder: artist.zorder,
        svg: artist.draw(view),
        box: artist.covers?.(view),
        clip: artist.clip,
      })),
      ...this.spines(box),
      ...drawAxis(this.xaxis, box, view.x),
      ...drawAxis(this.yaxis, box, view.y),
      ...this.legendPieces(view),
      ...this.companions.flatMap((c) => c.draw(box, cell)),
    ];
    const top = this.topEdge(pieces, box);
    const titles = this.titlePieces(box, top);
    fitted.restore();
    return { box, pieces: [...pieces, ...titles] };
  }

  // A title moves up when the x axis has its labels above.
  private topEdge(pieces: readonly Piece[], box: Box): number {
    if (this.xaxis.side !== "top") return box.y;
    const tops = pieces.flatMap((p) => (p.box === undefined ? [] : [p.box.y]));
    return Math.min(box.y, ...tops);
  }

  private background(box: Box): Piece[] {
    if (!this.frameOn || this.facecolor === "none")
      return [{ zorder: -1, svg: [], box }];
    const look = this.facecolor === "w" ? { class: "plot-paper" } : {};
    const fill = fillOf(toPaint(this.facecolor));
    return [
      { zorder: -1, svg: [el("rect", { ...box, ...fill, ...look })], box },
    ];
  }

  private spines(box: Box): Piece[] {
    if (!this.frameOn) return [];
    const right = box.x + box.width;
    const bottom = box.y + box.height;
    const look = {
      ...paintOf({ hex: "none", alpha: 1 }, toPaint("k")),
      "stroke-width": 0.8,
      "stroke-linecap": "square",
      "stroke-linejoin": "miter",
    };
    if (this.hiddenSpines.size === 0) {
      const d = `${pathData([box.x, right, right, box.x], [box.y, box.y, bottom, bottom])}Z`;
      return [{ zorder: order.spine, svg: [el("path", { d, ...look })] }];
    }
    const lines: Record<Side, string> = {
      bottom: pathData([box.x, right], [bottom, bottom]),
      top: pathData([box.x, right], [box.y, box.y]),
      left: pathData([box.x, box.x], [box.y, bottom]),
      right: pathData([right, right], [box.y, bottom]),
    };
    const shown = (Object.keys(lines) as Side[]).filter(
      (side) => !this.hiddenSpines.has(side),
    );
    const svg: Svg[] = shown.map((side) =>
      el("path", { d: lines[side], ...look }),
    );
    return [{ zorder: order.spine, svg }];
  }

  private legendPieces(view: View): Piece[] {
    if (this.legendOptions === undefined) return [];
    const outlines = this.artists.flatMap((artist): Outline[] => {
      const outline = artist.outline?.(view);
      return outline === undefined ? [] : [outline];
    });
    const drawn = drawLegend(
      this.legendEntries(),
      this.legendOptions,
      view.box,
      outlines,
    );
    return drawn === undefined ? [] : [{ zorder: order.legend, ...drawn }];
  }
}

type AxisWord =
  "on" | "off" | "equal" | "scaled" | "image" | "square" | "tight" | "auto";

/** What `axis` takes. */
export type AxisSetting =
  AxisWord | boolean | readonly [number, number, number, number];

function convert(operation: string, data: unknown, axis: Axis): Float64Array {
  const names = typeof data === "string" ? [data] : data;
  if (!isNames(names)) {
    if (areDates(data)) axis.span.scale = date;
    return toNumbers(operation, data);
  }
  const known = [...axis.names];
  const places = (elements(names) ?? []).map((name) => {
    const text = String(name);
    if (!known.includes(text)) known.push(text);
    return known.indexOf(text);
  });
  axis.names = known;
  axis.span.scale = categories(known);
  return Float64Array.from(places);
}

function setLimits(
  span: Span,
  low: number | Limits | null,
  high: number | null,
): void {
  const [a, b] = typeof low === "object" && low !== null ? low : [low, high];
  if (a !== null && b !== null && a > b) {
    [span.low, span.high, span.inverted] = [b, a, true];
    return;
  }
  if (a !== null) span.low = a;
  if (b !== null) span.high = b;
  if (a !== null && b !== null) span.inverted = false;
}

function setScale(axis: Axis, operation: string, name: ScaleName): void {
  if (!Object.hasOwn(scales, name))
    throw unknown(operation, "scale", name, Object.keys(scales));
  axis.span.scale = scales[name];
}

function chooseTicks(
  axis: Axis,
  operation: string,
  ticks: unknown,
  labels: readonly string[] | undefined,
  style: TickLabelStyle,
): void {
  const read = readOptions(operation, style, [
    "rotation",
    "fontsize",
    "color",
    "ha",
  ]);
  const places = [...toNumbers(operation, ticks)];
  if (labels !== undefined && labels.length !== places.length)
    throw new RangeError(
      `${operation}: ${String(places.length)} ticks need as many labels, got ${String(labels.length)}`,
    );
  axis.chosen = { ticks: places, ...(labels === undefined ? {} : { labels }) };
  if (read.rotation !== undefined) axis.style.rotation = read.rotation;
  if (read.fontsize !== undefined) axis.style.labelsize = read.fontsize;
  if (read.color !== undefined) axis.style.labelcolor = read.color;
  if (read.ha !== undefined) axis.style.ha = read.ha;
}

/** From data to points along a span that starts at `from`. */
function placing(
  span: Span,
  from: number,
  length: number,
): (value: number) => number {
  const { scale } = span;
  const [low, high] = span.limits();
  const start = scale.forward(low);
  const width = scale.forward(high) - start;
  return (value) => from + ((scale.forward(value) - start) / width) * length;
}

export type { Direction };
