// How an axis is drawn: grid, tick marks, their labels and the axis' label.
import { order } from "../artist.js";
import { strokeOf, toPaint } from "../color.js";
import { lineAttributes } from "../linestyle.js";
import { pointsOf } from "../rcparams.js";
import type { Ticks } from "../scales.js";
import { el, pathData, type Svg } from "../svg.js";
import { drawText, textBox, type Box, type TextStyle } from "../text/label.js";
import type { Axis, LabelStyle, Piece, Side, TickStyle } from "./axis.js";
import { union } from "./boxes.js";

type Place = (value: number) => number;

/** The lines of the grid across the axes' rectangle. */
export function drawGrid(axis: Axis, box: Box, place: Place): Piece[] {
  const { grid, rc } = axis;
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
  const line = lineAttributes(
    grid.linestyle ?? rc["grid.linestyle"],
    grid.linewidth ?? rc["grid.linewidth"],
  );
  const color = grid.color ?? rc["grid.color"];
  const paint = strokeOf(toPaint(color, grid.alpha ?? rc["grid.alpha"]));
  const look = grid.color === undefined ? { class: "plot-grid" } : {};
  const svg = el("path", { ...paint, ...look, d, fill: "none", ...line });
  return [{ zorder: grid.zorder ?? order.grid, svg: noted([svg]) }];
}

function outward(side: Side): readonly [number, number] {
  const directions = {
    bottom: [0, 1],
    top: [0, -1],
    left: [-1, 0],
    right: [1, 0],
  } as const;
  return directions[side];
}

function opposite(side: Side): Side {
  const sides = {
    bottom: "top",
    top: "bottom",
    left: "right",
    right: "left",
  } as const;
  return sides[side];
}

/** Where the axis' line is: the fixed coordinate of its side. */
function edge(side: Side, box: Box): number {
  const edges = {
    bottom: box.y + box.height,
    top: box.y,
    left: box.x,
    right: box.x + box.width,
  };
  return edges[side];
}

function sidesWith(axis: Axis, style: TickStyle): readonly Side[] {
  return [
    ...(style.ticks ? [axis.side] : []),
    ...(style.ticksOpposite ? [opposite(axis.side)] : []),
  ];
}

function drawTickMarks(
  axis: Axis,
  at: readonly number[],
  style: TickStyle,
  box: Box,
  place: Place,
): Svg[] {
  if (at.length === 0 || style.length === 0) return [];
  const out = style.direction === "in" ? 0 : style.length;
  const inner = style.direction === "out" ? 0 : style.length;
  const d = sidesWith(axis, style)
    .flatMap((side) => {
      const [dx, dy] = outward(side);
      const fixed = edge(side, box);
      return at.map((tick) => {
        const p = place(tick);
        const [x, y] = axis.horizontal ? [p, fixed] : [fixed, p];
        return pathData(
          [x - dx * inner, x + dx * out],
          [y - dy * inner, y + dy * out],
        );
      });
    })
    .join("");
  if (d === "") return [];
  const paint = strokeOf(toPaint(style.color));
  return [
    el("path", { d, fill: "none", ...paint, "stroke-width": style.width }),
  ];
}

function tickTextStyle(axis: Axis, side: Side): TextStyle {
  const { style } = axis;
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

interface Label {
  readonly zorder: number;
  readonly svg: readonly Svg[];
  readonly box: Box;
}

function textPiece(text: string, x: number, y: number, look: TextStyle): Label {
  return {
    zorder: order.text,
    svg: drawText(text, x, y, look),
    box: textBox(text, x, y, look),
  };
}

/** Noted as something that is drawn anew when the axes are moved. */
function noted(drawn: readonly Svg[]): Svg[] {
  return drawn.map((svg) => ({
    ...svg,
    attributes: { ...svg.attributes, "data-tick": 1 },
  }));
}

function drawTickLabels(
  axis: Axis,
  ticks: Ticks,
  side: Side,
  box: Box,
  place: Place,
): Label[] {
  const { style } = axis;
  const [dx, dy] = outward(side);
  const shown = side === axis.side ? style.ticks : style.ticksOpposite;
  const gap =
    style.pad + (style.direction === "in" || !shown ? 0 : style.length);
  const fixed = edge(side, box) + (dx + dy) * gap;
  const look = tickTextStyle(axis, side);
  return ticks.major.flatMap((tick, i) => {
    const text = ticks.labels[i] ?? "";
    if (text === "") return [];
    const p = place(tick);
    const [x, y] = axis.horizontal ? [p, fixed] : [fixed, p];
    const label = textPiece(text, x, y, look);
    return [{ ...label, svg: noted(label.svg) }];
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
  return [textPiece(text, x, y, look)];
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

/** How the axis' label looks, but for its place. */
export function axisLabelStyle({ labelStyle, rc }: Axis): TextStyle {
  return {
    size:
      labelStyle.fontsize ??
      labelStyle.size ??
      pointsOf(rc["axes.labelsize"], rc),
    color: labelStyle.color ?? rc["axes.labelcolor"],
    weight:
      labelStyle.fontweight ?? labelStyle.weight ?? rc["axes.labelweight"],
  };
}

// The label's place along the axis.
function along(
  loc: LabelStyle["loc"],
  start: number,
  length: number,
): { readonly at: number; readonly ha: "left" | "center" | "right" } {
  const parts = { left: 0, center: 0.5, right: 1 };
  const ha = loc ?? "center";
  return { at: start + parts[ha] * length, ha };
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
  const place = along(labelStyle.loc, box.x, box.width);
  const look: TextStyle = {
    ...axisLabelStyle(axis),
    ...usual[side],
    ...(axis.horizontal ? { ha: place.ha } : {}),
    rotation: rotationOf(labelStyle.rotation, usual[side].rotation),
  };
  const x = axis.horizontal
    ? place.at
    : side === "left"
      ? inner.x - pad
      : inner.x + inner.width + pad;
  const y = !axis.horizontal
    ? box.y + box.height / 2
    : side === "bottom"
      ? inner.y + inner.height + pad
      : inner.y - pad;
  return [textPiece(label, x, y, look)];
}

/** The box with the ticks that stand out of it. */
function withTicks(axis: Axis, box: Box): Box {
  const { style } = axis;
  const reach = style.direction === "in" ? 0 : style.length;
  const sides = sidesWith(axis, style);
  const out = (side: Side) => (sides.includes(side) ? reach : 0);
  return {
    x: box.x - out("left"),
    y: box.y - out("top"),
    width: box.width + out("left") + out("right"),
    height: box.height + out("top") + out("bottom"),
  };
}

/** Ticks, tick labels, the common factor and the axis' label. */
export function drawAxis(axis: Axis, box: Box, place: Place): Piece[] {
  if (!axis.visible) return [];
  const { style, minor, side } = axis;
  const ticks = axis.ticks(axis.horizontal ? box.width : box.height);
  const marks = [
    ...drawTickMarks(axis, ticks.minor, minor, box, place),
    ...drawTickMarks(axis, ticks.major, style, box, place),
  ];
  const labels = style.labels
    ? drawTickLabels(axis, ticks, side, box, place)
    : [];
  const beyond = style.labelsOpposite
    ? drawTickLabels(axis, ticks, opposite(side), box, place)
    : [];
  const reach = withTicks(axis, box);
  const inner = union([reach, ...labels.map((piece) => piece.box)]) ?? reach;
  const offset = drawOffset(axis, ticks.offset, box, inner);
  return [
    { zorder: order.spine, svg: noted(marks), box: reach },
    ...labels,
    ...beyond,
    ...offset,
    ...drawAxisLabel(axis, box, inner),
  ];
}
