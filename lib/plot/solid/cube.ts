// The box around data in space: panes behind it, grid, ticks and labels.
import { order } from "../artist.js";
import type { Axis, Piece } from "../axes/axis.js";
import { axisLabelStyle, rotationOf } from "../axes/axisdrawing.js";
import { el } from "../svg.js";
import { drawText, textBox, type TextStyle } from "../text/label.js";
import type { Point3 } from "./camera.js";
import {
  axisOf,
  besideAxis,
  farSides,
  gridOf,
  indices,
  lines,
  paneOf,
  ring,
  slopeOf,
  type AxisIndex,
  type Project,
} from "./edges.js";

const paneColors = ["#f2f2f2", "#e6e6e6", "#ececec"];

export interface CubeView {
  readonly axes: readonly [Axis, Axis, Axis];
  /** The limits in view, in data units. */
  readonly limits: readonly (readonly [number, number])[];
  /** From the unit cube to the sheet. */
  readonly project: Project;
  /** Sum of the sides of the axes in points. */
  readonly extent: number;
  readonly grid: boolean;
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

/** What stands at one axis: its ticks as parts of its length, and how far from the box its words are, in its sides. */
export interface CubeAxis {
  readonly at: readonly number[];
  readonly reach: number;
  readonly labelReach: number;
  /** Whether the label runs along the axis. */
  readonly along: boolean;
}

function wordsOf(view: CubeView, axis: AxisIndex) {
  const { label, labelStyle, style } = view.axes[axis];
  const { at, labels, offset } = tickPlaces(view, axis);
  const deltaPerPoint = 48 / view.extent / 12;
  // What all ticks are multiplied by stands with the label.
  const content = [label, offset === "" ? "" : `(${offset})`]
    .filter((part) => part !== "")
    .join(" ");
  return {
    at,
    labels: style.labels ? labels : [],
    content,
    reach: (style.pad + 8) * deltaPerPoint,
    labelReach: ((labelStyle.labelpad ?? 4) + 21) * deltaPerPoint,
    // A short name reads best level; a long one runs along its axis.
    along: content.replace(/\$.*?\$/g, "x").length > 4,
  };
}

/** What a page must know to draw an axis of the box from another side. */
export function cubeAxis(view: CubeView, axis: AxisIndex): CubeAxis {
  const { at, reach, labelReach, along } = wordsOf(view, axis);
  const turned = view.axes[axis].labelStyle.rotation === undefined && along;
  return { at, reach, labelReach, along: turned };
}

function panes({ project }: CubeView, far: Point3): Piece {
  const svg = indices.map((axis) =>
    el("path", {
      d: ring(project, paneOf(axis, far)),
      class: "plot-pane",
      fill: paneColors[axis],
      "fill-opacity": 0.5,
      stroke: "#ffffff",
      "stroke-width": 1,
    }),
  );
  return { zorder: -0.5, svg, part: "panes" };
}

function grid(view: CubeView, far: Point3): Piece {
  const segments = indices.flatMap((axis) =>
    gridOf(axis, tickPlaces(view, axis).at, far),
  );
  const look = {
    class: "plot-grid",
    fill: "none",
    stroke: "#b0b0b0",
    "stroke-width": 0.8,
  };
  const svg = [el("path", { d: lines(view.project, segments), ...look })];
  return { zorder: -0.4, svg, part: "grid" };
}

function axisPieces(view: CubeView, axis: AxisIndex, far: Point3): Piece[] {
  const { project } = view;
  const { at, labels, content, ...words } = wordsOf(view, axis);
  const stroke = {
    class: "plot-ink-line",
    fill: "none",
    stroke: "#000000",
    "stroke-width": 0.8,
  };
  const d = lines(project, axisOf(axis, at, far));
  const name = String(axis);
  const look: TextStyle = {
    size: view.axes[axis].style.labelsize,
    ha: "center",
    va: "center",
  };
  const texts = at.flatMap((place, i): Piece[] => {
    const label = labels[i] ?? "";
    if (label === "") return [];
    const middle = besideAxis(axis, place, words.reach, far);
    const part = `tick ${name} ${String(i)}`;
    return [words3(label, project, middle, look, part)];
  });
  const line: Piece = {
    zorder: order.grid,
    svg: [el("path", { d, ...stroke })],
    part: `axis ${name}`,
  };
  if (content === "") return [line, ...texts];
  const turned = words.along ? slopeOf(axis, project, far) : 0;
  const { labelStyle } = view.axes[axis];
  const labelLook: TextStyle = {
    ...axisLabelStyle(view.axes[axis]),
    ha: "center",
    va: "center",
    rotation: rotationOf(labelStyle.rotation, turned),
  };
  const middle = besideAxis(axis, 0.5, words.labelReach, far);
  const part = `label ${name}`;
  return [line, ...texts, words3(content, project, middle, labelLook, part)];
}

/** Words whose middle is at a point of the cube. */
function words3(
  text: string,
  project: Project,
  middle: Point3,
  look: TextStyle,
  part: string,
): Piece {
  const { x, y } = project(middle);
  return {
    zorder: order.text,
    svg: drawText(text, x, y, look),
    box: textBox(text, x, y, look),
    part,
  };
}

/** Everything of the box but the data. */
export function cubePieces(view: CubeView): Piece[] {
  const far = farSides(view.project);
  return [
    panes(view, far),
    ...(view.grid ? [grid(view, far)] : []),
    ...indices.flatMap((axis) => axisPieces(view, axis, far)),
  ];
}
