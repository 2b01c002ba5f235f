/** GradBench's `hello`: a square and its derivative. */
import type { Library, Module } from "./library.js";

const square = (x: number): number => x * x;

export const hello = ({ grad }: Library): Module => ({
  square,
  double: grad(square),
});
