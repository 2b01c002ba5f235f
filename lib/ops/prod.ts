import { reducedShape } from "../ir/axes.js";
import { countType } from "../ir/dtype.js";
import { isNode, shapeOfValue, type Value } from "../ir/node.js";
import { mul } from "./arithmetic.js";
import { broadcastTo } from "./broadcast.js";
import { astype } from "./cast.js";
import type { Result } from "./define.js";
import { concat } from "./join.js";
import { countOf, reductionOf, type ReduceOptions } from "./reduce.js";
import { reshape, transpose } from "./shape.js";
import { slice } from "./slice.js";

/**
 * The product of all elements, or along some axes. It is multiplied out by halves, so that derivatives are right where
 * elements are zero.
 *
 * @example
 * prod(tensor([1, 2, 3, 4])) // 24
 */
export function prod<T extends Value>(
  x: T,
  options: ReduceOptions = {},
): Result<T> {
  const shape = shapeOfValue(x);
  const { axes, keepDims } = reductionOf("prod", x, options);
  const kept = [...shape.keys()].filter((axis) => !axes.includes(axis));
  const counted = isNode(x) ? astype<Value>(x, countType(x.dtype)) : x;
  const moved = transpose<Value>(counted, [...axes, ...kept]);
  const inner = kept.map((axis) => shape[axis] ?? 1);
  let rest: Value = reshape(moved, [
    countOf(shape, { axes, keepDims }),
    ...inner,
  ]);
  let count = shapeOfValue(rest)[0] ?? 0;
  if (count === 0) {
    const one = isNode(rest) ? astype<Value>(1, rest.dtype) : 1;
    rest = broadcastTo<Value>(one, [1, ...inner]);
  }
  for (; count > 1; count = shapeOfValue(rest)[0] ?? 1) {
    const half = count >> 1;
    const pairs = mul(
      slice(rest, [[0, half]]),
      slice(rest, [[half, 2 * half]]),
    );
    const odd = slice(rest, [[2 * half, count]]);
    rest = count % 2 === 0 ? pairs : concat([pairs, odd]);
  }
  return reshape(rest, reducedShape(shape, axes, keepDims)) as Result<T>;
}
