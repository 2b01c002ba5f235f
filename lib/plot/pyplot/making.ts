// pyplot's ways to make axes, with the types that let destructuring know how many there are.
import { Axes } from "../axes/axes.js";
import type { Axes3D } from "../axes/axes3d.js";
import type { AxesBase } from "../axes/base.js";
import type { Figure } from "../figure.js";
import {
  makeAxes,
  makeGrid,
  readSubplotArguments,
  readSubplotsOptions,
  type SharedWith,
  type SubplotsOptions,
} from "../subplots.js";
import { currentAxes, gcf, newFigure } from "./state.js";

type Flat = { readonly projection?: undefined };
type Space = { readonly projection: "3d" };
type SpaceGrid = SubplotsOptions & { readonly subplotKw: Space };

/** The current axes, flat unless asked for in space. */
export function gca(options?: Flat): Axes;
export function gca(options: Space): Axes3D;
export function gca(options: Flat | Space = {}): AxesBase {
  return options.projection === "3d" ? currentAxes(options) : currentAxes();
}

/**
 * Adds axes in a grid of rows and columns, counted from 1: `subplot(2, 1, 1)`
 * or `subplot(211)`.
 */
export function subplot(options: Space): Axes3D;
export function subplot(place: number, options: Space): Axes3D;
export function subplot(
  rows: number,
  columns: number,
  index: number | readonly [number, number],
  options: Space,
): Axes3D;
export function subplot(place?: number, options?: SharedWith): Axes;
export function subplot(
  rows: number,
  columns: number,
  index: number | readonly [number, number],
  options?: SharedWith,
): Axes;
export function subplot(...args: readonly unknown[]): AxesBase {
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
export function subplots(options: SpaceGrid): [Figure, Axes3D];
export function subplots<
  const R extends number = 1,
  const C extends number = 1,
>(
  options?: SubplotsOptions & { readonly nrows?: R; readonly ncols?: C },
): [Figure, Shape<Axes, R, C>];
export function subplots<const R extends number, const C extends number>(
  rows: R,
  columns: C,
  options: SpaceGrid,
): [Figure, Shape<Axes3D, R, C>];
export function subplots<const R extends number, const C extends number = 1>(
  rows: R,
  columns?: C,
  options?: SubplotsOptions,
): [Figure, Shape<Axes, R, C>];
export function subplots(
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
export function axes(
  at: readonly [number, number, number, number] | Space,
): AxesBase {
  if ("projection" in at) return currentAxes(at);
  return gcf().attach(new Axes({ kind: "rectangle", at }));
}
