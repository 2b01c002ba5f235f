// Filled outlines: bars, histograms, bands between curves, spans.
import {
  order,
  type Artist,
  type Domain,
  type Extent,
  type LegendEntry,
  type Outline,
  type View,
} from "../artist.js";
import { paintOf, toPaint, type Color, type Paint } from "../color.js";
import { range } from "../data.js";
import { lineAttributes, type LineStyle } from "../linestyle.js";
import { rcParams } from "../rcparams.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";

/** How an area looks; widths in points. */
export interface AreaOptions {
  readonly color?: Color;
  readonly c?: Color;
  readonly facecolor?: Color;
  readonly fc?: Color;
  readonly edgecolor?: Color;
  readonly ec?: Color;
  readonly linewidth?: number;
  readonly lw?: number;
  readonly linestyle?: LineStyle;
  readonly ls?: LineStyle;
  readonly alpha?: number;
  readonly zorder?: number;
  readonly label?: string;
}

export const areaOptionNames = [
  "color",
  "facecolor",
  "edgecolor",
  "linewidth",
  "linestyle",
  "alpha",
  "zorder",
  "label",
] as const satisfies readonly (keyof AreaOptions)[];

/** A closed outline in data coordinates. */
export interface Ring {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

/** What the rings of one area leave out of the limits and the layout. */
export interface AreaRules {
  readonly stickyX?: readonly number[];
  readonly stickyY?: readonly number[];
  /** A span across the axes has limits in one direction only. */
  readonly ignoreX?: boolean;
  readonly ignoreY?: boolean;
}

export class Area implements Artist {
  readonly zorder: number;
  readonly clip = true;
  private readonly face: Paint;
  private readonly edge: Paint;
  private readonly width: number;

  constructor(
    readonly rings: readonly Ring[],
    private readonly options: AreaOptions,
    color: Color,
    private readonly rules: AreaRules = {},
  ) {
    const { alpha } = options;
    this.zorder = options.zorder ?? order.patch;
    this.face = toPaint(options.facecolor ?? options.color ?? color, alpha);
    this.edge = toPaint(options.edgecolor ?? "none", alpha);
    this.width = options.linewidth ?? rcParams["patch.linewidth"];
  }

  extent(domain: Domain): Extent {
    const { stickyX = [], stickyY = [], ignoreX, ignoreY } = this.rules;
    const xs = this.rings.flatMap((ring) => Array.from(ring.xs));
    const ys = this.rings.flatMap((ring) => Array.from(ring.ys));
    return {
      x: ignoreX === true ? undefined : range(xs, (x) => domain.x(x)),
      y: ignoreY === true ? undefined : range(ys, (y) => domain.y(y)),
      stickyX,
      stickyY,
    };
  }

  private look(): Record<string, string | number> {
    const { linestyle = "-" } = this.options;
    const linewidth = this.width;
    const line =
      this.edge.hex === "none" || linewidth === 0
        ? {}
        : {
            ...lineAttributes(linestyle, linewidth),
            "stroke-linejoin": "miter",
          };
    const edge: Paint = linewidth === 0 ? { hex: "none", alpha: 1 } : this.edge;
    return { ...paintOf(this.face, edge), ...line };
  }

  draw(view: View): Svg[] {
    const data = this.rings.map((ring) => {
      const { xs, ys } = toPoints(ring, view);
      return pathData(xs, ys, true);
    });
    const d = data.join("");
    return d === "" ? [] : [el("path", { d, ...this.look() })];
  }

  legend(): readonly LegendEntry[] {
    const { label } = this.options;
    if (label === undefined || label.startsWith("_")) return [];
    return [
      { label, swatch: (box: Box) => [el("rect", { ...box, ...this.look() })] },
    ];
  }

  outline(view: View): Outline {
    const points = this.rings.map((ring) => toPoints(ring, view));
    return {
      xs: points.flatMap((p) => p.xs),
      ys: points.flatMap((p) => p.ys),
      joined: true,
    };
  }
}

// On a log scale zero lies at minus infinity: the bar goes to the edge.
function toPoints(ring: Ring, view: View): { xs: number[]; ys: number[] } {
  const { box } = view;
  const far = 10 * (box.width + box.height);
  const bounded = (p: number, edge: number) =>
    Number.isNaN(p) ? p : Math.min(edge + far, Math.max(edge - far, p));
  return {
    xs: Array.from(ring.xs, (x) => bounded(view.x(x), box.x)),
    ys: Array.from(ring.ys, (y) => bounded(view.y(y), box.y)),
  };
}

/** The ring of a rectangle between two corners. */
export function rectangle(
  x0: number,
  x1: number,
  y0: number,
  y1: number,
): Ring {
  return { xs: [x0, x1, x1, x0], ys: [y0, y0, y1, y1] };
}
