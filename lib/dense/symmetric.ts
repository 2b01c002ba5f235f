/** Eigenvalues in ascending order, and the orthonormal eigenvectors as the columns of a row-major matrix. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * The eigenvalues and eigenvectors of a row-major symmetric n×n matrix by cyclic Jacobi rotations (Golub & Van Loan,
 * section 8.5): small relative errors, also of small eigenvalues. Each vector's largest entry is made positive.
 */
export function eigenSymmetric(matrix: ArrayLike<number>, n: number): Eigen {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      a[i * n + j] = ((matrix[i * n + j] ?? 0) + (matrix[j * n + i] ?? 0)) / 2;
    }
  }
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60 && !isDiagonal(a, n); sweep++) {
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) annihilate(a, v, n, p, q);
    }
  }
  return sorted(a, v, n);
}

function isDiagonal(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const off = Math.abs(a[i * n + j] ?? 0);
      const size = Math.sqrt(
        Math.abs((a[i * n + i] ?? 0) * (a[j * n + j] ?? 0)),
      );
      if (off > 1e-300 && !(off <= Number.EPSILON * 1e-3 * size)) return false;
    }
  }
  return true;
}

/** Turns the plane of axes p and q so that the entry there vanishes. */
function annihilate(
  a: Float64Array,
  v: Float64Array,
  n: number,
  p: number,
  q: number,
): void {
  const off = a[p * n + q] ?? 0;
  if (off === 0) return;
  const theta = ((a[q * n + q] ?? 0) - (a[p * n + p] ?? 0)) / (2 * off);
  const t =
    (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) rotate(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) rotate(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) rotate(v, k * n + p, k * n + q, c, s);
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}

function rotate(
  a: Float64Array,
  i: number,
  j: number,
  c: number,
  s: number,
): void {
  const x = a[i] ?? 0;
  const y = a[j] ?? 0;
  a[i] = c * x - s * y;
  a[j] = s * x + c * y;
}

function sorted(a: Float64Array, v: Float64Array, n: number): Eigen {
  const diagonal = Array.from({ length: n }, (_, i) => a[i * n + i] ?? 0);
  const order = [...diagonal.keys()].sort(
    (i, j) => (diagonal[i] ?? 0) - (diagonal[j] ?? 0),
  );
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    let largest = 0;
    for (let k = 0; k < n; k++) {
      const x = v[k * n + from] ?? 0;
      if (Math.abs(x) > Math.abs(largest) + 1e-12) largest = x;
    }
    const sign = largest < 0 ? -1 : 1;
    for (let k = 0; k < n; k++) {
      vectors[k * n + to] = sign * (v[k * n + from] ?? 0);
    }
  });
  return {
    values: Float64Array.from(order, (i) => diagonal[i] ?? 0),
    vectors,
  };
}
