import type { Data, NdArray } from "../ir/ndarray.js";
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
    return lead.derive({ op: op, inputs, params });
  }
  const data = op.evaluate(inputs as readonly Data[], params);
  if (typeof data === "number") return data;
  // Of plain numbers a truth is a plain number too: 0 or 1.
  const truth = data.dtype === "bool" && data.shape.length === 0;
  return truth ? (data.storage[data.offset] as number) : constant(data);
}

let makeConstant: ((data: NdArray) => Node) | undefined;

/** Says which kind of node holds arrays; `lib/tensor`, which stands above the operations, says so as it loads. */
export function setConstantMaker(make: (data: NdArray) => Node): void {
  makeConstant = make;
}

/** A node without history that holds an array. */
export function constant(data: NdArray): Node {
  if (makeConstant === undefined) {
    throw new Error("internal: no kind of node is there to hold an array");
  }
  return makeConstant(data);
}
