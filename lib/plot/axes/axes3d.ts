// Axes in space.
import { order, type LegendEntry, type Mappable } from "../artist.js";
import type { Grid, Values } from "../data.js";
import { parseFormat } from "../linestyle.js";
import { isOpenMarker } from "../markers.js";
import { lineOptionNames, type LineOptions } from "../marks/line.js";
import { readScatter, type ScatterOptions } from "../marks/scatter.js";
import { readOptions } from "../options.js";
import { toPaint } from "../color.js";
import type { Artist3D } from "../solid/artist3d.js";
import type { ViewAngles } from "../solid/camera.js";
import { Line3D, Points3D } from "../solid/path.js";
import { points } from "../solid/points.js";
import { contour3d, type Contour3DOptions } from "../solid/contour3d.js";
import { Scene, type LiveSpace } from "../solid/scene.js";
import { surface, wireframe } from "../solid/surface.js";
import type { SurfaceOptions, WireframeOptions } from "../solid/surface.js";
import type { Box } from "../text/label.js";
import { Axis, labelStyleNames, type LabelStyle, type Piece } from "./axis.js";
import { AxesBase, shownByName, type Rendered, type Slot } from "./base.js";
import { drawLegend, legendLook } from "./legend.js";
import {
  applySettings,
  chooseTicks,
  setLimits,
  type Limits,
  type TickArguments,
} from "./settings.js";
import { Span } from "./span.js";

/** Data of a surface: x and y (lines or grids) and z (a grid, or f(x, y)). */
export type SurfaceArguments<Options> = readonly [
  x: Values | Grid,
  y: Values | Grid,
  z: Grid | ((x: number, y: number) => number),
  options?: Options,
];

/** Options of points in space. */
export interface Scatter3DOptions extends ScatterOptions {
  /** Whether far points are paler; they are unless this is `false`. */
  readonly depthshade?: boolean;
}

/** What `set` sets. */
export interface Axes3DSettings {
  readonly title?: string;
  readonly xlabel?: string;
  readonly ylabel?: string;
  readonly zlabel?: string;
  readonly xlim?: Limits;
  readonly ylim?: Limits;
  readonly zlim?: Limits;
  readonly xticks?: Values;
  readonly yticks?: Values;
  readonly zticks?: Values;
}

const settingNames = [
  "title",
  "xlabel",
  "ylabel",
  "zlabel",
  "xlim",
  "ylim",
  "zlim",
  "xticks",
  "yticks",
  "zticks",
] as const satisfies readonly (keyof Axes3DSettings)[];

// mplot3d shows a little more than the data on each side, besides the margins; upwards it has a margin for points alone.
const viewMargin = 1 / 48;
// For the labels of the z axis, in points.
const zLabelRoom = 18;

/**
 * Axes in space, which `{ projection: "3d" }` asks for.
 *
 * @example
 * plt.subplot({ projection: "3d" }) instanceof Axes3D // true
 */
export class Axes3D extends AxesBase {
  readonly projection = "3d";
  readonly xaxis = new Axis(new Span("x"), "bottom");
  readonly yaxis = new Axis(new Span("y"), "bottom");
  readonly zaxis = new Axis(new Span("z"), "bottom");
  private readonly directions = [this.xaxis, this.yaxis, this.zaxis] as const;
  private angles: ViewAngles = { elev: 30, azim: -60, roll: 0 };
  private readonly solids: Artist3D[] = [];
  private gridOn = true;
  private axisOn = true;

  constructor(slot: Slot) {
    super(slot);
    for (const axis of this.directions) axis.slanted = true;
  }

  private addSolid<T extends Artist3D>(solid: T): T {
    this.solids.push(solid);
    if ("colors" in solid) this.lastMappable = solid as unknown as Mappable;
    return shownByName(solid);
  }

