export {
  add,
  div,
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
export * from "./compare.js";
export type { Binary, Joined, Result, Unary } from "./define.js";
export * from "./exponential.js";
export * from "./join.js";
export * from "./matmul.js";
export * from "./reduce.js";
export * from "./select.js";
export * from "./shape.js";
export * from "./slice.js";
export * from "./trigonometric.js";
