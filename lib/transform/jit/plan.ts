/** A graph as one straight JavaScript function: elementwise operations of one shape are one loop, numbers plain variables. */
import { allocate, type DType, type Storage } from "../../ir/dtype.js";
import { asArray, broadcastView, dense } from "../../ir/elements.js";
import { contiguous, type Data, dtypeOf, shapeOf } from "../../ir/ndarray.js";
import { sameShape, type Shape, sizeOf } from "../../ir/shape.js";
import type { Graph, Slot, Step } from "./graph.js";
import { type Block, scheduled } from "./schedule.js";

/** A graph that is ready to run. */
export interface Plan {
  readonly run: (inputs: readonly Data[]) => Data[];
  /** The function's text, to read. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

const formats: Record<DType, (text: string) => string> = {
  float64: (text) => text,
  float32: (text) => `Math.fround(${text})`,
  int32: (text) => `${text} | 0`,
  bool: (text) => `${text} & 255`,
};

/** Writes the text, and collects the objects that it names. */
class Writer {
  readonly lines: string[] = [];
  readonly outside: unknown[] = [];
  readonly #names = new Map<unknown, string>();
  readonly #graph: Graph;
  /** Places whose value somebody needs outside the block that makes it. */
  readonly #needed: ReadonlySet<number>;

  constructor(graph: Graph, blocks: readonly Block[]) {
    this.#graph = graph;
    this.#needed = neededOutside(graph, blocks);
    graph.slots.forEach((slot, at) => {
      const text = this.#given(slot);
      if (text !== undefined)
        this.lines.push(`const v${String(at)} = ${text};`);
    });
    blocks.forEach((block) => {
      this.#block(block);
    });
    const results = graph.outputs.map((at) => `v${String(at)}`);
    this.lines.push(`return [${results.join(", ")}];`);
  }

  /** The name of an object of the library's in the text. */
  name(object: unknown): string {
    let known = this.#names.get(object);
    if (known === undefined) {
      known = `o[${String(this.outside.push(object) - 1)}]`;
      this.#names.set(object, known);
    }
    return known;
  }

  #given(slot: Slot): string | undefined {
    switch (slot.is) {
      case "input":
        return `inputs[${String(slot.at)}]`;
      case "capture":
        return `${this.name(slot.tensor)}.data`;
      case "constant": {
        const { value } = slot;
        if (typeof value !== "number") return this.name(value.data);
        return Object.is(value, -0) ? "-0" : String(value);
      }
      case "step":
        return undefined;
    }
  }

  #step(at: number): Step {
    return this.#graph.slots[at] as Step;
  }

  /** The name of what a step does with numbers. */
  #scalar(at: number): string {
    const { op, params } = this.#step(at);
    return this.name(op.scalar?.(params));
  }

  #block({ is, steps }: Block): void {
    if (is === "loop") {
      this.#loop(steps);
      return;
    }
    for (const at of steps) {
      const { op, inputs, params } = this.#step(at);
      const values = inputs.map((input) => `v${String(input)}`).join(", ");
      const text =
        is === "numbers"
          ? `${this.#scalar(at)}(${values})`
          : `${this.name(op)}.evaluate([${values}], ${this.name(params)})`;
      this.lines.push(`const v${String(at)} = ${text};`);
    }
  }

  #loop(steps: readonly number[]): void {
    const own = new Set(steps);
    const [first] = steps;
    const shape = this.#step(first as number).aval.shape;
    const size = sizeOf(shape);
    const outer = new Set<number>();
    const body: string[] = [];
    const after: string[] = [];
    for (const at of steps) {
      const { inputs, aval } = this.#step(at);
      const values = inputs.map((input) => {
        if (own.has(input)) return `e${String(input)}`;
        outer.add(input);
        return `e${String(input)}_${String(first)}`;
      });
      const scalar = `${this.#scalar(at)}(${values.join(", ")})`;
      body.push(`  const e${String(at)} = ${formats[aval.dtype](scalar)};`);
      if (!this.#needed.has(at)) continue;
      this.lines.push(
        `const t${String(at)} = ${this.name(allocate)}("${aval.dtype}", ${String(size)});`,
      );
      body.push(`  t${String(at)}[i] = e${String(at)};`);
      after.push(
        `const v${String(at)} = ${this.name(contiguous)}(t${String(at)}, ${this.name(shape)}, "${aval.dtype}");`,
      );
    }
    const read = [...outer].map((input) =>
      this.#reading(input, first as number, shape),
    );
    this.lines.push(...read.map(({ before }) => before));
    this.lines.push(
      `for (let i = 0; i < ${String(size)}; i++) {`,
      ...read.map(({ inside }) => inside),
      ...body,
      "}",
      ...after,
    );
  }

  /** How a loop reads a value from outside it: a number once, an array at every element. */
  #reading(
    input: number,
    loop: number,
    shape: Shape,
  ): { before: string; inside: string } {
    const [from, name] = [
      `v${String(input)}`,
      `${String(input)}_${String(loop)}`,
    ];
    const aval = (this.#graph.slots[input] as Slot).aval;
    if (aval.shape.length === 0 && aval.dtype === "float64")
      return { before: `const e${name} = ${from};`, inside: "" };
    return {
      before:
        `const x${name} = ${this.name(elements)}(${from}, ${this.name(shape)}), ` +
        `m${name} = x${name}.length === 1 ? 0 : -1;`,
      inside: `  const e${name} = x${name}[i & m${name}];`,
    };
  }
}

