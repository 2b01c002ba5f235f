/** GradBench's `lse`: the logarithm of a sum of exponentials, without overflow. */
import type { Library, Module } from "./library.js";

interface Input {
  readonly x: number[];
}

export function logSumExp(x: number[]): number {
  let largest = -Infinity;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, x[i]!);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += Math.exp(x[i]! - largest);
  return largest + Math.log(sum);
}

export const lse = ({ grad }: Library): Module => {
  const gradient = grad(logSumExp);
  return {
    primal: ({ x }: Input) => logSumExp(x),
    gradient: ({ x }: Input) => gradient(x),
  };
};
