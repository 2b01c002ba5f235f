// Flat axes and what can be drawn on them. Each method is one mark's file.
import type { Grid, Values, ValuesOrNames } from "../data.js";
import type { Artist, Mappable } from "../artist.js";
import type { Area, AreaOptions } from "../marks/area.js";
import { bar, barh, hist } from "../marks/bar.js";
import type { BarOptions, Histogram, HistOptions } from "../marks/bar.js";
import {
  contour,
  type Contour,
  type ContourOptions,
} from "../marks/contour.js";
import {
  boxplot,
  type BoxplotOptions,
  type BoxStatistics,
} from "../marks/boxplot.js";
import { labelOptionNames, type LabelOptions } from "../marks/contourlabels.js";
import { errorbar, stem } from "../marks/errorbar.js";
import type { ErrorbarOptions, StemOptions } from "../marks/errorbar.js";
import {
  fill,
  fillBetween,
  fillBetweenX,
  heightOrOptions,
} from "../marks/fill.js";
import type { FillOptions, Height } from "../marks/fill.js";
import { imshow, type Image, type ImageOptions } from "../marks/image.js";
import type { Line, LineOptions } from "../marks/line.js";
import { pcolormesh, type MeshOptions } from "../marks/mesh.js";
import { plotLines, type PlotArguments } from "../marks/plotargs.js";
import { quiver, type Quiver, type QuiverOptions } from "../marks/quiver.js";
import {
  axhline,
  axspan,
  axvline,
  hlines,
  vlines,
} from "../marks/reference.js";
import type {
  Band,
  Segments,
  StraightLineOptions,
} from "../marks/reference.js";
import { scatter, type Points, type ScatterOptions } from "../marks/scatter.js";
import { streamplot, type StreamOptions } from "../marks/streamplot.js";
import { annotate, text } from "../marks/text.js";
import type { AnnotateOptions, Text, TextOptions } from "../marks/text.js";
import { readOptions } from "../options.js";
import { Frame } from "./frame.js";

/** Data of a contour: z, or x and y (lines or grids) and z (or a function). */
export type ContourArguments =
  | readonly [z: Grid, ...rest: ContourRest]
  | readonly [
      x: Values | Grid,
      y: Values | Grid,
      z: Grid | ((x: number, y: number) => number),
      ...rest: ContourRest,
    ];

type ContourRest =
  | readonly []
  | readonly [levels: number | Values, options?: ContourOptions]
  | readonly [options: ContourOptions];

/** Data of arrows: u and v, their places before them, values after them. */
export type QuiverArguments = readonly (Values | Grid | QuiverOptions)[];

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
  hist(values: Values, options: HistOptions = {}): Histogram {
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

  /** Adds a shape made by `plt.circle`, `plt.rectangle` and their kin. */
  addPatch(patch: Area): Area {
    return this.add(patch);
  }

  /** A horizontal line across the axes. */
  axhline(y = 0, options: StraightLineOptions = {}): Segments {
    return axhline(this, y, options);
  }

  /** A vertical line across the axes. */
  axvline(x = 0, options: StraightLineOptions = {}): Segments {
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

  /**
   * Level lines of a field on a grid.
   *
   * @example ax.contour(xs, ys, (x, y) => x * x + y * y, [1, 2, 4])
   */
  contour(...args: ContourArguments): Contour {
    return contour(this, false, args);
  }

  /** Coloured bands between the levels of a field. */
  contourf(...args: ContourArguments): Contour {
    return contour(this, true, args);
  }

  /** Writes the levels on the lines of a contour. */
  clabel(lines: Contour, options: LabelOptions = {}): void {
    lines.labels = readOptions("clabel", options, labelOptionNames);
  }

  /**
   * A grid of values, or of colours `[r, g, b]`, as an image, its first row
   * above; units are equally long both ways unless `aspect` says otherwise.
   *
   * @example ax.imshow([[1, 2], [3, 4]], { cmap: "gray" })
   */
  imshow(data: Grid | ArrayLike<Grid>, options: ImageOptions = {}): Image {
    const image = imshow(this, data, options);
    const { aspect = "equal", origin = "upper" } = options;
    this.setAspect(aspect);
    if (origin === "upper" && options.extent === undefined)
      this.yaxis.span.inverted = true;
    return image;
  }

  /** A matrix as an image with whole-numbered ticks above it. */
  matshow(data: Grid, options: ImageOptions = {}): Image {
    this.xaxis.side = "top";
    this.xaxis.whole = true;
    this.yaxis.whole = true;
    return this.imshow(data, options);
  }

  /** Coloured cells: `pcolormesh(C)` or `pcolormesh(X, Y, C)`. */
  pcolormesh(
    ...args: readonly (Values | Grid | MeshOptions)[]
  ): Artist & Mappable {
    return pcolormesh(this, args);
  }

  /**
   * Arrows of a vector field: `quiver(x, y, u, v)`, values for colours after.
   *
   * @example ax.quiver([0, 1], [0, 0], [1, 0], [0, 1])
   */
  quiver(...args: QuiverArguments): Quiver {
    return quiver(this, args);
  }

  /** Stream lines of a vector field on an even grid. */
  streamplot(
    x: Values | Grid,
    y: Values | Grid,
    u: Grid,
    v: Grid,
    options: StreamOptions = {},
  ): Artist & Mappable {
    return streamplot(this, x, y, u, v, options);
  }

  /** A text at a point of the data, or of the axes (`transform: "axes"`). */
  text(
    x: number | Date,
    y: number | Date,
    content: string,
    options: TextOptions = {},
  ): Text {
    return text(this, x, y, content, options);
  }

  /**
   * A text about the point `xy`, at `xytext`, with an arrow between them.
   *
   * @example ax.annotate("minimum", [2, -32], { xytext: [0, -25],
   *   arrowprops: { arrowstyle: "->" } })
   */
  annotate(
    content: string,
    xy: readonly [number, number],
    options: AnnotateOptions = {},
  ): Text {
    return annotate(this, content, xy, options);
  }

  /** Axes over these with a y axis of their own, at the right. */
  twinx(): Axes {
    const other = new Axes(this.slot, this.xaxis.span);
    other.xaxis.visible = false;
    other.yaxis.side = "right";
    return this.overlay(other);
  }

  /** Axes over these with an x axis of their own, above. */
  twiny(): Axes {
    const other = new Axes(this.slot, undefined, this.yaxis.span);
    other.yaxis.visible = false;
    other.xaxis.side = "top";
    return this.overlay(other);
  }

  private overlay(other: Axes): Axes {
    other.facecolor = "none";
    // The second curve must not begin with the first one's colour.
    other.takeColorsFrom(this);
    return this.holder?.attach(other) ?? other;
  }

  /** An arrow from (x, y) by (dx, dy). */
  arrow(
    x: number,
    y: number,
    dx: number,
    dy: number,
    options: QuiverOptions = {},
  ): Quiver {
    const look = { angles: "xy", scaleUnits: "xy", ...options } as const;
    return quiver(this, [[x], [y], [dx], [dy], look]);
  }
}
