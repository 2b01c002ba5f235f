// Cells between the lines of a grid that need not be even.
import {
  order,
  type Artist,
  type ColorScale,
  type Extent,
  type Mappable,
  type View,
} from "../artist.js";
import {
  colorMapOptionNames,
  colorScale,
  type ColorMapOptions,
} from "../colorscale.js";
import { isNested, range, toGrid, toNumbers } from "../data.js";
import type { Grid, Values } from "../data.js";
import { readOptions } from "../options.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Canvas } from "./canvas.js";
import { drawCells, valueCells } from "./image.js";

export interface MeshOptions extends ColorMapOptions {
  readonly shading?: "auto" | "flat" | "nearest" | "gouraud";
  readonly alpha?: number;
  readonly zorder?: number;
  readonly edgecolors?: string;
}

const names = [
  "shading",
  "alpha",
  "zorder",
  "edgecolors",
  ...colorMapOptionNames,
] as const;

class Mesh implements Artist, Mappable {
  readonly zorder: number;
  readonly clip = true;

  /** The corners of the cells: one row and one column more than values. */
  constructor(
    private readonly xs: readonly Float64Array[],
    private readonly ys: readonly Float64Array[],
    private readonly grid: readonly Float64Array[],
    readonly colors: ColorScale,
    private readonly even: boolean,
    options: MeshOptions,
  ) {
    this.zorder = options.zorder ?? order.image;
  }

  extent(): Extent {
    const x = range(this.xs.flatMap((row) => [...row]));
    const y = range(this.ys.flatMap((row) => [...row]));
    return { x, y, stickyX: x ?? [], stickyY: y ?? [] };
  }

  draw(view: View): Svg[] {
    const cells = valueCells(this.grid, this.colors);
    const x = (i: number, j: number) => view.x(this.xs[i]?.[j] ?? NaN);
    const y = (i: number, j: number) => view.y(this.ys[i]?.[j] ?? NaN);
    if (this.even) {
      return drawCells(
        cells,
        (j) => x(0, j),
        (i) => y(i, 0),
      );
    }
    const drawn: Svg[] = [];
    for (let i = 0; i < cells.rows; i++) {
      for (let j = 0; j < cells.columns; j++) {
        const paint = cells.paint(i, j);
        if (paint.hex === "none") continue;
        const d = pathData(
          [x(i, j), x(i, j + 1), x(i + 1, j + 1), x(i + 1, j)],
          [y(i, j), y(i, j + 1), y(i + 1, j + 1), y(i + 1, j)],
          true,
        );
        const opacity = paint.alpha < 1 ? paint.alpha : undefined;
        // A hair of the same colour closes the seams of slanted cells.
        drawn.push(
          el("path", {
            d,
            fill: paint.hex,
            "fill-opacity": opacity,
            stroke: opacity === undefined ? paint.hex : undefined,
            "stroke-width": opacity === undefined ? 0.3 : undefined,
          }),
        );
      }
    }
    return drawn;
  }
}

/** Edges half-way between centres. */
function edgesAround(centres: Float64Array): Float64Array {
  const n = centres.length;
  const at = (i: number) => centres[i] ?? NaN;
  if (n === 1) return Float64Array.of(at(0) - 0.5, at(0) + 0.5);
  return Float64Array.from({ length: n + 1 }, (_, i) =>
    i === 0
      ? at(0) - (at(1) - at(0)) / 2
      : i === n
        ? at(n - 1) + (at(n - 1) - at(n - 2)) / 2
        : (at(i - 1) + at(i)) / 2,
  );
}

function transposed(rows: readonly Float64Array[]): Float64Array[] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, j) =>
    Float64Array.from(rows, (row) => row[j] ?? NaN),
  );
}

interface Corners {
  readonly rows: Float64Array[];
  readonly even: boolean;
}

function corners(
  data: Values | Grid,
  along: "x" | "y",
  rows: number,
  columns: number,
): Corners {
  const count = along === "x" ? columns : rows;
  const other = along === "x" ? rows : columns;
  if (!isNested(data)) {
    const line = toNumbers("pcolormesh", data);
    const edges = line.length === count ? edgesAround(line) : line;
    if (edges.length !== count + 1)
      throw new RangeError(
        `pcolormesh: ${along} must have ${String(count)} or ${String(count + 1)} values, got ${String(line.length)}`,
      );
    const all =
      along === "x"
        ? Array.from({ length: other + 1 }, () => edges)
        : Array.from(edges, (y) => new Float64Array(other + 1).fill(y));
    return { rows: all, even: true };
  }
  const grid = toGrid("pcolormesh", data);
  const centred = grid.length === rows;
  const wide = centred ? grid.map(edgesAround) : grid;
  const full = centred ? transposed(transposed(wide).map(edgesAround)) : wide;
  const lines = along === "x" ? full : transposed(full);
  const even = lines.every((line) =>
    line.every((value, i) => value === lines[0]?.[i]),
  );
  return { rows: full, even };
}

/** Colours the cells of a grid: `pcolormesh(C)` or `pcolormesh(X, Y, C)`. */
export function pcolormesh(
  canvas: Canvas,
  args: readonly unknown[],
): Artist & Mappable {
  const last = args.at(-1);
  const hasOptions =
    typeof last === "object" &&
    last !== null &&
    !(Symbol.iterator in last) &&
    !("toArray" in last) &&
    !("length" in last);
  const options = readOptions(
    "pcolormesh",
    hasOptions ? (last as MeshOptions) : {},
    names,
  );
  const data = hasOptions ? args.slice(0, -1) : args;
  const grid = toGrid("pcolormesh", data.at(-1));
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const counting = (n: number) =>
    Float64Array.from({ length: n + 1 }, (_, i) => i);
  const [x, y] =
    data.length === 3
      ? (data as [Values, Values])
      : [counting(columns), counting(rows)];
  const xs = corners(x, "x", rows, columns);
  const ys = corners(y, "y", rows, columns);
  const flat = Float64Array.from(grid.flatMap((row) => [...row]));
  const colors = colorScale(flat, options, options.alpha ?? 1);
  const even = xs.even && ys.even;
  return canvas.add(new Mesh(xs.rows, ys.rows, grid, colors, even, options));
}
