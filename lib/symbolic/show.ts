import type { Value } from "../ir/node.js";
import type { Tex } from "../ir/tex.js";
import { latexBundle, type LatexBundle } from "../latex/display.js";
import { texOfName } from "../latex/names.js";
import { texOfNumber } from "../latex/numbers.js";
import { atom } from "../ir/tex.js";
import { FormulaNode } from "./formula-node.js";
import { NoClosedForm } from "./no-closed-form.js";
import { texOfForm } from "./print.js";
import { formOfValue, olderFirst } from "./read.js";
import { textOfForm } from "./text.js";

/** A formula as LaTeX: numbers and symbols in canonical order, formulas of arrays as they were built. */
export function texOf(formula: Value): Tex {
  if (typeof formula === "number") return texOfNumber(formula);
  try {
    return texOfForm(formOfValue(formula));
  } catch (error) {
    if (error instanceof NoClosedForm) return texOfGraph(formula);
    throw error;
  }
}

/** A formula written operation by operation. */
function texOfGraph(formula: Value): Tex {
  const known = new Map<Value, Tex>();
  const texOfInput = (input: Value): Tex =>
    known.get(input) ??
    (typeof input === "number" ? texOfNumber(input) : atom("\\square"));
  for (const node of olderFirst(formula)) {
    const { symbol, origin } = node;
    if (symbol !== undefined) known.set(node, atom(texOfName(symbol)));
    else if (origin) {
      const inputs = origin.inputs.map(texOfInput);
      known.set(node, origin.op.tex(inputs, origin.params));
    }
  }
  return texOfInput(formula);
}

/** A formula as a TypeScript program would compute it. */
export function textOf(formula: Value): string {
  if (typeof formula === "number") return String(formula);
  try {
    return textOfForm(formOfValue(formula));
  } catch (error) {
    if (error instanceof NoClosedForm) return textOfGraph(formula);
    throw error;
  }
}

function textOfGraph(formula: Value): string {
  const known = new Map<Value, string>();
  const textOfInput = (input: Value): string =>
    known.get(input) ??
    (typeof input === "number" ? String(input) : "tensor(…)");
  for (const node of olderFirst(formula)) {
    const { symbol, origin } = node;
    if (symbol !== undefined) known.set(node, symbol);
    else if (origin) {
      const inputs = origin.inputs.map(textOfInput).join(", ");
      known.set(node, `${origin.op.name}(${inputs})`);
    }
  }
  return formula instanceof FormulaNode ? textOfInput(formula) : "tensor(…)";
}

/** What a formula shows itself as. */
export function bundleOf(formula: Value): LatexBundle {
  return latexBundle(texOf(formula).text, textOf(formula));
}
