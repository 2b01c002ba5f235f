export {
  checkGrad,
  type CheckOptions,
  type GradCheck,
  numericalGrad,
} from "./check.js";
export {
  checkpoint,
  type CustomCall,
  customJvp,
  customVjp,
  stopGradient,
} from "./custom.js";
export { derivedFrom, type Derived } from "./derived.js";
export {
  derivative,
  directional,
  hvp,
  jvp,
  linearize,
  partial,
  type Primals,
  vjp,
} from "./directions.js";
export {
  type ComputationGraph,
  computationGraph,
  type Vertex,
} from "./computation.js";
export {
  grad,
  type Gradient,
  type GradientBy,
  type GradientFunction,
  type GradOptions,
  type Scalar,
  valueAndGrad,
} from "./grad.js";
export {
  hessian,
  jacfwd,
  type Jacobian,
  jacobian,
  type JacobianOptions,
  jacrev,
} from "./jacobian.js";
export { jit, type Jitted, type WithExplanation } from "./jit/jit.js";
export type { Mirror } from "./structure.js";
export { GradientTape, type TapeOptions } from "./tape.js";
export { taylorCoefficients, type TaylorPolynomial } from "./taylor.js";
export type { Wrt } from "./trace.js";
export { curl, divergence, laplacian } from "./fields.js";
export { vmap } from "./vmap.js";
