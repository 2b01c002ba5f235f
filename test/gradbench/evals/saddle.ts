/** GradBench's `saddle`: a least value of greatest values, each found by gradient descent. */
import { argmax, argmin } from "./descent.js";
import type { Library, Module } from "./library.js";
import { type Gradient, modes } from "./modes.js";

interface Input {
  readonly start: number[];
}

const height = (x: number[], y: number[]): number =>
  x[0]! ** 2 + x[1]! ** 2 - (y[0]! ** 2 + y[1]! ** 2);

export const saddle = (library: Library): Module => {
  const { f, r } = modes(library);
  const by =
    (outer: Gradient, inner: Gradient) =>
    ({ start }: Input): number[] => {
      const best = (x: number[], mode: Gradient): number[] => {
        const cost = (y: number[]): number => height(x, y);
        return argmax(cost, mode(cost), start);
      };
      const greatest = (x: number[]): number => height(x, best(x, inner));
      const x = argmin(greatest, outer(greatest), start);
      return [...x, ...best(x, outer)];
    };
  return { ff: by(f, f), fr: by(f, r), rf: by(r, f), rr: by(r, r) };
};
