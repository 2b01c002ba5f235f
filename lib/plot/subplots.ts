// Making axes: one by one, in grids, shared, twinned.
import { Axes } from "./axes/axes.js";
import { Axes3D } from "./axes/axes3d.js";
import type { AxesBase, AxesHolder, Slot } from "./axes/base.js";
import { Span } from "./axes/span.js";
import { figureOptionNames, type FigureOptions } from "./figureoptions.js";
import type { SubplotParams } from "./layout.js";
import { readOptions } from "./options.js";

/** Options of axes that are being made. */
export interface SubplotOptions extends SharedWith {
  readonly projection?: "3d";
}

/** Axes whose limits and scale others have too. */
export interface SharedWith {
  readonly sharex?: Axes;
  readonly sharey?: Axes;
}

/** How the cells of a grid of axes are to each other; margins and gaps as in `subplotsAdjust`. */
export interface GridspecOptions extends Partial<SubplotParams> {
  readonly widthRatios?: readonly number[];
  readonly heightRatios?: readonly number[];
}

const gridspecNames = [
  "widthRatios",
  "heightRatios",
  "left",
  "right",
  "bottom",
  "top",
  "wspace",
  "hspace",
] as const satisfies readonly (keyof GridspecOptions)[];

/** Options of a grid of axes. */
export interface SubplotsOptions extends FigureOptions {
  readonly nrows?: number;
  readonly ncols?: number;
  readonly sharex?: boolean | "all" | "col" | "row" | "none";
  readonly sharey?: boolean | "all" | "col" | "row" | "none";
  readonly subplotKw?: { readonly projection?: "3d" };
  readonly gridspecKw?: GridspecOptions;
  /** `false` gives rows of axes even where there is one. */
  readonly squeeze?: boolean;
}

const subplotsOptionNames = [
  ...figureOptionNames,
  "nrows",
  "ncols",
  "sharex",
  "sharey",
  "subplotKw",
  "gridspecKw",
  "squeeze",
] as const;

/** The slot of a cell counted row by row from 1, as matplotlib counts. */
export function slotOf(
  rows: number,
  columns: number,
  index: number | readonly [number, number],
): Slot {
  const [first, last] = typeof index === "number" ? [index, index] : index;
  if (!(first >= 1 && last >= first && last <= rows * columns))
    throw new RangeError(
      `subplot: index must be from 1 to ${String(rows * columns)}, got ${String(index)}`,
    );
  const row = (i: number) => Math.floor((i - 1) / columns);
  const column = (i: number) => (i - 1) % columns;
  return {
    kind: "grid",
    rows,
    columns,
    row: [row(first), row(last)],
    column: [column(first), column(last)],
  };
}

/** `(rows, columns, index)` from the arguments of `subplot`, also `(211)`. */
function readPlace(
  place: number,
  columns?: number,
  index?: number | readonly [number, number],
): Slot {
  if (columns !== undefined) return slotOf(place, columns, index ?? 1);
  const digits = Array.from(String(place), Number);
  const [rows = 1, count = 1, at = 1] = digits;
  if (digits.length !== 3)
    throw new RangeError(
      `subplot: \`${String(place)}\` is not three digits; write subplot(2, 1, 1)`,
    );
  return slotOf(rows, count, at);
}

/** The arguments of `subplot`: a place, perhaps, and options, perhaps. */
export function readSubplotArguments(args: readonly unknown[]): {
  slot: Slot;
  options: SubplotOptions;
} {
  const last = args.at(-1);
  const hasOptions =
    typeof last === "object" && last !== null && !Array.isArray(last);
  const given = hasOptions ? (last as SubplotOptions) : {};
  const options = readOptions("subplot", given, [
    "projection",
    "sharex",
    "sharey",
  ]);
  const [place = 111, columns, index] = (
    hasOptions ? args.slice(0, -1) : args
  ) as [number?, number?, (number | readonly [number, number])?];
  return { slot: readPlace(place, columns, index), options };
}

/** Makes axes for a slot. */
export function makeAxes(slot: Slot, options: SubplotOptions = {}): AxesBase {
  if (options.projection === "3d") return new Axes3D(slot);
  return new Axes(slot, options.sharex?.xaxis.span, options.sharey?.yaxis.span);
}

type Sharing = "all" | "col" | "row" | "none";

function readSharing(value: boolean | Sharing | undefined): Sharing {
  if (value === true) return "all";
  return value === false || value === undefined ? "none" : value;
}

function spansFor(
  direction: "x" | "y",
  sharing: Sharing,
): (row: number, column: number) => Span {
  const known = new Map<string, Span>();
  return (row, column) => {
    const keys = {
      all: "",
      col: String(column),
      row: String(row),
      none: `${String(row)},${String(column)}`,
    };
    const key = keys[sharing];
    const span = known.get(key) ?? new Span(direction);
    known.set(key, span);
    return span;
  };
}

function checkedRatios(
  name: "widthRatios" | "heightRatios",
  ratios: readonly number[] | undefined,
  count: number,
): Partial<Record<typeof name, readonly number[]>> {
  if (ratios === undefined) return {};
  if (ratios.length !== count || !ratios.every((ratio) => ratio > 0))
    throw new RangeError(
      `subplots: ${name} must be ${String(count)} positive numbers, got [${ratios.join(", ")}]`,
    );
  return { [name]: ratios };
}

/** The grid of axes of a figure, row by row. */
export function makeGrid(
  figure: AxesHolder,
  rows: number,
  columns: number,
  options: SubplotsOptions,
): AxesBase[][] {
  const sharex = readSharing(options.sharex);
  const sharey = readSharing(options.sharey);
  const xspan = spansFor("x", sharex);
  const yspan = spansFor("y", sharey);
  const { gridspecKw } = options;
  const { widthRatios, heightRatios, ...params } = readOptions(
    "gridspecKw",
    gridspecKw ?? {},
    gridspecNames,
  );
  const ratios = {
    ...checkedRatios("widthRatios", widthRatios, columns),
    ...checkedRatios("heightRatios", heightRatios, rows),
  };
  if (Object.keys(params).length > 0) figure.subplotsAdjust(params);
  const grid = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, j) => {
      const place = slotOf(rows, columns, i * columns + j + 1);
      const slot: Slot = { ...place, ...ratios };
      if (options.subplotKw?.projection === "3d")
        return figure.attach(new Axes3D(slot));
      const axes = figure.attach(new Axes(slot, xspan(i, j), yspan(i, j)));
      // Shared axes have their numbers at the outer edge only.
      const repeatsX = sharex === "all" || sharex === "col";
      if (repeatsX && i < rows - 1) axes.xaxis.style.labels = false;
      const repeatsY = sharey === "all" || sharey === "row";
      if (repeatsY && j > 0) axes.yaxis.style.labels = false;
      return axes;
    }),
  );
  const first = grid[0]?.[0];
  if (first !== undefined) figure.sca(first);
  return grid;
}

/** Checks the options of `subplots`, and divides off the figure's. */
export function readSubplotsOptions(given: SubplotsOptions): {
  figure: FigureOptions;
  grid: SubplotsOptions;
} {
  const read = readOptions("subplots", given, subplotsOptionNames);
  const figure = Object.fromEntries(
    Object.entries(read).filter(([name]) =>
      (figureOptionNames as readonly string[]).includes(name),
    ),
  ) as FigureOptions;
  return { figure, grid: read };
}
