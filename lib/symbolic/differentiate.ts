import type { Origin, Value } from "../ir/node.js";
import { add, div } from "../ops/arithmetic.js";
import { greater, less } from "../ops/compare.js";
import { maximum, minimum, relu, where } from "../ops/select.js";
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
    const chosen = tangentOfChoice(origin, inputs);
    if (chosen !== undefined) {
      tangents.set(node, chosen);
      continue;
    }
    tangents.set(
      node,
      op.jvp(inputs, { inputs: origin.inputs, output: node, params }),
    );
  }
  return tangents.get(formula) ?? 0;
}

/** The tangent of what is one of its inputs, as cases: a person reads those more easily than sums of conditions. */
function tangentOfChoice(
  { op, inputs }: Origin,
  tangents: readonly (Value | undefined)[],
): Value | undefined {
  const [x = 0, y = 0] = inputs;
  const [dx = 0, dy = 0, dz = 0] = tangents;
  const tie = (): Value => div(add(dx, dy), 2);
  const either = (wins: Value, loses: Value): Value =>
    where(wins, dx, where(loses, dy, tie()));
  switch (op) {
    case where.op:
      return where(x, dy, dz);
    case maximum.op:
      return either(greater(x, y), less(x, y));
    case minimum.op:
      return either(less(x, y), greater(x, y));
    case relu.op:
      return where(greater(x, 0), dx, 0);
  }
  return undefined;
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
