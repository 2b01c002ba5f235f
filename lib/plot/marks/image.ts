// Grids of values as coloured cells: images, matrices, meshes.
import {
  order,
  type Artist,
  type ColorScale,
  type Extent,
  type Mappable,
  type View,
} from "../artist.js";
import { hexToRgb, rgbToHex, type Paint } from "../color.js";
import {
  colorMapOptionNames,
  colorScale,
  type ColorMapOptions,
} from "../colorscale.js";
import { elements, isNested, toGrid, type Grid } from "../data.js";
import { readOptions } from "../options.js";
import { writePng } from "../pngwriter.js";
import { el, num, type Svg } from "../svg.js";
import type { Canvas } from "./canvas.js";

/** How an image is coloured and placed. */
export interface ImageOptions extends ColorMapOptions {
  /** Left, right, bottom and top edge in data units. */
  readonly extent?: readonly [number, number, number, number];
  readonly origin?: "upper" | "lower";
  readonly interpolation?:
    "nearest" | "none" | "antialiased" | "bilinear" | "bicubic";
  readonly aspect?: "equal" | "auto" | number;
  readonly alpha?: number;
  readonly zorder?: number;
}

export const imageOptionNames = [
  "extent",
  "origin",
  "interpolation",
  "aspect",
  "alpha",
  "zorder",
  ...colorMapOptionNames,
] as const;

/** Values with a colour each, or colours themselves. */
export interface CellColors {
  readonly rows: number;
  readonly columns: number;
  paint(row: number, column: number): Paint;
}

// Sanitisers drop <image>, so paths are kept as long as they stay small.
const mostPathCells = 12_000;

export class Image implements Artist, Mappable {
  readonly zorder: number;
  readonly clip = true;

  constructor(
    private readonly cells: CellColors,
    readonly colors: ColorScale,
    private readonly extents: readonly [number, number, number, number],
    private readonly upper: boolean,
    private readonly options: ImageOptions,
    private readonly smooth: CellColors | undefined,
  ) {
    this.zorder = options.zorder ?? order.image;
  }

  extent(): Extent {
    const [left, right, bottom, top] = this.extents;
    const x = [Math.min(left, right), Math.max(left, right)] as const;
    const y = [Math.min(bottom, top), Math.max(bottom, top)] as const;
    return { x, y, stickyX: x, stickyY: y };
  }

  draw(view: View): Svg[] {
    const [left, right, bottom, top] = this.extents;
    const x0 = view.x(left);
    const x1 = view.x(right);
    const yTop = view.y(top);
    const yBottom = view.y(bottom);
    const [y0, y1] = this.upper ? [yTop, yBottom] : [yBottom, yTop];
    const cells = this.smooth ?? this.cells;
    if (cells.rows * cells.columns > mostPathCells)
      return [drawPixels(cells, x0, x1, y0, y1)];
    const x = (j: number) => x0 + ((x1 - x0) * j) / cells.columns;
    const y = (i: number) => y0 + ((y1 - y0) * i) / cells.rows;
    return drawCells(cells, x, y);
  }
}

/** Cells as one path a colour, neighbours in a row joined. */
export function drawCells(
  cells: CellColors,
  x: (edge: number) => number,
  y: (edge: number) => number,
): Svg[] {
  const paths = new Map<string, { paint: Paint; data: string[] }>();
  for (let i = 0; i < cells.rows; i++) {
    let start = 0;
    let paint = cells.paint(i, 0);
    for (let j = 1; j <= cells.columns; j++) {
      const next = j < cells.columns ? cells.paint(i, j) : undefined;
      if (next?.hex === paint.hex && next.alpha === paint.alpha) continue;
      if (paint.hex !== "none") {
        const key = `${paint.hex}/${String(paint.alpha)}`;
        const path = paths.get(key) ?? { paint, data: [] };
        const [x0, y0, x1, y1] = [x(start), y(i), x(j), y(i + 1)].map(num);
        path.data.push(
          `M${String(x0)} ${String(y0)}H${String(x1)}V${String(y1)}H${String(x0)}Z`,
        );
        paths.set(key, path);
      }
      start = j;
      paint = next ?? paint;
    }
  }
  // Crisp edges leave no seams between neighbours.
  return [...paths.values()].map(({ paint, data }) =>
    el("path", {
      d: data.join(""),
      fill: paint.hex,
      "fill-opacity": paint.alpha < 1 ? paint.alpha : undefined,
      "shape-rendering": "crispEdges",
    }),
  );
}

