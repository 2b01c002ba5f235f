/** In which order the steps of a graph run, and which of them become one loop. */
import type { Aval } from "../../ir/op.js";
import { sameShape } from "../../ir/shape.js";
import type { Graph, Slot, Step } from "./graph.js";

/** Steps that run together: one operation, numbers alone, or one loop over the elements of arrays of one shape. */
export interface Block {
  readonly is: "operation" | "numbers" | "loop";
  /** Places in the graph, inputs before what is made of them. */
  readonly steps: readonly number[];
}

type Kind = Block["is"];

const isNumber = ({ shape, dtype }: Aval): boolean =>
  shape.length === 0 && dtype === "float64";

function kindOf({ op, inputs, aval }: Step, slots: readonly Slot[]): Kind {
  if (op.scalar === undefined) return "operation";
  if (!isNumber(aval)) return aval.shape.length === 0 ? "operation" : "loop";
  const ofNumbers = inputs.every((input) => {
    const slot = slots[input];
    return slot !== undefined && isNumber(slot.aval);
  });
  return ofNumbers ? "numbers" : "operation";
}

/**
 * Steps in an order that keeps those of one shape together: while a loop is open, whatever may join it goes first. Two
 * steps of one block depend on each other element by element only, so that the block needs no array between them.
 */
export function scheduled({ slots }: Graph): Block[] {
  const isDone = slots.map((slot) => slot.is !== "step");
  const left = new Set(
    slots.flatMap((slot, at) => (slot.is === "step" ? [at] : [])),
  );
  const stepAt = (at: number): Step => slots[at] as Step;
  const isReady = (at: number): boolean =>
    stepAt(at).inputs.every((input) => isDone[input] === true);
  const blocks: { is: Kind; steps: number[]; aval: Aval }[] = [];
  while (left.size > 0) {
    const open = blocks.at(-1);
    const ready = [...left].filter(isReady);
    const joining = ready.filter((at) => {
      const step = stepAt(at);
      return open !== undefined && joins(open, kindOf(step, slots), step.aval);
    });
    // Whole operations first: they may make more steps ready for the loop that comes then.
    const next =
      joining[0] ??
      ready.find((at) => kindOf(stepAt(at), slots) === "numbers") ??
      ready.find((at) => kindOf(stepAt(at), slots) === "operation") ??
      ready[0];
    if (next === undefined) throw new Error("internal: no step is ready");
    const step = stepAt(next);
    const kind = kindOf(step, slots);
    if (joining.length > 0) open?.steps.push(next);
    else blocks.push({ is: kind, steps: [next], aval: step.aval });
    isDone[next] = true;
    left.delete(next);
  }
  return blocks;
}

function joins(
  { is, aval }: { is: Kind; aval: Aval },
  kind: Kind,
  of: Aval,
): boolean {
  if (is === "operation" || is !== kind) return false;
  return is === "numbers" || sameShape(aval.shape, of.shape);
}
