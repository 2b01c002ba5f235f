import type { DType } from "../ir/dtype.js";
import { isFloating } from "../ir/dtype.js";
import { asArray, mapOne } from "../ir/elements.js";
import { type Data, dtypeOf } from "../ir/ndarray.js";
import { isNode, shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { apply } from "../trace/apply.js";
import { broadcastTo } from "./broadcast.js";
import { named } from "./define.js";

const typeOfValue = (x: Value): DType => (isNode(x) ? x.dtype : "float64");

/** Another type for the elements; derivatives pass where both types vary smoothly, each in its own type. */
const castOp: Op<DType> = {
  name: "astype",
  form: "linear",
  infer: ([x], dtype) => ({ shape: x?.shape ?? [], dtype }),
  evaluate([x], dtype) {
    const array = asArray(x as Data);
    return dtypeOf(array) === dtype
      ? array
      : mapOne(dtype === "bool" ? truth : plain, array, dtype);
  },
  jvp: ([t], { output, params: dtype }) =>
    isFloating(dtype)
      ? astype(t as Value, dtype)
      : broadcastTo(0, shapeOfValue(output)),
  vjp: (g, { inputs: [x], params: dtype }) => [
    isFloating(dtype) ? astype(g, typeOfValue(x as Value)) : undefined,
  ],
  batch: ([x], dtype) => astype(x as Value, dtype),
  tex: ([x]) => x as NonNullable<typeof x>,
};

const plain = (x: number): number => x;
const truth = (x: number): number => +(x !== 0);

/**
 * The elements in another type: whole numbers are cut towards zero, bools are whether an element is not 0. Derivatives
 * pass between `float64` and `float32`.
 *
 * @example
 * astype(tensor([0, 1.7]), "int32") // [0, 1]
 */
export const astype = named(
  "astype",
  castOp,
  <T extends Value>(x: T, dtype: DType): T =>
    (typeOfValue(x) === dtype ? x : apply(castOp, [x], dtype)) as T,
);
