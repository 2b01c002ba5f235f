export { type Classification, classify, type Kind } from "./classify.js";
export {
  type CriticalOptions,
  type CriticalPoint,
  criticalPoints,
  type Interval,
} from "./critical.js";
export { type Candidate, type Extrema, extrema } from "./extrema.js";
export {
  type MethodName,
  type Minimum,
  minimize,
  type MinimizeOptions,
  type Progress,
} from "./minimize.js";
export { fixedPoint, type FixedPointOptions } from "./fixed-point.js";
export { root, type RootOptions, roots } from "./root.js";
export type { Bound } from "./bounds.js";
export { optim, type OptimizerOptions } from "./optim.js";
