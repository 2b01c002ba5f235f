import { plus, type Row, scaled } from "../vectors.js";
import { type Method, type Place, placeAt, type Stepper } from "./method.js";

/** Gradient descent: x − lr·∇f. */
export const gd: Method = {
  endsAt: "flat",
  start:
    (f, { lr = 0.1 }) =>
    ({ x, gradient }) =>
      placeAt(f, plus(x, gradient, -lr)),
};

/** Gradient descent that keeps a share of its last step (Polyak 1964). */
export const momentum: Method = {
  endsAt: "flat",
  start(f, { lr = 0.01, momentum: kept = 0.9 }) {
    const velocity = running();
    return ({ x, gradient }) =>
      placeAt(f, plus(x, velocity(kept, gradient, 1), -lr));
  },
};

/**
 * Momentum that looks ahead: the gradient counts as if it were taken where the last step leads (Nesterov 1983, in the
 * form of Sutskever et al. 2013 that needs no gradient elsewhere).
 */
export const nesterov: Method = {
  endsAt: "flat",
  start(f, { lr = 0.01, momentum: kept = 0.9 }) {
    const velocity = running();
    return ({ x, gradient }) => {
      const ahead = plus(gradient, velocity(kept, gradient, 1), kept);
      return placeAt(f, plus(x, ahead, -lr));
    };
  },
};

/** Steps divided by a running root mean square of the gradient (Tieleman & Hinton 2012). */
export const rmsprop: Method = {
  endsAt: "flat",
  start(f, { lr = 0.01, alpha = 0.99 }) {
    const squares = running();
    return ({ x, gradient }) => {
      const square = squares(alpha, squared(gradient), 1 - alpha);
      const step = gradient.map(
        (g, i) => g / (Math.sqrt(square[i] ?? 0) + eps),
      );
      return placeAt(f, plus(x, step, -lr));
    };
  },
};

const eps = 1e-8;

/** Kingma & Ba 2015, algorithm 1. */
export const adam: Method = {
  endsAt: "flat",
  start: (f, { lr = 0.1, betas = [0.9, 0.999] }) => {
    const step = moments(betas);
    return (at) => placeAt(f, plus(at.x, step(at), -lr));
  },
};

/** Adam with the decay of the weights apart from the gradient (Loshchilov & Hutter 2019). */
export const adamw: Method = {
  endsAt: "flat",
  start(f, { lr = 0.1, betas = [0.9, 0.999], weightDecay = 0.01 }): Stepper {
    const step = moments(betas);
    return (at) => {
      const decayed = scaled(at.x, 1 - lr * weightDecay);
      return placeAt(f, plus(decayed, step(at), -lr));
    };
  },
};

/** Adam's step for a learning rate of 1: the running mean over the root of the running mean square. */
function moments([b1, b2]: readonly [number, number]): (at: Place) => Row {
  const means = running();
  const squares = running();
  let count = 0;
  return ({ gradient }) => {
    count++;
    const mean = means(b1, gradient, 1 - b1);
    const square = squares(b2, squared(gradient), 1 - b2);
    return mean.map((m, i) => {
      const size = Math.sqrt((square[i] ?? 0) / (1 - b2 ** count));
      return m / (1 - b1 ** count) / (size + eps);
    });
  };
}

const squared = (row: Row): Row => row.map((x) => x * x);

/** A running row, zero at first: row ← keep·row + share·by. */
function running(): (keep: number, by: Row, share: number) => Row {
  let row: Row | undefined;
  return (keep, by, share) => {
    row = plus(scaled(row ?? scaled(by, 0), keep), by, share);
    return row;
  };
}
