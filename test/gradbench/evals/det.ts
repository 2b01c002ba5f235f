/** GradBench's `det`: a determinant by expansion along the first row, again and again. */
import type { Library, Module } from "./library.js";

interface Input {
  readonly A: number[];
  readonly ell: number;
}

/**
 * The determinant of the rows from `row` on and of the columns that are left. Of these `next` is a chain: `next[j]`
 * follows column j − 1, `next[0]` is the first.
 */
function minor(a: number[], n: number, row: number, next: number[]): number {
  if (row === n) return 1;
  let sum = 0;
  let sign = 1;
  let before = 0;
  for (let k = row; k < n; k++) {
    const j = next[before]!;
    const chain: number[] = [];
    for (let i = 0; i < next.length; i++) chain.push(next[i]!);
    chain[before] = next[j + 1]!;
    sum += sign * a[row * n + j]! * minor(a, n, row + 1, chain);
    sign = -sign;
    before = j + 1;
  }
  return sum;
}

function determinant(a: number[], n: number): number {
  const next: number[] = [];
  for (let j = 0; j <= n; j++) next.push(j);
  return minor(a, n, 0, next);
}

export const det = ({ grad }: Library): Module => {
  const gradient = grad(determinant, { wrt: 0 });
  return {
    primal: ({ A, ell }: Input) => determinant(A, ell),
    gradient: ({ A, ell }: Input) => gradient(A, ell),
  };
};
