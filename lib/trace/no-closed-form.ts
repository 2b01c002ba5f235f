/**
 * A function could not be written as one formula: a branch depends on a symbol, or an operation has no formula. The
 * message says which.
 */
export class NoClosedForm extends Error {
  override name = "NoClosedForm";
}
