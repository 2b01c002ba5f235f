// One axis of a plot: ticks, their labels, the grid and the axis' label.
import { order } from "../artist.js";
import { strokeOf, toPaint, type Color } from "../color.js";
import { lineAttributes, type LineStyle } from "../linestyle.js";
import type { Ticks } from "../scales.js";
import { el, pathData, type Svg } from "../svg.js";
import {
  drawText,
  measureText,
  textBox,
  type Box,
  type TextStyle,
} from "../text/label.js";
import { tickSpace } from "../ticks.js";
import { union } from "./boxes.js";
import { minorTicks } from "./minorticks.js";
import type { Span } from "./span.js";

/** Something drawn, where in the stack, and what it covers. */
export interface Piece {
  readonly zorder: number;
  readonly svg: readonly Svg[];
  /** What layout must keep free for it, if anything. */
  readonly box?: Box | undefined;
  readonly clip?: boolean;
}

export type Side = "bottom" | "top" | "left" | "right";

/** How the lines of a grid look. */
export interface GridOptions {
  readonly which?: "major" | "minor" | "both";
  readonly axis?: "both" | "x" | "y";
  readonly color?: Color;
  readonly c?: Color;
  readonly linestyle?: LineStyle;
  readonly ls?: LineStyle;
  readonly linewidth?: number;
  readonly lw?: number;
  readonly alpha?: number;
  readonly zorder?: number;
}

/** Ticks and tick labels: lengths and sizes in points. */
export interface TickStyle {
  length: number;
  width: number;
  pad: number;
  labelsize: number;
  rotation: number;
  color: Color;
  labelcolor: Color;
  direction: "out" | "in" | "inout";
  ticks: boolean;
  labels: boolean;
  ha: "left" | "center" | "right" | undefined;
}

/** Text of a label and how it differs from the default. */
export interface LabelStyle {
  readonly fontsize?: number;
  readonly size?: number;
  readonly color?: Color;
  readonly fontweight?: "normal" | "bold";
  readonly weight?: "normal" | "bold";
  readonly rotation?: number | "horizontal" | "vertical";
  readonly labelpad?: number;
  readonly pad?: number;
  readonly loc?: "left" | "center" | "right";
}

export const labelStyleNames = [
  "fontsize",
  "size",
  "color",
  "fontweight",
  "weight",
  "rotation",
  "labelpad",
  "pad",
  "loc",
] as const;

const defaultTicks: TickStyle = {
  length: 3.5,
  width: 0.8,
  pad: 3.5,
  labelsize: 10,
  rotation: 0,
  color: "k",
  labelcolor: "k",
  direction: "out",
  ticks: true,
  labels: true,
  ha: undefined,
};

const minorScale = 2 / 3.5;

export class Axis {
  label = "";
  labelStyle: LabelStyle = {};
  readonly style: TickStyle = { ...defaultTicks };
  chosen: { ticks: readonly number[]; labels?: readonly string[] } | undefined;
  minorOn = false;
  /** Only whole numbers have ticks. */
  whole = false;
  grid: GridOptions | undefined;
  visible = true;
  /** Names of categories, in the order of their first appearance. */
  names: readonly string[] = [];

  constructor(
    readonly span: Span,
    public side: Side,
  ) {}

  get horizontal(): boolean {
    return this.side === "bottom" || this.side === "top";
  }

  // matplotlib's number of ticks, or fewer where their labels would touch.
  private roomyTicks(low: number, high: number, length: number): Ticks {
    const { scale } = this.span;
    const { labelsize: size, rotation } = this.style;
    let room = tickSpace(length, size, this.horizontal);
    let ticks = scale.ticks(low, high, room);
    const broken = () =>
      this.whole && ticks.major.some((tick) => !Number.isInteger(tick));
    while (room > 1 && broken()) ticks = scale.ticks(low, high, --room);
    if (broken()) {
      const major = ticks.major.map(Math.ceil).filter((tick) => tick <= high);
      ticks = { ...ticks, major, ...scale.labels(major, [low, high]) };
    }
    if (!this.horizontal || rotation !== 0) return ticks;
    const width = scale.forward(high) - scale.forward(low);
    const touching = () =>
      ticks.major.some((tick, i) => {
        const next = ticks.major[i + 1];
        if (next === undefined) return false;
        const apart = (scale.forward(next) - scale.forward(tick)) / width;
        const both = [ticks.labels[i] ?? "", ticks.labels[i + 1] ?? ""];
        const needed = both.reduce(
          (sum, label) => sum + measureText(label, { size }).width / 2,
          0.3 * size,
        );
        return apart * length < needed;
      });
    while (room > 1 && touching()) {
      room--;
      ticks = scale.ticks(low, high, room);
    }
    return ticks;
  }

