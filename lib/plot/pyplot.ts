// matplotlib's pyplot in camelCase: one current figure with current axes.
import { Axes } from "./axes/axes.js";
import type { LabelStyle } from "./axes/axis.js";
import type { Limits } from "./axes/frame.js";
import { Figure, type FigureOptions, type SaveOptions } from "./figure.js";
import { rcParams } from "./rcparams.js";

/** Whatever shows figures; a kernel sets its own. */
export type FigureSink = (figure: Figure) => void;

const figures: Figure[] = [];
let sink: FigureSink = () => undefined;

/** Sets what `plt.show()` hands its figures to. */
export function setFigureSink(fn: FigureSink): void {
  sink = fn;
}

/** The figures not shown yet; they are closed by this. */
export function takeUnshownFigures(): Figure[] {
  const open = figures.splice(0);
  return open.filter((figure) => !figure.shown);
}

function gcf(): Figure {
  return figures.at(-1) ?? newFigure({});
}

function newFigure(options: FigureOptions): Figure {
  const figure = new Figure(options);
  figures.push(figure);
  return figure;
}

function gca(): Axes {
  const axes = gcf().gca();
  if (!(axes instanceof Axes))
    throw new TypeError("plt: the current axes are three-dimensional");
  return axes;
}

type Forwarded = "plot" | "scatter" | "grid" | "legend" | "axis";

function forward<K extends Forwarded>(name: K): Axes[K] {
  const call = (...args: unknown[]): unknown => {
    const axes = gca();
    const method = axes[name] as (...args: unknown[]) => unknown;
    return method.apply(axes, args);
  };
  return call as Axes[K];
}

const commands = {
  rcParams,
  gcf,
  gca,
  /** Begins a new figure. */
  figure: (options: FigureOptions = {}) => newFigure(options),
  xlabel(text: string, style?: LabelStyle): void {
    gca().setXlabel(text, style);
  },
  ylabel(text: string, style?: LabelStyle): void {
    gca().setYlabel(text, style);
  },
  title(text: string, style?: LabelStyle): void {
    gca().setTitle(text, style);
  },
  xlim(low: number | Limits | null, high?: number | null): void {
    gca().setXlim(low, high);
  },
  ylim(low: number | Limits | null, high?: number | null): void {
    gca().setYlim(low, high);
  },
  savefig(path: string, options?: SaveOptions): void {
    gcf().savefig(path, options);
  },
  /** Shows every open figure and closes it. */
  show(): void {
    for (const figure of takeUnshownFigures()) {
      figure.shown = true;
      sink(figure);
    }
  },
};

export const plt: typeof commands & Pick<Axes, Forwarded> = {
  ...commands,
  plot: forward("plot"),
  scatter: forward("scatter"),
  grid: forward("grid"),
  legend: forward("legend"),
  axis: forward("axis"),
};