  /** A line through points in space. */
  plot(
    x: Values,
    y: Values,
    z: Values | number,
    format: string | LineOptions = "",
    given: LineOptions = {},
  ): Line3D {
    const look = typeof format === "string" ? parseFormat(format) : {};
    const options = readOptions(
      "plot",
      typeof format === "string" ? given : format,
      lineOptionNames,
    );
    const color = options.color ?? look.color ?? this.nextLineColor();
    const linestyle =
      look.linestyle ?? (look.marker === undefined ? "-" : "none");
    const hex = toPaint(color).hex;
    return this.addSolid(
      new Line3D(points("plot", x, y, z), {
        linestyle,
        ...look,
        ...options,
        color: hex,
      }),
    );
  }

  /** Points in space. */
  scatter(
    x: Values | number,
    y: Values | number,
    z: Values | number,
    given: Scatter3DOptions = {},
  ): Points3D {
    const { depthshade = true, ...flat } = given;
    const places = points("scatter", x, y, z);
    const read = readScatter(this, flat, places.length);
    const { options, faces, sizes, colors } = read;
    const name = options.marker ?? "o";
    const look = (i: number) => {
      const face = faces[faces.length === 1 ? 0 : i] ?? toPaint("C0");
      const own =
        options.edgecolors === undefined || options.edgecolors === "face";
      const edge =
        own || isOpenMarker(name) ? face : toPaint(options.edgecolors ?? "k");
      const edgeWidth = options.linewidths ?? (isOpenMarker(name) ? 1.5 : 1);
      return { name, face, edge, edgeWidth };
    };
    const size = (i: number) => Math.sqrt(sizes[i] ?? 36);
    return this.addSolid(
      new Points3D(places, look, size, colors, {
        label: options.label,
        depthshade,
      }),
    );
  }

  /**
   * A surface over a grid.
   *
   * @example ax.plotSurface(xs, ys, (x, y) => x * y, { cmap: "viridis" })
   */
  plotSurface(...args: SurfaceArguments<SurfaceOptions>): Artist3D & Mappable {
    return this.addSolid(surface(args, () => this.nextAreaColor()));
  }

  /** The rows and columns of a surface as lines. */
  plotWireframe(...args: SurfaceArguments<WireframeOptions>): Artist3D {
    return this.addSolid(wireframe(args, () => this.nextLineColor()));
  }

  /** Level lines, each at its height or all at `offset`. */
  contour(...args: SurfaceArguments<Contour3DOptions>): Line3D[] {
    return contour3d(args).map((line) => this.addSolid(line));
  }

  /** matplotlib's other name of `plot`. */
  plot3D(...args: Parameters<Axes3D["plot"]>): Line3D {
    return this.plot(...args);
  }

  /** matplotlib's other name of `scatter`. */
  scatter3D(...args: Parameters<Axes3D["scatter"]>): Points3D {
    return this.scatter(...args);
  }

  /** matplotlib's other name of `contour`. */
  contour3D(...args: Parameters<Axes3D["contour"]>): Line3D[] {
    return this.contour(...args);
  }

  /** Turns the view: elevation, azimuth and roll in degrees. */
  viewInit(
    elev: number | Partial<ViewAngles> = 30,
    azim = -60,
    roll = 0,
  ): void {
    this.angles =
      typeof elev === "number"
        ? { elev, azim, roll }
        : { ...this.angles, ...elev };
  }

  setXlabel(text: string, style: LabelStyle = {}): void {
    setLabel(this.xaxis, "xlabel", text, style);
  }

  setYlabel(text: string, style: LabelStyle = {}): void {
    setLabel(this.yaxis, "ylabel", text, style);
  }

  setZlabel(text: string, style: LabelStyle = {}): void {
    setLabel(this.zaxis, "zlabel", text, style);
  }

  setXlim(low: number | Limits | null, high: number | null = null): void {
    setLimits(this.xaxis.span, low, high);
  }

  setYlim(low: number | Limits | null, high: number | null = null): void {
    setLimits(this.yaxis.span, low, high);
  }

  setZlim(low: number | Limits | null, high: number | null = null): void {
    setLimits(this.zaxis.span, low, high);
  }

  /** Several settings at once. */
  set(settings: Axes3DSettings): void {
    applySettings(this, readOptions("set", settings, settingNames));
  }

  /** Ticks at chosen places, with labels of one's own or their numbers. */
  setXticks(...ticks: TickArguments): void {
    chooseTicks(this.xaxis, "xticks", ...ticks);
  }

