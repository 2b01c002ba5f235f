import {
  type Node,
  type Origin,
  shapeOfValue,
  type Value,
} from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { formatShape, sameShape } from "../ir/shape.js";
import { atom } from "../ir/tex.js";
import { pullBack } from "../derive/reverse.js";
import { withRecording } from "./recording.js";

/** Options of `backward`. */
export interface BackwardOptions {
  /** The weight of each element, for a tensor that is no scalar. */
  readonly gradient?: Value;
  /** Keeps the graph for a further `backward`. */
  readonly retainGraph?: boolean;
  /** Records the computation of the gradients too, so that they can be differentiated again; keeps the graph. */
  readonly createGraph?: boolean;
}

function refuse(): never {
  throw new Error(
    "backward: an earlier backward() has used this graph up; compute the value again, or pass " +
      "{ retainGraph: true } to the earlier call",
  );
}

const usedUpOp: Op = {
  name: "backward",
  infer: refuse,
  evaluate: refuse,
  jvp: refuse,
  vjp: refuse,
  tex: () => atom("\\cdot"),
};

/** The origin of what an earlier `backward` went through. */
export const usedUp: Origin = { op: usedUpOp, inputs: [], params: undefined };

/** The derivatives of `output` by all leaves that it was computed from, and the nodes that are used up by this. */
export function gradientsOfLeaves(
  output: Node,
  { gradient, createGraph = false, retainGraph = createGraph }: BackwardOptions,
): { leaves: Map<Node, Value>; interior: readonly Node[] } {
  if (!output.tracked) {
    throw new Error(
      "backward: the tensor does not depend on any that requires a gradient; make those with variable(…)",
    );
  }
  if (gradient === undefined && output.shape.length > 0) {
    throw new Error(
      `backward: the tensor has shape ${formatShape(output.shape)}; only a scalar has a gradient. Sum it, or give { gradient }`,
    );
  }
  const cotangent = gradient ?? 1;
  if (!sameShape(shapeOfValue(cotangent), output.shape)) {
    throw new RangeError(
      `backward: the gradient has shape ${formatShape(shapeOfValue(cotangent))}, the tensor ${formatShape(output.shape)}`,
    );
  }
  const { cotangents, graph } = withRecording(() =>
    pullBack([{ output, cotangent }], undefined, createGraph),
  );
  const interior = retainGraph
    ? []
    : graph.nodes.filter((node) => node.origin !== undefined);
  return { leaves: cotangents, interior };
}
