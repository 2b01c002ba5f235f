import { broadcastView, dense, asArray, settle } from "../ir/elements.js";
import { allocate } from "../ir/dtype.js";
import { contiguous, type Data, type NdArray, shapeOf } from "../ir/ndarray.js";
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
    checkStretch(x?.shape ?? [], shape);
    return { shape, dtype: x?.dtype ?? "float64" };
  },
  evaluate([x], { shape }) {
    checkStretch(shapeOf(x as Data), shape);
    return settle(broadcastView(asArray(x as Data), shape));
  },
  jvp: ([t], { params }) => broadcastTo(t as Value, params.shape),
  vjp: (g, { inputs: [x] }) => [sumTo(g, shapeOfValue(x as Value))],
  batch([x], { shape }, { count, reshape }) {
    const [, ...each] = shapeOfValue(x as Value);
    const ones = shape.slice(each.length).map(() => 1);
    const aligned = reshape(x as Value, [count, ...ones, ...each]);
    return broadcastTo(aligned, [count, ...shape]);
  },
  tex: ([x]) => x as NonNullable<typeof x>,
};

/** @throws where the second shape is not one that the first broadcasts to. */
function checkStretch(from: Shape, shape: Shape): void {
  if (!sameShape(broadcastShapes("broadcastTo", from, shape), shape)) {
    throw new RangeError(
      `broadcastTo: shape ${formatShape(from)} does not stretch to ${formatShape(shape)}`,
    );
  }
}

/** Sums over the axes that broadcasting had stretched. */
const sumToOp: Op<ToShape> = {
  name: "sumTo",
  form: "linear",
  infer: ([x], { shape }) => ({ shape, dtype: x?.dtype ?? "float64" }),
  evaluate: ([x], { shape }) => sumElementsTo(asArray(x as Data), shape),
  jvp: ([t], { params }) => sumTo(t as Value, params.shape),
  vjp: (g, { inputs: [x] }) => [broadcastTo(g, shapeOfValue(x as Value))],
  batch([x], { shape }, { count, reshape }) {
    const [, ...each] = shapeOfValue(x as Value);
    const ones = each.slice(shape.length).map(() => 1);
    const summed = sumTo(x as Value, [count, ...ones, ...shape]);
    return reshape(summed, [count, ...shape]);
  },
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

/**
 * The value stretched to a shape by NumPy's rule, as a view; itself where it has that shape already.
 *
 * @throws where the shape is not one that it broadcasts to.
 * @example
 * broadcastTo(tensor([1, 2]), [3, 2]) // [[1, 2], [1, 2], [1, 2]]
 */
export function broadcastTo<T extends Value>(x: T, shape: Shape): T {
  return (
    sameShape(shapeOfValue(x), shape) ? x : apply(broadcastToOp, [x], { shape })
  ) as T;
}

/** The sum of a value down to a shape from which broadcasting had stretched it. */
export function sumTo(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : apply(sumToOp, [x], { shape });
}
