// Arrows of a vector field.
import {
  order,
  type Artist,
  type ColorScale,
  type Domain,
  type Extent,
  type Mappable,
  type View,
} from "../artist.js";
import { fillOf, toPaint, type Color } from "../color.js";
import {
  colorMapOptionNames,
  colorScale,
  type ColorMapOptions,
} from "../colorscale.js";
import { elements, isNested, toGrid, toNumbers } from "../data.js";
import { readOptions } from "../options.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Canvas } from "./canvas.js";
import { splitOptions } from "./contour.js";
import { extentOfPoints } from "./line.js";

/** How arrows look. */
export interface QuiverOptions extends ColorMapOptions {
  readonly color?: Color;
  /** Data units of the vector for the width of the axes, or for a unit. */
  readonly scale?: number;
  /** `"xy"` measures lengths in units of the axes. */
  readonly scaleUnits?: "width" | "xy";
  /** `"xy"` lets arrows point from (x, y) to (x + u, y + v). */
  readonly angles?: "uv" | "xy";
  /** The shaft's width as a part of the axes' width. */
  readonly width?: number;
  readonly pivot?: "tail" | "mid" | "tip";
  readonly alpha?: number;
  readonly zorder?: number;
}

const names = [
  "color",
  "scale",
  "scaleUnits",
  "angles",
  "width",
  "pivot",
  "alpha",
  "zorder",
  ...colorMapOptionNames,
] as const;

// Head sizes in shaft widths, as matplotlib's.
const headWidth = 3;
const headLength = 5;
const headAxisLength = 4.5;

type Point = readonly [number, number];

export class Quiver implements Artist, Mappable {
  readonly zorder: number;
  readonly clip = true;

  constructor(
    private readonly xs: Float64Array,
    private readonly ys: Float64Array,
    private readonly us: Float64Array,
    private readonly vs: Float64Array,
    private readonly values: Float64Array | undefined,
    readonly colors: ColorScale,
    private readonly options: QuiverOptions,
  ) {
    this.zorder = options.zorder ?? order.points;
  }

  extent(domain: Domain): Extent {
    return extentOfPoints(this.xs, this.ys, domain);
  }

  // matplotlib's automatic scale: a mean arrow is about as long as the
  // distance of arrows in a square field.
  private pointsPerUnit(view: View): number {
    const { box } = view;
    const { scale, scaleUnits } = this.options;
    if (scaleUnits === "xy")
      return Math.abs(view.x(1) - view.x(0)) / (scale ?? 1);
    if (scale !== undefined) return box.width / scale;
    const lengths = this.us.map((u, i) => Math.hypot(u, this.vs[i] ?? 0));
    const finite = lengths.filter(Number.isFinite);
    const mean = finite.reduce((a, b) => a + b, 0) / Math.max(1, finite.length);
    const side = Math.max(10, Math.sqrt(finite.length));
    return mean === 0 ? 1 : box.width / (1.8 * mean * side);
  }

  draw(view: View): Svg[] {
    const { options } = this;
    const unit = this.pointsPerUnit(view);
    const side = Math.min(25, Math.max(8, Math.sqrt(this.xs.length)));
    const shaft = (options.width ?? 0.06 / side) * view.box.width;
    const plain = toPaint(options.color ?? "k", options.alpha);
    const paths = new Map<string, string[]>();
    this.xs.forEach((x, i) => {
      const vector = this.vector(i, view, unit);
      if (!vector.every(Number.isFinite)) return;
      const d = arrow(
        view.x(x),
        view.y(this.ys[i] ?? NaN),
        vector,
        shaft,
        options.pivot,
      );
      const value = this.values?.[i];
      const hex =
        value === undefined ? plain.hex : this.colors.paint(value).hex;
      const list = paths.get(hex) ?? [];
      list.push(d);
      paths.set(hex, list);
    });
    return [...paths].map(([hex, data]) =>
      el("path", {
        d: data.join(""),
        ...fillOf({ hex, alpha: plain.alpha }),
      }),
    );
  }

