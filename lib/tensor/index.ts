export type { BackwardOptions } from "./backward.js";
export {
  complex,
  type ComplexNumber,
  type ComplexOperand,
  ComplexTensor,
  polar,
} from "./complex.js";
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
export {
  fft,
  fftfreq,
  fftn,
  fftshift,
  ifft,
  ifftn,
  ifftshift,
  irfft,
  rfft,
  rfftfreq,
  type FourierOptions,
  type FouriersOptions,
} from "./fourier.js";
export { rand, randint, randn, seed } from "./random.js";
export { noGrad } from "./recording.js";
export { Tensor } from "./tensor.js";
export type { Nested } from "./text.js";
