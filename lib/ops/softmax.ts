import { shapeOfValue, type Value } from "../ir/node.js";
import { largest, type Reducer } from "../ir/reduce.js";
import { apply } from "../trace/apply.js";
import { sub } from "./arithmetic.js";
import { named, operatorName, type Result } from "./define.js";
import { exp } from "./exponential.js";
import {
  type ReduceOptions,
  type Reduction,
  reductionOf,
  restore,
  sloped,
} from "./reduce.js";

const weights = (x: Value, output: Value, params: Reduction): Value =>
  exp(sub(x, restore(output, shapeOfValue(x), params)));

const logSumExp: Reducer = (elements, start, count) => {
  const top = largest(elements, start, count);
  if (!Number.isFinite(top)) return top;
  let total = 0;
  for (let i = start; i < start + count; i++) {
    total += Math.exp((elements[i] as number) - top);
  }
  return top + Math.log(total);
};

/** The logarithm of a sum of exponentials, without overflow; its slope is the softmax. */
const logSumExpOp = sloped({
  name: "logsumexp",
  reducer: logSumExp,
  slope: weights,
  tex: (x) => `${operatorName("logsumexp")}\\left(${x}\\right)`,
});

/**
 * `log(sum(exp(x)))` of all elements, or along some axes, without overflow.
 *
 * @example
 * logsumexp(tensor([1000, 1000])) // 1000.6931…
 */
export const logsumexp = named(
  "logsumexp",
  logSumExpOp,
  <T extends Value>(x: T, options: ReduceOptions = {}): Result<T> =>
    apply(logSumExpOp, [x], reductionOf("logsumexp", x, options)) as Result<T>,
);

/**
 * Exponentials divided by their sum along an axis (the last, unless another is named): positive weights that add up
 * to 1.
 *
 * @example
 * softmax(tensor([0, Math.log(3)])) // [0.25, 0.75]
 */
export function softmax<T extends Value>(
  x: T,
  { axis = -1 }: { axis?: number } = {},
): Result<T> {
  return exp(logSoftmax(x, { axis })) as Result<T>;
}

/**
 * The logarithm of `softmax`, without loss of digits.
 *
 * @example
 * logSoftmax(tensor([0, 0])) // [-0.6931…, -0.6931…]
 */
export function logSoftmax<T extends Value>(
  x: T,
  { axis = -1 }: { axis?: number } = {},
): Result<T> {
  const options = shapeOfValue(x).length === 0 ? {} : { axis, keepDims: true };
  return sub(x, logsumexp(x, options)) as Result<T>;
}
