import type { Data } from "../ir/ndarray.js";
import { isNode, type Node, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";

/**
 * Applies an operation: on plain numbers at once, else through the node of the highest rank among the inputs. Every
 * operation of the library comes through here; this is what is traced.
 */
export function apply<P>(
  op: Op<P>,
  inputs: readonly Value[],
  params: P,
): Value {
  let lead: Node | undefined;
  for (const input of inputs) {
    if (isNode(input) && (lead === undefined || input.rank > lead.rank)) {
      lead = input;
    }
  }
  if (lead !== undefined) {
    return lead.derive({ op: op as Op, inputs, params });
  }
  const data = op.evaluate(inputs as readonly Data[], params);
  if (typeof data !== "number") {
    throw new TypeError(
      `${op.name}: numbers alone do not make an array here; give a tensor, e.g. tensor([1, 2, 3])`,
    );
  }
  return data;
}
