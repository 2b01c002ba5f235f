// Level lines and the bands between them.
import {
  order,
  type Artist,
  type ColorScale,
  type Extent,
  type Mappable,
  type View,
} from "../artist.js";
import { fillOf, strokeOf, toPaint, type Color, type Paint } from "../color.js";
import {
  colorMapOptionNames,
  colorScale,
  type ColorMapOptions,
} from "../colorscale.js";
import { isNested, isSequence, range, toGrid, toNumbers } from "../data.js";
import type { Values } from "../data.js";
import { lineAttributes, type LineStyle } from "../linestyle.js";
import { readOptions } from "../options.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Canvas } from "./canvas.js";
import { labelLines, type LabelOptions } from "./contourlabels.js";
import { isolines } from "./isolines.js";
import { chooseLevels, regionAbove, type Field } from "./levels.js";

/** Which levels are shown and how. */
export interface ContourOptions extends ColorMapOptions {
  /** About how many round levels, or the levels. */
  readonly levels?: number | Values;
  readonly colors?: Color | readonly Color[];
  readonly linewidths?: number;
  readonly linestyles?: LineStyle;
  readonly alpha?: number;
  readonly zorder?: number;
  /** `"both"` colours what lies outside the levels too. */
  readonly extend?: "neither" | "both" | "min" | "max";
}

const names = [
  "levels",
  "colors",
  "linewidths",
  "linestyles",
  "alpha",
  "zorder",
  "extend",
  ...colorMapOptionNames,
] as const;

type Point = readonly [number, number];

function path(points: readonly Point[], view: View, closed: boolean): string {
  return pathData(
    points.map(([x]) => view.x(x)),
    points.map(([, y]) => view.y(y)),
    closed,
  );
}

export class Contour implements Artist, Mappable {
  readonly zorder: number;
  readonly clip = true;
  labels: LabelOptions | undefined;

  constructor(
    readonly field: Field,
    readonly levels: readonly number[],
    readonly colors: ColorScale,
    readonly filled: boolean,
    private readonly options: ContourOptions,
  ) {
    this.zorder = options.zorder ?? (filled ? order.image : order.line);
  }

  extent(): Extent {
    const { field } = this;
    const xs: number[] = [];
    const ys: number[] = [];
    for (const i of [0, field.rows - 1]) {
      for (let j = 0; j < field.columns; j++) {
        xs.push(field.x(i, j));
        ys.push(field.y(i, j));
      }
    }
    for (let i = 0; i < field.rows; i++) {
      for (const j of [0, field.columns - 1]) {
        xs.push(field.x(i, j));
        ys.push(field.y(i, j));
      }
    }
    const x = range(xs);
    const y = range(ys);
    return { x, y, stickyX: x ?? [], stickyY: y ?? [] };
  }

  /** The colour of a level line, or of the band above a level. */
  paintOf(index: number): Paint {
    const { colors, alpha } = this.options;
    const level = this.levels[index] ?? NaN;
    const next = this.levels[index + 1] ?? level;
    if (colors === undefined)
      return this.colors.paint(this.filled ? this.middle(level, next) : level);
    const list =
      Array.isArray(colors) && typeof colors[0] === "string"
        ? (colors as readonly Color[])
        : [colors as Color];
    return toPaint(list[index % list.length] ?? "k", alpha);
  }

  private middle(low: number, high: number): number {
    return this.colors.kind === "log"
      ? Math.sqrt(low * high)
      : (low + high) / 2;
  }

  draw(view: View): Svg[] {
    return this.filled ? this.drawBands(view) : this.drawLines(view);
  }

  // Each band is painted over all that lies above its lower level, from the
  // lowest up: neighbours then meet without a seam. See-through bands must
  // not lie over each other, so they are cut out instead.
  private drawBands(view: View): Svg[] {
    const regions = this.levels.map((level) =>
      regionAbove(this.field, level)
        .map((ring) => path(ring, view, true))
        .join(""),
    );
    const opaque = (this.options.alpha ?? 1) === 1;
    const { extend = "neither" } = this.options;
    const open = extend === "both" || extend === "max";
    const bands = regions.slice(0, -1).map((d, i) => {
      const upper = opaque && !open ? "" : (regions[i + 1] ?? "");
      return { d: opaque ? d : d + upper, paint: this.paintOf(i) };
    });
    const top = regions.at(-1) ?? "";
    if (extend === "both" || extend === "min") {
      const all = regionAbove(this.field, -Number.MAX_VALUE)
        .map((ring) => path(ring, view, true))
        .join("");
      const first = this.levels[0] ?? 0;
      const d = opaque ? all : all + (regions[0] ?? "");
      bands.unshift({ d, paint: this.colors.paint(first) });
    }
    if (open) {
      const last = this.levels.at(-1) ?? 0;
      bands.push({ d: top, paint: this.colors.paint(last) });
    } else if (opaque && top !== "" && bands.length > 0) {
      return this.withoutTop(bands, regions);
    }
    return bands
      .filter(({ d }) => d !== "")
      .map(({ d, paint }) =>
        el("path", { d, ...fillOf(paint), "fill-rule": "evenodd" }),
      );
  }

  // What lies above the highest level stays empty, in every band.
  private withoutTop(
    bands: readonly { d: string; paint: Paint }[],
    regions: readonly string[],
  ): Svg[] {
    const top = regions.at(-1) ?? "";
    return bands
      .filter(({ d }) => d !== "")
      .map(({ d, paint }) =>
        el("path", { d: d + top, ...fillOf(paint), "fill-rule": "evenodd" }),
      );
  }

