// Surfaces and wire frames over a grid.
import type { ColorScale, LegendEntry, Mappable } from "../artist.js";
import {
  hexToRgb,
  rgbToHex,
  toPaint,
  type Color,
  type Paint,
} from "../color.js";
import {
  colorMapOptionNames,
  colorScale,
  type ColorMapOptions,
} from "../colorscale.js";
import { range } from "../data.js";
import { readField, splitOptions } from "../marks/contour.js";
import type { Field } from "../marks/levels.js";
import { readOptions } from "../options.js";
import { el, num, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import type { Artist3D, Limits3, Primitive, View3D } from "./artist3d.js";
import { light, normalOf, type Point3, type Projected } from "./camera.js";

/** How a surface looks. */
export interface SurfaceOptions extends ColorMapOptions {
  readonly color?: Color;
  readonly edgecolor?: Color;
  readonly edgecolors?: Color;
  readonly linewidth?: number;
  readonly linewidths?: number;
  readonly lw?: number;
  readonly alpha?: number;
  /** Darkens what turns from the light; the default without a colour map. */
  readonly shade?: boolean;
  /** At most so many rows and columns of faces. */
  readonly rcount?: number;
  readonly ccount?: number;
  /** Takes every n-th row or column. */
  readonly rstride?: number;
  readonly cstride?: number;
  readonly antialiased?: boolean;
  readonly label?: string;
}

const names = [
  "color",
  "edgecolor",
  "linewidth",
  "alpha",
  "shade",
  "rcount",
  "ccount",
  "rstride",
  "cstride",
  "antialiased",
  "label",
  ...colorMapOptionNames,
] as const;

const surfaceAliases = { edgecolors: "edgecolor", linewidths: "linewidth" };

function chosen(
  count: number,
  most: number,
  stride: number | undefined,
): number[] {
  const step = stride ?? Math.max(1, Math.ceil(count / most));
  const out: number[] = [];
  for (let i = 0; i < count - 1; i += step) out.push(i);
  return [...out, count - 1];
}

function pointAt(field: Field, i: number, j: number): Point3 {
  const z = field.values[i * field.columns + j] ?? NaN;
  return [field.x(i, j), field.y(i, j), z];
}

/** The limits of a field in the three directions. */
export function limitsOfField(field: Field): Limits3 {
  const points: Point3[] = [];
  for (let i = 0; i < field.rows; i++)
    for (let j = 0; j < field.columns; j++) points.push(pointAt(field, i, j));
  return [0, 1, 2].map((axis) =>
    range(points.map((p) => p[axis] ?? NaN)),
  ) as unknown as Limits3;
}

function ringData(corners: readonly Projected[]): string {
  return `M${corners.map((c) => `${num(c.x)} ${num(c.y)}`).join("L")}Z`;
}

function meanDepth(corners: readonly Projected[]): number {
  return corners.reduce((sum, c) => sum + c.depth, 0) / corners.length;
}

class Surface implements Artist3D, Mappable {
  private readonly plain: Paint;

  constructor(
    private readonly field: Field,
    readonly colors: ColorScale,
    private readonly options: SurfaceOptions,
    color: Color,
  ) {
    this.plain = toPaint(color, options.alpha);
  }

  limits(): Limits3 {
    return limitsOfField(this.field);
  }

  primitives(view: View3D): Primitive[] {
    const { field, options } = this;
    const rows = chosen(field.rows, options.rcount ?? 50, options.rstride);
    const columns = chosen(
      field.columns,
      options.ccount ?? 50,
      options.cstride,
    );
    const out: Primitive[] = [];
    rows.slice(0, -1).forEach((i, r) => {
      const nextRow = rows[r + 1] ?? i;
      columns.slice(0, -1).forEach((j, c) => {
        const nextColumn = columns[c + 1] ?? j;
        const corners = [
          pointAt(field, i, j),
          pointAt(field, i, nextColumn),
          pointAt(field, nextRow, nextColumn),
          pointAt(field, nextRow, j),
        ];
        if (!corners.every((p) => p.every(Number.isFinite))) return;
        const places = corners.map((p) => view.project(p));
        const svg = this.face(corners, places, view);
        out.push({ depth: meanDepth(places), svg, shape: "ring", at: corners });
      });
    });
    return out;
  }

  private face(
    corners: readonly Point3[],
    places: readonly Projected[],
    view: View3D,
  ): Svg {
    const paint = this.paint(corners, view);
    const { edgecolor, linewidth, alpha } = this.options;
    const opaque = paint.alpha === 1;
    // Without edges of its own a face gets a hair of its colour, or the paper
    // would show between neighbours.
    const edge =
      edgecolor !== undefined && edgecolor !== "none" && linewidth !== 0
        ? toPaint(edgecolor, alpha).hex
        : opaque
          ? paint.hex
          : undefined;
    const width = edgecolor === undefined ? 0.4 : (linewidth ?? 1);
    return el("path", {
      d: ringData(places),
      fill: paint.hex,
      "fill-opacity": opaque ? undefined : paint.alpha,
      stroke: edge,
      "stroke-width": edge === undefined ? undefined : width || 0.4,
      "stroke-linejoin": "round",
    });
  }

  private paint(corners: readonly Point3[], view: View3D): Paint {
    const mapped = this.options.cmap !== undefined;
    const height = corners.reduce((sum, p) => sum + p[2], 0) / corners.length;
    const base = mapped ? this.colors.paint(height) : this.plain;
    if (!(this.options.shade ?? !mapped)) return base;
    const [a, b, , d] = corners.map((p) => view.toCube(p));
    if (a === undefined || b === undefined || d === undefined) return base;
    const bright = light.on(normalOf(a, b, d));
    const [red, green, blue] = hexToRgb(base.hex);
    const hex = rgbToHex(red * bright, green * bright, blue * bright);
    return { hex, alpha: base.alpha };
  }

  legend(): readonly LegendEntry[] {
    const { label } = this.options;
    if (label === undefined) return [];
    const fill =
      this.options.cmap === undefined
        ? this.plain.hex
        : this.colors.paint((this.colors.low + this.colors.high) / 2).hex;
    return [{ label, swatch: (box: Box) => [el("rect", { ...box, fill })] }];
  }
}

/** A surface from x, y and z (grids, lines, or z a function). */
export function surface(
  args: readonly unknown[],
  nextColor: () => string,
): Artist3D & Mappable {
  const split = splitOptions(args);
  const options = readOptions<SurfaceOptions>(
    "plotSurface",
    split.options,
    names,
    surfaceAliases,
  );
  const field = readField("plotSurface", split.data);
  const colors = colorScale(field.values, options, options.alpha ?? 1);
  const color = options.color ?? nextColor();
  return new Surface(field, colors, options, color);
}

/** How a wire frame looks. */
export type WireframeOptions = Omit<SurfaceOptions, "shade">;

class Wireframe implements Artist3D {
  constructor(
    private readonly field: Field,
    private readonly options: WireframeOptions,
    private readonly color: Color,
  ) {}

  limits(): Limits3 {
    return limitsOfField(this.field);
  }

  primitives(view: View3D): Primitive[] {
    const { field, options } = this;
    const rows = chosen(field.rows, options.rcount ?? 50, options.rstride);
    const columns = chosen(
      field.columns,
      options.ccount ?? 50,
      options.cstride,
    );
    const all = (count: number) => Array.from({ length: count }, (_, i) => i);
    const lines = [
      ...rows.map((i) => all(field.columns).map((j) => pointAt(field, i, j))),
      ...columns.map((j) => all(field.rows).map((i) => pointAt(field, i, j))),
    ];
    const paint = toPaint(this.color, options.alpha);
    return lines.map((line) => {
      const places = line.map((p) => view.project(p));
      const d = `M${places.map((c) => `${num(c.x)} ${num(c.y)}`).join("L")}`;
      const look = {
        fill: "none",
        stroke: paint.hex,
        "stroke-width": options.linewidth ?? 1.5,
        "stroke-opacity": paint.alpha < 1 ? paint.alpha : undefined,
        "stroke-linejoin": "round",
      };
      const svg = el("path", { d, ...look });
      return { depth: meanDepth(places), svg, shape: "line", at: line };
    });
  }
}

/** A wire frame from x, y and z. */
export function wireframe(
  args: readonly unknown[],
  nextColor: () => string,
): Artist3D {
  const split = splitOptions(args);
  const options = readOptions<WireframeOptions>(
    "plotWireframe",
    split.options,
    names,
    surfaceAliases,
  );
  const field = readField("plotWireframe", split.data);
  const color = options.color ?? options.edgecolor ?? nextColor();
  return new Wireframe(field, options, color);
}
