// Which levels a contour plot shows, and where they run.
import { contours } from "d3-contour";
import { niceLevels } from "../ticks.js";

type Point = readonly [number, number];

/** Values on a grid with the place of each grid point. */
export interface Field {
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly values: Float64Array;
  x(row: number, column: number): number;
  y(row: number, column: number): number;
}

/** Levels for data in a range: given ones, or about `count` round ones. */
export function chooseLevels(
  low: number,
  high: number,
  wanted: number | readonly number[],
  log: boolean,
): number[] {
  if (typeof wanted !== "number") return [...wanted].sort((a, b) => a - b);
  if (log) {
    const from = Math.floor(Math.log10(low));
    const to = Math.ceil(Math.log10(high));
    return Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  }
  const levels = niceLevels(low, high, wanted + 1);
  const below = levels.filter((level) => level < low).length;
  const above = levels.findIndex((level) => level > high);
  const kept = levels.slice(
    Math.max(0, below - 1),
    above < 0 ? undefined : above + 1,
  );
  return kept.length < 3 ? levels : kept;
}

// d3 counts a grid point (i, j) as (j + 1/2, i + 1/2) and closes its rings
// half a cell outside; pulled back to the border they bound areas exactly.
function toData(field: Field, [gx, gy]: Point): Point {
  const column = Math.min(field.columns - 1, Math.max(0, gx - 0.5));
  const row = Math.min(field.rows - 1, Math.max(0, gy - 0.5));
  const j = Math.min(Math.floor(column), Math.max(0, field.columns - 2));
  const i = Math.min(Math.floor(row), Math.max(0, field.rows - 2));
  const s = column - j;
  const t = row - i;
  const mix = (at: (row: number, column: number) => number) =>
    (1 - t) * ((1 - s) * at(i, j) + s * at(i, j + 1)) +
    t * ((1 - s) * at(i + 1, j) + s * at(i + 1, j + 1));
  return [
    mix((r, c) => field.x(r, Math.min(c, field.columns - 1))),
    mix((r, c) => field.y(Math.min(r, field.rows - 1), c)),
  ];
}

function rings(field: Field, level: number): Point[][] {
  const shape = contours()
    .size([field.columns, field.rows])
    .smooth(true)
    .contour(field.values as unknown as number[], level);
  return shape.coordinates.flat() as unknown as Point[][];
}

/** The rings around all that is at least at a level, in data coordinates. */
export function regionAbove(field: Field, level: number): Point[][] {
  return rings(field, level).map((ring) =>
    ring.map((point) => toData(field, point)),
  );
}
