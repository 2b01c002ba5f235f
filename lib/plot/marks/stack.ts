// Bands that lie on each other.
import type { Color } from "../color.js";
import { toNumbersOfLength, type Values, type ValuesOrNames } from "../data.js";
import { readOptions } from "../options.js";
import { Area, areaOptionNames, type AreaOptions } from "./area.js";
import type { Canvas } from "./canvas.js";

/** How the bands look. */
export interface StackOptions extends Omit<AreaOptions, "label"> {
  readonly labels?: readonly string[];
  readonly colors?: readonly Color[];
}

const names = [...areaOptionNames, "labels", "colors"] as const;

/** Adds a band for each row of heights, the first on zero, each next one on those before it. */
export function stackplot(
  canvas: Canvas,
  x: ValuesOrNames,
  rows: readonly Values[],
  given: StackOptions = {},
): Area[] {
  const options = readOptions("stackplot", given, names);
  const { labels, colors, ...look } = options;
  const xs = canvas.convertX("stackplot", x);
  let below = new Float64Array(xs.length);
  return rows.map((row, i) => {
    const heights = toNumbersOfLength("stackplot", row, xs.length);
    const above = below.map((value, k) => value + (heights[k] ?? NaN));
    const ring = {
      xs: [...xs, ...xs.slice().reverse()],
      ys: [...above, ...below.slice().reverse()],
    };
    below = above;
    const color = colors?.[i % colors.length] ?? canvas.nextAreaColor();
    const label = labels?.[i];
    const named = label === undefined ? look : { ...look, label };
    return canvas.add(new Area([ring], named, color, { stickyY: [0] }));
  });
}
