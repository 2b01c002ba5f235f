import { isNode, type Node, type Value } from "../ir/node.js";
import type { Application } from "../ir/op.js";
import { add } from "../ops/arithmetic.js";
import { detach, type Subgraph, subgraphOf, type Variables } from "./graph.js";

/** An output with the cotangent that flows into it. */
export interface Seed {
  readonly output: Node;
  readonly cotangent: Value;
}

/** Where reverse mode writes down cotangents. */
export type Cotangents = Map<Node, Value>;

/**
 * Reverse mode: carries cotangents from outputs back to the variables through the graph that was recorded. Where
 * `recorded` is set, the rules' own operations are recorded too, so that the result can be differentiated again.
 *
 * @returns the cotangents of the variables (of all leaves, where none are named); what no cotangent reaches is missing.
 */
export function pullBack(
  seeds: readonly Seed[],
  variables: Variables,
  recorded?: boolean,
): { cotangents: Cotangents; graph: Subgraph } {
  const graph = subgraphOf(
    seeds.map(({ output }) => output),
    variables,
  );
  const keep = recorded ?? graph.recordsMore;
  return { cotangents: pullThrough(graph, seeds, variables, keep), graph };
}

/**
 * Reverse mode through a graph that has been found already: one of several walks. Cotangents on the way are forgotten
 * once they are used; `passed`, where given, keeps them.
 */
export function pullThrough(
  graph: Subgraph,
  seeds: readonly Seed[],
  variables: Variables,
  recorded: boolean,
  passed?: Cotangents,
): Cotangents {
  const { active } = graph;
  const cotangents: Cotangents = new Map();
  for (const { output, cotangent } of seeds) {
    if (active.has(output)) accumulate(cotangents, output, cotangent);
  }
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[i] as Node;
    if (node.origin === undefined || variables?.has(node) === true) continue;
    const cotangent = cotangents.get(node);
    if (cotangent === undefined) continue;
    cotangents.delete(node);
    passed?.set(node, cotangent);
    const { op, inputs } = node.origin;
    const wanted = inputs.map((input) => isNode(input) && active.has(input));
    const found = op.vjp(cotangent, applicationOf(node, recorded), wanted);
    found.forEach((part, k) => {
      if (part !== undefined && wanted[k] === true) {
        accumulate(cotangents, inputs[k] as Node, part);
      }
    });
  }
  return cotangents;
}

function accumulate(cotangents: Cotangents, node: Node, part: Value): void {
  const before = cotangents.get(node);
  cotangents.set(node, before === undefined ? part : add(before, part));
}

/** What a derivative rule sees of the operation that made a node. */
export function applicationOf(node: Node, recorded: boolean): Application {
  const { origin } = node;
  if (origin === undefined) {
    throw new Error("internal: a leaf was asked for its operation");
  }
  return {
    inputs: recorded ? origin.inputs : origin.inputs.map(detach),
    output: recorded ? node : detach(node),
    params: origin.params,
  };
}
