import { broadcastView, dense, asArray, settle } from "../ir/elements.js";
import { allocate } from "../ir/dtype.js";
import { contiguous, type Data, type NdArray } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import {
  broadcastShapes,
  formatShape,
  sameShape,
  type Shape,
  sizeOf,
} from "../ir/shape.js";
import { apply } from "../trace/apply.js";

interface ToShape {
  readonly shape: Shape;
}

/** Stretches an array to a larger shape, as a view; the transpose of `sumToOp`. */
const broadcastToOp: Op<ToShape> = {
  name: "broadcastTo",
  form: "linear",
  infer([x], { shape }) {
    const from = x?.shape ?? [];
    if (!sameShape(broadcastShapes("broadcastTo", from, shape), shape)) {
      throw new RangeError(
        `broadcastTo: shape ${formatShape(from)} does not stretch to ${formatShape(shape)}`,
      );
    }
    return { shape, dtype: x?.dtype ?? "float64" };
  },
  evaluate([x], { shape }) {
    return settle(broadcastView(asArray(x as Data), shape));
  },
  jvp: ([t], { params }) => broadcastTo(t as Value, params.shape),
  vjp: (g, { inputs: [x] }) => [sumTo(g, shapeOfValue(x as Value))],
  tex: ([x]) => x as NonNullable<typeof x>,
};

/** Sums over the axes that broadcasting had stretched. */
const sumToOp: Op<ToShape> = {
  name: "sumTo",
  form: "linear",
  infer: ([x], { shape }) => ({ shape, dtype: x?.dtype ?? "float64" }),
  evaluate: ([x], { shape }) => sumElementsTo(asArray(x as Data), shape),
  jvp: ([t], { params }) => sumTo(t as Value, params.shape),
  vjp: (g, { inputs: [x] }) => [broadcastTo(g, shapeOfValue(x as Value))],
  tex: ([x]) => x as NonNullable<typeof x>,
};

/** Adds each element where broadcasting from `shape` would have read it. */
function sumElementsTo(x: NdArray, shape: Shape): Data {
  const from = dense(x);
  const to = contiguous(allocate(x.dtype, sizeOf(shape)), shape, x.dtype);
  const index = contiguous(
    Int32Array.from({ length: to.storage.length }, (_, i) => i),
    shape,
    "int32",
  );
  const targets = dense(broadcastView(index, x.shape));
  for (let i = 0; i < from.length; i++) {
    const target = targets[i] as number;
    to.storage[target] = (to.storage[target] as number) + (from[i] as number);
  }
  return settle(to);
}

/** The value stretched to a shape; itself where it has that shape already. */
export function broadcastTo(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape)
    ? x
    : apply(broadcastToOp, [x], { shape });
}

/** The sum of a value down to a shape from which broadcasting had stretched it. */
export function sumTo(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : apply(sumToOp, [x], { shape });
}