  /** The ticks in view on an axis of a length in points. */
  ticks(length: number): Ticks {
    const [a, b] = this.span.limits();
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const { scale } = this.span;
    const automatic = this.roomyTicks(low, high, length);
    const minor = this.minorOn
      ? minorTicks(automatic, low, high)
      : automatic.minor;
    if (this.chosen === undefined) return { ...automatic, minor };
    const { labels } = this.chosen;
    const slack = 1e-9 * (high - low);
    const shown = this.chosen.ticks
      .map((tick, i) => ({ tick, label: labels?.[i] ?? "" }))
      .filter(({ tick }) => tick >= low - slack && tick <= high + slack);
    const major = shown.map(({ tick }) => tick);
    const written =
      labels === undefined
        ? scale.labels(major, [low, high])
        : { labels: shown.map(({ label }) => label), offset: "" };
    return { major, minor: this.minorOn ? minor : [], ...written };
  }
}

type Place = (value: number) => number;

/** The lines of the grid across the axes' rectangle. */
export function drawGrid(axis: Axis, box: Box, place: Place): Piece[] {
  const { grid } = axis;
  if (grid === undefined) return [];
  const ticks = axis.ticks(axis.horizontal ? box.width : box.height);
  const which = grid.which ?? "major";
  const at = [
    ...(which === "minor" ? [] : ticks.major),
    ...(which === "major" ? [] : ticks.minor),
  ];
  const d = at
    .map((tick) => place(tick))
    .map((p) =>
      axis.horizontal
        ? pathData([p, p], [box.y + box.height, box.y])
        : pathData([box.x, box.x + box.width], [p, p]),
    )
    .join("");
  if (d === "") return [];
  const line = lineAttributes(grid.linestyle ?? "-", grid.linewidth ?? 0.8);
  const paint = strokeOf(toPaint(grid.color ?? "#b0b0b0", grid.alpha));
  const look = grid.color === undefined ? { class: "plot-grid" } : {};
  const svg = el("path", { ...look, d, fill: "none", ...paint, ...line });
  return [{ zorder: grid.zorder ?? order.grid, svg: [svg] }];
}

function outward(side: Side): readonly [number, number] {
  return side === "bottom"
    ? [0, 1]
    : side === "top"
      ? [0, -1]
      : side === "left"
        ? [-1, 0]
        : [1, 0];
}

/** Where the axis' line is: the fixed coordinate of its side. */
function edge(side: Side, box: Box): number {
  return side === "bottom"
    ? box.y + box.height
    : side === "top"
      ? box.y
      : side === "left"
        ? box.x
        : box.x + box.width;
}

function drawTickMarks(
  axis: Axis,
  at: readonly number[],
  box: Box,
  place: Place,
  scale: number,
): Svg[] {
  const { style, side } = axis;
  if (!style.ticks || at.length === 0 || style.length === 0) return [];
  const [dx, dy] = outward(side);
  const length = style.length * scale;
  const out = style.direction === "in" ? 0 : length;
  const inner = style.direction === "out" ? 0 : length;
  const fixed = edge(side, box);
  const d = at
    .map((tick) => {
      const p = place(tick);
      const [x, y] = axis.horizontal ? [p, fixed] : [fixed, p];
      return pathData(
        [x - dx * inner, x + dx * out],
        [y - dy * inner, y + dy * out],
      );
    })
    .join("");
  const width = style.width * (scale === 1 ? 1 : 0.75);
  const paint = strokeOf(toPaint(style.color));
  return [el("path", { d, fill: "none", ...paint, "stroke-width": width })];
}

function tickTextStyle(axis: Axis): TextStyle {
  const { style, side } = axis;
  const align = {
    bottom: { ha: "center", va: "top" },
    top: { ha: "center", va: "bottom" },
    left: { ha: "right", va: "centerBaseline" },
    right: { ha: "left", va: "centerBaseline" },
  } as const;
  return {
    size: style.labelsize,
    color: style.labelcolor,
    rotation: style.rotation,
    ...align[side],
    ...(style.ha === undefined ? {} : { ha: style.ha }),
  };
}

