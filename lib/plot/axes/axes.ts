// Flat axes and what can be drawn on them.
import { plotLines, type PlotArguments } from "../marks/plotargs.js";
import type { Line } from "../marks/line.js";
import { scatter, type Points, type ScatterOptions } from "../marks/scatter.js";
import type { ValuesOrNames } from "../data.js";
import { Frame } from "./frame.js";

export class Axes extends Frame {
  /**
   * Lines through points: `plot(y)`, `plot(x, y)`, `plot(x, y, "r--o")`,
   * several groups in one call, and options last.
   *
   * @param args x and y of equal length (y may be a function of x, or columns
   *   of several lines), format strings, options
   * @returns the lines drawn
   * @throws RangeError for lengths that differ and for unknown options
   * @example ax.plot([0, 1, 2], [0, 1, 4], "o-", { label: "squares" })
   */
  plot(...args: PlotArguments): Line[] {
    return plotLines(this, "plot", args);
  }

  /**
   * Points: `s` is their area in square points, `c` a colour, a colour each,
   * or values for the colour map.
   *
   * @example ax.scatter([1, 2, 3], [4, 5, 6], { c: "red", zorder: 5 })
   */
  scatter(
    x: ValuesOrNames | number,
    y: ValuesOrNames | number,
    options: ScatterOptions = {},
  ): Points {
    return scatter(this, x, y, options);
  }
}
