// A figure: axes on a sheet, and the ways to see or save it.
import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import type { Mappable } from "./artist.js";
import { Axes } from "./axes/axes.js";
import type { Axes3D } from "./axes/axes3d.js";
import { Colorbar, type ColorbarOptions } from "./axes/colorbar.js";
import { shownByName, stack, type AxesBase } from "./axes/base.js";
import { labelStyleNames, type LabelStyle } from "./axes/axis.js";
import { union } from "./axes/boxes.js";
import { fillOf, toPaint, type Color } from "./color.js";
import {
  figureOptionNames,
  wholeFigure,
  type FigureOptions,
} from "./figureoptions.js";
import {
  cellOf,
  defaultParams,
  fitParams,
  type Measured,
  type Size,
  type SubplotParams,
} from "./layout.js";
import { toHtml } from "./interactive/html.js";
import { record, type Live } from "./interactive/record.js";
import { readOptions } from "./options.js";
import { makeAxes, readSubplotArguments, type SharedWith } from "./subplots.js";
import { toPdf } from "./pdf/page.js";
import { PngToCome, toPng } from "./png.js";
import { pointsOf, presentParams, rcParams } from "./rcparams.js";
import { el, num, writeSvg, type Svg } from "./svg.js";
import { drawText, textBox, type Box, type TextStyle } from "./text/label.js";

/** Options of `savefig`. */
export interface SaveOptions {
  readonly dpi?: number;
  readonly format?: "svg" | "png" | "pdf";
  /** `"tight"` cuts the margins off. */
  readonly bboxInches?: "tight";
  readonly padInches?: number;
  readonly facecolor?: Color;
  readonly transparent?: boolean;
}

const saveOptionNames = [
  "dpi",
  "format",
  "bboxInches",
  "padInches",
  "facecolor",
  "transparent",
] as const;

const pointsPerInch = 72;
// A figure with ordinary labels keeps its margins exactly; only what would leave
// the sheet moves them.
const edgePad = 0;
// matplotlib's tight_layout pads by 1.08 times the font's size.
const tightPad = 10.8;

// Follows the theme of the page where style sheets are kept; without it the
// figure is complete and light.
const darkScheme = `@media (prefers-color-scheme: dark) {
.plot-paper { fill: #111111; }
.plot-ink-fill { fill: #e6e6e6; }
.plot-ink-line { stroke: #e6e6e6; }
.plot-grid { stroke: #444444; }
.plot-pane { fill: #333333; stroke: #222222; }
}`;

interface Drawing {
  readonly svg: readonly Svg[];
  readonly covered: Box;
  /** What a page must know of each axes, where it is to bring them to life. */
  readonly records: readonly (Live | undefined)[];
}

/**
 * A figure: axes on a sheet of paper, as SVG, PNG and PDF.
 *
 * @example
 * const figure = plt.figure({ figsize: [4, 3] });
 * figure instanceof Figure // true
 */
export class Figure {
  readonly axes: AxesBase[] = [];
  /** Shown already, so that the end of a cell need not show it. */
  shown = false;
  private current: AxesBase | undefined;
  private head: { text: string; style: LabelStyle } | undefined;
  private params: Partial<SubplotParams> = {};
  private tight: boolean;
  /** The settings that the figure was made under. */
  readonly rc = presentParams();
  readonly figsize: readonly [number, number];
  readonly dpi: number;
  readonly interactive: boolean;
  readonly facecolor: Color;

  constructor(options: FigureOptions = {}) {
    const read = readOptions("figure", options, figureOptionNames);
    this.figsize = read.figsize ?? rcParams["figure.figsize"];
    this.dpi = read.dpi ?? rcParams["figure.dpi"];
    this.interactive = read.interactive ?? false;
    this.facecolor = read.facecolor ?? this.rc["figure.facecolor"];
    this.tight =
      read.tightLayout ?? ["tight", "constrained"].includes(read.layout ?? "");
    const [width, height] = this.figsize;
    if (!(width > 0 && height > 0))
      throw new RangeError(
        `figure: figsize must be two positive numbers of inches, got [${String(width)}, ${String(height)}]`,
      );
  }

  /** Adds axes made elsewhere and makes them current. */
  attach<T extends AxesBase>(axes: T): T {
    this.axes.push(axes);
    this.current = axes;
    axes.holder = this;
    return axes;
  }

  /** The current axes, made if there are none. */
  gca(): AxesBase {
    return this.current ?? this.attach(new Axes(wholeFigure));
  }