  private drawLines(view: View): Svg[] {
    const width = this.options.linewidths ?? 1.5;
    const plain = this.options.linestyles;
    const oneColor = typeof this.options.colors === "string";
    const lines = this.levels.map((level) => ({
      level,
      lines: isolines(this.field, level).map((line) =>
        line.map(([x, y]): Point => [view.x(x), view.y(y)]),
      ),
    }));
    const labelled =
      this.labels === undefined
        ? undefined
        : labelLines(lines, this.labels, view.box, (i) => this.paintOf(i));
    const cut = labelled?.lines ?? lines;
    const drawn = cut.flatMap(({ level, lines: parts }, i) => {
      const d = parts
        .map((part) =>
          pathData(
            part.map(([x]) => x),
            part.map(([, y]) => y),
            isClosed(part),
          ),
        )
        .join("");
      if (d === "") return [];
      // With one colour only the style can tell below zero from above.
      const style = plain ?? (oneColor && level < 0 ? "--" : "-");
      const look = {
        fill: "none",
        ...strokeOf(this.paintOf(i)),
        ...lineAttributes(style, width),
        "stroke-linecap": "butt",
      };
      return [el("path", { d, ...look })];
    });
    return [...drawn, ...(labelled?.labels ?? [])];
  }
}

function isClosed(points: readonly Point[]): boolean {
  const first = points[0];
  const last = points.at(-1);
  return (
    points.length > 2 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
  );
}

/** A field from `z`, or from x, y (lines or grids) and z (a grid, or f). */
export function readField(operation: string, data: readonly unknown[]): Field {
  const [first, second, third] = data;
  if (data.length === 1) {
    return gridField(operation, toGrid(operation, first), undefined, undefined);
  }
  if (data.length !== 3)
    throw new TypeError(`${operation}: give z, or x, y and z`);
  const xs = isNested(first)
    ? toGrid(operation, first)
    : toNumbers(operation, first);
  const ys = isNested(second)
    ? toGrid(operation, second)
    : toNumbers(operation, second);
  if (typeof third === "function") {
    const f = third as (x: number, y: number) => unknown;
    const width = xs instanceof Float64Array ? xs.length : (xs[0]?.length ?? 0);
    const height = ys.length;
    const x = (i: number, j: number) => pick(xs, i, j, false);
    const y = (i: number, j: number) => pick(ys, i, j, true);
    const grid = Array.from({ length: height }, (_, i) =>
      Float64Array.from({ length: width }, (__, j) =>
        Number(f(x(i, j), y(i, j))),
      ),
    );
    return gridField(operation, grid, xs, ys);
  }
  return gridField(operation, toGrid(operation, third), xs, ys);
}

function pick(
  data: Float64Array | Float64Array[],
  i: number,
  j: number,
  byRow: boolean,
): number {
  if (data instanceof Float64Array) return data[byRow ? i : j] ?? NaN;
  return data[i]?.[j] ?? NaN;
}

function gridField(
  operation: string,
  grid: readonly Float64Array[],
  xs: Float64Array | Float64Array[] | undefined,
  ys: Float64Array | Float64Array[] | undefined,
): Field {
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const width = xs instanceof Float64Array ? xs.length : xs?.[0]?.length;
  const height = ys?.length;
  const agree = (width ?? columns) === columns && (height ?? rows) === rows;
  if (!agree)
    throw new RangeError(
      `${operation}: z is ${String(rows)} × ${String(columns)}, but x and y give ${String(height)} × ${String(width)}`,
    );
  if (rows < 2 || columns < 2)
    throw new RangeError(`${operation}: z must be at least 2 × 2`);
  return {
    rows,
    columns,
    values: Float64Array.from(grid.flatMap((row) => [...row])),
    x: (i, j) => (xs === undefined ? j : pick(xs, i, j, false)),
    y: (i, j) => (ys === undefined ? i : pick(ys, i, j, true)),
  };
}

/** Divides data arguments from the options that may follow them. */
export function splitOptions(args: readonly unknown[]): {
  data: readonly unknown[];
  options: object;
} {
  const last = args.at(-1);
  const isOptions =
    typeof last === "object" && last !== null && !isSequence(last);
  return isOptions
    ? { data: args.slice(0, -1), options: last }
    : { data: args, options: {} };
}

/** `contour(z)`, `contour(x, y, z)`, each with levels and options after. */
export function contour(
  canvas: Canvas,
  filled: boolean,
  args: readonly unknown[],
): Contour {
  const operation = filled ? "contourf" : "contour";
  const split = splitOptions(args);
  const given = readOptions<ContourOptions>(operation, split.options, names);
  const hasLevels = split.data.length === 2 || split.data.length === 4;
  const field = readField(
    operation,
    hasLevels ? split.data.slice(0, -1) : split.data,
  );
  const wanted = hasLevels ? split.data.at(-1) : (given.levels ?? 7);
  const log = given.norm === "log";
  const [low, high] = range(field.values, (v) => !log || v > 0) ?? [0, 1];
  const chosen = chooseLevels(
    given.vmin === undefined ? low : Math.max(low, given.vmin),
    given.vmax === undefined ? high : Math.min(high, given.vmax),
    typeof wanted === "number" ? wanted : [...toNumbers(operation, wanted)],
    log,
  );
  const within = chosen.filter((level) => level >= low && level <= high);
  const levels = filled || typeof wanted !== "number" ? chosen : within;
  const colors = colorScale(chosen, given, given.alpha ?? 1);
  return canvas.add(new Contour(field, levels, colors, filled, given));
}
