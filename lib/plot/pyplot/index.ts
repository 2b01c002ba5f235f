// matplotlib's pyplot in camelCase: one current figure with current axes.
import type { Mappable } from "../artist.js";
import { Axes } from "../axes/axes.js";
import { Axes3D } from "../axes/axes3d.js";
import type { LabelStyle } from "../axes/axis.js";
import type { AxesBase } from "../axes/base.js";
import type { Colorbar, ColorbarOptions } from "../axes/colorbar.js";
import type { Limits, TickLabelStyle } from "../axes/settings.js";
import {
  fixedLocator,
  maxNLocator,
  multipleLocator,
  nullLocator,
} from "../axes/locators.js";
import { toGrid, type Grid, type Values } from "../data.js";
import type { Figure, SaveOptions } from "../figure.js";
import type { SubplotParams } from "../layout.js";
import { circle, ellipse, polygon, rectanglePatch } from "../marks/patch.js";
import type { Image, ImageOptions } from "../marks/image.js";
import { rcParams } from "../rcparams.js";
import type { ScaleName, SymlogOptions } from "../scales.js";
import {
  makeAxes,
  makeGrid,
  readSubplotArguments,
  readSubplotsOptions,
  type SharedWith,
  type SubplotsOptions,
} from "../subplots.js";
import { rc, rcdefaults, style } from "../styles.js";
import { axesCommands, type AxesCommands } from "./forward.js";
import {
  close,
  currentAxes,
  flatAxes,
  gcf,
  hasFigure,
  newFigure,
  show,
  spaceAxes,
} from "./state.js";

type Flat = { readonly projection?: undefined };
type Space = { readonly projection: "3d" };
type SpaceGrid = SubplotsOptions & { readonly subplotKw: Space };

/** The current axes, flat unless asked for in space. */
function gca(options?: Flat): Axes;
function gca(options: Space): Axes3D;
function gca(options: Flat | Space = {}): AxesBase {
  return options.projection === "3d" ? currentAxes(options) : currentAxes();
}

/**
 * Adds axes in a grid of rows and columns, counted from 1: `subplot(2, 1, 1)`
 * or `subplot(211)`.
 */
function subplot(options: Space): Axes3D;
function subplot(place: number, options: Space): Axes3D;
function subplot(
  rows: number,
  columns: number,
  index: number | readonly [number, number],
  options: Space,
): Axes3D;
function subplot(place?: number, options?: SharedWith): Axes;
function subplot(
  rows: number,
  columns: number,
  index: number | readonly [number, number],
  options?: SharedWith,
): Axes;
function subplot(...args: readonly unknown[]): AxesBase {
  const { slot, options } = readSubplotArguments(args);
  const figure = gcf();
  // Asked for again, axes in the same place become current again.
  const same = figure.axes.find(
    (axes) => JSON.stringify(axes.slot) === JSON.stringify(slot),
  );
  if (same !== undefined && options.projection === undefined) {
    figure.sca(same);
    return same;
  }
  return figure.attach(makeAxes(slot, options));
}

// As many as a literal number says, so that destructuring knows them.
type Several<A, N extends number, Made extends A[] = []> = number extends N
  ? A[]
  : Made["length"] extends N
    ? Made
    : Several<A, N, [...Made, A]>;

type Shape<A, R extends number, C extends number> = R extends 1
  ? C extends 1
    ? A
    : Several<A, C>
  : C extends 1
    ? Several<A, R>
    : Several<Several<A, C>, R>;

/**
 * A new figure with a grid of axes: one axes, an array of them for one row or
 * column, else rows of them.
 *
 * @example const [fig, [left, right]] = plt.subplots(1, 2, { sharey: true })
 */
function subplots(options: SpaceGrid): [Figure, Axes3D];
function subplots<const R extends number = 1, const C extends number = 1>(
  options?: SubplotsOptions & { readonly nrows?: R; readonly ncols?: C },
): [Figure, Shape<Axes, R, C>];
function subplots<const R extends number, const C extends number>(
  rows: R,
  columns: C,
  options: SpaceGrid,
): [Figure, Shape<Axes3D, R, C>];
function subplots<const R extends number, const C extends number = 1>(
  rows: R,
  columns?: C,
  options?: SubplotsOptions,
): [Figure, Shape<Axes, R, C>];
function subplots(
  first: number | SubplotsOptions = {},
  columns: number | SubplotsOptions = 1,
  third: SubplotsOptions = {},
): [Figure, unknown] {
  const given =
    typeof first === "object"
      ? first
      : typeof columns === "object"
        ? columns
        : third;
  const { figure: figureOptions, grid: options } = readSubplotsOptions(given);
  const rows = typeof first === "number" ? first : (options.nrows ?? 1);
  const count =
    typeof first === "number" && typeof columns === "number"
      ? columns
      : (options.ncols ?? 1);
  const figure = newFigure(figureOptions);
  const grid = makeGrid(figure, rows, count, options);
  if (options.squeeze === false) return [figure, grid];
  const flat = rows === 1 ? grid[0] : grid.map((row) => row[0]);
  if (rows === 1 && count === 1) return [figure, grid[0]?.[0]];
  return [figure, rows === 1 || count === 1 ? flat : grid];
}

/** Adds axes at left, bottom, width, height in fractions of the figure. */
function axes(at: readonly [number, number, number, number] | Space): AxesBase {
  if ("projection" in at) return currentAxes(at);
  return gcf().attach(new Axes({ kind: "rectangle", at }));
}

