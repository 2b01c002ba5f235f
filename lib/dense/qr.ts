/** A matrix as Q·R: orthonormal columns, and an upper triangle, both row-major. */
export interface QR {
  /** m×k with k = min(m, n). */
  readonly q: Float64Array;
  /** k×n. */
  readonly r: Float64Array;
}

/**
 * The reduced QR factorization of a row-major m×n matrix by Householder reflections (Golub & Van Loan, algorithm 5.2.1),
 * with the signs that LAPACK gives.
 */
export function qrFactor(matrix: ArrayLike<number>, m: number, n: number): QR {
  const a = Float64Array.from(matrix);
  const k = Math.min(m, n);
  const reflections: Float64Array[] = [];
  for (let j = 0; j < k; j++) {
    const v = reflection(a, m, n, j);
    reflections.push(v);
    reflect(a, n, v, j, j);
  }
  const r = new Float64Array(k * n);
  for (let i = 0; i < k; i++) {
    for (let j = i; j < n; j++) r[i * n + j] = a[i * n + j] ?? 0;
  }
  const q = new Float64Array(m * k);
  for (let i = 0; i < k; i++) q[i * k + i] = 1;
  for (let j = k - 1; j >= 0; j--) {
    reflect(q, k, reflections[j] ?? new Float64Array(0), j, 0);
  }
  return { q, r };
}

/** The unit vector of the reflection that clears column j below the diagonal. */
function reflection(
  a: Float64Array,
  m: number,
  n: number,
  j: number,
): Float64Array {
  const v = new Float64Array(m - j);
  for (let i = j; i < m; i++) v[i - j] = a[i * n + j] ?? 0;
  const norm = Math.hypot(...v);
  if (norm === 0 || m - j === 1) return new Float64Array(m - j);
  const [head = 0] = v;
  v[0] = head + (head < 0 ? -norm : norm);
  const length = Math.hypot(...v);
  return v.map((x) => x / length);
}

/** Applies the reflection of rows from `top` on to the columns from `left` on. */
function reflect(
  a: Float64Array,
  columns: number,
  v: Float64Array,
  top: number,
  left: number,
): void {
  for (let c = left; c < columns; c++) {
    let dot = 0;
    v.forEach((x, i) => {
      dot += x * (a[(top + i) * columns + c] ?? 0);
    });
    if (dot === 0) continue;
    v.forEach((x, i) => {
      const at = (top + i) * columns + c;
      a[at] = (a[at] ?? 0) - 2 * dot * x;
    });
  }
}