  /** Adds axes in a grid: `addSubplot(2, 1, 1)` or `addSubplot(211)`. */
  addSubplot(options: { readonly projection: "3d" }): Axes3D;
  addSubplot(place: number, options: { readonly projection: "3d" }): Axes3D;
  addSubplot(
    rows: number,
    columns: number,
    index: number | readonly [number, number],
    options: { readonly projection: "3d" },
  ): Axes3D;
  addSubplot(place?: number): Axes;
  addSubplot(
    rows: number,
    columns: number,
    index: number | readonly [number, number],
    options?: SharedWith,
  ): Axes;
  addSubplot(...args: readonly unknown[]): AxesBase {
    const { slot, options } = readSubplotArguments(args);
    return this.attach(makeAxes(slot, options));
  }

  /** Adds axes at left, bottom, width, height in fractions of the figure. */
  addAxes(at: readonly [number, number, number, number]): Axes {
    return this.attach(new Axes({ kind: "rectangle", at }));
  }

  /** Makes axes current. */
  sca(axes: AxesBase): void {
    this.current = axes;
  }

  /** Adds a colour bar for a mark beside its axes. */
  colorbar(
    source: Mappable,
    options: ColorbarOptions & { readonly ax?: AxesBase } = {},
  ): Colorbar {
    const { ax, ...look } = options;
    const owner =
      ax ?? this.axes.find((axes) => axes.owns(source)) ?? this.gca();
    const bar = new Colorbar(source, look);
    owner.companions.push(bar);
    return shownByName(bar);
  }

  /** Removes all axes. */
  clf(): void {
    this.axes.length = 0;
    this.current = undefined;
    this.head = undefined;
  }

  /** A title over all axes. */
  suptitle(text: string, style: LabelStyle = {}): void {
    this.head = {
      text,
      style: readOptions("suptitle", style, labelStyleNames),
    };
  }

  /** Fits margins and gaps to what is drawn. */
  tightLayout(): void {
    this.tight = true;
  }

  /** Sets margins and gaps, as fractions of the figure and of the mean cell. */
  subplotsAdjust(params: Partial<SubplotParams>): void {
    this.params = { ...this.params, ...params };
    this.tight = false;
  }

  private get size(): Size {
    const [width, height] = this.figsize;
    return { width: width * pointsPerInch, height: height * pointsPerInch };
  }

  private measure(params: SubplotParams): Measured[] {
    return this.axes.map((axes) => {
      const cell = cellOf(axes, params, this.size);
      return { axes, cell, pieces: axes.render(cell, true).pieces };
    });
  }

  // Ticks depend on the room and the room on ticks: two rounds settle it.
  private layout(): SubplotParams {
    const head = this.headBox();
    const headRoom = head === undefined ? 0 : head.y + head.height;
    const least = this.tight
      ? { left: 0, right: 1, bottom: 0, top: 1, wspace: 0, hspace: 0 }
      : { ...defaultParams, ...this.params };
    const fixed = Object.keys(this.params).length > 0 && !this.tight;
    let params: SubplotParams = { ...defaultParams, ...this.params };
    if (fixed) return params;
    const pad = this.tight ? tightPad : edgePad;
    for (let round = 0; round < 2; round++) {
      params = fitParams(this.measure(params), this.size, pad, least, headRoom);
    }
    return params;
  }

  private headStyle(): TextStyle {
    const style = this.head?.style ?? {};
    return {
      size:
        style.fontsize ??
        style.size ??
        pointsOf(this.rc["figure.titlesize"], this.rc),
      color: style.color ?? this.rc["text.color"],
      weight: style.fontweight ?? style.weight ?? "normal",
      ha: "center",
      va: "top",
    };
  }

  private headBox(): Box | undefined {
    if (this.head === undefined) return undefined;
    const { width, height } = this.size;
    return textBox(this.head.text, width / 2, height * 0.02, this.headStyle());
  }

  private draw(live: boolean): Drawing {
    const { width, height } = this.size;
    const params = this.layout();
    const boxes: Box[] = [];
    const records: (Live | undefined)[] = [];
    const svg = this.axes.flatMap((axes) => {
      const rendered = axes.render(cellOf(axes, params, this.size));
      for (const piece of rendered.pieces) {
        if (piece.box !== undefined) boxes.push(piece.box);
      }
      const drawn = stack(rendered.pieces, rendered.box, live);
      if (!live) return drawn;
      records.push(record(axes, rendered.box));
      return [el("g", { "data-axes": records.length - 1 }, ...drawn)];
    });
    const headBox = this.headBox();
    if (headBox !== undefined) boxes.push(headBox);
    const head = drawText(
      this.head?.text ?? "",
      width / 2,
      height * 0.02,
      this.headStyle(),
    );
    const covered = union(boxes) ?? { x: 0, y: 0, width, height };
    return { svg: [...svg, ...head], covered, records };
  }

