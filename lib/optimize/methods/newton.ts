import { eigenSymmetric } from "../../dense/symmetric.js";
import type { Objective } from "../objective.js";
import { dot, plus, type Row, scaled } from "../vectors.js";
import { lineSearch } from "./line-search.js";
import { type Method, type Place, placeAt } from "./method.js";
import { within } from "./projected.js";

/**
 * Newton's method with the eigenvalues of the Hessian made positive, so that every step goes down, also near saddles
 * (Nocedal & Wright, section 3.4).
 */
export const newton: Method = {
  endsAt: "flat",
  start: (f) => (at) =>
    f.bounds
      ? within(f, f.bounds, at, (free) => downhill(f, at, free))
      : lineSearch(f, at, downhill(f, at)),
};

/** Newton's direction by the numbers that are free. */
function downhill(f: Objective, at: Place, free?: readonly boolean[]): Row {
  const n = at.x.length;
  const isFree = (i: number): boolean => free?.[i] ?? true;
  const matrix = f.hessian(at.x).map((entry, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return isFree(i) && isFree(j) ? entry : i === j ? 1 : 0;
  });
  const gradient = at.gradient.map((g, i) => (isFree(i) ? g : 0));
  const { values, vectors } = eigenSymmetric(matrix, n);
  const floor = 1e-12 * Math.max(1, ...values.map(Math.abs));
  const direction = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const column = Float64Array.from(at.x, (_, i) => vectors[i * n + k] ?? 0);
    const size = Math.max(Math.abs(values[k] ?? 0), floor);
    const along = -dot(column, gradient) / size;
    for (let i = 0; i < n; i++) {
      direction[i] = (direction[i] ?? 0) + along * (column[i] ?? 0);
    }
  }
  return direction;
}

/**
 * Newton's method by conjugate gradients within a region that is trusted: products of the Hessian with vectors are all
 * that it needs (Steihaug 1983; Nocedal & Wright, algorithms 4.1 and 7.2).
 */
export const newtonCg: Method = {
  endsAt: "flat",
  start(f, options) {
    if (f.bounds) return newton.start(f, options);
    let radius = 1;
    return (at) => {
      for (let attempt = 0; attempt < 60; attempt++) {
        const { step, product } = steihaug(f, at, radius);
        const expected = -dot(at.gradient, step) - dot(step, product) / 2;
        const next = placeAt(f, plus(at.x, step));
        const noise = 1e-14 * Math.abs(at.value);
        const gained = at.value - next.value;
        const size = Math.sqrt(dot(step, step));
        const ratio = (gained + noise) / (expected + noise);
        if (!(ratio >= 0.25)) radius = size / 4;
        else if (ratio > 0.75 && size > 0.99 * radius) radius *= 2;
        if (ratio > 0.1 && (gained > 0 || flatter(next, at))) return next;
        if (!(radius > 1e-20)) break;
      }
      return undefined;
    };
  },
};

/** At the limits of floating point a step counts that makes the gradient smaller. */
function flatter(next: Place, at: Place): boolean {
  return dot(next.gradient, next.gradient) < dot(at.gradient, at.gradient);
}

/** The step within the radius, and the Hessian times it. */
function steihaug(
  f: Objective,
  at: Place,
  radius: number,
): { step: Row; product: Row } {
  const n = at.x.length;
  let step: Row = new Float64Array(n);
  let product: Row = new Float64Array(n);
  let rest = at.gradient;
  let direction = scaled(rest, -1);
  let square = dot(rest, rest);
  const enough = square * Math.min(0.25, Math.sqrt(square));
  for (let k = 0; k < 2 * n && square > enough; k++) {
    const curved = f.hessianTimes(at.x, direction);
    const curvature = dot(direction, curved);
    const length = square / curvature;
    const further = plus(step, direction, length);
    if (curvature <= 0 || dot(further, further) >= radius * radius) {
      const rim = toRim(step, direction, radius);
      return {
        step: plus(step, direction, rim),
        product: plus(product, curved, rim),
      };
    }
    step = further;
    product = plus(product, curved, length);
    rest = plus(rest, curved, length);
    const next = dot(rest, rest);
    direction = plus(scaled(rest, -1), direction, next / square);
    square = next;
  }
  return { step, product };
}

/** How far along the direction the ball's surface is. */
function toRim(step: Row, direction: Row, radius: number): number {
  const a = dot(direction, direction);
  const b = dot(step, direction);
  const c = dot(step, step) - radius * radius;
  return (-b + Math.sqrt(Math.max(0, b * b - a * c))) / a;
}
