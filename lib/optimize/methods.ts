import { eigenSymmetric } from "../dense/symmetric.js";
import { lineSearch } from "./line-search.js";
import type { Objective } from "./objective.js";
import { dot, plus, type Row, scaled, times } from "./vectors.js";

/** A place that a method has reached. */
export interface Place {
  readonly x: Row;
  readonly value: number;
  readonly gradient: Row;
}

/** Goes one step on; `undefined` where no step leads further down. */
export type Stepper = (at: Place) => Place | undefined;

/** The options that methods know. */
export interface MethodOptions {
  /** The size of a step, for the methods of the first order. */
  readonly lr?: number | undefined;
  /** How much of the last step is kept, for `momentum`. */
  readonly momentum?: number | undefined;
  /** How many pairs `lbfgs` remembers. */
  readonly memory?: number | undefined;
}

/** A method: from the function and the options, what makes steps. */
export type Method = (f: Objective, options: MethodOptions) => Stepper;

const placeAt = (f: Objective, x: Row): Place => ({ x, ...f.gradient(x) });

const gd: Method =
  (f, { lr = 0.1 }) =>
  ({ x, gradient }) =>
    placeAt(f, plus(x, gradient, -lr));

const momentum: Method = (f, { lr = 0.01, momentum: kept = 0.9 }) => {
  let velocity: Row | undefined;
  return ({ x, gradient }) => {
    velocity = velocity ? plus(gradient, velocity, kept) : gradient;
    return placeAt(f, plus(x, velocity, -lr));
  };
};

/** Kingma & Ba 2015, algorithm 1. */
const adam: Method = (f, { lr = 0.1 }) => {
  let mean: Row | undefined;
  let square: Row | undefined;
  let count = 0;
  return ({ x, gradient }) => {
    count++;
    const m = plus(scaled(mean ?? scaled(x, 0), 0.9), gradient, 0.1);
    const v = plus(
      scaled(square ?? scaled(x, 0), 0.999),
      gradient.map((g) => g * g),
      0.001,
    );
    mean = m;
    square = v;
    const step = m.map((mi, i) => {
      const size = Math.sqrt((v[i] ?? 0) / (1 - 0.999 ** count));
      return mi / (1 - 0.9 ** count) / (size + 1e-8);
    });
    return placeAt(f, plus(x, step, -lr));
  };
};

/**
 * Newton's method with the eigenvalues of the Hessian made positive, so that every step goes down, also near saddles
 * (Nocedal & Wright, section 3.4).
 */
const newton: Method = (f) => {
  return (at) => {
    const n = at.x.length;
    const { values, vectors } = eigenSymmetric(f.hessian(at.x), n);
    const floor = 1e-12 * Math.max(1, ...values.map(Math.abs));
    const direction = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      const column = Float64Array.from(at.x, (_, i) => vectors[i * n + k] ?? 0);
      const size = Math.max(Math.abs(values[k] ?? 0), floor);
      const along = -dot(column, at.gradient) / size;
      for (let i = 0; i < n; i++) {
        direction[i] = (direction[i] ?? 0) + along * (column[i] ?? 0);
      }
    }
    return lineSearch(f, at, direction);
  };
};

/** BFGS with the inverse Hessian (Nocedal & Wright, algorithm 6.1). */
const bfgs: Method = (f) => {
  let inverse: Row | undefined;
  return (at) => {
    const n = at.x.length;
    const h = inverse ?? identity(n, 1);
    let next = lineSearch(f, at, scaled(times(h, at.gradient), -1), !inverse);
    if (next === undefined && inverse !== undefined) {
      inverse = undefined;
      next = lineSearch(f, at, scaled(at.gradient, -1), true);
    }
    if (next === undefined) return undefined;
    const s = plus(next.x, at.x, -1);
    const y = plus(next.gradient, at.gradient, -1);
    const sy = dot(s, y);
    if (sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y))) {
      const start = inverse ?? identity(n, sy / dot(y, y));
      inverse = updated(start, s, y, sy);
    }
    return next;
  };
};

function identity(n: number, size: number): Row {
  return Float64Array.from({ length: n * n }, (_, i) =>
    i % (n + 1) === 0 ? size : 0,
  );
}

function updated(h: Row, s: Row, y: Row, sy: number): Row {
  const n = s.length;
  const hy = times(h, y);
  const factor = (sy + dot(y, hy)) / (sy * sy);
  return h.map((entry, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    const [si = 0, sj = 0] = [s[i], s[j]];
    return (
      entry + factor * si * sj - ((hy[i] ?? 0) * sj + si * (hy[j] ?? 0)) / sy
    );
  });
}

/** A step with the change of the gradient along it. */
export interface Pair {
  readonly s: Row;
  readonly y: Row;
  readonly sy: number;
}

/** Limited-memory BFGS by the two-loop recursion (Nocedal & Wright, algorithm 7.5). */
const lbfgs: Method = (f, { memory = 10 }) => {
  const pairs: Pair[] = [];
  return (at) => {
    let next = lineSearch(
      f,
      at,
      twoLoop(pairs, at.gradient),
      pairs.length === 0,
    );
    if (next === undefined && pairs.length > 0) {
      pairs.length = 0;
      next = lineSearch(f, at, scaled(at.gradient, -1), true);
    }
    if (next === undefined) return undefined;
    const s = plus(next.x, at.x, -1);
    const y = plus(next.gradient, at.gradient, -1);
    const sy = dot(s, y);
    if (sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y))) {
      pairs.push({ s, y, sy });
      if (pairs.length > memory) pairs.shift();
    }
    return next;
  };
};

/** The direction that remembered pairs make of a gradient. */
export function twoLoop(pairs: readonly Pair[], gradient: Row): Row {
  let q = gradient;
  const weights = pairs.map(() => 0);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, sy } = pairs[k] as Pair;
    weights[k] = dot(s, q) / sy;
    q = plus(q, y, -(weights[k] ?? 0));
  }
  const last = pairs.at(-1);
  if (last !== undefined) q = scaled(q, last.sy / dot(last.y, last.y));
  pairs.forEach(({ s, y, sy }, k) => {
    q = plus(q, s, (weights[k] ?? 0) - dot(y, q) / sy);
  });
  return scaled(q, -1);
}

/** The methods by which `minimize` can go, except least squares, which looks at residuals. */
export const methods = { gd, momentum, adam, newton, bfgs, lbfgs };
