import { normalAxis } from "../ir/axes.js";
import { allocate } from "../ir/dtype.js";
import { asArray, avalOf, commonType, settle } from "../ir/elements.js";
import { contiguous, type Data } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Aval, Op } from "../ir/op.js";
import { formatShape, type Shape, sizeOf } from "../ir/shape.js";
import { type Range, rangeOf, sliceView, writeInto } from "../ir/views.js";
import { apply } from "../trace/apply.js";
import { broadcastTo } from "./broadcast.js";
import { callTex, named, operatorName } from "./define.js";
import { expandDims } from "./shape.js";
import { slice } from "./slice.js";

/** The shape of several arrays put one after the other along an axis. */
function joinedShape(shapes: readonly Shape[], axis: number): Shape {
  const [first = []] = shapes;
  for (const shape of shapes) {
    const fits =
      shape.length === first.length &&
      shape.every((length, k) => k === axis || length === first[k]);
    if (!fits) {
      throw new RangeError(
        `concat: shapes ${formatShape(first)} and ${formatShape(shape)} differ in more than axis ${String(axis)}`,
      );
    }
  }
  const total = shapes.reduce((sum, shape) => sum + (shape[axis] ?? 0), 0);
  return first.map((length, k) => (k === axis ? total : length));
}

/** Where each of the arrays lies in the joined one. */
function rangesOf(shapes: readonly Shape[], axis: number): Range[][] {
  let start = 0;
  return shapes.map((shape) => {
    const ranges = shape.map((length, k) =>
      k === axis ? { start, length, step: 1 } : rangeOf(length),
    );
    start += shape[axis] ?? 0;
    return ranges;
  });
}

const concatOp: Op<number> = {
  name: "concat",
  form: "linear",
  infer: (inputs, axis) => ({
    shape: joinedShape(
      inputs.map(({ shape }: Aval) => shape),
      axis,
    ),
    dtype: commonType(inputs),
  }),
  evaluate(inputs: readonly Data[], axis) {
    const avals = inputs.map(avalOf);
    const shapes = avals.map(({ shape }) => shape);
    const shape = joinedShape(shapes, axis);
    const dtype = commonType(avals);
    const whole = contiguous(allocate(dtype, sizeOf(shape)), shape, dtype);
    rangesOf(shapes, axis).forEach((ranges, i) => {
      writeInto(sliceView(whole, ranges), asArray(inputs[i] as Data));
    });
    return settle(whole);
  },
  jvp: (tangents, { inputs, params }) =>
    apply(
      concatOp,
      tangents.map(
        (t, i) => t ?? broadcastTo(0, shapeOfValue(inputs[i] as Value)),
      ),
      params,
    ),
  vjp(g, { inputs, params: axis }) {
    const parts = rangesOf(inputs.map(shapeOfValue), axis);
    return parts.map((ranges) =>
      slice(
        g,
        ranges.map(({ start, length }, k) =>
          k === axis ? [start, start + length] : undefined,
        ),
      ),
    );
  },
  batch: (inputs, axis, { count, mapped }) =>
    apply(
      concatOp,
      inputs.map((x, i) =>
        mapped[i] === true ? x : broadcastTo(x, [count, ...shapeOfValue(x)]),
      ),
      axis + 1,
    ),
  tex: (inputs) => callTex(operatorName("concat"), inputs),
};

/**
 * Arrays put one after the other along an axis.
 *
 * @throws where they differ in the length of another axis.
 * @example
 * concat([tensor([1, 2]), tensor([3])]) // [1, 2, 3]
 */
export const concat = named(
  "concat",
  concatOp,
  <T extends Value>(
    parts: readonly T[],
    { axis = 0 }: { axis?: number } = {},
  ): T => {
    const [first] = parts;
    if (first === undefined) {
      throw new RangeError("concat: give one array or more");
    }
    const along = normalAxis("concat", axis, shapeOfValue(first));
    return apply(concatOp, parts, along) as T;
  },
);

/**
 * Arrays of one shape side by side along a new axis.
 *
 * @example
 * stack([tensor([1, 2]), tensor([3, 4])]) // [[1, 2], [3, 4]]
 */
export function stack<T extends Value>(
  parts: readonly T[],
  { axis = 0 }: { axis?: number } = {},
): T {
  return concat(
    parts.map((part) => expandDims(part, axis)),
    { axis },
  );
}