/** The elements of data stretched to a shape, row by row; a single one where all are the same. */
function elements(data: Data, shape: Shape): Storage {
  const view = broadcastView(asArray(data), shape);
  if (view.strides.every((stride) => stride === 0))
    return view.storage.slice(view.offset, view.offset + 1);
  return dense(view);
}

function neededOutside(
  { slots, outputs }: Graph,
  blocks: readonly Block[],
): Set<number> {
  const blockOf = new Map<number, Block>();
  for (const block of blocks)
    for (const at of block.steps) blockOf.set(at, block);
  const needed = new Set(outputs);
  slots.forEach((slot, at) => {
    if (slot.is !== "step") return;
    for (const input of slot.inputs)
      if (blockOf.get(input) !== blockOf.get(at)) needed.add(input);
  });
  return needed;
}

/** Makes a graph into a function. */
export function planned(graph: Graph): Plan {
  const blocks = scheduled(graph);
  const { lines, outside } = new Writer(graph, blocks);
  const text = lines.filter((line) => line !== "").join("\n");
  const make = Reflect.construct(Function, [
    "o",
    `"use strict";\nreturn (inputs) => {\n${text}\n};`,
  ]) as (outside: readonly unknown[]) => Plan["run"];
  return { run: make(outside), text, blocks };
}

/**
 * Runs a graph step by step, as the definitions of its operations say.
 *
 * @throws where a result has not the shape and the type that its operation had announced.
 */
export function interpreted(
  { slots, outputs }: Graph,
  inputs: readonly Data[],
): Data[] {
  const values: Data[] = [];
  for (const slot of slots) {
    values.push(valueOf(slot, inputs, values));
    const data = values.at(-1) as Data;
    const { shape, dtype } = slot.aval;
    if (!sameShape(shapeOf(data), shape) || dtypeOf(data) !== dtype)
      throw new Error(
        `internal: ${slot.is === "step" ? slot.op.name : slot.is} gave another shape or type than it had announced`,
      );
  }
  return outputs.map((at) => values[at] as Data);
}

function valueOf(
  slot: Slot,
  inputs: readonly Data[],
  values: readonly Data[],
): Data {
  switch (slot.is) {
    case "input":
      return inputs[slot.at] as Data;
    case "capture":
      return slot.tensor.data;
    case "constant":
      return typeof slot.value === "number" ? slot.value : slot.value.data;
    case "step":
      return slot.op.evaluate(
        slot.inputs.map((at) => values[at] as Data),
        slot.params,
      );
  }
}
