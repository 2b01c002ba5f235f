export {
  type Binding,
  matrixCalculus,
  type MatrixCalculusOptions,
  MatrixDerivative,
} from "./calculus.js";
export type { Layout } from "./derive.js";
export { MatrixSyntaxError } from "./syntax-error.js";
export {
  matrix,
  MatrixExpression,
  type MatrixProperties,
  vector,
} from "./expression.js";
