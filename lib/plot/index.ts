// Plots: `plt` in matplotlib's manner, and figures as objects.
export { Axes } from "./axes/axes.js";
export { Axes3D } from "./axes/axes3d.js";
export { Figure, type SaveOptions } from "./figure.js";
export type { FigureOptions } from "./figureoptions.js";
export { plt } from "./pyplot/index.js";
export {
  setFigureSink,
  takeUnshownFigures,
  type FigureSink,
} from "./pyplot/state.js";
export {
  plot,
  plotTangent,
  plotTaylor,
  type CurveOptions,
  type TangentOptions,
  type TaylorOptions,
} from "./pictures/curves.js";
export {
  plotContour,
  plotDescent,
  plotGradientField,
  plotSurface,
  type DescentOptions,
  type DescentResult,
  type FieldOptions,
  type SurfacePictureOptions,
} from "./pictures/fields.js";
export { plotLagrange, type LagrangeOptions } from "./pictures/lagrange.js";
export { plotRegion, type RegionOptions } from "./pictures/region.js";
export { plotSecants } from "./pictures/secants.js";
export {
  calculus,
  provideCalculus,
  type CalculusTools,
  type Curve,
  type Field2,
} from "./pictures/calculus.js";
