/** GradBench's `llsq`: a polynomial fitted to the sign function by least squares. */
import type { Library, Module } from "./library.js";

interface Input {
  readonly x: number[];
  readonly n: number;
}

/** ½ Σᵢ (sign tᵢ − Σⱼ xⱼ tᵢʲ)², where tᵢ are n points from −1 to 1. */
function primal(x: number[], n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const t = -1 + (i * 2) / (n - 1);
    let rest = Math.sign(t);
    let power = 1;
    for (let j = 0; j < x.length; j++) {
      rest -= x[j]! * power;
      power *= t;
    }
    sum += rest * rest;
  }
  return sum / 2;
}

export const llsq = ({ grad }: Library): Module => {
  const gradient = grad(primal, { wrt: 0 });
  return {
    primal: ({ x, n }: Input) => primal(x, n),
    gradient: ({ x, n }: Input) => gradient(x, n),
  };
};
