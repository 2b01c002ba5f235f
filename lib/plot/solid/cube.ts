// The box around data in space: panes behind it, grid, ticks and labels.
import { order } from "../artist.js";
import type { Axis, Piece } from "../axes/axis.js";
import { axisLabelStyle, rotationOf } from "../axes/axisdrawing.js";
import { el, pathData, type Svg } from "../svg.js";
import { drawText, textBox, type TextStyle } from "../text/label.js";
import type { Point3, Projected } from "./camera.js";

type AxisIndex = 0 | 1 | 2;

const indices: readonly AxisIndex[] = [0, 1, 2];
const paneColors = ["#f2f2f2", "#e6e6e6", "#ececec"];

// Ticks reach so far out of and into the box, in parts of its side.
const tickOut = 0.1 / 12;
const tickIn = 0.2 / 12;

export interface CubeView {
  readonly axes: readonly [Axis, Axis, Axis];
  /** The limits in view, in data units. */
  readonly limits: readonly (readonly [number, number])[];
  /** From the unit cube to the sheet. */
  readonly project: (point: Point3) => Projected;
  /** Sum of the sides of the axes in points. */
  readonly extent: number;
  readonly grid: boolean;
}

function withPart(point: Point3, axis: AxisIndex, value: number): Point3 {
  const out: [number, number, number] = [...point];
  out[axis] = value;
  return out;
}

/** For each direction, the side (0 or 1) that lies farther from the eye. */
function farSides(project: CubeView["project"]): Point3 {
  const centre: Point3 = [0.5, 0.5, 0.5];
  const far = (axis: AxisIndex) =>
    project(withPart(centre, axis, 0)).depth >
    project(withPart(centre, axis, 1)).depth
      ? 0
      : 1;
  return [far(0), far(1), far(2)];
}

function line(project: CubeView["project"], a: Point3, b: Point3): string {
  const [p, q] = [project(a), project(b)];
  return pathData([p.x, q.x], [p.y, q.y]);
}

function panes(view: CubeView, far: Point3): Svg[] {
  return indices.map((axis) => {
    const [a, b] = indices.filter((other) => other !== axis);
    const corners = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ].map(([s = 0, t = 0]) => {
      const base: Point3 = [far[0], far[1], far[2]];
      return view.project(withPart(withPart(base, a ?? 0, s), b ?? 0, t));
    });
    return el("path", {
      d: pathData(
        corners.map((c) => c.x),
        corners.map((c) => c.y),
        true,
      ),
      class: "plot-pane",
      fill: paneColors[axis],
      "fill-opacity": 0.5,
      stroke: "#ffffff",
      "stroke-width": 1,
    });
  });
}

/** The ticks of one axis as fractions of the cube's side. */
function tickPlaces(view: CubeView, axis: AxisIndex) {
  const [low, high] = view.limits[axis] ?? [0, 1];
  const spot = view.axes[axis];
  const { span } = spot;
  const saved = [span.low, span.high] as const;
  [span.low, span.high] = [low, high];
  // mplot3d gives each of the three as many ticks as the width of the axes would take.
  const ticks = spot.ticks(view.extent / 2);
  [span.low, span.high] = saved;
  const at = ticks.major.map((tick) => (tick - low) / (high - low));
  return { at, labels: ticks.labels, offset: ticks.offset };
}

function gridLines(view: CubeView, far: Point3): Svg[] {
  const d = indices
    .flatMap((axis) => {
      const others = indices.filter((other) => other !== axis);
      return tickPlaces(view, axis).at.flatMap((place) =>
        others.map((along) => {
          const start = withPart(withPart(far, axis, place), along, 0);
          return line(view.project, start, withPart(start, along, 1));
        }),
      );
    })
    .join("");
  return [
    el("path", {
      d,
      class: "plot-grid",
      fill: "none",
      stroke: "#b0b0b0",
      "stroke-width": 0.8,
    }),
  ];
}

