export { antiderivative } from "./antiderivative/index.js";
export { expression, type FormulasOf } from "./closed-form.js";
export type { Formulas } from "./piecewise.js";
export { displayFunction } from "./display.js";
export { differentiate } from "./differentiate.js";
export {
  Expression,
  type Formula,
  symbols,
  type Symbols,
} from "./expression.js";
export {
  collect,
  evaluate,
  expand,
  factor,
  simplify,
  substitute,
} from "./formulas.js";
export { latex } from "./latex.js";
export { NoClosedForm } from "./no-closed-form.js";
export { steps } from "./steps.js";
export { Derivation, type Step } from "../latex/derivation.js";
export { taylor } from "./taylor.js";
