// Looks by name. The settings are those of matplotlib's style sheets.
import { unknown } from "./options.js";
import {
  changeParams,
  defaultParams,
  presentParams,
  rcParams,
  type RcParams,
} from "./rcparams.js";

const noTickMarks = {
  "xtick.major.size": 0,
  "xtick.minor.size": 0,
  "ytick.major.size": 0,
  "ytick.minor.size": 0,
} satisfies Partial<RcParams>;

const seaborn = {
  "text.color": "0.15",
  "axes.labelcolor": "0.15",
  "legend.frameon": false,
  "xtick.color": "0.15",
  "ytick.color": "0.15",
  "axes.grid": true,
  ...noTickMarks,
} satisfies Partial<RcParams>;

const sheets = {
  default: {},
  ggplot: {
    "patch.linewidth": 0.5,
    "axes.facecolor": "#e5e5e5",
    "axes.edgecolor": "w",
    "axes.linewidth": 1,
    "axes.grid": true,
    "axes.titlesize": "x-large",
    "axes.labelsize": "large",
    "axes.labelcolor": "#555555",
    "axes.prop_cycle": [
      "#e24a33",
      "#348abd",
      "#988ed5",
      "#777777",
      "#fbc15e",
      "#8eba42",
      "#ffb5b8",
    ],
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "grid.color": "w",
  },
  dark_background: {
    "text.color": "w",
    "axes.facecolor": "k",
    "axes.edgecolor": "w",
    "axes.labelcolor": "w",
    "axes.prop_cycle": [
      "#8dd3c7",
      "#feffb3",
      "#bfbbd9",
      "#fa8174",
      "#81b1d2",
      "#fdb462",
      "#b3de69",
      "#bc82bd",
      "#ccebc4",
      "#ffed6f",
    ],
    "xtick.color": "w",
    "ytick.color": "w",
    "grid.color": "w",
    "figure.facecolor": "k",
  },
  grayscale: {
    "axes.prop_cycle": ["0.00", "0.40", "0.60", "0.70"],
    "grid.color": "k",
    "figure.facecolor": "0.75",
    "image.cmap": "gray",
  },
  bmh: {
    "lines.linewidth": 2,
    "patch.linewidth": 0.5,
    "axes.facecolor": "#eeeeee",
    "axes.edgecolor": "#bcbcbc",
    "axes.grid": true,
    "axes.titlesize": "x-large",
    "axes.labelsize": "large",
    "axes.prop_cycle": [
      "#348abd",
      "#a60628",
      "#7a68a6",
      "#467821",
      "#d55e00",
      "#cc79a7",
      "#56b4e9",
      "#009e73",
      "#f0e442",
      "#0072b2",
    ],
    "grid.color": "#b2b2b2",
    "grid.linestyle": "--",
    "grid.linewidth": 0.5,
    "xtick.direction": "in",
    "ytick.direction": "in",
  },
  fivethirtyeight: {
    "lines.linewidth": 4,
    "axes.prop_cycle": [
      "#008fd5",
      "#fc4f30",
      "#e5ae38",
      "#6d904f",
      "#8b8b8b",
      "#810f7c",
    ],
    "axes.facecolor": "#f0f0f0",
    "axes.labelsize": "large",
    "axes.grid": true,
    "axes.edgecolor": "#f0f0f0",
    "axes.linewidth": 3,
    "axes.titlesize": "x-large",
    "patch.linewidth": 0.5,
    "grid.linewidth": 1,
    "grid.color": "#cbcbcb",
    ...noTickMarks,
    "font.size": 14,
    "figure.facecolor": "#f0f0f0",
  },
  "seaborn-v0_8-whitegrid": {
    ...seaborn,
    "axes.edgecolor": "0.8",
    "axes.linewidth": 1,
    "grid.color": "0.8",
  },
  "seaborn-v0_8-darkgrid": {
    ...seaborn,
    "axes.facecolor": "#eaeaf2",
    "axes.edgecolor": "w",
    "axes.linewidth": 0,
    "grid.color": "w",
  },
  "tableau-colorblind10": {
    "axes.prop_cycle": [
      "#006ba4",
      "#ff800e",
      "#ababab",
      "#595959",
      "#5f9ed1",
      "#c85200",
      "#898989",
      "#a2c8ec",
      "#ffbc79",
      "#cfcfcf",
    ],
  },
} satisfies Readonly<Record<string, Partial<RcParams>>>;

/** A style's name. */
export type StyleName = keyof typeof sheets;

/** A style by name, or settings. */
export type Style = StyleName | Partial<RcParams>;

function apply(given: Style | readonly Style[]): void {
  for (const one of Array.isArray(given)
    ? (given as Style[])
    : [given as Style]) {
    if (typeof one === "object") {
      changeParams("style", one);
      continue;
    }
    if (!Object.hasOwn(sheets, one))
      throw unknown("style", "style", one, Object.keys(sheets));
    // What a notebook is sent is no matter of looks.
    const { "figure.format": format, "figure.dpi": dpi } = rcParams;
    if (one === "default")
      Object.assign(rcParams, defaultParams, {
        "figure.format": format,
        "figure.dpi": dpi,
      });
    else Object.assign(rcParams, sheets[one]);
  }
}

/** Looks for figures: `plt.style.use("ggplot")`. */
export const style = {
  /** The names of all styles. */
  available: Object.keys(sheets) as readonly StyleName[],
  /**
   * Has all figures from now on in a style: a name, settings, or several of them one over the other.
   *
   * @throws RangeError for an unknown style or setting.
   * @example plt.style.use("ggplot")
   */
  use(given: Style | readonly Style[]): void {
    apply(given);
  },
  /**
   * Has what is drawn within a function in a style.
   *
   * @example
   * plt.style.context("dark_background", () => {
   *   plt.plot([1, 2, 4]);
   *   plt.show();
   * });
   */
  context<T>(given: Style | readonly Style[], draw: () => T): T {
    const before = presentParams();
    try {
      apply(given);
      return draw();
    } finally {
      Object.assign(rcParams, before);
    }
  },
};

type Group<P extends string> = {
  [
    K in keyof RcParams as K extends `${P}.${infer Rest}` ? Rest : never
  ]?: RcParams[K];
};

/** The first words of settings. */
export type RcGroup =
  | "figure"
  | "font"
  | "axes"
  | "grid"
  | "xtick"
  | "ytick"
  | "lines"
  | "patch"
  | "image"
  | "legend";

/**
 * Changes settings of one group.
 *
 * @throws RangeError naming an unknown setting and its nearest neighbour.
 * @example plt.rc("lines", { linewidth: 2 })
 */
export function rc<G extends RcGroup>(group: G, settings: Group<G>): void {
  const full = Object.entries(settings).map(([name, value]) => [
    `${group}.${name}`,
    value,
  ]);
  changeParams("rc", Object.fromEntries(full) as Partial<RcParams>);
}

/** Returns every setting to its default. */
export function rcdefaults(): void {
  Object.assign(rcParams, defaultParams);
}