  private vector(i: number, view: View, unit: number): Point {
    const u = this.us[i] ?? NaN;
    const v = this.vs[i] ?? NaN;
    if (this.options.angles !== "xy") return [u * unit, -v * unit];
    const x = this.xs[i] ?? NaN;
    const y = this.ys[i] ?? NaN;
    const dx = view.x(x + u) - view.x(x);
    const dy = view.y(y + v) - view.y(y);
    if (this.options.scaleUnits === "xy") {
      const { scale = 1 } = this.options;
      return [dx / scale, dy / scale];
    }
    const length = Math.hypot(dx, dy) || 1;
    const wanted = Math.hypot(u, v) * unit;
    return [(dx / length) * wanted, (dy / length) * wanted];
  }
}

/** The outline of one arrow from (x, y), in points. */
function arrow(
  x: number,
  y: number,
  [dx, dy]: Point,
  shaft: number,
  pivot: QuiverOptions["pivot"],
): string {
  const length = Math.hypot(dx, dy);
  if (length < 0.3) return "";
  // Arrows shorter than their head are shrunk whole.
  const w = Math.min(shaft, length / headLength);
  const back = pivot === "mid" ? 0.5 : pivot === "tip" ? 1 : 0;
  const [cos, sin] = [dx / length, dy / length];
  const neck = length - headAxisLength * w;
  const wing = length - headLength * w;
  const outline: Point[] = [
    [0, -w / 2],
    [neck, -w / 2],
    [wing, (-headWidth * w) / 2],
    [length, 0],
    [wing, (headWidth * w) / 2],
    [neck, w / 2],
    [0, w / 2],
  ];
  const placed = outline.map(([a, b]): Point => {
    const s = a - back * length;
    return [x + s * cos - b * sin, y + s * sin + b * cos];
  });
  return pathData(
    placed.map(([px]) => px),
    placed.map(([, py]) => py),
    true,
  );
}

function flat(operation: string, data: unknown): Float64Array {
  return isNested(data)
    ? Float64Array.from(toGrid(operation, data).flatMap((row) => [...row]))
    : toNumbers(operation, data);
}

/** `quiver(u, v)`, `quiver(x, y, u, v)` or `quiver(x, y, u, v, values)`. */
export function quiver(canvas: Canvas, args: readonly unknown[]): Quiver {
  const split = splitOptions(args);
  const options = readOptions<QuiverOptions>("quiver", split.options, names);
  const { data } = split;
  const [u, v] = data.length >= 4 ? [data[2], data[3]] : [data[0], data[1]];
  const us = flat("quiver", u);
  const vs = flat("quiver", v);
  const columns = isNested(u)
    ? (toGrid("quiver", u)[0]?.length ?? 1)
    : us.length;
  const rows = us.length / columns;
  const spread = (given: unknown, along: "x" | "y"): Float64Array => {
    const index = (i: number) =>
      along === "x" ? i % columns : Math.floor(i / columns);
    if (given === undefined) return us.map((_, i) => index(i));
    const values = flat("quiver", given);
    if (values.length === us.length) return values;
    const count = along === "x" ? columns : rows;
    if (values.length === count && elements(given) !== undefined)
      return us.map((_, i) => values[index(i)] ?? NaN);
    throw new RangeError(
      `quiver: ${along} has ${String(values.length)} values for ${String(us.length)} arrows`,
    );
  };
  const hasPlaces = data.length >= 4;
  const xs = spread(hasPlaces ? data[0] : undefined, "x");
  const ys = spread(hasPlaces ? data[1] : undefined, "y");
  if (vs.length !== us.length)
    throw new RangeError(
      `quiver: u has ${String(us.length)} values and v ${String(vs.length)}`,
    );
  const shade =
    data.length === 5 ? data[4] : data.length === 3 ? data[2] : undefined;
  const values = shade === undefined ? undefined : flat("quiver", shade);
  const colors = colorScale(values ?? [], options, options.alpha ?? 1);
  return canvas.add(new Quiver(xs, ys, us, vs, values, colors, options));
}
