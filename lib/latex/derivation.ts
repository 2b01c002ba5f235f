import { latexBundle, type LatexBundle } from "./display.js";

/** One line of a derivation: what the left side equals, and the rule that says so. */
export interface Step {
  /** The rule that leads here from the line before: `product rule`. */
  readonly rule: string;
  readonly latex: string;
  readonly text: string;
  /** What this line speaks of, where that is not what the lines before it did. */
  readonly left?: Side;
}

/** A piece of mathematics in both its writings. */
export interface Side {
  readonly latex: string;
  readonly text: string;
}

/**
 * A derivation line by line: `left = … = …`, each line with its rule. It shows itself as aligned LaTeX.
 *
 * @example
 * const x = symbols("x");
 * steps(x * Math.sin(x), x) instanceof Derivation // true
 */
export class Derivation {
  /** The lines as LaTeX, one `aligned` block. */
  readonly latex: string;
  readonly steps: readonly Step[];
  readonly #left: string;

  /** @param left what is derived. */
  constructor(left: Side, steps: readonly Step[]) {
    this.#left = left.text;
    this.steps = steps;
    const rows = steps.map(
      ({ latex, rule, left: own }, i) =>
        `${own?.latex ?? (i === 0 ? left.latex : "")} &= ${latex} && \\text{${rule}}`,
    );
    this.latex = `\\begin{aligned} ${rows.join(" \\\\ ")} \\end{aligned}`;
  }

  /** The lines as text, the rules in a column of their own. */
  toString(): string {
    const width = Math.max(...this.steps.map(({ text }) => text.length));
    const rows = this.steps.flatMap(({ text, rule, left }) => [
      ...(left ? [left.text] : []),
      `  = ${text.padEnd(width)}   (${rule})`,
    ]);
    return [this.#left, ...rows].join("\n");
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  [Symbol.for("Jupyter.display")](): LatexBundle {
    return latexBundle(this.latex, this.toString());
  }
}
