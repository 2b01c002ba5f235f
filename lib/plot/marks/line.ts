// Lines through points, with markers at them.
import type {
  Artist,
  Domain,
  Extent,
  LegendEntry,
  Outline,
  View,
} from "../artist.js";
import { order } from "../artist.js";
import { strokeOf, toPaint, type Color, type Paint } from "../color.js";
import { range } from "../data.js";
import { lineAttributes, type LineStyle } from "../linestyle.js";
import { drawMarkers, isOpenMarker, type MarkerLook } from "../markers.js";
import type { MarkerName } from "../markers.js";
import { rcParams } from "../rcparams.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import { simplify } from "./simplify.js";

/** How a line and its markers look; sizes are in points. */
export interface LineOptions {
  readonly color?: Color;
  readonly c?: Color;
  readonly linewidth?: number;
  readonly lw?: number;
  readonly linestyle?: LineStyle;
  readonly ls?: LineStyle;
  readonly marker?: MarkerName | "" | "none" | "None";
  readonly markersize?: number;
  readonly ms?: number;
  readonly markeredgecolor?: Color;
  readonly mec?: Color;
  readonly markerfacecolor?: Color;
  readonly mfc?: Color;
  readonly markeredgewidth?: number;
  readonly mew?: number;
  /** Draw every n-th marker only. */
  readonly markevery?: number;
  readonly alpha?: number;
  readonly zorder?: number;
  readonly label?: string;
  readonly drawstyle?: "default" | StepStyle;
  readonly clipOn?: boolean;
}

export type StepStyle = "steps-pre" | "steps-mid" | "steps-post";

export const lineOptionNames = [
  "color",
  "linewidth",
  "linestyle",
  "marker",
  "markersize",
  "markeredgecolor",
  "markerfacecolor",
  "markeredgewidth",
  "markevery",
  "alpha",
  "zorder",
  "label",
  "drawstyle",
  "clipOn",
] as const satisfies readonly (keyof LineOptions)[];

/** A polyline in data coordinates. */
export class Line implements Artist {
  readonly zorder: number;
  readonly clip: boolean;
  private readonly paint: Paint;
  private readonly stroke: Record<string, string | number> | undefined;
  private readonly markers: MarkerLook | undefined;
  private readonly markerSize: number;

  constructor(
    readonly xs: Float64Array,
    readonly ys: Float64Array,
    readonly options: LineOptions & { readonly color: Color },
  ) {
    const {
      color,
      alpha,
      linewidth = rcParams["lines.linewidth"],
      linestyle = rcParams["lines.linestyle"],
    } = options;
    this.zorder = options.zorder ?? order.line;
    this.clip = options.clipOn ?? true;
    this.paint = toPaint(color, alpha);
    this.stroke = lineAttributes(linestyle, linewidth);
    this.markerSize = options.markersize ?? rcParams["lines.markersize"];
    this.markers = markerLook(options, this.paint);
  }

  extent(domain: Domain): Extent {
    return extentOfPoints(this.xs, this.ys, domain);
  }

  draw(view: View): Svg[] {
    const xs = this.xs.map((x) => view.x(x));
    const ys = this.ys.map((y) => view.y(y));
    const drawn: Svg[] = [];
    if (this.stroke !== undefined) {
      const path = simplify(...stepped(xs, ys, this.options.drawstyle));
      const d = pathData(path.xs, path.ys);
      if (d !== "") drawn.push(this.strokePath(d));
    }
    if (this.markers !== undefined) {
      const every = this.options.markevery ?? 1;
      const chosen = (_: number, i: number) => i % every === 0;
      drawn.push(
        ...drawMarkers(
          this.markers,
          xs.filter(chosen),
          ys.filter(chosen),
          () => this.markerSize,
        ),
      );
    }
    return drawn;
  }

  private strokePath(d: string): Svg {
    return el("path", {
      d,
      fill: "none",
      ...strokeOf(this.paint),
      ...this.stroke,
    });
  }

  legend(): readonly LegendEntry[] {
    const { label } = this.options;
    if (label === undefined || label.startsWith("_")) return [];
    return [{ label, swatch: (box) => this.swatch(box) }];
  }

  private swatch(box: Box): Svg[] {
    const y = box.y + box.height / 2;
    const ends = [box.x, box.x + box.width];
    const drawn =
      this.stroke === undefined
        ? []
        : [this.strokePath(pathData(ends, [y, y]))];
    return [...drawn, ...this.legendMarkers(box)];
  }

  /** The line's marker, if it has one, in the middle of a box. */
  legendMarkers(box: Box): Svg[] {
    if (this.markers === undefined) return [];
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    return drawMarkers(this.markers, [x], [y], () => this.markerSize);
  }

  outline(view: View): Outline {
    return {
      xs: this.xs.map((x) => view.x(x)),
      ys: this.ys.map((y) => view.y(y)),
      joined: this.stroke !== undefined,
    };
  }
}

function markerLook(
  options: LineOptions & { readonly color: Color },
  paint: Paint,
): MarkerLook | undefined {
  const name = options.marker;
  if (name === undefined || name === "" || name === "none" || name === "None")
    return undefined;
  const { markeredgecolor, markerfacecolor, alpha } = options;
  const edge =
    markeredgecolor === undefined ? paint : toPaint(markeredgecolor, alpha);
  const face =
    markerfacecolor === undefined ? paint : toPaint(markerfacecolor, alpha);
  const edgeWidth = options.markeredgewidth ?? (isOpenMarker(name) ? 1.5 : 1);
  return {
    name,
    face,
    edge: edgeWidth === 0 ? { hex: "none", alpha: 1 } : edge,
    edgeWidth,
  };
}

/** The extent of points that have a place in both directions. */
export function extentOfPoints(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  domain: Domain,
): Extent {
  return {
    x: range(xs, (x) => domain.x(x)),
    y: range(ys, (y) => domain.y(y)),
  };
}

/** Corners added so that the line goes in steps. */
function stepped(
  xs: Float64Array,
  ys: Float64Array,
  style: LineOptions["drawstyle"],
): [Float64Array, Float64Array] {
  if (style === undefined || style === "default") return [xs, ys];
  const outX: number[] = [];
  const outY: number[] = [];
  xs.forEach((x, i) => {
    const y = ys[i] ?? NaN;
    const nextX = xs[i + 1];
    const nextY = ys[i + 1];
    outX.push(x);
    outY.push(y);
    if (nextX === undefined || nextY === undefined) return;
    const middle = (x + nextX) / 2;
    const corners: Record<StepStyle, [number, number][]> = {
      "steps-pre": [[x, nextY]],
      "steps-mid": [
        [middle, y],
        [middle, nextY],
      ],
      "steps-post": [[nextX, y]],
    };
    for (const [cx, cy] of corners[style]) {
      outX.push(cx);
      outY.push(cy);
    }
  });
  return [Float64Array.from(outX), Float64Array.from(outY)];
}
