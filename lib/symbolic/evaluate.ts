import type { Value } from "../ir/node.js";
import { apply } from "../trace/apply.js";
import type { FormulaNode } from "./formula-node.js";
import { olderFirst } from "./read.js";

/** Values for symbols, by name. */
export type Bindings = Readonly<Record<string, Value>>;

/**
 * A formula with values in the place of symbols: numbers, tensors or other formulas. Symbols without a value stay.
 *
 * @example
 * const [x, y] = symbols("x y");
 * substitute(x ** 2 + y, { x: 3 }); // 9 + y
 */
export function substitute(formula: Value, bindings: Bindings): Value {
  const known = new Map<Value, Value>();
  for (const node of olderFirst(formula)) {
    known.set(node, substituteOne(node, known, bindings));
  }
  return known.get(formula) ?? formula;
}

function substituteOne(
  node: FormulaNode,
  known: ReadonlyMap<Value, Value>,
  bindings: Bindings,
): Value {
  if (node.symbol !== undefined) {
    return Object.hasOwn(bindings, node.symbol)
      ? (bindings[node.symbol] ?? node)
      : node;
  }
  const { origin } = node;
  if (!origin) return node;
  const inputs = origin.inputs.map((input) => known.get(input) ?? input);
  return inputs.every((input, i) => input === origin.inputs[i])
    ? node
    : apply(origin.op, inputs, origin.params);
}
