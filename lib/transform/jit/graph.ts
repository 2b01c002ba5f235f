/** What a function computes for arguments of known shapes: one list of operations, inputs before what is made of them. */
import { isNode, type Node, type Value } from "../../ir/node.js";
import type { Aval, Op } from "../../ir/op.js";
import { isRecording } from "../../tensor/recording.js";
import { Tensor } from "../../tensor/tensor.js";
import { NoClosedForm } from "../../trace/no-closed-form.js";
import { Abstract, avalOfValue } from "../abstract.js";
import { identityOf } from "../parts.js";
import { foldedData, simplified } from "./passes.js";

/** One value of a graph, by its place in the list. */
export type Slot =
  | { readonly is: "input"; readonly at: number; readonly aval: Aval }
  /** A tensor from outside the function, read at every call. */
  | { readonly is: "capture"; readonly tensor: Tensor; readonly aval: Aval }
  | {
      readonly is: "constant";
      readonly value: number | Tensor;
      readonly aval: Aval;
    }
  | Step;

/** A value that an operation makes of others. */
export interface Step {
  readonly is: "step";
  readonly op: Op;
  readonly inputs: readonly number[];
  readonly params: unknown;
  readonly aval: Aval;
}

export interface Graph {
  readonly slots: readonly Slot[];
  readonly outputs: readonly number[];
  /** How many operations were recorded, and what became of those that are not in the list. */
  readonly recorded: number;
  readonly folded: number;
  readonly repeated: number;
  readonly simplified: number;
  /** Whether constants were made while the function was traced: of tensors from outside, for all that is known. */
  readonly hasMade: boolean;
}

/** Collects the operations between inputs and outputs: folded, each once, and only those that are needed. */
class Collector {
  readonly slots: Slot[] = [];
  readonly #places = new Map<Value, number>();
  readonly #known = new Map<string, number>();
  readonly #since: number;
  recorded = 0;
  folded = 0;
  repeated = 0;
  simplified = 0;
  hasMade = false;

  constructor(inputs: readonly Node[], since: number) {
    this.#since = since;
    inputs.forEach((input, at) => {
      this.#places.set(input, this.slots.length);
      this.slots.push({ is: "input", at, aval: avalOfValue(input) });
    });
  }

  /** The places of the inputs of a node's operation, once all are known. */
  place(value: Value): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    if (value instanceof Abstract && value.origin !== undefined)
      throw new Error("internal: an input was not collected");
    return this.#leaf(value);
  }

  isPlaced(value: Value): boolean {
    return this.#places.has(value) || !(value instanceof Abstract);
  }

  #leaf(value: Value): number {
    const aval = avalOfValue(value);
    if (typeof value === "number")
      return this.#unique(`=${Object.is(value, -0) ? "-0" : String(value)}`, {
        is: "constant",
        value,
        aval,
      });
    if (!(value instanceof Tensor))
      throw new NoClosedForm(
        "it uses a value that another derivative, batch or formula is about",
      );
    if (value.origin !== undefined || (value.tracked && isRecording()))
      throw new NoClosedForm(
        "it uses a tensor from outside of which a derivative may be asked for",
      );
    if (value.serial > this.#since) {
      this.hasMade = true;
      return this.#unique(`#${String(identityOf(value))}`, {
        is: "constant",
        value,
        aval,
      });
    }
    return this.#unique(`#${String(identityOf(value))}`, {
      is: "capture",
      tensor: value,
      aval,
    });
  }

  #unique(key: string, slot: Slot): number {
    const known = this.#known.get(key);
    if (known !== undefined) {
      if (slot.is === "step") this.repeated++;
      return known;
    }
    this.#known.set(key, this.slots.length);
    return this.slots.push(slot) - 1;
  }

  /** Gives a node whose inputs have places one of its own. */
  step(node: Abstract): void {
    const { origin, shape, dtype } = node;
    if (origin === undefined)
      throw new NoClosedForm("it uses a value of another trace");
    this.recorded++;
    const { op, params } = origin;
    const inputs = origin.inputs.map((input) => this.place(input));
    this.#places.set(
      node,
      this.#made({ is: "step", op, inputs, params, aval: { shape, dtype } }),
    );
  }

  #made(step: Step): number {
    const same = simplified(step, this.slots);
    if (same !== undefined) {
      this.simplified++;
      return same;
    }
    const data = foldedData(step, this.slots);
    if (data !== undefined) {
      this.folded++;
      const value = typeof data === "number" ? data : new Tensor(data);
      return this.slots.push({ is: "constant", value, aval: step.aval }) - 1;
    }
    const { op, inputs, params } = step;
    const key = `${String(identityOf(op))}(${inputs.join()})${paramsKey(params)}`;
    return this.#unique(key, step);
  }
}

/** Parameters as text: equal where they mean the same. */
function paramsKey(params: unknown): string {
  if (typeof params === "function" || typeof params === "symbol")
    return `#${String(identityOf(params as object))}`;
  if (typeof params !== "object" || params === null) return String(params);
  if (isNode(params)) return `#${String(identityOf(params))}`;
  if (Array.isArray(params)) return `[${params.map(paramsKey).join()}]`;
  const prototype: unknown = Object.getPrototypeOf(params);
  if (prototype !== Object.prototype) return `#${String(identityOf(params))}`;
  return `{${Object.entries(params)
    .map(([key, value]) => `${key}:${paramsKey(value)}`)
    .join()}}`;
}

/**
 * The graph between traced inputs and what a function made of them. `since` is a serial number from before the trace.
 *
 * @throws NoClosedForm where it uses something that would not be the same at a later call.
 */
export function collected(
  inputs: readonly Node[],
  outputs: readonly Value[],
  since: number,
): Graph {
  const collector = new Collector(inputs, since);
  const pending = [...outputs];
  while (pending.length > 0) {
    const value = pending.at(-1) as Value;
    if (collector.isPlaced(value)) {
      pending.pop();
      continue;
    }
    const node = value as Abstract;
    const missing = (node.origin?.inputs ?? []).filter(
      (input) => !collector.isPlaced(input),
    );
    if (missing.length > 0) {
      pending.push(...missing);
      continue;
    }
    pending.pop();
    collector.step(node);
  }
  const places = outputs.map((output) => collector.place(output));
  return { ...needed(collector.slots, places), ...countsOf(collector) };
}

const countsOf = ({
  recorded,
  folded,
  repeated,
  simplified: shortened,
  hasMade,
}: Collector): Omit<Graph, "slots" | "outputs"> => ({
  recorded,
  folded,
  repeated,
  simplified: shortened,
  hasMade,
});

/** Without what no output is made of; inputs stay. */
function needed(
  slots: readonly Slot[],
  outputs: readonly number[],
): Pick<Graph, "slots" | "outputs"> {
  const used = new Set(outputs);
  for (let at = slots.length - 1; at >= 0; at--) {
    const slot = slots[at];
    if (slot?.is === "input") used.add(at);
    if (slot?.is === "step" && used.has(at))
      slot.inputs.forEach((input) => used.add(input));
  }
  const places = new Map<number, number>();
  const kept: Slot[] = [];
  slots.forEach((slot, at) => {
    if (!used.has(at)) return;
    places.set(at, kept.length);
    const moved = (input: number): number => places.get(input) as number;
    kept.push(
      slot.is === "step" ? { ...slot, inputs: slot.inputs.map(moved) } : slot,
    );
  });
  return {
    slots: kept,
    outputs: outputs.map((output) => places.get(output) as number),
  };
}
