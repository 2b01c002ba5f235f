// What the pointer does to axes of every kind.
import type { Point } from "./moving.js";

/** A point of the data, where it is on the sheet, and its values. */
export interface Near {
  readonly at: Point;
  readonly text: string;
}

/** Axes in the page. Places and lengths are in points of the sheet. */
export interface Lively {
  holds(place: Point): boolean;
  zoom(place: Point, factor: number): void;
  drag(dx: number, dy: number): void;
  reset(): void;
  /** The point of the data nearest to a place, if one is near. */
  nearest(place: Point): Near | undefined;
}
