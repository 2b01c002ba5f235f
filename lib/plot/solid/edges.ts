// Where the box around data in space has its panes, lines and labels: places in the unit cube, for any view of it. A
// page that turns the box asks for them, too.
import { pathData } from "../svg.js";
import type { Point3, Projected } from "./camera.js";

export type AxisIndex = 0 | 1 | 2;
export type Project = (point: Point3) => Projected;
export type Segment = readonly [from: Point3, to: Point3];

export const indices: readonly AxisIndex[] = [0, 1, 2];

// Ticks reach so far out of and into the box, in parts of its side.
const tickOut = 0.1 / 12;
const tickIn = 0.2 / 12;

function withPart(point: Point3, axis: AxisIndex, value: number): Point3 {
  const out: [number, number, number] = [...point];
  out[axis] = value;
  return out;
}

/** For each direction, the side (0 or 1) that lies farther from the eye. */
export function farSides(project: Project): Point3 {
  const centre: Point3 = [0.5, 0.5, 0.5];
  const far = (axis: AxisIndex) =>
    project(withPart(centre, axis, 0)).depth >
    project(withPart(centre, axis, 1)).depth
      ? 0
      : 1;
  return [far(0), far(1), far(2)];
}

/** The corners of the pane behind the data that stands across an axis. */
export function paneOf(axis: AxisIndex, far: Point3): Point3[] {
  const [a = 0, b = 0] = indices.filter((other) => other !== axis);
  const corners: readonly (readonly [number, number])[] = [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 0],
  ];
  return corners.map(([s, t]) => withPart(withPart(far, a, s), b, t));
}

/** The grid on the panes for the ticks of an axis, given as parts of its length. */
export function gridOf(
  axis: AxisIndex,
  ticks: readonly number[],
  far: Point3,
): Segment[] {
  const others = indices.filter((other) => other !== axis);
  return ticks.flatMap((place) =>
    others.map((along): Segment => {
      const start = withPart(withPart(far, axis, place), along, 0);
      return [start, withPart(start, along, 1)];
    }),
  );
}

/** Where an axis' line begins, and the direction of its ticks. */
function edgeOf(axis: AxisIndex, far: Point3): { at: Point3; tick: AxisIndex } {
  const near = (i: AxisIndex) => 1 - far[i];
  if (axis === 0) return { at: [0, near(1), far[2]], tick: 1 };
  if (axis === 1) return { at: [near(0), 0, far[2]], tick: 0 };
  return { at: [near(0), far[1], 0], tick: 0 };
}

/** An axis' line and its ticks. */
export function axisOf(
  axis: AxisIndex,
  ticks: readonly number[],
  far: Point3,
): Segment[] {
  const { at: edge, tick } = edgeOf(axis, far);
  const marks = ticks.map((place): Segment => {
    const base = withPart(edge, axis, place);
    const sign = base[tick] > 0.5 ? 1 : -1;
    return [
      withPart(base, tick, base[tick] + sign * tickOut),
      withPart(base, tick, base[tick] - sign * tickIn),
    ];
  });
  return [[edge, withPart(edge, axis, 1)], ...marks];
}

/** The middle of words beside an axis: at a part of its length, so far out of the box. */
export function besideAxis(
  axis: AxisIndex,
  place: number,
  reach: number,
  far: Point3,
): Point3 {
  const point = withPart(edgeOf(axis, far).at, axis, place);
  const moved = (i: AxisIndex) =>
    i === axis ? point[i] : point[i] + (point[i] > 0.5 ? reach : -reach);
  return [moved(0), moved(1), moved(2)];
}

/** How an axis runs on the sheet, in degrees, so that words along it are upright. */
export function slopeOf(
  axis: AxisIndex,
  project: Project,
  far: Point3,
): number {
  const { at: edge } = edgeOf(axis, far);
  const start = project(edge);
  const end = project(withPart(edge, axis, 1));
  const slope = (Math.atan2(start.y - end.y, end.x - start.x) * 180) / Math.PI;
  return slope > 90 ? slope - 180 : slope <= -90 ? slope + 180 : slope;
}

/** Lines on the sheet as one path. */
export function lines(project: Project, segments: readonly Segment[]): string {
  return segments
    .map(([from, to]) => {
      const [p, q] = [project(from), project(to)];
      return pathData([p.x, q.x], [p.y, q.y]);
    })
    .join("");
}

/** A closed outline on the sheet. */
export function ring(project: Project, corners: readonly Point3[]): string {
  const places = corners.map(project);
  return pathData(
    places.map((c) => c.x),
    places.map((c) => c.y),
    true,
  );
}
