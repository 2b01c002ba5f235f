// Flat axes and what can be drawn on them. Each method is one mark's file.
import type { Grid, Values } from "../data.js";
import type { Artist, Mappable } from "../artist.js";
import {
  contour,
  type Contour,
  type ContourOptions,
} from "../marks/contour.js";
import { labelOptionNames, type LabelOptions } from "../marks/contourlabels.js";
import { imshow, type Image, type ImageOptions } from "../marks/image.js";
import { pcolormesh, type MeshOptions } from "../marks/mesh.js";
import { quiver, type Quiver, type QuiverOptions } from "../marks/quiver.js";
import { streamplot, type StreamOptions } from "../marks/streamplot.js";
import { annotate, text } from "../marks/text.js";
import type { AnnotateOptions, Text, TextOptions } from "../marks/text.js";
import { readOptions } from "../options.js";
import { Inset, type InsetPlace } from "./inset.js";
import { SeriesAxes } from "./series.js";

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

/**
 * Axes in the plane, with what is drawn in them: what `plt.subplot()` and `plt.gca()` give.
 *
 * @example
 * const axes = plt.gca();
 * axes instanceof Axes // true
 */
export class Axes extends SeriesAxes {
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
    this.tickParams({ top: true, labeltop: true, labelbottom: false });
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

  /**
   * Axes within these at left, bottom, width and height in fractions of them.
   *
   * @example ax.insetAxes([0.6, 0.6, 0.35, 0.35]).plot([1, 2, 4])
   */
  insetAxes(at: InsetPlace): Axes {
    const inner = new Axes(this.slot);
    this.companions.push(new Inset(inner, at));
    return inner;
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
