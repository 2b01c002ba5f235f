import { fourierTransform } from "../dense/fourier.js";
import { asArray, copyOfElements, mapOne, settle } from "../ir/elements.js";
import { contiguous, type Data } from "../ir/ndarray.js";
import { isNode, shapeOfValue, type Value } from "../ir/node.js";
import type { Complex, Op } from "../ir/op.js";
import { apply } from "../trace/apply.js";
import { broadcastTo } from "./broadcast.js";
import { astype } from "./cast.js";
import { callTex, linear, operatorName, resultType } from "./define.js";
import { stack } from "./join.js";
import { at } from "./slice.js";

/**
 * The discrete Fourier transform along the last axis, without a factor. Real and imaginary parts stand beside each other
 * along axis 0. The matrix of the transform is symmetric, so that its transpose as a map of parts is the transform with
 * the other sign.
 */
const fourierOp: Op<1 | -1> = linear<1 | -1>({
  name: "fft",
  infer: (x) => ({ shape: x.shape, dtype: resultType("float", [x]) }),
  evaluate: (x, sign) => transformRows(x, sign),
  transpose: (g, _shape, sign) => apply(fourierOp, [g], sign === 1 ? -1 : 1),
  tex: (x) => callTex(operatorName("fft"), [x]),
});

function transformRows(x: Data, sign: 1 | -1): Data {
  const array = asArray(x);
  const elements = Float64Array.from(copyOfElements(array));
  const n = array.shape.at(-1) ?? 1;
  const half = elements.length / 2;
  for (let start = 0; start < half; start += n) {
    fourierTransform(
      elements.subarray(start, start + n),
      elements.subarray(half + start, half + start + n),
      sign,
    );
  }
  const whole = contiguous(elements, array.shape, "float64");
  const dtype = resultType("float", [array]);
  return dtype === "float64" ? settle(whole) : mapOne((y) => y, whole, dtype);
}

/** Σ z[j]·exp(sign·2πi·jk/n) along the last axis. */
export function fourierSums({ re, im }: Complex, sign: 1 | -1): Complex {
  const zeros = broadcastTo<Value>(im, shapeOfValue(re));
  const parts = [re, isNode(re) ? astype(zeros, re.dtype) : zeros];
  const sums = apply(fourierOp, [stack(parts)], sign);
  return { re: at(sums, 0), im: at(sums, 1) };
}
