import { matrixOf } from "../latex/arrays.js";
import { texOfNumber } from "../latex/numbers.js";
import { type AnyFunction } from "../transform/derived.js";
import { displayFunction } from "./display.js";
import { Expression } from "./expression.js";
import { texOf } from "./show.js";

const displayKey = Symbol.for("Jupyter.display");

/**
 * Anything as LaTeX: numbers, formulas, tensors, nested arrays, functions with a closed form, and whatever shows itself
 * as LaTeX.
 *
 * @throws TypeError for what has no LaTeX: `latex: …`.
 * @example
 * latex([1, 0.5]); // \begin{bmatrix} 1 \\ 0.5 \end{bmatrix}
 */
export function latex(value: unknown): string {
  if (typeof value === "number") return texOfNumber(value).text;
  if (value instanceof Expression) return texOf(value).text;
  if (Array.isArray(value)) {
    return matrixOf(
      value.map((row: unknown) =>
        Array.isArray(row) ? row.map(latex) : [latex(row)],
      ),
    );
  }
  const formula = ownLatex(value);
  if (formula !== undefined) return formula;
  throw new TypeError(
    `latex: ${typeof value === "function" ? "this function has no closed form" : `a value of type ${typeof value} has no LaTeX`}`,
  );
}

function ownLatex(value: unknown): string | undefined {
  const bundle =
    typeof value === "function"
      ? displayFunction(value as AnyFunction)
      : shown(value);
  const text: unknown = bundle?.["text/latex"];
  return typeof text === "string"
    ? text.replace(/^\$\\displaystyle |^\$+|\$+$/g, "")
    : undefined;
}

function shown(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const show: unknown = Reflect.get(value, displayKey);
  if (typeof show !== "function") return undefined;
  const bundle: unknown = Reflect.apply(show, value, []);
  return typeof bundle === "object" && bundle !== null
    ? (bundle as Record<string, unknown>)
    : undefined;
}
