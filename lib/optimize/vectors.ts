/** Arithmetic on rows of numbers. */
export type Row = Float64Array;

export function dot(a: Row, b: Row): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** a + factor·b. */
export function plus(a: Row, b: Row, factor = 1): Row {
  return a.map((x, i) => x + factor * (b[i] ?? 0));
}

/** The largest size of an entry; NaN where one is. */
export function largest(a: Row): number {
  return a.reduce((best, x) => Math.max(best, Math.abs(x)), 0);
}

export function scaled(a: Row, factor: number): Row {
  return a.map((x) => x * factor);
}

/** A multiple of the n×n identity matrix, row-major. */
export function identity(n: number, size = 1): Row {
  return Float64Array.from({ length: n * n }, (_, i) =>
    i % (n + 1) === 0 ? size : 0,
  );
}

/** The product of a row-major n×n matrix with a vector. */
export function times(matrix: Row, x: Row): Row {
  const n = x.length;
  return x.map((_, i) => dot(matrix.subarray(i * n, (i + 1) * n), x));
}
