// Regions that double integrals run over.
import type { Axes } from "../axes/axes.js";
import { scalar } from "../data.js";
import type { Figure } from "../figure.js";
import { readOptions } from "../options.js";
import type { Curve } from "./calculus.js";
import {
  beginPicture,
  checkInterval,
  picture,
  pictureOptionNames,
  type Interval,
  type PictureOptions,
} from "./curves.js";

/** Options of `plotRegion`. */
export interface RegionOptions extends PictureOptions {
  /** The outer variable: the region goes from bound to bound along the other. */
  readonly outer?: "x" | "y";
  readonly color?: string;
  /** Draws the strips of the inner integral. */
  readonly strips?: number;
}

const points = 201;

function evenly([a, b]: Interval, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => a + ((b - a) * i) / (count - 1),
  );
}

/**
 * The region a ≤ x ≤ b, low(x) ≤ y ≤ high(x) of a double integral, with its
 * bounds; with `outer: "y"` the region a ≤ y ≤ b, low(y) ≤ x ≤ high(y). Where
 * low is above high the region is left open.
 *
 * @param low a function or a number
 * @example plotRegion([0, 1], (x) => x * x, (x) => x, { strips: 8 })
 */
export function plotRegion(
  interval: Interval,
  low: Curve | number,
  high: Curve | number,
  given: RegionOptions = {},
): Figure | Axes {
  const options = readOptions("plotRegion", given, [
    ...pictureOptionNames,
    "outer",
    "color",
    "strips",
  ]);
  const range = checkInterval("plotRegion", interval);
  const sheet = beginPicture({ xlabel: "$x$", ylabel: "$y$", ...options });
  const { axes } = sheet;
  const { outer = "x", color = "C0", strips = 0 } = options;
  const bound = (side: Curve | number) => (t: number) =>
    typeof side === "number" ? side : scalar(side(t));
  const [below, above] = [bound(low), bound(high)];
  const ts = evenly(range, points);
  const [lows, highs] = [ts.map(below), ts.map(above)];
  const where = ts.map((_, i) => (lows[i] ?? NaN) <= (highs[i] ?? NaN));
  const area = { where, color, alpha: 0.25 };
  const line = (values: number[], linestyle: "-" | "--") => {
    const look = { color, linewidth: 1.8, linestyle } as const;
    if (outer === "x") axes.plot(ts, values, look);
    else axes.plot(values, ts, look);
  };
  if (outer === "x") axes.fillBetween(ts, highs, lows, area);
  else axes.fillBetweenx(ts, highs, lows, area);
  line(lows, "-");
  line(highs, "--");
  const middles = evenly(range, 2 * strips + 1).filter((_, i) => i % 2 === 1);
  const shown = middles.filter((t) => below(t) < above(t));
  const ends = [shown.map(below), shown.map(above)] as const;
  const look = { color, linewidth: 1, alpha: 0.7 };
  if (outer === "x") axes.vlines(shown, ...ends, look);
  else axes.hlines(shown, ...ends, look);
  return picture(sheet);
}
