// Marks in space: they give pieces with a depth, so that what is behind is
// drawn first, whichever mark it belongs to.
import type { LegendEntry } from "../artist.js";
import type { Svg } from "../svg.js";
import type { Point3, Projected } from "./camera.js";

/** How a thing follows its points: a line through them, an outline around them, a mark at the only one. */
export type Shape = "line" | "ring" | "mark";

/** Something drawn at a distance from the eye. */
export interface Primitive {
  readonly depth: number;
  readonly svg: Svg;
  readonly shape: Shape;
  /** Its points, in data units. */
  readonly at: readonly Point3[];
}

/** From data to the sheet, and to the unit cube of the axes. */
export interface View3D {
  project(point: Point3): Projected;
  toCube(point: Point3): Point3;
}

export type Limits3 = readonly [
  x: readonly [number, number] | undefined,
  y: readonly [number, number] | undefined,
  z: readonly [number, number] | undefined,
];

export interface Artist3D {
  limits(): Limits3;
  primitives(view: View3D): Primitive[];
  legend?(): readonly LegendEntry[];
}
