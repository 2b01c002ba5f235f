// Plots: `plt` in matplotlib's manner, and figures as objects.
export { Axes } from "./axes/axes.js";
export { Figure, type FigureOptions, type SaveOptions } from "./figure.js";
export {
  plt,
  setFigureSink,
  takeUnshownFigures,
  type FigureSink,
} from "./pyplot.js";
