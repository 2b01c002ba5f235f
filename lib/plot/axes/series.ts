// Flat axes with the marks of series: lines, points, bars, areas.
import type { Values, ValuesOrNames } from "../data.js";
import { Area, type AreaOptions } from "../marks/area.js";
import { bar, barh, type BarOptions } from "../marks/bar.js";
import {
  boxplot,
  type BoxplotOptions,
  type BoxStatistics,
} from "../marks/boxplot.js";
import { errorbar, stem } from "../marks/errorbar.js";
import type { ErrorbarOptions, StemOptions } from "../marks/errorbar.js";
import {
  fill,
  fillBetween,
  fillBetweenX,
  heightOrOptions,
} from "../marks/fill.js";
import type { FillOptions, Height } from "../marks/fill.js";
import { hist, type Histogram, type HistOptions } from "../marks/hist.js";
import type { Line, LineOptions } from "../marks/line.js";
import { pie, type PieOptions } from "../marks/pie.js";
import { plotLines, type PlotArguments } from "../marks/plotargs.js";
import {
  axhline,
  axspan,
  axvline,
  hlines,
  vlines,
} from "../marks/reference.js";
import type {
  AcrossOptions,
  Band,
  Segments,
  StraightLineOptions,
} from "../marks/reference.js";
import { splitOptions } from "../marks/contour.js";
import { scatter, type Points, type ScatterOptions } from "../marks/scatter.js";
import { stackplot, type StackOptions } from "../marks/stack.js";
import { Frame } from "./frame.js";

export abstract class SeriesAxes extends Frame {
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

  /** `plot` with a logarithmic x axis. */
  semilogx(...args: PlotArguments): Line[] {
    this.setXscale("log");
    return plotLines(this, "semilogx", args);
  }

  /** `plot` with a logarithmic y axis. */
  semilogy(...args: PlotArguments): Line[] {
    this.setYscale("log");
    return plotLines(this, "semilogy", args);
  }

  /** `plot` with both axes logarithmic. */
  loglog(...args: PlotArguments): Line[] {
    this.setXscale("log");
    this.setYscale("log");
    return plotLines(this, "loglog", args);
  }

