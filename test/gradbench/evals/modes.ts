/** Gradients in forward and in reverse mode, for the evals that nest one in the other. */
import type { Library } from "./library.js";

/** From a function of a list of numbers to its gradient. */
export type Gradient = (
  f: (x: number[]) => number,
) => (x: number[]) => number[];

/** By mode: `f` walks forward once for each number, `r` back once. */
export const modes = ({ grad, jacfwd }: Library) =>
  ({
    f: (f) => (x) => jacfwd(f)(x),
    r: (f) => (x) => grad(f)(x),
  }) satisfies Record<string, Gradient>;
