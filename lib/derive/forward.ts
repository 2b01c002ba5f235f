import { isNode, type Node, type Value } from "../ir/node.js";
import type { Subgraph } from "./graph.js";
import { applicationOf } from "./reverse.js";

/**
 * Forward mode: carries tangents from the variables to the outputs through a graph that was found. Where `recorded` is
 * set, the rules' own operations are recorded too; unless it says, where the graph or a tangent asks for it.
 *
 * @returns the tangent of each output; `undefined` where it is zero because nothing leads there.
 */
export function pushThrough(
  graph: Subgraph,
  outputs: readonly Value[],
  tangents: ReadonlyMap<Node, Value>,
  recorded: boolean | undefined,
): (Value | undefined)[] {
  const keep =
    recorded ??
    (graph.recordsMore ||
      [...tangents.values()].some((t) => isNode(t) && t.tracked));
  const known = new Map<Value, Value>(tangents);
  for (const node of graph.nodes) {
    if (node.origin === undefined || known.has(node)) continue;
    const { op, inputs } = node.origin;
    const given = inputs.map((input) => known.get(input));
    if (given.every((tangent) => tangent === undefined)) continue;
    known.set(node, op.jvp(given, applicationOf(node, keep)));
  }
  return outputs.map((output) =>
    isNode(output) ? known.get(output) : undefined,
  );
}
