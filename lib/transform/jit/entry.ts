import { formatShape } from "../../ir/shape.js";
import type { Data } from "../../ir/ndarray.js";
import { isNode, nextSerial, type Value } from "../../ir/node.js";
import { whileTracing } from "../../source/effects.js";
import { isRecording } from "../../tensor/recording.js";
import { Tensor } from "../../tensor/tensor.js";
import { changesInPlace, forLaterCalls } from "../../trace/impure.js";
import { NoClosedForm } from "../../trace/no-closed-form.js";
import { Abstract, avalOfValue } from "../abstract.js";
import type { AnyFunction } from "../derived.js";
import { callable } from "../follows.js";
import { type Parts, partsOf } from "../parts.js";
import { atRank } from "../stand-in.js";
import { collected, type Graph } from "./graph.js";
import { type Plan, planned } from "./plan.js";
import { Surroundings } from "./surroundings.js";

/** What is known for arguments of one kind. */
export interface Entry {
  readonly signature: string;
  readonly graph: Graph;
  readonly plan: Plan;
  readonly result: Parts;
  /** Which parts of the result are plain numbers: those made of numbers alone. */
  readonly numbers: readonly boolean[];
  readonly surroundings: Surroundings;
  /** How many changes in place there had been. */
  readonly changes: number;
}

/** Kinds of arguments as text, `(float64[2,3],number)`, or with the numbers themselves. */
export function signatureOf(
  { leaves, pattern }: Parts,
  byValue: boolean,
): string {
  let next = 0;
  const kinds = pattern
    .slice(1, -1)
    .replaceAll("*", () => kindOf(leaves[next++] as Value, byValue));
  return `(${kinds})`;
}

function kindOf(value: Value, byValue: boolean): string {
  if (typeof value !== "number")
    return `${value.dtype}${formatShape(value.shape)}`;
  if (!byValue) return "number";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Why what is known would be wrong now. */
export function whyStale({
  surroundings,
  graph,
  changes,
}: Entry): string | undefined {
  const name = surroundings.changed();
  if (name !== undefined) return `${name} is not what it was`;
  return graph.hasMade && changes !== changesInPlace()
    ? "a tensor was changed in place, and constants were computed in the function"
    : undefined;
}

/** Whether a derivative by a tensor from outside may be asked for. */
export const needsRecord = ({ slots }: Graph): boolean =>
  isRecording() &&
  slots.some((slot) => slot.is === "capture" && slot.tensor.tracked);

const usesTensors = ({ slots, hasMade }: Graph): boolean =>
  hasMade || slots.some(({ is }) => is === "capture");

/** Runs the function on stand-ins, and makes a plan of what it did. */
export function traced(
  f: AnyFunction,
  signature: string,
  parts: Parts,
  follow: boolean,
): Entry {
  const surroundings = new Surroundings(f);
  const changes = changesInPlace();
  const call = callable(f);
  const { graph, result } = atRank((rank) => {
    const since = nextSerial();
    const inputs = parts.leaves.map(
      (leaf) => new Abstract(rank, avalOfValue(leaf)),
    );
    // Code that was not compiled would decide by a stand-in what it should decide by its number.
    const given = inputs.map((input, i) =>
      follow || isNode(parts.leaves[i]) ? input : parts.leaves[i],
    );
    const args = parts.rebuild(given) as unknown[];
    const output = partsOf(
      forLaterCalls(() => whileTracing(() => call(...args), true)),
    );
    return {
      graph: collected(inputs, output.leaves, since),
      result: output,
    };
  });
  if (!parts.leaves.some(isNode) && !usesTensors(graph))
    throw new NoClosedForm("numbers alone are JavaScript's own matter");
  return {
    signature,
    graph,
    plan: planned(graph),
    result,
    numbers: madeOfNumbers(graph, parts),
    surroundings,
    changes,
  };
}

function madeOfNumbers(
  { slots, outputs }: Graph,
  { leaves }: Parts,
): boolean[] {
  const plain: boolean[] = [];
  for (const slot of slots)
    plain.push(
      slot.is === "step"
        ? slot.inputs.every((input) => plain[input] === true)
        : typeof (slot.is === "input"
            ? leaves[slot.at]
            : slot.is === "constant" && slot.value) === "number",
    );
  return outputs.map((at) => plain[at] === true);
}

/** The function's result from the plan, or from another way to run the graph. */
export function resultOf(
  { graph, plan, result, numbers }: Entry,
  { leaves }: Parts,
  by?: (graph: Graph, inputs: readonly Data[]) => Data[],
): unknown {
  const inputs = leaves.map((leaf): Data =>
    leaf instanceof Tensor ? leaf.data : (leaf as number),
  );
  const found = by === undefined ? plan.run(inputs) : by(graph, inputs);
  return result.rebuild(
    found.map((data, i) =>
      typeof data === "number" && numbers[i] === true ? data : new Tensor(data),
    ),
  );
}

export function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  return (
    a.pattern === b.pattern &&
    a.leaves.every((leaf, i) => {
      const [x, y] = [elementsOf(leaf), elementsOf(b.leaves[i] as Value)];
      return x.length === y.length && x.every((v, k) => near(v, y[k] ?? NaN));
    })
  );
}

const elementsOf = (value: Value): Float64Array | number[] =>
  value instanceof Tensor ? value.toFloat64Array() : [value as number];

const near = (x: number, y: number): boolean =>
  Object.is(x, y) || Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x));