  /** One line saying what the figure shows, for those who cannot see it. */
  describe(): string {
    const [width, height] = this.figsize.map((inches) =>
      String(Number(inches.toFixed(2))),
    );
    const titles = [
      this.head?.text,
      ...this.axes.map((axes) => axes.getTitle()),
    ].filter((title) => title !== undefined && title !== "");
    const count = this.axes.length;
    const what = count === 1 ? "1 axes" : `${String(count)} axes`;
    const about = titles.length > 0 ? `: ${titles.join("; ")}` : "";
    return `Figure, ${width ?? ""} × ${height ?? ""} in, ${what}${about}`;
  }

  /**
   * The figure as SVG text, sizes in points.
   *
   * @param options `bboxInches: "tight"` cuts the margins off
   */
  toSVG(options: SaveOptions = {}): string {
    return writeSvg(this.sheet(options, this.draw(false)));
  }

  /**
   * The figure as one piece of HTML in which a reader can pan by dragging (axes in space: turn), zoom by the wheel, go
   * back by a double click, and read values by pointing. Where scripts are refused it is an image.
   */
  toHTML(options: SaveOptions = {}): string {
    const drawing = this.draw(true);
    const svg = writeSvg(this.sheet(options, drawing), true);
    return toHtml(svg, drawing.records, this.describe());
  }

  /** The figure as a PDF file of one page. */
  toPDF(options: SaveOptions = {}): Uint8Array {
    return toPdf(this.sheet(options, this.draw(false)));
  }

  // A figure on papers of its own keeps its colours: light ink would vanish on a sheet that stays light.
  private followsTheme({ facecolor = this.facecolor }: SaveOptions): boolean {
    const white = (color: Color) => color === "w" || color === "none";
    return white(facecolor) && this.axes.every((axes) => white(axes.facecolor));
  }

  private sheet(options: SaveOptions, { svg, covered }: Drawing): Svg {
    const pad = (options.padInches ?? 0.1) * pointsPerInch;
    const sheet: Box =
      options.bboxInches === "tight"
        ? {
            x: covered.x - pad,
            y: covered.y - pad,
            width: covered.width + 2 * pad,
            height: covered.height + 2 * pad,
          }
        : { x: 0, y: 0, ...this.size };
    const color = options.facecolor ?? this.facecolor;
    const look = color === "w" ? { class: "plot-paper" } : {};
    const paper = el("rect", { ...sheet, ...fillOf(toPaint(color)), ...look });
    const transparent = options.transparent ?? false;
    const description = this.describe();
    return el(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        width: `${num(sheet.width)}pt`,
        height: `${num(sheet.height)}pt`,
        viewBox: [sheet.x, sheet.y, sheet.width, sheet.height]
          .map(num)
          .join(" "),
        role: "img",
        "aria-label": description,
      },
      el("title", {}, description),
      el("desc", {}, this.axes.map((axes) => axes.describe()).join(" ")),
      ...(this.followsTheme(options) ? [el("style", {}, darkScheme)] : []),
      ...(transparent ? [] : [paper]),
      ...svg,
    );
  }

  /** The figure as a PNG image. */
  toPNG(options: SaveOptions = {}): Uint8Array {
    const dpi = options.dpi ?? this.dpi;
    return toPng(this.toSVG(options), dpi / pointsPerInch);
  }

  /**
   * Writes the figure to a file: svg, png or pdf, by the name's ending.
   *
   * @example fig.savefig("curve.svg")
   */
  savefig(path: string, options: SaveOptions = {}): void {
    const read = readOptions("savefig", options, saveOptionNames);
    const format = read.format ?? extname(path).slice(1).toLowerCase();
    if (format === "svg") writeFileSync(path, this.toSVG(read));
    else if (format === "png") writeFileSync(path, this.toPNG(read));
    else if (format === "pdf") writeFileSync(path, this.toPDF(read));
    else
      throw new RangeError(
        `savefig: cannot write \`${format}\`; end the name in .svg, .png or .pdf`,
      );
  }

  /** What a notebook shows: the drawing as SVG, PNG or both, and a line. */
  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    this.shown = true;
    const format = rcParams["figure.format"];
    const sheet = { bboxInches: "tight" } as const;
    const svg = this.toSVG(sheet);
    const png = new PngToCome(svg, this.dpi / pointsPerInch);
    return {
      ...(this.interactive ? { "text/html": this.toHTML(sheet) } : {}),
      ...(format === "png" || this.interactive ? {} : { "image/svg+xml": svg }),
      ...(format === "svg" ? {} : { "image/png": png }),
      "text/plain": this.describe(),
    };
  }
}
