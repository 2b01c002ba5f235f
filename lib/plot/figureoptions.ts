// Options of figures, and the slot of axes that fill one.
import type { Slot } from "./axes/base.js";
import type { Color } from "./color.js";

/** Size in inches, dots an inch of pixel images, and the sheet's colour. */
export interface FigureOptions {
  readonly figsize?: readonly [width: number, height: number];
  readonly dpi?: number;
  readonly facecolor?: Color;
  readonly layout?: "tight" | "constrained" | "none";
  readonly tightLayout?: boolean;
  /** Shown as HTML in which a reader pans, zooms and reads values. */
  readonly interactive?: boolean;
}

export const figureOptionNames = [
  "figsize",
  "dpi",
  "facecolor",
  "layout",
  "tightLayout",
  "interactive",
] as const;

/** The slot of axes that have the figure for themselves. */
export const wholeFigure: Slot = {
  kind: "grid",
  rows: 1,
  columns: 1,
  row: [0, 0],
  column: [0, 0],
};
