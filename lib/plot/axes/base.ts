// What flat and three-dimensional axes have in common.
import {
  order,
  type Artist,
  type Domain,
  type Extent,
  type LegendEntry,
  type Mappable,
} from "../artist.js";
import { cycleColor, type Color } from "../color.js";
import type { SubplotParams } from "../layout.js";
import { readOptions } from "../options.js";
import { pointsOf, presentParams, type RcParams } from "../rcparams.js";
import { clipped, el, type Svg } from "../svg.js";
import { drawText, textBox, type Box, type TextStyle } from "../text/label.js";
import { labelStyleNames, type LabelStyle, type Piece } from "./axis.js";
import { legendOptionNames, type LegendOptions } from "./legend.js";

/** Where axes stand in their figure. */
export type Slot =
  | {
      readonly kind: "grid";
      readonly rows: number;
      readonly columns: number;
      /** First and last row and column, counted from 0. */
      readonly row: readonly [number, number];
      readonly column: readonly [number, number];
      /** How the columns' widths, or the rows' heights, are to each other. */
      readonly widthRatios?: readonly number[];
      readonly heightRatios?: readonly number[];
    }
  /** Left, bottom, width and height as fractions of the figure. */
  | {
      readonly kind: "rectangle";
      readonly at: readonly [number, number, number, number];
    };

/** Axes drawn into a cell of the figure. */
export interface Rendered {
  readonly pieces: readonly Piece[];
  /** The rectangle that the data is drawn in. */
  readonly box: Box;
}

/** Something that takes room beside axes, such as their colour bar. */
export interface Companion {
  /** The part of the cell that is left to the axes. */
  reserve(cell: Box): Box;
  /** Where axes that do not fill their room stand in it, from 0 at the left and top to 1. */
  readonly anchor?: readonly [x: number, y: number];
  draw(box: Box, cell: Box): readonly Piece[];
}

/** Whoever has axes: a figure. */
export interface AxesHolder {
  attach<T extends AxesBase>(axes: T): T;
  sca(axes: AxesBase): void;
  subplotsAdjust(params: Partial<SubplotParams>): void;
}

export abstract class AxesBase {
  /** The figure that the axes stand on, once they do. */
  holder: AxesHolder | undefined;
  readonly artists: Artist[] = [];
  /** Counts changes of what is drawn. */
  version = 0;
  readonly companions: Companion[] = [];
  lastMappable: Mappable | undefined;
  /** The settings that the axes were made under. */
  readonly rc = presentParams();
  facecolor: Color = this.rc["axes.facecolor"];
  frameOn = true;
  protected readonly titles = new Map<
    "left" | "center" | "right",
    { text: string; style: LabelStyle }
  >();
  protected legendOptions: LegendOptions | undefined;
  private lineColors = 0;
  private areaColors = 0;

  constructor(readonly slot: Slot) {}

  abstract readonly projection: "2d" | "3d";

  /**
   * Draws the axes into a cell, in points. A draft leaves the data out, to
   * measure what surrounds it.
   */
  abstract render(cell: Box, draft?: boolean): Rendered;

  /** Continues the colours of other axes. */
  takeColorsFrom(other: AxesBase): void {
    this.lineColors = other.lineColors;
    this.areaColors = other.areaColors;
  }

  nextLineColor(): string {
    return cycleColor(this.lineColors++, this.rc["axes.prop_cycle"]);
  }

  nextAreaColor(): string {
    return cycleColor(this.areaColors++, this.rc["axes.prop_cycle"]);
  }

  add<T extends Artist>(artist: T): T {
    this.artists.push(artist);
    this.version++;
    if ("colors" in artist) this.lastMappable = artist as unknown as Mappable;
    return shownByName(artist);
  }

  /** What the axes show in words, for those who cannot see them: the axes' labels, and what has a name. */
  describe(): string {
    const named = this.legendEntries().map(({ label }) => label);
    const parts = [
      ...this.axisLabels().filter((label) => label !== ""),
      ...(named.length > 0 ? [`shown: ${named.join(", ")}`] : []),
    ];
    return parts.length === 0 ? "" : `${parts.join("; ")}.`;
  }

  protected abstract axisLabels(): string[];

