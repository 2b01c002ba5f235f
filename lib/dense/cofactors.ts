import { determinant, luFactor } from "./lu.js";
import { svdFactor } from "./svd.js";

/**
 * The cofactors of a row-major n×n matrix, singular ones included: small matrices by their minors, so that whole numbers
 * stay whole, larger ones by singular values, cof(U·S·Vᵀ) = det(U)·det(V)·U·cof(S)·Vᵀ.
 */
export function cofactorsOf(a: Float64Array, n: number): Float64Array {
  return n <= 4 ? byMinors(a, n) : bySingularValues(a, n);
}

function byMinors(a: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const row = Math.floor(at / n);
    const column = at % n;
    const rest = a.filter(
      (__, k) => Math.floor(k / n) !== row && k % n !== column,
    );
    const sign = (row + column) % 2 === 0 ? 1 : -1;
    return sign * determinant(luFactor(rest, n - 1));
  });
}

function bySingularValues(a: Float64Array, n: number): Float64Array {
  const { u, s, vt } = svdFactor(a, n, n);
  const turned = determinant(luFactor(u, n)) * determinant(luFactor(vt, n));
  const sign = turned < 0 ? -1 : 1;
  const others = s.map((_, i) =>
    s.reduce((product, x, k) => (k === i ? product : product * x), sign),
  );
  return Float64Array.from({ length: n * n }, (_, at) => {
    const row = Math.floor(at / n);
    const column = at % n;
    return others.reduce(
      (sum, x, k) =>
        sum + (u[row * n + k] ?? 0) * x * (vt[k * n + column] ?? 0),
      0,
    );
  });
}
