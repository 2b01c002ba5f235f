import type { Value } from "../ir/node.js";
import { Expression, type Formula } from "./expression.js";
import { formOfValue, olderFirst } from "./read.js";
import { simplifyForm } from "./simplify.js";
import { valueOfForm } from "./write.js";

/** The tangent of a formula for the symbol of this name, by the pushforward rules of its operations. */
export function tangentOf(formula: Value, name: string): Value {
  const tangents = new Map<Value, Value>();
  for (const node of olderFirst(formula)) {
    if (node.symbol !== undefined) {
      if (node.symbol === name) tangents.set(node, 1);
      continue;
    }
    const { origin } = node;
    if (!origin) continue;
    const inputs = origin.inputs.map((input) => tangents.get(input));
    if (inputs.every((tangent) => tangent === undefined)) continue;
    const { op, params } = origin;
    tangents.set(
      node,
      op.jvp(inputs, { inputs: origin.inputs, output: node, params }),
    );
  }
  return tangents.get(formula) ?? 0;
}

/**
 * The derivative of a formula by a symbol, simplified.
 *
 * @param order how many times to differentiate.
 * @throws NoClosedForm where the formula holds operations on arrays.
 * @example
 * const x = symbols("x");
 * differentiate(3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2, x); // 12x³ − 12x² − 24x
 */
export function differentiate(
  formula: Formula,
  by: Expression,
  order = 1,
): Formula {
  if (by.symbol === undefined) {
    throw new TypeError(
      `differentiate: \`${String(by)}\` is not a symbol; give one made by symbols("x")`,
    );
  }
  let result: Formula = formula;
  for (let k = 0; k < order; k++) {
    const tangent = tangentOf(result, by.symbol);
    result = valueOfForm(simplifyForm(formOfValue(tangent)));
  }
  return result;
}
