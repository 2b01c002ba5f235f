// Points with a size and a colour each.
import {
  order,
  type Artist,
  type ColorScale,
  type Domain,
  type Extent,
  type LegendEntry,
  type Mappable,
  type Outline,
  type View,
} from "../artist.js";
import { toPaint, type Color, type Paint } from "../color.js";
import {
  colorScale,
  type ColorMapOptions,
  colorMapOptionNames,
} from "../colorscale.js";
import { elements, toNumbers, toNumbersOfLength } from "../data.js";
import type { Values, ValuesOrNames } from "../data.js";
import { drawMarkers, isOpenMarker, type MarkerName } from "../markers.js";
import { readOptions } from "../options.js";
import type { Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import type { Canvas } from "./canvas.js";
import { drawDots, mostPointPaths } from "./dots.js";
import { extentOfPoints } from "./line.js";

/** How points look. */
export interface ScatterOptions extends ColorMapOptions {
  /** Area in square points, one for all or one each. */
  readonly s?: number | Values;
  /** A colour for all, a colour each, or values for the colour map. */
  readonly color?: Color | readonly Color[] | Values;
  readonly c?: Color | readonly Color[] | Values;
  readonly marker?: MarkerName;
  /** One colour for all faces: `"none"` leaves rings. */
  readonly facecolors?: Color;
  readonly facecolor?: Color;
  readonly fc?: Color;
  /** `"face"`, the default, takes the colour of the face. */
  readonly edgecolors?: Color;
  readonly edgecolor?: Color;
  readonly linewidths?: number;
  readonly linewidth?: number;
  readonly lw?: number;
  readonly alpha?: number;
  readonly zorder?: number;
  readonly label?: string;
  readonly clipOn?: boolean;
}

const names = [
  "s",
  "color",
  "marker",
  "facecolors",
  "edgecolors",
  "linewidths",
  "alpha",
  "zorder",
  "label",
  "clipOn",
  ...colorMapOptionNames,
] as const;

const scatterAliases = {
  facecolor: "facecolors",
  fc: "facecolors",
  edgecolor: "edgecolors",
  ec: "edgecolors",
  linewidth: "linewidths",
  lw: "linewidths",
};

/** The points of one `scatter` call. */
export class Points implements Artist, Mappable {
  readonly zorder: number;
  readonly clip: boolean;

  constructor(
    readonly xs: Float64Array,
    readonly ys: Float64Array,
    private readonly sizes: Float64Array,
    private readonly faces: readonly Paint[],
    readonly colors: ColorScale,
    private readonly options: ScatterOptions,
  ) {
    this.zorder = options.zorder ?? order.points;
    this.clip = options.clipOn ?? true;
  }

  extent(domain: Domain): Extent {
    return extentOfPoints(this.xs, this.ys, domain);
  }

  draw(view: View): Svg[] {
    const xs = this.xs.map((x) => view.x(x));
    const ys = this.ys.map((y) => view.y(y));
    if (this.drawnAsPixels) return [this.pixels(xs, ys, view.box)];
    if (this.faces.length === 1) return this.marks(xs, ys, this.sizes, 0);
    return [...xs].flatMap((x, i) =>
      this.marks([x], [ys[i] ?? NaN], this.sizes.subarray(i, i + 1), i),
    );
  }

  // An outline of another colour is what somebody wants to see sharp.
  private get drawnAsPixels(): boolean {
    const { marker = "o", edgecolors = "face" } = this.options;
    return (
      this.xs.length > mostPointPaths &&
      edgecolors === "face" &&
      !isOpenMarker(marker)
    );
  }

  private pixels(xs: Float64Array, ys: Float64Array, box: Box): Svg {
    const { marker = "o", linewidths = 1 } = this.options;
    const size = (i: number) => Math.sqrt(this.sizes[i] ?? 0) + linewidths;
    return drawDots(marker, { xs, ys, size, faces: this.faces }, box);
  }

  private marks(
    xs: ArrayLike<number>,
    ys: ArrayLike<number>,
    sizes: Float64Array,
    index: number,
  ): Svg[] {
    const face = this.faces[index] ?? { hex: "none", alpha: 1 };
    const name = this.options.marker ?? "o";
    const { edgecolors = "face", alpha } = this.options;
    const edge =
      edgecolors === "face" || isOpenMarker(name)
        ? face
        : toPaint(edgecolors, alpha);
    // As matplotlib: strokes are as wide as lines, outlines as those of areas.
    const edgeWidth = this.options.linewidths ?? (isOpenMarker(name) ? 1.5 : 1);
    const look = { name, face, edge, edgeWidth };
    // A marker's path is one point wide: its area's root is its size.
    return drawMarkers(look, xs, ys, (i) => Math.sqrt(sizes[i] ?? 0));
  }

  legend(): readonly LegendEntry[] {
    const { label } = this.options;
    if (label === undefined || label.startsWith("_")) return [];
    return [{ label, swatch: (box) => this.swatch(box) }];
  }

  private swatch(box: Box): Svg[] {
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    const middle = Math.floor(this.faces.length / 2);
    return this.marks([x], [y], this.sizes.subarray(0, 1), middle);
  }

  outline(view: View): Outline {
    return {
      xs: this.xs.map((x) => view.x(x)),
      ys: this.ys.map((y) => view.y(y)),
      joined: false,
    };
  }
}

function isColorList(value: unknown): value is readonly Color[] {
  const list = elements(value);
  const first = list?.[0];
  return typeof first === "string" || Array.isArray(first);
}

// [r, g, b] of three or four numbers is one colour unless there are as many
// points, as in matplotlib.
function isOneColor(value: unknown, count: number): value is Color {
  if (typeof value === "string") return true;
  const list = elements(value);
  if (list === undefined || isColorList(value)) return false;
  return (
    Array.isArray(value) &&
    [3, 4].includes(list.length) &&
    list.length !== count
  );
}

function readColors(
  canvas: Pick<Canvas, "nextAreaColor">,
  options: ScatterOptions,
  count: number,
): { faces: Paint[]; colors: ColorScale } {
  const { color, alpha } = options;
  const plain = colorScale([], options);
  if (color === undefined)
    return { faces: [toPaint(canvas.nextAreaColor(), alpha)], colors: plain };
  if (isOneColor(color, count))
    return { faces: [toPaint(color, alpha)], colors: plain };
  if (isColorList(color)) {
    const faces = color.map((one) => toPaint(one, alpha));
    return { faces, colors: plain };
  }
  const values = toNumbersOfLength("scatter", color, count);
  const colors = colorScale(values, options);
  const faces = [...values].map((value) => ({
    hex: colors.paint(value).hex,
    alpha: alpha ?? 1,
  }));
  return { faces, colors };
}

/** What `scatter` was given, read: also for points in space. */
export interface ReadScatter {
  readonly options: ScatterOptions;
  readonly sizes: Float64Array;
  readonly faces: readonly Paint[];
  readonly colors: ColorScale;
}

/** Reads sizes, colours and options of so many points. */
export function readScatter(
  canvas: Pick<Canvas, "nextAreaColor">,
  given: ScatterOptions,
  count: number,
): ReadScatter {
  const { facecolors, ...read } = readOptions(
    "scatter",
    given,
    names,
    scatterAliases,
  );
  const options =
    facecolors === undefined ? read : { ...read, color: facecolors };
  const sizes =
    typeof options.s === "object"
      ? toNumbers("scatter", options.s)
      : new Float64Array(count).fill(options.s ?? 36);
  return { options, sizes, ...readColors(canvas, options, count) };
}

/** Adds points to the axes. */
export function scatter(
  canvas: Canvas,
  x: ValuesOrNames | number,
  y: ValuesOrNames | number,
  given: ScatterOptions = {},
): Points {
  const xs = canvas.convertX("scatter", x);
  const ys = canvas.convertY("scatter", y);
  if (xs.length !== ys.length)
    throw new RangeError(
      `scatter: x and y must have the same length, got ${String(xs.length)} and ${String(ys.length)}`,
    );
  const read = readScatter(canvas, given, xs.length);
  const { sizes, faces, colors, options } = read;
  return canvas.add(new Points(xs, ys, sizes, faces, colors, options));
}
