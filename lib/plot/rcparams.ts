// Settings for all figures made from now on.
import type { Color } from "./color.js";
import type { ColorMapName } from "./colormaps.js";
import type { LineStyle } from "./linestyle.js";
import { readOptions } from "./options.js";

/** Points, or a size relative to `font.size`. */
export type FontSize =
  | number
  | "xx-small"
  | "x-small"
  | "small"
  | "medium"
  | "large"
  | "x-large"
  | "xx-large";

/** Defaults of figures under matplotlib's names; lengths in points unless said otherwise. */
export interface RcParams {
  /** Inches. */
  "figure.figsize": readonly [number, number];
  /** Dots an inch of PNG images. */
  "figure.dpi": number;
  "figure.facecolor": Color;
  "figure.titlesize": FontSize;
  /** What a notebook is sent. */
  "figure.format": "svg" | "png" | "both";
  "font.size": number;
  "text.color": Color;
  "axes.facecolor": Color;
  "axes.edgecolor": Color;
  "axes.linewidth": number;
  "axes.grid": boolean;
  "axes.titlesize": FontSize;
  /** `"auto"` is `text.color`. */
  "axes.titlecolor": Color;
  "axes.titleweight": "normal" | "bold";
  "axes.labelsize": FontSize;
  "axes.labelcolor": Color;
  "axes.labelweight": "normal" | "bold";
  /** Colours in turn. */
  "axes.prop_cycle": readonly string[];
  "axes.spines.left": boolean;
  "axes.spines.right": boolean;
  "axes.spines.top": boolean;
  "axes.spines.bottom": boolean;
  /** Room beyond the data as a fraction of its width. */
  "axes.xmargin": number;
  "axes.ymargin": number;
  "grid.color": Color;
  "grid.linestyle": LineStyle;
  "grid.linewidth": number;
  "grid.alpha": number;
  "xtick.color": Color;
  "xtick.labelsize": FontSize;
  "xtick.direction": "out" | "in" | "inout";
  "xtick.major.size": number;
  "xtick.minor.size": number;
  "xtick.major.width": number;
  "xtick.minor.width": number;
  "xtick.minor.visible": boolean;
  "ytick.color": Color;
  "ytick.labelsize": FontSize;
  "ytick.direction": "out" | "in" | "inout";
  "ytick.major.size": number;
  "ytick.minor.size": number;
  "ytick.major.width": number;
  "ytick.minor.width": number;
  "ytick.minor.visible": boolean;
  "lines.linewidth": number;
  "lines.linestyle": LineStyle;
  "lines.markersize": number;
  "patch.linewidth": number;
  "image.cmap": ColorMapName;
  "legend.loc": string;
  "legend.frameon": boolean;
  "legend.framealpha": number;
  "legend.fontsize": FontSize;
  /** `"inherit"` is `axes.facecolor`. */
  "legend.facecolor": Color;
  "legend.edgecolor": Color;
}

/** The ten Tableau colours, matplotlib's cycle. */
export const tableau: readonly string[] = [
  "#1f77b4",
  "#ff7f0e",
  "#2ca02c",
  "#d62728",
  "#9467bd",
  "#8c564b",
  "#e377c2",
  "#7f7f7f",
  "#bcbd22",
  "#17becf",
];

/** matplotlib's own defaults. */
export const defaultParams: Readonly<RcParams> = {
  "figure.figsize": [6.4, 4.8],
  "figure.dpi": 100,
  "figure.facecolor": "w",
  "figure.titlesize": "large",
  "figure.format": "both",
  "font.size": 10,
  "text.color": "k",
  "axes.facecolor": "w",
  "axes.edgecolor": "k",
  "axes.linewidth": 0.8,
  "axes.grid": false,
  "axes.titlesize": "large",
  "axes.titlecolor": "auto",
  "axes.titleweight": "normal",
  "axes.labelsize": "medium",
  "axes.labelcolor": "k",
  "axes.labelweight": "normal",
  "axes.prop_cycle": tableau,
  "axes.spines.left": true,
  "axes.spines.right": true,
  "axes.spines.top": true,
  "axes.spines.bottom": true,
  "axes.xmargin": 0.05,
  "axes.ymargin": 0.05,
  "grid.color": "#b0b0b0",
  "grid.linestyle": "-",
  "grid.linewidth": 0.8,
  "grid.alpha": 1,
  "xtick.color": "k",
  "xtick.labelsize": "medium",
  "xtick.direction": "out",
  "xtick.major.size": 3.5,
  "xtick.minor.size": 2,
  "xtick.major.width": 0.8,
  "xtick.minor.width": 0.6,
  "xtick.minor.visible": false,
  "ytick.color": "k",
  "ytick.labelsize": "medium",
  "ytick.direction": "out",
  "ytick.major.size": 3.5,
  "ytick.minor.size": 2,
  "ytick.major.width": 0.8,
  "ytick.minor.width": 0.6,
  "ytick.minor.visible": false,
  "lines.linewidth": 1.5,
  "lines.linestyle": "-",
  "lines.markersize": 6,
  "patch.linewidth": 1,
  "image.cmap": "viridis",
  "legend.loc": "best",
  "legend.frameon": true,
  "legend.framealpha": 0.8,
  "legend.fontsize": "medium",
  "legend.facecolor": "inherit",
  "legend.edgecolor": "0.8",
};

/** The settings in force; assign to them. */
export const rcParams: RcParams = { ...defaultParams };

/**
 * Changes several settings.
 *
 * @throws RangeError naming an unknown setting and its nearest neighbour.
 */
export function changeParams(
  operation: string,
  params: Partial<RcParams>,
): void {
  const known = Object.keys(defaultParams);
  Object.assign(rcParams, readOptions(operation, params, known));
}

/** The settings as they stand: axes keep those that they were made under. */
export function presentParams(): RcParams {
  return { ...rcParams };
}

const relative: Readonly<Record<string, number>> = {
  "xx-small": 0.579,
  "x-small": 0.694,
  small: 0.833,
  medium: 1,
  large: 1.2,
  "x-large": 1.44,
  "xx-large": 1.728,
};

/** A size in points. */
export function pointsOf(size: FontSize, rc: RcParams): number {
  return typeof size === "number"
    ? size
    : rc["font.size"] * (relative[size] ?? 1);
}