  /**
   * A line in steps; `where` says whether a step is before (`"pre"`), after
   * (`"post"`) or amid its point.
   *
   * @example ax.step([0, 1, 2], [1, 3, 2], { where: "post" })
   */
  step(
    x: ValuesOrNames,
    y: Values,
    options: LineOptions & { readonly where?: "pre" | "mid" | "post" } = {},
  ): Line[] {
    const { where = "pre", ...rest } = options;
    const look = { ...rest, drawstyle: `steps-${where}` } as const;
    return plotLines(this, "step", [x, y, look]);
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

  /**
   * Upright bars.
   *
   * @example ax.bar(["a", "b"], [3, 5], { color: "tab:orange" })
   */
  bar(
    x: ValuesOrNames,
    height: Values | number,
    options: BarOptions = {},
  ): Area[] {
    return bar(this, x, height, options);
  }

  /** Lying bars. */
  barh(
    y: ValuesOrNames,
    width: Values | number,
    options: BarOptions = {},
  ): Area[] {
    return barh(this, y, width, options);
  }

  /**
   * A histogram with NumPy's bins: ten equal ones unless `bins` says
   * otherwise, each open at its right edge but the last.
   *
   * @returns the counts (densities with `density`) and the edges
   * @example ax.hist([1, 2, 2, 3], { bins: 3 }).counts // [1, 2, 1]
   */
  hist(values: Values, options?: HistOptions): Histogram;
  hist(values: readonly Values[], options?: HistOptions): Histogram[];
  hist(
    values: Values | readonly Values[],
    options: HistOptions = {},
  ): Histogram | Histogram[] {
    return hist(this, values, options);
  }

  /**
   * Boxes from the first to the third quartile of samples, a line at the
   * median, whiskers to the last values within 1.5 times the box's length.
   *
   * @returns what each box shows
   * @example ax.boxplot([[1, 2, 3, 9], [2, 4, 6]], { tickLabels: ["a", "b"] })
   */
  boxplot(
    data: Values | readonly Values[],
    options: BoxplotOptions = {},
  ): readonly BoxStatistics[] {
    const { boxes, places, labels } = boxplot(this, data, options);
    if (options.orientation === "horizontal") this.setYticks(places, labels);
    else this.setXticks(places, labels);
    return boxes;
  }

  /** Points with error bars: `yerr`, `xerr`, `fmt`, `capsize`. */
  errorbar(x: ValuesOrNames, y: Values, options: ErrorbarOptions = {}): Line {
    return errorbar(this, x, y, options);
  }

  /** Stems from a base line: `stem(y)` or `stem(x, y)`. */
  stem(
    x: ValuesOrNames,
    y?: Values | StemOptions,
    options: StemOptions = {},
  ): Line {
    return stem(this, x, y, options);
  }

  /**
   * Fills between two curves over x, `where` a condition holds.
   *
   * @example ax.fillBetween(x, Math.sin, 0, { alpha: 0.3 })
   */
  fillBetween(
    x: ValuesOrNames,
    y1: Height,
    y2?: Height | FillOptions,
    options: FillOptions = {},
  ): Area {
    const [height, look] = heightOrOptions(y2, options);
    return fillBetween(this, x, y1, height, look);
  }

  /** Fills between two curves over y. */
  fillBetweenx(
    y: ValuesOrNames,
    x1: Height,
    x2?: Height | FillOptions,
    options: FillOptions = {},
  ): Area {
    const [height, look] = heightOrOptions(x2, options);
    return fillBetweenX(this, y, x1, height, look);
  }

  /** Fills a polygon. */
  fill(x: Values, y: Values, options: AreaOptions = {}): Area {
    return fill(this, x, y, options);
  }

  /**
   * Parts of a whole as sectors of a disc, the axes' frame hidden.
   *
   * @example ax.pie([3, 1], { labels: ["yes", "no"], autopct: "%.0f%%" })
   */
  pie(parts: Values, options: PieOptions = {}): Area[] {
    const reach = 1.25 * (options.radius ?? 1);
    this.setXlim(-reach, reach);
    this.setYlim(-reach, reach);
    this.setAspect("equal");
    this.setAxisOn(false);
    return pie(this, parts, options);
  }

  /**
   * Bands that lie on each other, one for each row of heights; options last.
   *
   * @example ax.stackplot([0, 1, 2], [1, 2, 1], [2, 1, 3], { labels: ["a", "b"] })
   */
  stackplot(
    x: ValuesOrNames,
    ...rows: readonly (Values | StackOptions)[]
  ): Area[] {
    const split = splitOptions(rows);
    const heights = split.data as readonly Values[];
    return stackplot(this, x, heights, split.options);
  }

  /** Adds a shape made by `plt.circle`, `plt.rectangle` and their kin. */
  addPatch(patch: Area): Area {
    return this.add(patch);
  }

  /** A horizontal line across the axes. */
  axhline(y = 0, options: AcrossOptions = {}): Segments {
    return axhline(this, y, options);
  }

  /** A vertical line across the axes. */
  axvline(x = 0, options: AcrossOptions = {}): Segments {
    return axvline(this, x, options);
  }

  /** A horizontal band across the axes. */
  axhspan(low: number, high: number, options: AreaOptions = {}): Band {
    return axspan(this, "y", low, high, options);
  }

  /** A vertical band across the axes. */
  axvspan(low: number, high: number, options: AreaOptions = {}): Band {
    return axspan(this, "x", low, high, options);
  }

  /** Horizontal lines at heights, from one x to another. */
  hlines(
    y: Values | number,
    from: Values | number,
    to: Values | number,
    options: StraightLineOptions = {},
  ): Segments {
    return hlines(this, y, from, to, options);
  }

  /** Vertical lines at places, from one y to another. */
  vlines(
    x: Values | number,
    from: Values | number,
    to: Values | number,
    options: StraightLineOptions = {},
  ): Segments {
    return vlines(this, x, from, to, options);
  }
}
