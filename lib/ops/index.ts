export {
  add,
  div,
  hypot,
  mod,
  mul,
  neg,
  pow,
  square,
  sub,
  trunc,
  xlogy,
} from "./arithmetic.js";
export { broadcastTo } from "./broadcast.js";
export { astype } from "./cast.js";
export * from "./compare.js";
export {
  conv1d,
  conv2d,
  convolve,
  type ConvolveMode,
  type ConvOptions,
} from "./convolve.js";
export type { Binary, Joined, Result, Unary } from "./define.js";
export {
  acosh,
  asinh,
  atanh,
  cbrt,
  cosh,
  exp,
  expm1,
  log,
  log10,
  log1p,
  log2,
  sigmoid,
  sinh,
  softplus,
  sqrt,
  tanh,
} from "./exponential.js";
export type { Index, IndexList } from "./index-arrays.js";
export * from "./indexing.js";
export * from "./join.js";
export * from "./matmul.js";
export {
  all,
  any,
  max,
  mean,
  min,
  norm,
  type NormOptions,
  type ReduceOptions,
  std,
  sum,
  variance,
  type VarianceOptions,
} from "./reduce.js";
export * from "./select.js";
export * from "./shape.js";
export { flip, pad, type PadWidth, slice, type Take } from "./slice.js";
export { acos, asin, atan, atan2, cos, sin, tan } from "./trigonometric.js";
export { eigh, type Eigh, qr, svd, type Svd } from "./decompose.js";
export { diag, diagonal, kron, trace, tril, triu } from "./diagonal.js";
export * from "./einsum.js";
export * from "./expm.js";
export { cholesky, det, inv, logdet, solve } from "./linalg.js";
export * from "./sequence.js";
export { logSoftmax, logsumexp, softmax } from "./softmax.js";
export * from "./special.js";
export { angle, conj, imag, type Part, real } from "./parts.js";
export { prod } from "./prod.js";
export { lstsq, pinv } from "./pinv.js";
