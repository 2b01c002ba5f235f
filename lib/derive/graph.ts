import { isNode, type Node, type Value } from "../ir/node.js";

/** The part of a graph between some outputs and the variables that they depend on. */
export interface Subgraph {
  /** The nodes that depend on a variable, and the variables themselves, inputs before outputs. */
  readonly nodes: readonly Node[];
  /** The same nodes, to ask whether one is among them. */
  readonly active: ReadonlySet<Node>;
  /** Whether a derivative by something else may be asked for, so that the rules' results must be recorded too. */
  readonly recordsMore: boolean;
}

/** What counts as a variable; `undefined` for every leaf of which a derivative may be asked for. */
export type Variables = ReadonlySet<Node> | undefined;

/**
 * Finds what lies between outputs and variables, without recursion: graphs may be deeper than the stack.
 *
 * @throws where a value that the graph uses was changed in place after its use.
 */
export function subgraphOf(
  outputs: readonly Value[],
  variables: Variables,
): Subgraph {
  const since = oldest(variables);
  const found = new Set<Node>();
  const pending: Node[] = [];
  let recordsMore = false;
  const meet = (value: Value): void => {
    if (!isNode(value) || found.has(value)) return;
    if (!value.tracked && variables?.has(value) !== true) return;
    if (value.serial < since) {
      recordsMore = true;
      return;
    }
    found.add(value);
    pending.push(value);
  };
  outputs.forEach(meet);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (variables?.has(node) === true) continue;
    if (node.origin === undefined) {
      if (variables !== undefined) recordsMore = true;
      continue;
    }
    for (const input of node.origin.inputs) {
      if (isNode(input) && input.serial > node.serial) {
        throw changedInPlace(node.origin.op.name);
      }
      meet(input);
    }
  }
  const ordered = [...found].sort((a, b) => a.serial - b.serial);
  if (variables === undefined) {
    return { nodes: ordered, active: found, recordsMore };
  }
  const active = dependents(ordered, variables);
  return { nodes: [...active], active, recordsMore };
}

function oldest(variables: Variables): number {
  let serial = variables === undefined ? -Infinity : Infinity;
  for (const variable of variables ?? []) {
    serial = Math.min(serial, variable.serial);
  }
  return serial;
}

/** Those of the nodes (inputs before outputs) that depend on a variable. */
function dependents(
  nodes: readonly Node[],
  variables: ReadonlySet<Node>,
): Set<Node> {
  const active = new Set<Node>();
  for (const node of nodes) {
    const depends =
      variables.has(node) ||
      node.origin?.inputs.some((input) => isNode(input) && active.has(input));
    if (depends === true) active.add(node);
  }
  return active;
}

function changedInPlace(operation: string): Error {
  return new Error(
    `backward: an input of ${operation} was changed in place after ${operation} had used it; ` +
      `change a copy instead (x.clone()), or write x = x.add(...) for x.add_(...)`,
  );
}

/** A value as derivative rules see it where their results need not be recorded. */
export function detach(value: Value): Value {
  return typeof value === "number" ? value : value.detached();
}
