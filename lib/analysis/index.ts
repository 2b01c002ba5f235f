export { type Approximation, quadratic, tangentPlane } from "./approximate.js";
export { implicitDerivative, type ImplicitDerivative } from "./implicit.js";
export { integrate, type IntegrateOptions } from "./integrate.js";
export {
  type LagrangeOptions as MultiplierOptions,
  lagrange,
  type Stationary,
} from "./lagrange.js";
export { limit, type LimitOptions } from "./limit.js";
export { doubleIntegral, lineIntegral } from "./integrals.js";
export { odeint, type OdeOptions } from "./ode.js";
export { remainder, type Remainder } from "./remainder.js";