/** Where an axis' line runs: its ends, and the direction of its ticks. */
function edgeOf(axis: AxisIndex, far: Point3): { at: Point3; tick: AxisIndex } {
  const near = (i: AxisIndex) => 1 - far[i];
  if (axis === 0) return { at: [0, near(1), far[2]], tick: 1 };
  if (axis === 1) return { at: [near(0), 0, far[2]], tick: 0 };
  return { at: [near(0), far[1], 0], tick: 0 };
}

function outwards(point: Point3, axis: AxisIndex, delta: number): Point3 {
  const moved = (i: AxisIndex) =>
    i === axis ? point[i] : point[i] + (point[i] > 0.5 ? delta : -delta);
  return [moved(0), moved(1), moved(2)];
}

function axisPieces(view: CubeView, axis: AxisIndex, far: Point3): Piece[] {
  const spot = view.axes[axis];
  const { at: edge, tick } = edgeOf(axis, far);
  const end = withPart(edge, axis, 1);
  const { at, labels, offset } = tickPlaces(view, axis);
  const deltaPerPoint = 48 / view.extent / 12;
  const ticks = at.map((place) => {
    const base = withPart(edge, axis, place);
    const sign = base[tick] > 0.5 ? 1 : -1;
    const from = withPart(base, tick, base[tick] + sign * tickOut);
    const to = withPart(base, tick, base[tick] - sign * tickIn);
    return line(view.project, from, to);
  });
  const d = [line(view.project, edge, end), ...ticks].join("");
  const stroke = {
    class: "plot-ink-line",
    fill: "none",
    stroke: "#000000",
    "stroke-width": 0.8,
  };
  const size = spot.style.labelsize;
  const look: TextStyle = { size, ha: "center", va: "center" };
  const reach = (spot.style.pad + 8) * deltaPerPoint;
  const texts = at.flatMap((place, i): Piece[] => {
    const content = labels[i] ?? "";
    const moved = outwards(withPart(edge, axis, place), axis, reach);
    return content === ""
      ? []
      : [textPiece(content, view.project(moved), look)];
  });
  const label = axisLabel(view, axis, edge, deltaPerPoint, offset);
  return [
    { zorder: order.grid, svg: [el("path", { d, ...stroke })] },
    ...(spot.style.labels ? texts : []),
    ...label,
  ];
}

function textPiece(text: string, at: Projected, look: TextStyle): Piece {
  return {
    zorder: order.text,
    svg: drawText(text, at.x, at.y, look),
    box: textBox(text, at.x, at.y, look),
  };
}

function axisLabel(
  view: CubeView,
  axis: AxisIndex,
  edge: Point3,
  deltaPerPoint: number,
  offset: string,
): Piece[] {
  const { label, labelStyle } = view.axes[axis];
  // What all ticks are multiplied by stands with the label.
  const content = [label, offset === "" ? "" : `(${offset})`]
    .filter((part) => part !== "")
    .join(" ");
  if (content === "") return [];
  const pad = (labelStyle.labelpad ?? 4) + 21;
  const middle = outwards(withPart(edge, axis, 0.5), axis, pad * deltaPerPoint);
  const start = view.project(edge);
  const end = view.project(withPart(edge, axis, 1));
  const slope = (Math.atan2(start.y - end.y, end.x - start.x) * 180) / Math.PI;
  const upright = slope > 90 ? slope - 180 : slope <= -90 ? slope + 180 : slope;
  // A short name reads best level; a long one runs along its axis.
  const turned = content.replace(/\$.*?\$/g, "x").length > 4 ? upright : 0;
  return [
    textPiece(content, view.project(middle), {
      ...axisLabelStyle(view.axes[axis]),
      ha: "center",
      va: "center",
      rotation: rotationOf(labelStyle.rotation, turned),
    }),
  ];
}

/** Everything of the box but the data. */
export function cubePieces(view: CubeView): Piece[] {
  const far = farSides(view.project);
  return [
    { zorder: -0.5, svg: panes(view, far) },
    ...(view.grid ? [{ zorder: -0.4, svg: gridLines(view, far) }] : []),
    ...indices.flatMap((axis) => axisPieces(view, axis, far)),
  ];
}
