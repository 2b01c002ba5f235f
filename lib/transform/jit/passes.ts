/** What a step of a graph can be replaced by. Results stay the same to the last bit. */
import type { Data } from "../../ir/ndarray.js";
import type { Op } from "../../ir/op.js";
import { sameShape, sizeOf } from "../../ir/shape.js";
import { div, identity, mul, scale } from "../../ops/arithmetic.js";
import type { Slot, Step } from "./graph.js";

/** Constants larger than this are not made ahead: they would be kept as long as the plan. */
const largestFolded = 4096;

type Rule = (inputs: readonly (Slot | undefined)[]) => number | undefined;

const isOne = (slot: Slot | undefined): boolean =>
  slot?.is === "constant" && slot.value === 1;

/** For an operation, which of its inputs its value is: x·1, 1·x, x/1. */
const rules: readonly (readonly [op: Op, rule: Rule])[] = [
  [identity.op, () => 0],
  [mul.op, ([x, y]) => (isOne(y) ? 0 : isOne(x) ? 1 : undefined)],
  [scale.op, ([x]) => (isOne(x) ? 1 : undefined)],
  [div.op, ([, y]) => (isOne(y) ? 0 : undefined)],
];

/** The place of what a step gives unchanged; `undefined` where it gives something new. */
export function simplified(
  { op, inputs, aval }: Step,
  slots: readonly Slot[],
): number | undefined {
  const rule = rules.find(([each]) => each === op)?.[1];
  const which = rule?.(inputs.map((input) => slots[input]));
  const at = which === undefined ? undefined : inputs[which];
  const found = at === undefined ? undefined : slots[at]?.aval;
  const isSame =
    found !== undefined &&
    found.dtype === aval.dtype &&
    sameShape(found.shape, aval.shape);
  return isSame ? at : undefined;
}

/** What a step of constants alone gives; `undefined` where it is to be computed at every call. */
export function foldedData(
  { op, inputs, params, aval }: Step,
  slots: readonly Slot[],
): Data | undefined {
  if (sizeOf(aval.shape) > largestFolded) return undefined;
  const data: Data[] = [];
  for (const input of inputs) {
    const slot = slots[input];
    if (slot?.is !== "constant") return undefined;
    data.push(typeof slot.value === "number" ? slot.value : slot.value.data);
  }
  return op.evaluate(data, params);
}
