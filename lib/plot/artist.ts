// What every mark is: it knows its data's extent, draws itself into a view and
// may have a row in the legend.
import type { Paint } from "./color.js";
import type { Svg } from "./svg.js";
import type { Box } from "./text/label.js";

/** The axes' rectangle in points, and the way from data into it. */
export interface View {
  readonly box: Box;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** What a scale can show, so that a log axis ignores what it cannot. */
export interface Domain {
  x(value: number): boolean;
  y(value: number): boolean;
}

/** The data's limits, and limits that no margin should be added to. */
export interface Extent {
  readonly x?: readonly [number, number] | undefined;
  readonly y?: readonly [number, number] | undefined;
  readonly stickyX?: readonly number[];
  readonly stickyY?: readonly number[];
}

/** One row of the legend. The swatch is drawn into the box it is given. */
export interface LegendEntry {
  readonly label: string;
  swatch(box: Box): Svg[];
}

/** Points that the legend should not cover, in the figure's points. */
export interface Outline {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  /** Whether the points are joined by lines. */
  readonly joined: boolean;
}

export interface Artist {
  readonly zorder: number;
  /** Cut at the axes' rectangle. */
  readonly clip: boolean;
  extent(domain: Domain): Extent;
  draw(view: View): Svg[];
  legend?(): readonly LegendEntry[];
  outline?(view: View): Outline;
  /** The box that the mark covers in points, where it may leave the axes. */
  covers?(view: View): Box | undefined;
}

/** A mark whose colours stand for values. */
export interface Mappable {
  readonly colors: ColorScale;
  /** Levels of a filled contour, for a colour bar in steps. */
  readonly levels?: readonly number[];
  readonly filled?: boolean;
}

/** From values to colours. */
export interface ColorScale {
  readonly low: number;
  readonly high: number;
  readonly kind: "linear" | "log";
  paint(value: number): Paint;
}

/** matplotlib's stacking order; the grid lies above images, below the rest. */
export const order = {
  image: 0,
  grid: 0.5,
  patch: 1,
  points: 1.5,
  line: 2,
  spine: 2.5,
  text: 3,
  legend: 5,
} as const;
