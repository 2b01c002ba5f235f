/**
 * A function could not be written as one formula: a branch depends on a symbol, or an operation has no formula. The
 * message says which.
 *
 * @example
 * try {
 *   expression((x: number) => gamma(x) % 2);
 * } catch (error) {
 *   error instanceof NoClosedForm;
 * }
 */
export class NoClosedForm extends Error {
  override name = "NoClosedForm";
}
