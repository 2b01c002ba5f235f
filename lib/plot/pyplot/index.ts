// matplotlib's pyplot in camelCase: one current figure with current axes.
import type { Mappable } from "../artist.js";
import { Axes } from "../axes/axes.js";
import { Axes3D } from "../axes/axes3d.js";
import type { LabelStyle } from "../axes/axis.js";
import type { AxesBase } from "../axes/base.js";
import type { Colorbar, ColorbarOptions } from "../axes/colorbar.js";
import type { Limits, TickLabelStyle } from "../axes/settings.js";
import {
  fixedLocator,
  maxNLocator,
  multipleLocator,
  nullLocator,
} from "../axes/locators.js";
import { toGrid, type Grid, type Values } from "../data.js";
import type { SaveOptions } from "../figure.js";
import type { SubplotParams } from "../layout.js";
import { circle, ellipse, polygon, rectanglePatch } from "../marks/patch.js";
import type { Image, ImageOptions } from "../marks/image.js";
import { rcParams } from "../rcparams.js";
import type { ScaleName, SymlogOptions } from "../scales.js";
import { rc, rcdefaults, style } from "../styles.js";
import { axesCommands, type AxesCommands } from "./forward.js";
import { axes, gca, subplot, subplots } from "./making.js";
import {
  close,
  currentAxes,
  flatAxes,
  gcf,
  hasFigure,
  newFigure,
  show,
  spaceAxes,
} from "./state.js";

// Labels and limits exist for flat axes and for axes in space.
function labelled(): Axes | Axes3D {
  const present = currentAxes();
  return present instanceof Axes3D ? present : flatAxes("plt");
}

// matplotlib gives a matrix a figure in its proportions, but not where one was begun.
function matrixAxes(data: Grid): Axes {
  if (hasFigure()) return flatAxes("matshow");
  const rows = toGrid("matshow", data);
  const shape = rows.length / Math.max(1, rows[0]?.length ?? 1);
  // matplotlib's figaspect: the usual height, and sides between 2 and 16 inches.
  const width = Math.min(16, Math.max(4, 4.8 / shape));
  const height = Math.min(16, Math.max(2, width * shape));
  newFigure({ figsize: [width, height] });
  return axes([0.15, 0.09, 0.775, 0.775]) as Axes;
}

/** The x limits in view. */
function xlim(): [number, number];
/** Sets the x limits; `null` leaves one to the data. */
function xlim(low: number | Limits | null, high?: number | null): void;
function xlim(
  low?: number | Limits | null,
  high?: number | null,
): [number, number] | undefined {
  if (low === undefined) return labelled().xaxis.span.limits();
  labelled().setXlim(low, high);
  return undefined;
}

/** The y limits in view. */
function ylim(): [number, number];
/** Sets the y limits; `null` leaves one to the data. */
function ylim(low: number | Limits | null, high?: number | null): void;
function ylim(
  low?: number | Limits | null,
  high?: number | null,
): [number, number] | undefined {
  if (low === undefined) return labelled().yaxis.span.limits();
  labelled().setYlim(low, high);
  return undefined;
}

const commands = {
  /** Settings for figures to come. */
  rcParams,
  /** The current figure. */
  gcf,
  gca,
  /** Begins a new figure: `figure({ figsize: [8, 4] })`, in inches. */
  figure: newFigure,
  subplot,
  subplots,
  axes,
  close,
  show,
  /** Makes axes current. */
  sca(target: AxesBase): void {
    gcf().sca(target);
  },
  /** Empties the current figure. */
  clf(): void {
    gcf().clf();
  },
  /** Empties the current axes. */
  cla(): void {
    currentAxes().cla();
  },
  xlabel(text: string, style?: LabelStyle): void {
    labelled().setXlabel(text, style);
  },
  ylabel(text: string, style?: LabelStyle): void {
    labelled().setYlabel(text, style);
  },
  zlabel(text: string, style?: LabelStyle): void {
    spaceAxes("zlabel").setZlabel(text, style);
  },
  /** The title of the current axes. */
  title(text: string, style?: LabelStyle): void {
    currentAxes().setTitle(text, style);
  },
  /** The title over all axes of the figure. */
  suptitle(text: string, style?: LabelStyle): void {
    gcf().suptitle(text, style);
  },
  xlim,
  ylim,
  /** Sets the z limits of axes in space. */
  zlim(low: number | Limits | null, high?: number | null): void {
    spaceAxes("zlim").setZlim(low, high);
  },
  xscale(name: ScaleName, options?: SymlogOptions): void {
    flatAxes("xscale").setXscale(name, options);
  },
  yscale(name: ScaleName, options?: SymlogOptions): void {
    flatAxes("yscale").setYscale(name, options);
  },
  /** Ticks of the x axis at chosen places, perhaps with labels. */
  xticks(
    ticks: Values,
    labels?: readonly string[],
    style?: TickLabelStyle,
  ): void {
    flatAxes("xticks").setXticks(ticks, labels, style);
  },
  /** Ticks of the y axis at chosen places, perhaps with labels. */
  yticks(
    ticks: Values,
    labels?: readonly string[],
    style?: TickLabelStyle,
  ): void {
    flatAxes("yticks").setYticks(ticks, labels, style);
  },
  /** Axes over the current ones with a y axis of their own, at the right. */
  twinx(): Axes {
    return flatAxes("twinx").twinx();
  },
  /** Axes over the current ones with an x axis of their own, above. */
  twiny(): Axes {
    return flatAxes("twiny").twiny();
  },
  /** A colour bar for a mark, by default for the last coloured by values. */
  colorbar(
    source?: Mappable,
    options?: ColorbarOptions & { readonly ax?: AxesBase },
  ): Colorbar {
    const found = source ?? currentAxes().lastMappable;
    if (found === undefined)
      throw new Error(
        "colorbar: nothing on the axes is coloured by values; draw with imshow, contourf or scatter first",
      );
    return gcf().colorbar(found, options);
  },
  /**
   * A matrix as an image with whole-numbered ticks above it, in a figure of the matrix' own shape.
   */
  matshow(data: Grid, options?: ImageOptions): Image {
    return matrixAxes(data).matshow(data, options);
  },
  /** Looks by name: `plt.style.use("ggplot")`. */
  style,
  rc,
  rcdefaults,
  multipleLocator,
  maxNLocator,
  fixedLocator,
  nullLocator,
  circle,
  ellipse,
  polygon,
  rectangle: rectanglePatch,
  /** Fits margins and gaps to what is drawn. */
  tightLayout(): void {
    gcf().tightLayout();
  },
  subplotsAdjust(params: Partial<SubplotParams>): void {
    gcf().subplotsAdjust(params);
  },
  /** Writes the current figure to a file: svg, png or pdf by its ending. */
  savefig(path: string, options?: SaveOptions): void {
    gcf().savefig(path, options);
  },
};

/**
 * matplotlib's pyplot in camelCase. Options are a last object argument.
 *
 * @example
 * plt.plot([0, 1, 2], [0, 1, 4], "o-", { label: "squares" });
 * plt.legend();
 * plt.show();
 */
export const plt: typeof commands & AxesCommands = {
  ...commands,
  ...axesCommands(),
};
