import { empty, type Interval, isEmpty } from "../ir/interval.js";
import type { Value } from "../ir/node.js";
import type { Formula } from "./expression.js";
import type { FormulaNode } from "./formula-node.js";
import { olderFirst } from "./read.js";

/**
 * Encloses the values of formulas over a box: for an interval of each symbol, one for each formula that holds all its
 * values there. `undefined` where an operation has a kink, a jump or an edge of its domain in the box.
 */
export type Enclosure = (
  box: ReadonlyMap<string, Interval>,
) => Interval[] | undefined;

/** The enclosure of formulas; `undefined` where one holds an operation that has no rule for intervals. */
export function enclosureOf(
  formulas: readonly Formula[],
): Enclosure | undefined {
  const nodes = [
    ...new Set(formulas.flatMap((formula) => [...olderFirst(formula)])),
  ].sort((a, b) => a.serial - b.serial);
  const supported = nodes.every(
    ({ symbol, origin }) =>
      symbol !== undefined || origin?.op.enclose !== undefined,
  );
  if (!supported) return undefined;
  return (box) => {
    const known = new Map<Value, Interval>();
    const of = (value: Value): Interval =>
      typeof value === "number" ? [value, value] : (known.get(value) ?? empty);
    for (const node of nodes) {
      const found = enclosed(node, of, box);
      if (found === undefined) return undefined;
      known.set(node, found);
    }
    return formulas.map(of);
  };
}

function enclosed(
  { symbol, origin }: FormulaNode,
  of: (value: Value) => Interval,
  box: ReadonlyMap<string, Interval>,
): Interval | undefined {
  if (symbol !== undefined) return box.get(symbol);
  const inputs = origin?.inputs.map(of) ?? [];
  if (inputs.some(isEmpty)) return empty;
  const found = origin?.op.enclose?.(inputs, origin.params);
  // A sum of opposite infinities says nothing.
  return found?.some(Number.isNaN) === true ? [-Infinity, Infinity] : found;
}
