/** A square matrix taken apart: P·A = L·U, packed in one array with the unit diagonal of L left out. */
export interface LU {
  readonly n: number;
  readonly factors: Float64Array;
  /** Row i of P·A is row `rows[i]` of A. */
  readonly rows: Int32Array;
  /** The determinant of P: 1 or −1. */
  readonly sign: number;
}

/** LU with partial pivoting (Golub & Van Loan, algorithm 3.4.1) of a row-major n×n matrix; singular ones are no error. */
export function luFactor(matrix: ArrayLike<number>, n: number): LU {
  const a = Float64Array.from(matrix);
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    const pivot = pivotRow(a, n, k);
    if (pivot !== k) {
      swapRows(a, n, k, pivot);
      const row = rows[k] ?? 0;
      rows[k] = rows[pivot] ?? 0;
      rows[pivot] = row;
      sign = -sign;
    }
    eliminate(a, n, k);
  }
  return { n, factors: a, rows, sign };
}

function pivotRow(a: Float64Array, n: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < n; i++) {
    if (Math.abs(a[i * n + k] ?? 0) > Math.abs(a[best * n + k] ?? 0)) best = i;
  }
  return best;
}

function swapRows(a: Float64Array, n: number, i: number, k: number): void {
  const row = a.slice(i * n, (i + 1) * n);
  a.copyWithin(i * n, k * n, (k + 1) * n);
  a.set(row, k * n);
}

function eliminate(a: Float64Array, n: number, k: number): void {
  const pivot = a[k * n + k] ?? 0;
  if (pivot === 0) return;
  for (let i = k + 1; i < n; i++) {
    const factor = (a[i * n + k] ?? 0) / pivot;
    a[i * n + k] = factor;
    if (factor === 0) continue;
    for (let j = k + 1; j < n; j++) {
      a[i * n + j] = (a[i * n + j] ?? 0) - factor * (a[k * n + j] ?? 0);
    }
  }
}

/** Whether a pivot is exactly zero, so that there is no inverse. */
export function isSingular({ n, factors }: LU): boolean {
  for (let i = 0; i < n; i++) if (factors[i * n + i] === 0) return true;
  return false;
}

/** The logarithm of the determinant's size, and its sign. */
export function logDeterminant({ n, factors, sign }: LU): {
  log: number;
  sign: number;
} {
  let log = 0;
  let total = sign;
  for (let i = 0; i < n; i++) {
    const pivot = factors[i * n + i] ?? 0;
    log += Math.log(Math.abs(pivot));
    total *= Math.sign(pivot);
  }
  return { log, sign: total };
}

/** The determinant. */
export function determinant({ n, factors, sign }: LU): number {
  let product = sign;
  for (let i = 0; i < n; i++) product *= factors[i * n + i] ?? 0;
  return product;
}

/** The solution X of A·X = B for a row-major n×columns matrix B. */
export function luSolve(
  { n, factors, rows }: LU,
  b: ArrayLike<number>,
  columns: number,
): Float64Array {
  const x = new Float64Array(n * columns);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < columns; c++) {
      x[i * columns + c] = b[(rows[i] ?? 0) * columns + c] ?? 0;
    }
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      subtractRow(x, columns, i, k, factors[i * n + k] ?? 0);
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) {
      subtractRow(x, columns, i, k, factors[i * n + k] ?? 0);
    }
    const pivot = factors[i * n + i] ?? 0;
    for (let c = 0; c < columns; c++) {
      x[i * columns + c] = (x[i * columns + c] ?? 0) / pivot;
    }
  }
  return x;
}

/** Subtracts a multiple of row k from row i. */
export function subtractRow(
  x: Float64Array,
  columns: number,
  i: number,
  k: number,
  factor: number,
): void {
  if (factor === 0) return;
  for (let c = 0; c < columns; c++) {
    x[i * columns + c] =
      (x[i * columns + c] ?? 0) - factor * (x[k * columns + c] ?? 0);
  }
}
