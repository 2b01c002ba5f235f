import { qrFactor } from "./qr.js";

/** A matrix as U·diag(s)·Vᵀ, with k = min(m, n) singular values in descending order. */
export interface SVD {
  /** m×k, row-major. */
  readonly u: Float64Array;
  readonly s: Float64Array;
  /** k×n, row-major. */
  readonly vt: Float64Array;
}

/**
 * The reduced singular value decomposition of a row-major m×n matrix by one-sided Jacobi rotations (Demmel & Veselić
 * 1992): small relative errors, also of small singular values. The largest entry of each left vector is positive.
 */
export function svdFactor(a: ArrayLike<number>, m: number, n: number): SVD {
  if (m < n) {
    const { u, s, vt } = svdFactor(transposed(a, m, n), n, m);
    return { u: transposed(vt, m, m), s, vt: transposed(u, n, m) };
  }
  // The columns of the working matrix, as arrays: they become U·diag(s).
  const columns = columnsOf(a, m, n);
  const turns = columnsOf(identity(n), n, n);
  let turned = true;
  for (let sweep = 0; sweep < 60 && turned; sweep++) {
    turned = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        if (orthogonalize(columns, turns, p, q)) turned = true;
      }
    }
  }
  return assemble(columns, turns, m, n);
}

function transposed(
  a: ArrayLike<number>,
  rows: number,
  columns: number,
): Float64Array {
  return Float64Array.from(
    { length: rows * columns },
    (_, i) => a[(i % rows) * columns + Math.floor(i / rows)] ?? 0,
  );
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) =>
    i % (n + 1) === 0 ? 1 : 0,
  );
}

function columnsOf(a: ArrayLike<number>, m: number, n: number): Float64Array[] {
  return Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: m }, (__, i) => a[i * n + j] ?? 0),
  );
}

const dot = (x: Float64Array, y: Float64Array): number =>
  x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);

/** Turns two columns until they are orthogonal; says whether there was anything to do. */
function orthogonalize(
  columns: readonly Float64Array[],
  turns: readonly Float64Array[],
  p: number,
  q: number,
): boolean {
  const x = columns[p];
  const y = columns[q];
  const v = turns[p];
  const w = turns[q];
  if (!x || !y || !v || !w) return false;
  const alpha = dot(x, x);
  const beta = dot(y, y);
  const gamma = dot(x, y);
  if (Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha * beta) || gamma === 0) {
    return false;
  }
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  turn(x, y, c, c * t);
  turn(v, w, c, c * t);
  return true;
}

function turn(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const a = x[i] ?? 0;
    const b = y[i] ?? 0;
    x[i] = c * a - s * b;
    y[i] = s * a + c * b;
  }
}

function assemble(
  columns: readonly Float64Array[],
  turns: readonly Float64Array[],
  m: number,
  n: number,
): SVD {
  const lengths = columns.map((column) => Math.hypot(...column));
  const order = [...lengths.keys()].sort(
    (i, j) => (lengths[j] ?? 0) - (lengths[i] ?? 0),
  );
  const s = Float64Array.from(order, (j) => lengths[j] ?? 0);
  const u = new Float64Array(m * n);
  const vt = new Float64Array(n * n);
  order.forEach((from, to) => {
    const column = columns[from] ?? new Float64Array(m);
    const length = lengths[from] ?? 0;
    const largest = column.reduce(
      (best, x) => (Math.abs(x) > Math.abs(best) + 1e-12 ? x : best),
      0,
    );
    const sign = largest < 0 ? -1 : 1;
    column.forEach((x, i) => {
      u[i * n + to] = length === 0 ? 0 : (sign * x) / length;
    });
    turns[from]?.forEach((x, i) => {
      vt[to * n + i] = sign * x;
    });
  });
  return { u: completed(u, s, m, n), s, vt };
}

/** Fills the left vectors that belong to singular values of 0 with any that are orthonormal to the others. */
function completed(
  u: Float64Array,
  s: Float64Array,
  m: number,
  n: number,
): Float64Array {
  const rank = s.filter((x) => x > 0).length;
  if (rank === n) return u;
  const wide = new Float64Array(m * (rank + m));
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < rank; j++) {
      wide[i * (rank + m) + j] = u[i * n + j] ?? 0;
    }
    wide[i * (rank + m) + rank + i] = 1;
  }
  const { q } = qrFactor(wide, m, rank + m);
  for (let i = 0; i < m; i++) {
    for (let j = rank; j < n; j++) u[i * n + j] = q[i * m + j] ?? 0;
  }
  return u;
}
