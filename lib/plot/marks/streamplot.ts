// Stream lines of a vector field, evenly spaced.
import {
  order,
  type Artist,
  type ColorScale,
  type Extent,
  type Mappable,
  type View,
} from "../artist.js";
import { fillOf, strokeOf, toPaint, type Color } from "../color.js";
import {
  colorMapOptionNames,
  colorScale,
  type ColorMapOptions,
} from "../colorscale.js";
import { elements, toGrid, toNumbers, isNested } from "../data.js";
import type { Grid, Values } from "../data.js";
import { readOptions } from "../options.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Canvas } from "./canvas.js";
import { traceStreams, type Sampler } from "./streams.js";

/** How stream lines look. */
export interface StreamOptions extends ColorMapOptions {
  /** How close lines lie; 1 by default. */
  readonly density?: number;
  /** A colour, or a value for each grid point. */
  readonly color?: Color | Grid;
  readonly linewidth?: number;
  readonly lw?: number;
  readonly arrowsize?: number;
  readonly zorder?: number;
}

const names = [
  "density",
  "color",
  "linewidth",
  "arrowsize",
  "zorder",
  ...colorMapOptionNames,
] as const;

type Point = readonly [number, number];

class Streams implements Artist, Mappable {
  readonly zorder: number;
  readonly clip = true;

  constructor(
    private readonly lines: readonly (readonly Point[])[],
    private readonly limits: { x: [number, number]; y: [number, number] },
    private readonly value: ((point: Point) => number) | undefined,
    readonly colors: ColorScale,
    private readonly color: Color,
    private readonly options: StreamOptions,
  ) {
    this.zorder = options.zorder ?? order.line;
  }

  extent(): Extent {
    const { x, y } = this.limits;
    return { x, y, stickyX: x, stickyY: y };
  }

  draw(view: View): Svg[] {
    return this.lines.flatMap((line) => {
      const points = line.map(([x, y]): Point => [view.x(x), view.y(y)]);
      return [...this.strokes(line, points), ...this.head(line, points)];
    });
  }

  private hexAt(point: Point | undefined): string {
    return this.value === undefined || point === undefined
      ? toPaint(this.color).hex
      : this.colors.paint(this.value(point)).hex;
  }

  // A line with values is drawn in pieces, one for each run of a colour.
  private strokes(line: readonly Point[], points: readonly Point[]): Svg[] {
    const width = this.options.linewidth ?? 1.5;
    const out: Svg[] = [];
    let start = 0;
    for (let i = 1; i <= points.length; i++) {
      const hex = this.hexAt(line[start]);
      if (i < points.length && this.hexAt(line[i]) === hex) continue;
      const part = points.slice(start, i + 1);
      const d = pathData(
        part.map(([x]) => x),
        part.map(([, y]) => y),
      );
      const look = { fill: "none", ...strokeOf({ hex, alpha: 1 }) };
      out.push(el("path", { d, ...look, "stroke-width": width }));
      start = i;
    }
    return out;
  }

  private head(line: readonly Point[], points: readonly Point[]): Svg[] {
    const middle = Math.floor(points.length / 2);
    const from = points[middle - 1];
    const tip = points[middle];
    if (from === undefined || tip === undefined) return [];
    const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
    if (length === 0) return [];
    const size = 3 * (this.options.arrowsize ?? 1);
    const [cos, sin] = [
      (tip[0] - from[0]) / length,
      (tip[1] - from[1]) / length,
    ];
    const corner = (a: number, b: number): Point => [
      tip[0] + a * cos - b * sin,
      tip[1] + a * sin + b * cos,
    ];
    const corners = [
      corner(size, 0),
      corner(-size, size * 0.9),
      corner(-size, -size * 0.9),
    ];
    const d = pathData(
      corners.map(([x]) => x),
      corners.map(([, y]) => y),
      true,
    );
    const hex = this.hexAt(line[middle]);
    return [el("path", { d, ...fillOf({ hex, alpha: 1 }) })];
  }
}

function axisValues(data: Values | Grid, along: "x" | "y"): Float64Array {
  if (!isNested(data)) return toNumbers("streamplot", data);
  const grid = toGrid("streamplot", data);
  return along === "x"
    ? (grid[0] ?? new Float64Array())
    : Float64Array.from(grid, (row) => row[0] ?? NaN);
}

/** Linear between the grid's points; NaN outside of it. */
function sampler(
  xs: Float64Array,
  ys: Float64Array,
  grid: readonly Float64Array[],
): Sampler {
  const x0 = xs[0] ?? 0;
  const y0 = ys[0] ?? 0;
  const dx = ((xs.at(-1) ?? 0) - x0) / (xs.length - 1);
  const dy = ((ys.at(-1) ?? 0) - y0) / (ys.length - 1);
  return (x, y) => {
    const column = (x - x0) / dx;
    const row = (y - y0) / dy;
    if (!(column >= 0 && row >= 0)) return NaN;
    if (column > xs.length - 1 || row > ys.length - 1) return NaN;
    const j = Math.min(Math.floor(column), xs.length - 2);
    const i = Math.min(Math.floor(row), ys.length - 2);
    const at = (r: number, c: number) => grid[r]?.[c] ?? NaN;
    const s = column - j;
    const t = row - i;
    const low = (1 - s) * at(i, j) + s * at(i, j + 1);
    const high = (1 - s) * at(i + 1, j) + s * at(i + 1, j + 1);
    return (1 - t) * low + t * high;
  };
}

/** Draws the stream lines of the field (u, v) over an even grid. */
export function streamplot(
  canvas: Canvas,
  x: Values | Grid,
  y: Values | Grid,
  u: Grid,
  v: Grid,
  given: StreamOptions = {},
): Artist & Mappable {
  const options = readOptions("streamplot", given, names);
  const xs = axisValues(x, "x");
  const ys = axisValues(y, "y");
  const us = toGrid("streamplot", u);
  const vs = toGrid("streamplot", v);
  if (us.length !== ys.length || us[0]?.length !== xs.length)
    throw new RangeError(
      `streamplot: u is ${String(us.length)} × ${String(us[0]?.length ?? 0)}, but y and x have ${String(ys.length)} and ${String(xs.length)} values`,
    );
  const limits = {
    x: [xs[0] ?? 0, xs.at(-1) ?? 1] as [number, number],
    y: [ys[0] ?? 0, ys.at(-1) ?? 1] as [number, number],
  };
  const lines = traceStreams(
    sampler(xs, ys, us),
    sampler(xs, ys, vs),
    limits,
    options.density ?? 1,
  );
  const { color } = options;
  const isValues =
    typeof color === "object" &&
    isNested(color) &&
    elements(color) !== undefined;
  const values = isValues ? toGrid("streamplot", color) : undefined;
  const sample = values === undefined ? undefined : sampler(xs, ys, values);
  const shade =
    sample === undefined ? undefined : ([px, py]: Point) => sample(px, py);
  const colors = colorScale(
    Float64Array.from((values ?? []).flatMap((row) => [...row])),
    options,
  );
  const plain =
    isValues || color === undefined ? canvas.nextLineColor() : (color as Color);
  return canvas.add(new Streams(lines, limits, shade, colors, plain, options));
}
