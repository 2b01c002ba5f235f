// Level lines in space.
import {
  colorMapOptionNames,
  colorScale,
  type ColorMapOptions,
} from "../colorscale.js";
import { toPaint, type Color } from "../color.js";
import { range } from "../data.js";
import { readField, splitOptions } from "../marks/contour.js";
import { isolines } from "../marks/isolines.js";
import { chooseLevels } from "../marks/levels.js";
import { readOptions } from "../options.js";
import { Line3D } from "./path.js";
import { limitsOfField } from "./surface.js";
import type { Point3 } from "./camera.js";

/** Options of level lines in space. */
export interface Contour3DOptions extends ColorMapOptions {
  readonly levels?: number | readonly number[];
  /** One colour for all lines instead of a colour map. */
  readonly colors?: Color;
  /** The height to draw all lines at, instead of each at its level. */
  readonly offset?: number;
  readonly zdir?: "z";
  readonly linewidths?: number;
  readonly alpha?: number;
}

const names = [
  "levels",
  "colors",
  "offset",
  "zdir",
  "linewidths",
  "alpha",
  ...colorMapOptionNames,
] as const;

/** The level lines of a field, each at its height or all at `offset`. */
export function contour3d(args: readonly unknown[]): Line3D[] {
  const split = splitOptions(args);
  const options = readOptions<Contour3DOptions>(
    "contour",
    split.options,
    names,
  );
  const field = readField("contour", split.data);
  const [low, high] = range(field.values) ?? [0, 1];
  const levels = chooseLevels(low, high, options.levels ?? 7, false);
  const colors = colorScale(levels, options);
  // All of the field is in view, not only where there are lines.
  const bounds = limitsOfField(field);
  const { linewidths: linewidth = 1.5, alpha = 1 } = options;
  return levels.flatMap((level) => {
    const color =
      options.colors === undefined
        ? colors.paint(level).hex
        : toPaint(options.colors).hex;
    return isolines(field, level).map((line) => {
      const points = line.map(([x, y]): Point3 => [
        x,
        y,
        options.offset ?? level,
      ]);
      return new Line3D(points, { color, linewidth, alpha }, bounds);
    });
  });
}
