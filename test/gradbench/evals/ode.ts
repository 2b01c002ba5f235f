/** GradBench's `ode`: yᵢ′ = xᵢ yᵢ₋₁ with y₀′ = x₀, from 0 at t = 0 to t = 2 by Runge and Kutta's method. */
import type { Library, Module } from "./library.js";

interface Input {
  readonly x: number[];
  readonly s: number;
}

function slopes(x: number[], y: number[]): number[] {
  const z: number[] = [x[0]!];
  for (let i = 1; i < x.length; i++) z.push(x[i]! * y[i - 1]!);
  return z;
}

function moved(y: number[], k: number[], h: number): number[] {
  const z: number[] = [];
  for (let i = 0; i < y.length; i++) z.push(y[i]! + h * k[i]!);
  return z;
}

function primal(x: number[], s: number): number[] {
  const h = 2 / s;
  let y: number[] = [];
  for (let i = 0; i < x.length; i++) y.push(0);
  for (let step = 0; step < s; step++) {
    const k1 = slopes(x, y);
    const k2 = slopes(x, moved(y, k1, h / 2));
    const k3 = slopes(x, moved(y, k2, h / 2));
    const k4 = slopes(x, moved(y, k3, h));
    const next: number[] = [];
    for (let i = 0; i < x.length; i++)
      next.push(y[i]! + (h * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!)) / 6);
    y = next;
  }
  return y;
}

function last(x: number[], s: number): number {
  const y = primal(x, s);
  return y[y.length - 1]!;
}

export const ode = ({ grad }: Library): Module => {
  const gradient = grad(last, { wrt: 0 });
  return {
    primal: ({ x, s }: Input) => primal(x, s),
    gradient: ({ x, s }: Input) => gradient(x, s),
  };
};