  /** Where axes that do not fill their room stand in it: beside a colour bar, or in the middle. */
  protected get anchor(): readonly [number, number] {
    return (
      this.companions.find((c) => c.anchor !== undefined)?.anchor ?? [0.5, 0.5]
    );
  }

  extents(_direction: string, domain: Domain): readonly Extent[] {
    return this.artists.map((artist) => artist.extent(domain));
  }

  /** Whether a mark was drawn on these axes. */
  owns(mark: unknown): boolean {
    return this.artists.some((artist) => artist === mark);
  }

  /** Removes everything drawn. */
  cla(): void {
    this.artists.length = 0;
    this.version++;
    this.companions.length = 0;
    this.titles.clear();
    this.legendOptions = undefined;
    this.lineColors = 0;
    this.areaColors = 0;
  }

  /**
   * The title above the axes; `$…$` is set as mathematics.
   *
   * @example ax.setTitle("$y = x^2$", { fontsize: 14 })
   */
  setTitle(text: string, style: LabelStyle = {}): void {
    const read = readOptions("title", style, labelStyleNames);
    this.titles.set(read.loc ?? "center", { text, style: read });
  }

  /** The colour behind the data. */
  setFacecolor(color: Color): void {
    this.facecolor = color;
  }

  /** The text of the title. */
  getTitle(): string {
    return this.titles.get("center")?.text ?? "";
  }

  /**
   * Shows a row for each mark that has a `label`.
   *
   * @param options where it stands (`loc`, the best corner by default) and how
   *   it looks; or the labels of the marks in their order
   * @example ax.legend({ loc: "upper left", ncol: 2 })
   */
  legend(options: LegendOptions | readonly string[] = {}): void {
    this.legendOptions = Array.isArray(options)
      ? { labels: options as readonly string[] }
      : readOptions("legend", options as LegendOptions, legendOptionNames);
  }

  /** Rows for the legend: the labelled marks, or all where labels are given. */
  legendEntries(): readonly LegendEntry[] {
    return this.artists.flatMap((artist) => artist.legend?.() ?? []);
  }

  protected titlePieces(box: Box, top: number): Piece[] {
    const places = {
      left: box.x,
      center: box.x + box.width / 2,
      right: box.x + box.width,
    };
    return [...this.titles].flatMap(([loc, { text, style }]) => {
      const look: TextStyle = {
        size:
          style.fontsize ??
          style.size ??
          pointsOf(this.rc["axes.titlesize"], this.rc),
        color: style.color ?? titleColor(this.rc),
        weight: style.fontweight ?? style.weight ?? this.rc["axes.titleweight"],
        ha: loc,
        va: "baseline",
      };
      const y = top - (style.pad ?? 6);
      const covered = textBox(text, places[loc], y, look);
      const svg = drawText(text, places[loc], y, look);
      return [{ zorder: order.text, svg, box: covered }];
    });
  }
}

/** Has a mark that is the last value of a cell shown by its name: all its points are in the figure. */
export function shownByName<T extends object>(mark: T): T {
  return Object.defineProperty(mark, Symbol.for("nodejs.util.inspect.custom"), {
    value: () => mark.constructor.name,
  });
}

function titleColor(rc: RcParams): Color {
  return rc["axes.titlecolor"] === "auto"
    ? rc["text.color"]
    : rc["axes.titlecolor"];
}

/** Pieces in stacking order, cut at the box where they ask for it. */
export function stack(pieces: readonly Piece[], box: Box, live = false): Svg[] {
  const sorted = [...pieces].sort((a, b) => a.zorder - b.zorder);
  const out: Svg[] = [];
  let inside: Svg[] = [];
  const flush = () => {
    if (inside.length > 0) out.push(clipped(box, inside));
    inside = [];
  };
  for (const piece of sorted) {
    if (piece.svg.length === 0) continue;
    if (piece.clip === true) {
      inside.push(...piece.svg);
    } else {
      flush();
      const { free, part } = piece;
      if (live && (free === true || part !== undefined)) {
        const notes = {
          "data-free": free === true ? 1 : undefined,
          "data-part": part,
        };
        out.push(el("g", notes, ...piece.svg));
      } else out.push(...piece.svg);
    }
  }
  flush();
  return out;
}
