// From values to colours: a range, linear or logarithmic, and a colour map.
import type { ColorScale } from "./artist.js";
import type { Paint } from "./color.js";
import { colorMap, type ColorMapName } from "./colormaps.js";
import { range } from "./data.js";
import { rcParams } from "./rcparams.js";

/** Options of every mark whose colours stand for values. */
export interface ColorMapOptions {
  readonly cmap?: ColorMapName;
  readonly vmin?: number;
  readonly vmax?: number;
  /** `"log"` gives equal ratios equal steps of colour. */
  readonly norm?: "linear" | "log";
}

export const colorMapOptionNames = ["cmap", "vmin", "vmax", "norm"] as const;

/** The scale for data under options; the data's own range is the default. */
export function colorScale(
  values: ArrayLike<number>,
  options: ColorMapOptions,
  alpha = 1,
): ColorScale {
  const kind = options.norm ?? "linear";
  const accepts = (v: number) => kind === "linear" || v > 0;
  const [dataLow, dataHigh] = range(values, accepts) ?? [
    kind === "log" ? 1 : 0,
    kind === "log" ? 10 : 1,
  ];
  const low = options.vmin ?? dataLow;
  const high = options.vmax ?? dataHigh;
  const colors = colorMap(options.cmap ?? rcParams["image.cmap"]);
  const forward = kind === "log" ? Math.log : (value: number) => value;
  const from = forward(low);
  const width = forward(high) - from;
  const paint = (value: number): Paint => {
    if (Number.isNaN(value)) return { hex: "none", alpha: 1 };
    const place = width === 0 ? 0 : (forward(value) - from) / width;
    return { hex: colors(place), alpha };
  };
  return { low, high, kind, paint };
}
