export {
  grad,
  type Gradient,
  type GradientBy,
  type GradOptions,
  valueAndGrad,
} from "./grad.js";
export type { Mirror } from "./structure.js";
export type { Wrt } from "./trace.js";
