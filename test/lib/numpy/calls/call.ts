import type { ComplexTensor, Tensor } from "../../../../lib/index.js";
import type { Draw } from "../draw.js";

/** The same call twice: what NumPy is to evaluate, and what the library is. */
export interface Call {
  /** The arrays, in Python named a, b, c. */
  readonly arrays: readonly (Tensor | ComplexTensor)[];
  readonly numpy: string;
  readonly ours: (...arrays: never[]) => unknown;
  /** How far elements may be apart, relative to the largest; for float64. */
  readonly tolerance?: number;
  /** Set where NumPy's result type has no counterpart (int64, float16): the type is then not compared. */
  readonly anyType?: boolean;
}

/** One operation: a name, and how a call of it is drawn. */
export type Row = readonly [name: string, make: (draw: Draw) => Call];

/** A call of complex numbers. */
export const callZ = (
  z: ComplexTensor,
  numpy: string,
  ours: (z: ComplexTensor) => unknown,
  more: Partial<Call> = {},
): Call => ({ arrays: [z], numpy, ours, tolerance: 1e-11, ...more });

type Function1 = (x: Tensor) => unknown;
type Function2 = (x: Tensor, y: Tensor) => unknown;

export const call1 = (
  a: Tensor,
  numpy: string,
  ours: Function1,
  more: Partial<Call> = {},
): Call => ({ arrays: [a], numpy, ours, ...more });

export const call2 = (
  [a, b]: readonly [Tensor, Tensor],
  numpy: string,
  ours: Function2,
  more: Partial<Call> = {},
): Call => ({ arrays: [a, b], numpy, ours, ...more });
