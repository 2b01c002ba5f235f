import type { Value } from "../ir/node.js";
import { neg } from "./arithmetic.js";
import { operatorName, unary } from "./define.js";
import { atan2 } from "./euler.js";

/** What `real`, `imag` and `angle` give: a number for a number, the type of the parts for complex tensors. */
export type Part<T extends Value> = T extends number
  ? number
  : T extends { readonly real: infer R }
    ? R
    : T;

type PartOf = <T extends Value>(z: T) => Part<T>;

/**
 * The real part; of real numbers, the numbers themselves.
 *
 * @example
 * real(complex([1, 2], [3, 4])) // [1, 2]
 */
export const real = unary({
  name: "real",
  scalar: (x) => x,
  derivative: () => 1,
  form: "linear",
  result: "same",
  complex: ({ re }) => re,
  tex: "\\operatorname{Re}",
}) as unknown as PartOf;

/**
 * The imaginary part; of real numbers, 0.
 *
 * @example
 * imag(complex([1, 2], [3, 4])) // [3, 4]
 */
export const imag = unary({
  name: "imag",
  scalar: () => 0,
  result: "same",
  complex: ({ im }) => im,
  tex: "\\operatorname{Im}",
}) as unknown as PartOf;

/**
 * The complex conjugate: the sign of the imaginary part changed.
 *
 * @example
 * conj(complex(1, 2)) // 1-2j
 */
export const conj = unary({
  name: "conj",
  scalar: (x) => x,
  derivative: () => 1,
  form: "linear",
  result: "same",
  complex: ({ re, im }) => ({ re, im: neg(im) }),
  tex: (z) => ({ text: `\\overline{${z.text}}`, binds: z.binds }),
});

/**
 * The angle of complex numbers in (−π, π]; of real ones 0, or π where they are negative.
 *
 * @example
 * angle(complex(0, 2)) // 1.5707…
 */
export const angle = unary({
  name: "angle",
  scalar: (x) => Math.atan2(0, x),
  complex: ({ re, im }) => atan2<Value, Value>(im, re),
  tex: operatorName("arg"),
}) as unknown as PartOf;
