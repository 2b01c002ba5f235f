// The current figure, and what becomes of figures.
import { Axes } from "../axes/axes.js";
import { Axes3D } from "../axes/axes3d.js";
import type { AxesBase } from "../axes/base.js";
import { Figure } from "../figure.js";
import { wholeFigure, type FigureOptions } from "../figureoptions.js";
import { makeAxes, type SubplotOptions } from "../subplots.js";

/** Whatever shows figures; a kernel sets its own. */
export type FigureSink = (figure: Figure) => void;

const figures: Figure[] = [];
let sink: FigureSink = () => undefined;

/**
 * Sets what `plt.show()` hands its figures to.
 *
 * @example
 * const shown: Figure[] = [];
 * setFigureSink((figure) => { shown.push(figure); });
 */
export function setFigureSink(fn: FigureSink): void {
  sink = fn;
}

/**
 * The open figures that were not shown; all figures are closed by this.
 *
 * @example
 * plt.plot([1, 2, 3]);
 * takeUnshownFigures().length // 1
 */
export function takeUnshownFigures(): Figure[] {
  if (figures.length === 0) return [];
  return figures.splice(0).filter((figure) => !figure.shown);
}

/** Begins a figure and makes it current. */
export function newFigure(options: FigureOptions = {}): Figure {
  const figure = new Figure(options);
  figures.push(figure);
  return figure;
}

/** Whether a figure is open. */
export function hasFigure(): boolean {
  return figures.length > 0;
}

/** The current figure, made if there is none. */
export function gcf(): Figure {
  return figures.at(-1) ?? newFigure();
}

/** Shows every open figure and closes it. */
export function show(): void {
  for (const figure of takeUnshownFigures()) {
    figure.shown = true;
    sink(figure);
  }
}

/** Closes the current figure, one given, or `"all"`, unshown. */
export function close(which?: Figure | "all"): void {
  if (which === "all") {
    figures.length = 0;
    return;
  }
  const index =
    which === undefined ? figures.length - 1 : figures.indexOf(which);
  if (index >= 0) figures.splice(index, 1);
}

/** The current axes of any kind, made if there are none. */
export function currentAxes(options: SubplotOptions = {}): AxesBase {
  const figure = gcf();
  if (options.projection === "3d") {
    const present = figure.axes.length > 0 ? figure.gca() : undefined;
    if (present instanceof Axes3D) return present;
    return figure.attach(makeAxes(wholeFigure, options));
  }
  return figure.gca();
}

/** The current flat axes. */
export function flatAxes(operation: string): Axes {
  const axes = currentAxes();
  if (axes instanceof Axes) return axes;
  throw new TypeError(
    `${operation}: the current axes are three-dimensional; begin flat ones with plt.figure() or plt.subplot()`,
  );
}

/** The current axes in space; begun where the figure is still empty. */
export function spaceAxes(operation: string): Axes3D {
  const figure = gcf();
  const present = figure.axes.length > 0 ? figure.gca() : undefined;
  if (present instanceof Axes3D) return present;
  if (present === undefined) {
    const made = new Axes3D(wholeFigure);
    return figure.attach(made);
  }
  throw new TypeError(
    `${operation}: the current axes are flat; make axes with { projection: "3d" }`,
  );
}
