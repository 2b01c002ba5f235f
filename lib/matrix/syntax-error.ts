/**
 * Text that is not an expression of matrix calculus; the message shows the place with a caret.
 *
 * @example
 * try {
 *   matrixCalculus("x'*", "x");
 * } catch (error) {
 *   error instanceof MatrixSyntaxError;
 * }
 */
export class MatrixSyntaxError extends SyntaxError {
  override name = "MatrixSyntaxError";

  /** @param at the position in `text`, from 0. */
  constructor(
    problem: string,
    readonly text: string,
    readonly at: number,
  ) {
    super(
      `matrixCalculus: ${problem}\n  ${text}\n  ${" ".repeat(Math.min(at, text.length))}^`,
    );
  }
}