// Labels and limits exist for flat axes and for axes in space.
function labelled(): Axes | Axes3D {
  const present = currentAxes();
  return present instanceof Axes3D ? present : flatAxes("plt");
}

// matplotlib gives a matrix a figure in its proportions, but not where one was begun.
function matrixAxes(data: Grid): Axes {
  if (hasFigure()) return flatAxes("matshow");
  const rows = toGrid("matshow", data);
  const shape = rows.length / Math.max(1, rows[0]?.length ?? 1);
  // matplotlib's figaspect: the usual height, and sides between 2 and 16 inches.
  const width = Math.min(16, Math.max(4, 4.8 / shape));
  const height = Math.min(16, Math.max(2, width * shape));
  newFigure({ figsize: [width, height] });
  return axes([0.15, 0.09, 0.775, 0.775]) as Axes;
}

const commands = {
  /** Settings for figures to come. */
  rcParams,
  /** The current figure. */
  gcf,
  gca,
  /** Begins a new figure: `figure({ figsize: [8, 4] })`, in inches. */
  figure: newFigure,
  subplot,
  subplots,
  axes,
  close,
  show,
  /** Makes axes current. */
  sca(target: AxesBase): void {
    gcf().sca(target);
  },
  /** Empties the current figure. */
  clf(): void {
    gcf().clf();
  },
  /** Empties the current axes. */
  cla(): void {
    currentAxes().cla();
  },
  xlabel(text: string, style?: LabelStyle): void {
    labelled().setXlabel(text, style);
  },
  ylabel(text: string, style?: LabelStyle): void {
    labelled().setYlabel(text, style);
  },
  zlabel(text: string, style?: LabelStyle): void {
    spaceAxes("zlabel").setZlabel(text, style);
  },
  /** The title of the current axes. */
  title(text: string, style?: LabelStyle): void {
    currentAxes().setTitle(text, style);
  },
  /** The title over all axes of the figure. */
  suptitle(text: string, style?: LabelStyle): void {
    gcf().suptitle(text, style);
  },
  /** Sets the x limits; without arguments, gives those in view. */
  xlim(low?: number | Limits | null, high?: number | null): [number, number] {
    if (low !== undefined) labelled().setXlim(low, high);
    return labelled().xaxis.span.limits();
  },
  /** Sets the y limits; without arguments, gives those in view. */
  ylim(low?: number | Limits | null, high?: number | null): [number, number] {
    if (low !== undefined) labelled().setYlim(low, high);
    return labelled().yaxis.span.limits();
  },
  /** Sets the z limits of axes in space. */
  zlim(low: number | Limits | null, high?: number | null): void {
    spaceAxes("zlim").setZlim(low, high);
  },
  xscale(name: ScaleName, options?: SymlogOptions): void {
    flatAxes("xscale").setXscale(name, options);
  },
  yscale(name: ScaleName, options?: SymlogOptions): void {
    flatAxes("yscale").setYscale(name, options);
  },
  /** Ticks of the x axis at chosen places, perhaps with labels. */
  xticks(
    ticks: Values,
    labels?: readonly string[],
    style?: TickLabelStyle,
  ): void {
    flatAxes("xticks").setXticks(ticks, labels, style);
  },
  /** Ticks of the y axis at chosen places, perhaps with labels. */
  yticks(
    ticks: Values,
    labels?: readonly string[],
    style?: TickLabelStyle,
  ): void {
    flatAxes("yticks").setYticks(ticks, labels, style);
  },
  /** Axes over the current ones with a y axis of their own, at the right. */
  twinx(): Axes {
    return flatAxes("twinx").twinx();
  },
  /** Axes over the current ones with an x axis of their own, above. */
  twiny(): Axes {
    return flatAxes("twiny").twiny();
  },
  /** A colour bar for a mark, by default for the last coloured by values. */
  colorbar(
    source?: Mappable,
    options?: ColorbarOptions & { readonly ax?: AxesBase },
  ): Colorbar {
    const found = source ?? currentAxes().lastMappable;
    if (found === undefined)
      throw new Error(
        "colorbar: nothing on the axes is coloured by values; draw with imshow, contourf or scatter first",
      );
    return gcf().colorbar(found, options);
  },
  /**
   * A matrix as an image with whole-numbered ticks above it, in a figure of the matrix' own shape.
   */
  matshow(data: Grid, options?: ImageOptions): Image {
    return matrixAxes(data).matshow(data, options);
  },
  /** Looks by name: `plt.style.use("ggplot")`. */
  style,
  rc,
  rcdefaults,
  multipleLocator,
  maxNLocator,
  fixedLocator,
  nullLocator,
  circle,
  ellipse,
  polygon,
  rectangle: rectanglePatch,
  /** Fits margins and gaps to what is drawn. */
  tightLayout(): void {
    gcf().tightLayout();
  },
  subplotsAdjust(params: Partial<SubplotParams>): void {
    gcf().subplotsAdjust(params);
  },
  /** Writes the current figure to a file: svg, png or pdf by its ending. */
  savefig(path: string, options?: SaveOptions): void {
    gcf().savefig(path, options);
  },
};

/**
 * matplotlib's pyplot in camelCase. Options are a last object argument.
 *
 * @example
 * plt.plot([0, 1, 2], [0, 1, 4], "o-", { label: "squares" });
 * plt.legend();
 * plt.show();
 */
export const plt: typeof commands & AxesCommands = {
  ...commands,
  ...axesCommands(),
};
