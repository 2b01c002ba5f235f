// Flat axes without their marks: limits, scales, ticks, labels, grid, frame.
import { order, type Outline, type View } from "../artist.js";
import { fillOf, paintOf, toPaint } from "../color.js";
import { readOptions } from "../options.js";
import type { ScaleName, SymlogOptions } from "../scales.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import { applyAspect } from "./aspect.js";
import { drawAxis, drawGrid } from "./axisdrawing.js";
import {
  Axis,
  labelStyleNames,
  type GridOptions,
  type LabelStyle,
  type Piece,
  type Side,
} from "./axis.js";
import { AxesBase, type Rendered, type Slot } from "./base.js";
import { drawLegend, legendLook } from "./legend.js";
import {
  applyAxisWord,
  applySettings,
  chooseTicks,
  convert,
  gridOptionNames,
  setLimits,
  setScale,
  axesSettingNames,
  type AxesSettings,
  type AxisSetting,
  type Limits,
  type TickArguments,
} from "./settings.js";
import { Span } from "./span.js";
import { applyTickParams, type TickParams } from "./tickparams.js";

export abstract class Frame extends AxesBase {
  readonly projection = "2d";
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  aspect: number | "auto" = "auto";
  adjustable: "box" | "datalim" = "box";
  /** The limits of the latest drawing, which an equal aspect may have widened. */
  drawnLimits: Readonly<Record<"x" | "y", readonly [number, number]>> = {
    x: [0, 1],
    y: [0, 1],
  };
  readonly hiddenSpines = new Set<Side>();

  constructor(slot: Slot, xspan = new Span("x"), yspan = new Span("y")) {
    super(slot);
    this.xaxis = new Axis(xspan, "bottom");
    this.yaxis = new Axis(yspan, "left");
    xspan.members.push(this);
    yspan.members.push(this);
    xspan.margin = this.rc["axes.xmargin"];
    yspan.margin = this.rc["axes.ymargin"];
    for (const side of ["left", "right", "top", "bottom"] as const)
      if (!this.rc[`axes.spines.${side}`]) this.hiddenSpines.add(side);
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

  /** `"linear"`, `"log"`, `"symlog"` (with `linthresh`, `linscale`) or `"date"`. */
  setXscale(name: ScaleName, options: SymlogOptions = {}): void {
    setScale(this.xaxis, "xscale", name, options);
  }

  /** `"linear"`, `"log"`, `"symlog"` (with `linthresh`, `linscale`) or `"date"`. */
  setYscale(name: ScaleName, options: SymlogOptions = {}): void {
    setScale(this.yaxis, "yscale", name, options);
  }

  /** Ticks at chosen places, with labels of one's own or their numbers. */
  setXticks(...ticks: TickArguments): void {
    chooseTicks(this.xaxis, "xticks", ...ticks);
  }

  /** Ticks at chosen places, with labels of one's own or their numbers. */
  setYticks(...ticks: TickArguments): void {
    chooseTicks(this.yaxis, "yticks", ...ticks);
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
    applyTickParams(this.xaxis, this.yaxis, params);
  }

  /**
   * `"equal"` (one unit is equally long both ways), `"scaled"`, `"square"`,
   * `"tight"`, `"off"`, `"on"`, or the limits `[x0, x1, y0, y1]`.
   */
  axis(setting: AxisSetting): void {
    if (typeof setting === "boolean") this.setAxisOn(setting);
    else if (typeof setting === "string") applyAxisWord(this, setting);
    else {
      this.setXlim(setting[0], setting[1]);
      this.setYlim(setting[2], setting[3]);
    }
  }

  /** Shows or hides axes, ticks, labels and frame together. */
  setAxisOn(on: boolean): void {
    this.frameOn = on;
    this.xaxis.visible = on;
    this.yaxis.visible = on;
  }

  /** The length of a y unit over that of an x unit, or `"auto"`. */
  setAspect(
    aspect: "equal" | "auto" | number,
    adjustable: "box" | "datalim" = "box",
  ): void {
    this.aspect = aspect === "equal" ? 1 : aspect;
    this.adjustable = adjustable;
  }

  /** Shows or hides the lines of the frame: `{ top: false, right: false }`. */
  spines(shown: Partial<Record<Side, boolean>>): void {
    for (const [side, on] of Object.entries(shown) as [Side, boolean][]) {
      if (on) this.hiddenSpines.delete(side);
      else this.hiddenSpines.add(side);
    }
  }

  /** Several settings at once. */
  set(settings: AxesSettings): void {
    applySettings(this, readOptions("set", settings, axesSettingNames));
  }

  /** Extra room around the data, as a fraction of its width. */
  margins(x: number, y = x): void {
    this.xaxis.span.margin = x;
    this.yaxis.span.margin = y;
  }

  protected axisLabels(): string[] {
    return [
      this.xaxis.label === "" ? "" : `x: ${this.xaxis.label}`,
      this.yaxis.label === "" ? "" : `y: ${this.yaxis.label}`,
    ];
  }

  /** The way from data to points within a box. */
  view(box: Box): View {
    const x = placing(this.xaxis.span, box.x, box.width);
    const y = placing(this.yaxis.span, box.y + box.height, -box.height);
    return { box, x, y };
  }

  render(cell: Box, draft = false): Rendered {
    const room = this.companions.reduce((r, c) => c.reserve(r), cell);
    const fitted = applyAspect(this, room, this.anchor);
    const { box } = fitted;
    const view = this.view(box);
    const pieces: Piece[] = [
      ...this.background(box),
      ...drawGrid(this.xaxis, box, view.x),
      ...drawGrid(this.yaxis, box, view.y),
      ...this.artists.map((artist) => ({
        zorder: artist.zorder,
        svg: draft ? [] : artist.draw(view),
        box: artist.covers?.(view),
        clip: artist.clip,
        free: !artist.clip,
      })),
      ...this.framePieces(box),
      ...drawAxis(this.xaxis, box, view.x),
      ...drawAxis(this.yaxis, box, view.y),
      ...(draft && this.legendInside ? [] : this.legendPieces(view)),
      ...this.companions.flatMap((c) => c.draw(box, cell)),
    ];
    const top = this.topEdge(pieces, box);
    const titles = this.titlePieces(box, top);
    this.drawnLimits = { x: this.getXlim(), y: this.getYlim() };
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

  private framePieces(box: Box): Piece[] {
    if (!this.frameOn || this.rc["axes.linewidth"] === 0) return [];
    const right = box.x + box.width;
    const bottom = box.y + box.height;
    const look = {
      ...paintOf({ hex: "none", alpha: 1 }, toPaint(this.rc["axes.edgecolor"])),
      "stroke-width": this.rc["axes.linewidth"],
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

  // Only a legend with an anchor of its own may leave the axes.
  private get legendInside(): boolean {
    return this.legendOptions?.bboxToAnchor === undefined;
  }

  private legendPieces(view: View): Piece[] {
    if (this.legendOptions === undefined) return [];
    const outlines = this.artists.flatMap((artist): Outline[] => {
      const outline = artist.outline?.(view);
      return outline === undefined ? [] : [outline];
    });
    const drawn = drawLegend(
      this.legendEntries(),
      legendLook(this.legendOptions, this.rc),
      view.box,
      outlines,
    );
    return drawn === undefined ? [] : [{ zorder: order.legend, ...drawn }];
  }
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
