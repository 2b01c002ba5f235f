/** GradBench's `particle`: a charge is placed so that a particle in its field hits the origin; derivatives in derivatives. */
import { argmin } from "./descent.js";
import type { Library, Module } from "./library.js";
import { type Gradient, modes } from "./modes.js";

interface Input {
  readonly w: number;
}

/** The potential at a point of charges at (10, 10 − w) and (10, 0). */
const potential = (x: number[], w: number): number =>
  1 / Math.hypot(x[0]! - 10, x[1]! - (10 - w)) +
  1 / Math.hypot(x[0]! - 10, x[1]!);

/** The square of where the particle crosses the horizontal axis, by Euler's method. */
const crossing =
  (inner: Gradient) =>
  (parameters: number[]): number => {
    const w = parameters[0]!;
    const slopes = inner((x) => potential(x, w));
    const h = 1e-1;
    let [x, y, vx, vy] = [0, 8, 0.75, 0];
    for (;;) {
      const a = slopes([x, y]);
      x += h * vx;
      y += h * vy;
      if (y <= 0) {
        const t = -y / vy;
        return (x + t * vx) ** 2;
      }
      vx -= h * a[0]!;
      vy -= h * a[1]!;
    }
  };

export const particle = (library: Library): Module => {
  const { f, r } = modes(library);
  const by = (outer: Gradient, inner: Gradient) => {
    const cost = crossing(inner);
    return ({ w }: Input): number => argmin(cost, outer(cost), [w])[0]!;
  };
  return { ff: by(f, f), fr: by(f, r), rf: by(r, f), rr: by(r, r) };
};