function drawTickLabels(axis: Axis, ticks: Ticks, box: Box, place: Place) {
  const { style, side } = axis;
  if (!style.labels) return [];
  const [dx, dy] = outward(side);
  const gap =
    style.pad + (style.direction === "in" || !style.ticks ? 0 : style.length);
  const fixed = edge(side, box) + (dx + dy) * gap;
  const look = tickTextStyle(axis);
  return ticks.major.flatMap((tick, i) => {
    const text = ticks.labels[i] ?? "";
    if (text === "") return [];
    const p = place(tick);
    const [x, y] = axis.horizontal ? [p, fixed] : [fixed, p];
    return [
      {
        zorder: order.text,
        svg: drawText(text, x, y, look),
        box: textBox(text, x, y, look),
      },
    ];
  });
}

function drawOffset(axis: Axis, text: string, box: Box, labels: Box): Piece[] {
  if (text === "" || !axis.style.labels) return [];
  const look: TextStyle = {
    size: axis.style.labelsize,
    color: axis.style.labelcolor,
    ha: axis.side === "left" ? "left" : "right",
    va: axis.horizontal ? "top" : "bottom",
  };
  const x = axis.side === "left" ? box.x : box.x + box.width;
  const y = axis.horizontal ? labels.y + labels.height + 3 : box.y - 2;
  const covered = textBox(text, x, y, look);
  return [
    { zorder: order.text, svg: drawText(text, x, y, look), box: covered },
  ];
}

/** The rotation of a label in degrees. */
export function rotationOf(
  rotation: LabelStyle["rotation"],
  usual: number,
): number {
  if (rotation === "horizontal") return 0;
  if (rotation === "vertical") return 90;
  return rotation ?? usual;
}

function drawAxisLabel(axis: Axis, box: Box, inner: Box): Piece[] {
  const { label, labelStyle, side } = axis;
  if (label === "") return [];
  const pad = labelStyle.labelpad ?? 4;
  const usual = {
    bottom: { ha: "center", va: "top", rotation: 0 },
    top: { ha: "center", va: "bottom", rotation: 0 },
    left: { ha: "right", va: "center", rotation: 90 },
    right: { ha: "left", va: "center", rotation: 90 },
  } as const;
  const look: TextStyle = {
    size: labelStyle.fontsize ?? labelStyle.size ?? 10,
    color: labelStyle.color ?? "k",
    weight: labelStyle.fontweight ?? labelStyle.weight ?? "normal",
    ...usual[side],
    rotation: rotationOf(labelStyle.rotation, usual[side].rotation),
  };
  const x = axis.horizontal
    ? box.x + box.width / 2
    : side === "left"
      ? inner.x - pad
      : inner.x + inner.width + pad;
  const y = !axis.horizontal
    ? box.y + box.height / 2
    : side === "bottom"
      ? inner.y + inner.height + pad
      : inner.y - pad;
  return [
    {
      zorder: order.text,
      svg: drawText(label, x, y, look),
      box: textBox(label, x, y, look),
    },
  ];
}

/** Ticks, tick labels, the common factor and the axis' label. */
export function drawAxis(axis: Axis, box: Box, place: Place): Piece[] {
  if (!axis.visible) return [];
  const ticks = axis.ticks(axis.horizontal ? box.width : box.height);
  const marks = [
    ...drawTickMarks(axis, ticks.minor, box, place, minorScale),
    ...drawTickMarks(axis, ticks.major, box, place, 1),
  ];
  const labels = drawTickLabels(axis, ticks, box, place);
  const reach =
    axis.style.ticks && axis.style.direction !== "in" ? axis.style.length : 0;
  const withTicks: Box = {
    x: box.x - (axis.side === "left" ? reach : 0),
    y: box.y - (axis.side === "top" ? reach : 0),
    width: box.width + (axis.horizontal ? 0 : reach),
    height: box.height + (axis.horizontal ? reach : 0),
  };
  const inner =
    union([withTicks, ...labels.map((piece) => piece.box)]) ?? withTicks;
  const offset = drawOffset(axis, ticks.offset, box, inner);
  return [
    { zorder: order.spine, svg: marks, box: withTicks },
    ...labels,
    ...offset,
    ...drawAxisLabel(axis, box, inner),
  ];
}
