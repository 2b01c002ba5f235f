/**
 * GradBench's `gmm`: the log posterior of a mixture of Gaussians with a Wishart prior on its precision matrices, in the
 * simplified form of GradBench's definition.
 */
import type { Library, Module } from "./library.js";
import { logSumExp } from "./lse.js";

interface Input {
  readonly d: number;
  readonly k: number;
  readonly n: number;
  readonly x: number[][];
  readonly m: number;
  readonly gamma: number;
  readonly alpha: number[];
  readonly mu: number[][];
  readonly q: number[][];
  readonly l: number[][];
}

/** ‖Q (x − µ)‖², where Q has the diagonal exp q and below it, column by column, l. */
function distance(x: number[], mu: number[], q: number[], l: number[]): number {
  const d = x.length;
  const y: number[] = [];
  for (let i = 0; i < d; i++) y.push(Math.exp(q[i]!) * (x[i]! - mu[i]!));
  let at = 0;
  for (let j = 0; j < d; j++) {
    const c = x[j]! - mu[j]!;
    for (let i = j + 1; i < d; i++) {
      y[i]! += l[at]! * c;
      at++;
    }
  }
  let sum = 0;
  for (let i = 0; i < d; i++) sum += y[i]! * y[i]!;
  return sum;
}

function total(list: number[]): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i]!;
  return sum;
}

/** What varies in the log prior: m Σ q − γ²/2 ‖Q‖². */
function prior(q: number[], l: number[], m: number, gamma: number): number {
  let square = 0;
  for (let i = 0; i < q.length; i++) square += Math.exp(2 * q[i]!);
  for (let i = 0; i < l.length; i++) square += l[i]! * l[i]!;
  return m * total(q) - (gamma * gamma * square) / 2;
}

function varying(
  alpha: number[],
  mu: number[][],
  q: number[][],
  l: number[][],
  x: number[][],
  m: number,
  gamma: number,
): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const beta: number[] = [];
    for (let k = 0; k < alpha.length; k++)
      beta.push(
        alpha[k]! + total(q[k]!) - distance(x[i]!, mu[k]!, q[k]!, l[k]!) / 2,
      );
    sum += logSumExp(beta);
  }
  sum -= x.length * logSumExp(alpha);
  for (let k = 0; k < alpha.length; k++) sum += prior(q[k]!, l[k]!, m, gamma);
  return sum;
}

/** log Γ_d(a), the multivariate gamma function. */
function logGamma(a: number, d: number, lgamma: (x: number) => number): number {
  let sum = (d * (d - 1) * Math.log(Math.PI)) / 4;
  for (let j = 0; j < d; j++) sum += lgamma(a - j / 2);
  return sum;
}

export const gmm = ({ grad, lgamma }: Library): Module => {
  const gradient = grad(varying, { wrt: [0, 1, 2, 3] });
  return {
    objective: ({ alpha, mu, q, l, x, m, gamma, d, k, n }: Input) => {
      const freedom = d + m + 1;
      const constant =
        (-n * d * Math.log(2 * Math.PI)) / 2 +
        k *
          (freedom * d * Math.log(gamma / Math.SQRT2) -
            logGamma(freedom / 2, d, lgamma));
      return constant + varying(alpha, mu, q, l, x, m, gamma);
    },
    jacobian: (input: Input) => {
      const { x, m, gamma } = input;
      const [alpha, mu, q, l] = gradient(
        input.alpha,
        input.mu,
        input.q,
        input.l,
        x,
        m,
        gamma,
      );
      return { alpha, mu, q, l };
    },
  };
};
