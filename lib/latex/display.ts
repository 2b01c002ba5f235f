/** What a front end needs to set a formula: MIME types with their contents. */
export interface LatexBundle extends Record<string, unknown> {
  readonly "text/latex": string;
  readonly "text/plain": string;
}

/**
 * A formula as front ends set it. `\displaystyle` inside single dollars keeps it at the left, where outputs are read.
 */
export function latexBundle(formula: string, plain: string): LatexBundle {
  return {
    "text/latex": `$\\displaystyle ${formula}$`,
    "text/plain": plain,
  };
}
