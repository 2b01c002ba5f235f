// How a secant turns into the tangent.
import type { Axes } from "../axes/axes.js";
import { scalar, toNumbers, type Values } from "../data.js";
import type { Figure } from "../figure.js";
import { readOptions } from "../options.js";
import { calculus, type Curve } from "./calculus.js";
import {
  beginPicture,
  checkInterval,
  drawCurve,
  picture,
  pictureOptionNames,
  writtenSlope,
  type TangentOptions,
} from "./curves.js";

/**
 * A curve, secants through (x0, f(x0)) and the points h further on, and the
 * tangent that they turn into. The legend gives their slopes.
 *
 * @param hs the distances, none of them 0
 * @throws RangeError for a distance of 0
 * @example plotSecants((x) => x ** 2, 1, [1, 0.5, 0.1])
 */
export function plotSecants(
  f: Curve,
  x0: number,
  hs: Values,
  given: TangentOptions = {},
): Figure | Axes {
  const options = readOptions("plotSecants", given, [
    ...pictureOptionNames,
    "derivative",
    "interval",
  ]);
  const distances = [...toNumbers("plotSecants", hs)];
  if (distances.includes(0))
    throw new RangeError(
      "plotSecants: a secant needs two points; give distances other than 0",
    );
  const reach = 1.5 * Math.max(...distances.map(Math.abs), 0.5);
  const range = options.interval ?? [x0 - reach, x0 + reach];
  checkInterval("plotSecants", range);
  const sheet = beginPicture({ xlabel: "$x$", grid: true, ...options });
  const { axes } = sheet;
  drawCurve(axes, f, range, { label: "$f(x)$", color: "k", linewidth: 2 });
  const y0 = scalar(f(x0));
  const line = (slope: number) => range.map((x) => y0 + slope * (x - x0));
  distances.forEach((h, i) => {
    const y = scalar(f(x0 + h));
    const slope = (y - y0) / h;
    // The nearer to the tangent, the stronger.
    const alpha = 0.35 + (0.5 * (i + 1)) / distances.length;
    const label = `$h = ${String(h)}$: slope ${writtenSlope(slope)}`;
    axes.plot([...range], line(slope), { color: "C0", alpha, label });
    axes.scatter([x0 + h], [y], { c: "C0", zorder: 5 });
  });
  const slope = scalar((options.derivative ?? calculus().derivative(f))(x0));
  axes.plot([...range], line(slope), "r--", {
    label: `tangent: slope ${writtenSlope(slope)}`,
  });
  axes.scatter([x0], [y0], { c: "r", zorder: 5 });
  axes.legend();
  return picture(sheet);
}