  /** Ticks at chosen places, with labels of one's own or their numbers. */
  setYticks(...ticks: TickArguments): void {
    chooseTicks(this.yaxis, "yticks", ...ticks);
  }

  /** Ticks at chosen places, with labels of one's own or their numbers. */
  setZticks(...ticks: TickArguments): void {
    chooseTicks(this.zaxis, "zticks", ...ticks);
  }

  /** Shows or hides the grid on the panes. */
  grid(visible = true): void {
    this.gridOn = visible;
  }

  /** Hides the box with `"off"`, shows it with `"on"`. */
  axis(setting: "on" | "off"): void {
    this.axisOn = setting === "on";
  }

  protected axisLabels(): string[] {
    return this.directions.map(({ label }, i) =>
      label === "" ? "" : `${"xyz".charAt(i)}: ${label}`,
    );
  }

  override legendEntries(): readonly LegendEntry[] {
    return this.solids.flatMap((solid) => solid.legend?.() ?? []);
  }

  override owns(mark: unknown): boolean {
    return this.solids.some((solid) => solid === mark);
  }

  override cla(): void {
    super.cla();
    this.solids.length = 0;
  }

  private get hasPoints(): boolean {
    return this.solids.some((solid) => solid instanceof Points3D);
  }

  private limits(): [number, number][] {
    return this.directions.map((axis, i) => {
      const given = this.solids.flatMap((solid) => {
        const found = solid.limits()[i];
        return found === undefined ? [] : [found];
      });
      const dataLow = Math.min(...given.map(([low]) => low));
      const dataHigh = Math.max(...given.map(([, high]) => high));
      const [least, most] =
        dataLow < dataHigh
          ? [dataLow, dataHigh]
          : Number.isFinite(dataLow)
            ? [dataLow - 0.5, dataLow + 0.5]
            : [0, 1];
      const padded = i < 2 || this.hasPoints ? axis.span.margin : 0;
      const room =
        (most - least) * (padded * (1 + 2 * viewMargin) + viewMargin);
      const { low = least - room, high = most + room } = axis.span;
      return axis.span.inverted ? [high, low] : [low, high];
    });
  }

  render(cell: Box, draft = false): Rendered {
    const room = this.companions.reduce((r, c) => c.reserve(r), cell);
    const [anchorX, anchorY] = this.anchor;
    const side = Math.min(room.width, room.height);
    const box: Box = {
      x: room.x + (room.width - side) * anchorX,
      y: room.y + (room.height - side) * anchorY,
      width: side,
      height: side,
    };
    const scene = this.scene(box);
    // The z axis has its labels to the right of the box.
    const besideLabels = { ...box, width: box.width + zLabelRoom };
    const pieces: Piece[] = [
      ...(this.axisOn ? scene.cubePieces() : []),
      {
        zorder: order.patch,
        svg: draft ? [] : scene.draw(this.solids),
        box,
        part: "solids",
      },
      ...this.titlePieces(box, box.y),
      ...this.legendPieces(room),
      ...this.companions.flatMap((c) => c.draw(besideLabels, cell)),
    ];
    return { box, pieces };
  }

  private scene(box: Box): Scene {
    return new Scene({
      ...{ axes: this.directions, limits: this.limits(), box },
      ...{ angles: this.angles, grid: this.gridOn },
    });
  }

  /** What a page must know to turn what has been drawn in a box. */
  record(box: Box): LiveSpace {
    return this.scene(box).record(this.solids);
  }

  private legendPieces(room: Box): Piece[] {
    if (this.legendOptions === undefined) return [];
    const options = { loc: "upper right", ...this.legendOptions } as const;
    const look = legendLook(options, this.rc);
    const drawn = drawLegend(this.legendEntries(), look, room, []);
    return drawn === undefined ? [] : [{ zorder: order.legend, ...drawn }];
  }
}

function setLabel(
  axis: Axis,
  operation: string,
  text: string,
  style: LabelStyle,
): void {
  axis.label = text;
  axis.labelStyle = readOptions(operation, style, labelStyleNames);
}
