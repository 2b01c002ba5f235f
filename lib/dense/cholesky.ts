/**
 * The lower triangular L with L·Lᵀ = A of a row-major symmetric n×n matrix, of which the lower half is read; `undefined`
 * where it is not positive definite.
 */
export function choleskyFactor(
  a: ArrayLike<number>,
  n: number,
): Float64Array | undefined {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] ?? 0;
      for (let k = 0; k < j; k++) {
        sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0);
      }
      if (i === j && !(sum > 0)) return undefined;
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / (l[j * n + j] ?? 0);
    }
  }
  return l;
}