function drawPixels(
  cells: CellColors,
  x0: number,
  x1: number,
  y0: number,
  y1: number,
): Svg {
  const { rows, columns } = cells;
  const pixels = new Uint8Array(rows * columns * 4);
  const bytes = new Map<string, readonly number[]>();
  const bytesOf = (hex: string): readonly number[] => {
    const known = bytes.get(hex);
    if (known !== undefined) return known;
    const read = hexToRgb(hex).map((part) => Math.round(part * 255));
    bytes.set(hex, read);
    return read;
  };
  for (let i = 0; i < rows; i++) {
    // An axis that runs the other way mirrors the pixels.
    const row = y1 >= y0 ? i : rows - 1 - i;
    for (let j = 0; j < columns; j++) {
      const column = x1 >= x0 ? j : columns - 1 - j;
      const { hex, alpha } = cells.paint(row, column);
      if (hex === "none") continue;
      const at = (i * columns + j) * 4;
      pixels.set(bytesOf(hex), at);
      pixels[at + 3] = Math.round(alpha * 255);
    }
  }
  const data = writePng(columns, rows, pixels).toString("base64");
  return el("image", {
    x: Math.min(x0, x1),
    y: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
    preserveAspectRatio: "none",
    "image-rendering": "optimizeSpeed",
    href: `data:image/png;base64,${data}`,
  });
}

/** A cell's colour from its value. */
export function valueCells(
  grid: readonly Float64Array[],
  colors: ColorScale,
): CellColors {
  return {
    rows: grid.length,
    columns: grid[0]?.length ?? 0,
    paint: (i, j) => colors.paint(grid[i]?.[j] ?? NaN),
  };
}

// Rows of [r, g, b] or [r, g, b, a], as fractions or as bytes.
function pictureCells(data: unknown, alpha: number): CellColors {
  const rows = (elements(data) ?? []).map((row) => toGrid("imshow", row));
  const flat = rows.flat();
  const bytes = flat.some((pixel) => pixel.some((part) => part > 1));
  const unit = bytes ? 255 : 1;
  return {
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    paint(i, j) {
      const [r = 0, g = 0, b = 0, a = unit] = rows[i]?.[j] ?? [];
      const hex = rgbToHex(r / unit, g / unit, b / unit);
      return { hex, alpha: (a / unit) * alpha };
    },
  };
}

// The side of an enlarged image, in pixels.
const smoothSide = 320;

function bilinear(grid: readonly Float64Array[]): Float64Array[] {
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const scale = Math.max(
    1,
    Math.floor(smoothSide / Math.max(rows, columns, 1)),
  );
  const at = (i: number, j: number) =>
    grid[Math.min(rows - 1, Math.max(0, i))]?.[
      Math.min(columns - 1, Math.max(0, j))
    ] ?? NaN;
  return Array.from({ length: rows * scale }, (_, p) => {
    const y = (p + 0.5) / scale - 0.5;
    const i = Math.floor(y);
    return Float64Array.from({ length: columns * scale }, (__, q) => {
      const x = (q + 0.5) / scale - 0.5;
      const j = Math.floor(x);
      const above = at(i, j) + (x - j) * (at(i, j + 1) - at(i, j));
      const below = at(i + 1, j) + (x - j) * (at(i + 1, j + 1) - at(i + 1, j));
      return above + (y - i) * (below - above);
    });
  });
}

/** Shows a grid of values, or of colours, as an image. */
export function imshow(
  canvas: Canvas,
  data: Grid | ArrayLike<Grid>,
  given: ImageOptions = {},
): Image {
  const options = readOptions("imshow", given, imageOptionNames);
  const { origin = "upper", alpha = 1, interpolation = "nearest" } = options;
  const isPicture = isNested(elements(data)?.[0]);
  const grid = isPicture ? [] : toGrid("imshow", data);
  const flat = Float64Array.from(grid.flatMap((row) => [...row]));
  const colors = colorScale(flat, options, alpha);
  const cells = isPicture
    ? pictureCells(data, alpha)
    : valueCells(grid, colors);
  const smooth =
    !isPicture && (interpolation === "bilinear" || interpolation === "bicubic")
      ? valueCells(bilinear(grid), colors)
      : undefined;
  const upper = origin === "upper";
  const { rows, columns } = cells;
  const usual = upper
    ? ([-0.5, columns - 0.5, rows - 0.5, -0.5] as const)
    : ([-0.5, columns - 0.5, -0.5, rows - 0.5] as const);
  const extent = options.extent ?? usual;
  return canvas.add(new Image(cells, colors, extent, upper, options, smooth));
}
