import type { SVD } from "../dense/svd.js";
import type { Value } from "../ir/node.js";
import type { Application, Op } from "../ir/op.js";
import { add, mul, neg, sub } from "./arithmetic.js";
import { svdOf } from "./decompose.js";
import { diagonal, embedDiagonal } from "./diagonal.js";
import {
  call,
  input,
  matrixOp,
  matrixSize,
  product,
  transposed,
} from "./matrices.js";
import { matmul } from "./matmul.js";

/** V·diag(1/s)·Uᵀ, without singular values that rounding has left of zero. */
function pseudoInverse({ u, s, vt }: SVD): Float64Array {
  const k = s.length;
  const m = u.length / (k || 1);
  const n = vt.length / (k || 1);
  const cut = (s[0] ?? 0) * Math.max(m, n) * Number.EPSILON;
  return Float64Array.from({ length: n * m }, (_, at) => {
    const i = Math.floor(at / m);
    const j = at % m;
    let sum = 0;
    s.forEach((value, l) => {
      if (value > cut) {
        sum += ((vt[l * n + i] ?? 0) * (u[j * k + l] ?? 0)) / value;
      }
    });
    return sum;
  });
}

/** Golub & Pereyra 1973, for constant rank. */
const pinvOp: Op<undefined> = matrixOp(
  "pinv",
  (shape) => matrixSize("pinv", shape).reverse(),
  (a) => svdOf(a).map(pseudoInverse),
  {
    jvp([t], at) {
      const { p, left, right } = projections(at);
      const tangent = t as Value;
      const inner = neg(product(p, tangent, p));
      const rows = product(p, transposed(p), transposed(tangent), left);
      const columns = product(right, transposed(tangent), transposed(p), p);
      return add(add(inner, rows), columns);
    },
    vjp(g, at) {
      const { p, left, right } = projections(at);
      const pt = transposed(p);
      const inner = neg(product(pt, g, pt));
      const rows = product(left, transposed(g), p, pt);
      const columns = product(pt, p, transposed(g), right);
      return [add(add(inner, rows), columns)];
    },
  },
);

/** The projections on what the matrix does not reach (left) and on what it sends to zero (right). */
function projections(at: Application<undefined>): {
  p: Value;
  left: Value;
  right: Value;
} {
  const a = input(at);
  const p = at.output;
  const eye = (x: Value): Value => embedDiagonal(add(mul(diagonal(x), 0), 1));
  const reached = matmul(a, p);
  const seen = matmul(p, a);
  return {
    p,
    left: sub(eye(reached), reached),
    right: sub(eye(seen), seen),
  };
}

/**
 * The pseudo-inverse of Moore and Penrose: the inverse where there is one, else what solves in the sense of least
 * squares; of a stack, for each matrix.
 *
 * @example
 * pinv(tensor([[1], [1]])) // [[0.5, 0.5]]
 */
export function pinv<T extends Value>(a: T): T {
  return call(pinvOp, a) as T;
}

/**
 * The x that makes ‖A·x − b‖ smallest, and of those the shortest.
 *
 * @example
 * lstsq(tensor([[1, 0], [1, 1], [1, 2]]), tensor([1, 3, 5])) // [1, 2]
 */
export function lstsq<T extends Value>(a: T, b: T): T {
  return matmul(pinv(a), b) as T;
}
