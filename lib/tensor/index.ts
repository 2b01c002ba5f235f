export type { BackwardOptions } from "./backward.js";
export {
  arange,
  eye,
  full,
  linspace,
  logspace,
  meshgrid,
  ones,
  type ShapeLike,
  tensor,
  type TensorLike,
  type TensorOptions,
  variable,
  zeros,
} from "./create.js";
export { rand, randint, randn, seed } from "./random.js";
export { noGrad } from "./recording.js";
export { Tensor } from "./tensor.js";
export type { Nested } from "./text.js";
