import { qrFactor } from "../../dense/qr.js";
import {
  type Residuals,
  type SumOfSquares,
  timesVector,
} from "../residuals.js";
import { dot, plus, type Row } from "../vectors.js";
import { lineSearch } from "./line-search.js";
import { type Ending, type Place, placeAt, type Stepper } from "./method.js";

/**
 * Levenberg and Marquardt's method (Marquardt 1963) with the scaling of Moré (1978) and the damping rule of Nielsen
 * (1999). Steps are found from a QR factorization of the Jacobian, never from its square, which would halve the digits.
 */
export function levenbergMarquardt(f: SumOfSquares): Stepper {
  let damping = 1e-3;
  let growth = 2;
  let scale: Row | undefined;
  return (at) => {
    const linear = freed(f, at, f.linear(at.x));
    const n = at.x.length;
    const { q, r } = reduced(linear, n);
    const norms = columnNorms(linear.jacobian, n);
    scale = norms.map((norm, k) => Math.max(norm, scale?.[k] ?? 0) || 1);
    for (let attempt = 0; attempt < 80; attempt++) {
      const step = dampedStep(r, q, scale, damping);
      const next = f.bounds?.clamp(plus(at.x, step)) ?? plus(at.x, step);
      const moved = plus(next, at.x, -1);
      const predicted = predictedGain(linear, moved);
      const residuals = f.residuals(next);
      const gained = at.value - dot(residuals, residuals);
      if (gained > 0) {
        const ratio = gained / predicted;
        damping *= Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3);
        damping = Math.max(Math.min(damping, 1e12), 1e-18);
        growth = 2;
        return placeAt(f, next);
      }
      if (stands(moved, at.x)) break;
      damping *= growth;
      growth *= 2;
    }
    return restAt(at, linear, norms);
  };
}

/** Gauss and Newton's method: the linear least-squares step, shortened by a line search where it overshoots. */
export function gaussNewton(f: SumOfSquares): Stepper {
  return (at) => {
    const linear = freed(f, at, f.linear(at.x));
    const n = at.x.length;
    const { q, r } = reduced(linear, n);
    const norms = columnNorms(linear.jacobian, n);
    const step = dampedStep(r, q, norms, 1e-30);
    const next = lineSearch(f, at, step);
    if (next === undefined) return restAt(at, linear, norms);
    return f.bounds ? placeAt(f, next.x) : next;
  };
}

/** The derivatives by the numbers that no bound holds. */
function freed(f: SumOfSquares, at: Place, linear: Residuals): Residuals {
  if (!f.bounds) return linear;
  const free = f.bounds.free(at.x, at.gradient);
  const jacobian = linear.jacobian.map((entry, k) =>
    free[k % free.length] ? entry : 0,
  );
  return { r: linear.r, jacobian };
}

/** Qᵀr and R of the Jacobian. */
function reduced({ r, jacobian }: Residuals, n: number): { q: Row; r: Row } {
  const m = r.length;
  const qr = qrFactor(jacobian, m, n);
  const k = Math.min(m, n);
  const q = new Float64Array(k);
  r.forEach((value, i) => {
    for (let c = 0; c < k; c++)
      q[c] = (q[c] ?? 0) + (qr.q[i * k + c] ?? 0) * value;
  });
  return { q, r: qr.r };
}

/** The step s that minimizes ‖R·s + q‖² + damping·‖scale·s‖². */
function dampedStep(r: Row, q: Row, scale: Row, damping: number): Row {
  const n = scale.length;
  const k = q.length;
  const tall = new Float64Array((k + n) * n);
  tall.set(r);
  for (let i = 0; i < n; i++) {
    tall[(k + i) * n + i] = Math.sqrt(damping) * (scale[i] ?? 0);
  }
  const factors = qrFactor(tall, k + n, n);
  const step = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let rest = 0;
    for (let c = 0; c < k; c++)
      rest -= (factors.q[c * n + i] ?? 0) * (q[c] ?? 0);
    for (let c = i + 1; c < n; c++)
      rest -= (factors.r[i * n + c] ?? 0) * (step[c] ?? 0);
    const pivot = factors.r[i * n + i] ?? 0;
    step[i] = pivot === 0 ? 0 : rest / pivot;
  }
  return step;
}

/** How much smaller the sum of squares would be if the residuals were linear. */
function predictedGain({ r, jacobian }: Residuals, step: Row): number {
  const change = timesVector(jacobian, step);
  return -(2 * dot(r, change) + dot(change, change));
}

function columnNorms(j: Row, n: number): Row {
  const squares = new Float64Array(n);
  j.forEach((entry, k) => {
    squares[k % n] = (squares[k % n] ?? 0) + entry * entry;
  });
  return squares.map(Math.sqrt);
}

/** Whether a step is lost in the rounding of the point. */
function stands(step: Row, x: Row): boolean {
  return step.every((s, i) => Math.abs(s) <= 1e-17 * Math.abs(x[i] ?? 0));
}

/** No step leads down: a minimum where the residuals stand at right angles to the columns of the Jacobian (Moré 1978). */
function restAt(at: Place, { r, jacobian }: Residuals, norms: Row): Ending {
  const length = Math.sqrt(dot(r, r));
  const n = norms.length;
  const products = new Float64Array(n);
  jacobian.forEach((entry, k) => {
    products[k % n] =
      (products[k % n] ?? 0) + entry * (r[Math.floor(k / n)] ?? 0);
  });
  const cosine = products.reduce((most, product, k) => {
    const size = (norms[k] ?? 0) * length;
    return size === 0 ? most : Math.max(most, Math.abs(product) / size);
  }, 0);
  const converged = cosine <= 1e-6 || at.value <= 1e-28;
  return {
    converged,
    message: converged
      ? "converged: no smaller sum of squares within floating point"
      : `no step leads further down, though the residuals have a part (cosine ${cosine.toExponential(1)}) along the derivatives: is the function smooth here?`,
  };
}
