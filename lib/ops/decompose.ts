import { qrFactor, type QR } from "../dense/qr.js";
import { svdFactor, type SVD } from "../dense/svd.js";
import { type Eigen, eigenSymmetric } from "../dense/symmetric.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Application, Op } from "../ir/op.js";
import type { Shape } from "../ir/shape.js";
import { add, div, mul, neg, ratio, sub } from "./arithmetic.js";
import { diagonal, tril } from "./diagonal.js";
import { inv } from "./linalg.js";
import {
  call,
  input,
  matrixOp,
  matrixSize,
  product,
  remembered,
  squareSize,
  transposed,
} from "./matrices.js";
import { matmul } from "./matmul.js";
import { expandDims } from "./shape.js";

/** 1/(row − column) for each pair of entries; 0 where they are equal, as on the diagonal. */
function gaps(values: Value): Value {
  return ratio(1, sub(expandDims(values, -2), expandDims(values, -1)));
}

// Symmetric eigenvalues (Magnus 1985): dλ = diag(Vᵀ dA V), dV = V (F ∘ Vᵀ dA V).

const eigenOf = remembered("eigh", (elements, n): Eigen =>
  eigenSymmetric(elements, n),
);

const eigenvaluesOp: Op<undefined> = matrixOp(
  "eigenvalues",
  (shape) => [squareSize("eigh", shape)],
  (a) => eigenOf(a).map(({ values }) => values),
  {
    jvp([t], at) {
      const v = call(eigenvectorsOp, input(at));
      return diagonal(product(transposed(v), t as Value, v));
    },
    vjp(g, at) {
      const v = call(eigenvectorsOp, input(at));
      return [matmul(mul(v, expandDims(g, -2)), transposed(v))];
    },
  },
);

const eigenvectorsOp: Op<undefined> = matrixOp(
  "eigenvectors",
  (shape) => [squareSize("eigh", shape), squareSize("eigh", shape)],
  (a) => eigenOf(a).map(({ vectors }) => vectors),
  {
    jvp([t], at) {
      const v = at.output;
      const f = gaps(call(eigenvaluesOp, input(at)));
      return matmul(v, mul(f, product(transposed(v), t as Value, v)));
    },
    vjp(g, at) {
      const v = at.output;
      const f = gaps(call(eigenvaluesOp, input(at)));
      const inner = mul(f, matmul(transposed(v), g));
      return [product(v, inner, transposed(v))];
    },
  },
);

/** The eigenvalues and eigenvectors of a symmetric matrix. */
export interface Eigh<T> {
  /** Ascending. */
  readonly values: T;
  /** Orthonormal, as columns. */
  readonly vectors: T;
}

/**
 * The eigenvalues (ascending) and orthonormal eigenvectors (columns) of a symmetric matrix. Each vector's largest entry is
 * positive. Of a stack, each matrix is treated for itself. Of A its symmetric part is taken, so that gradients are
 * symmetric.
 *
 * Where eigenvalues repeat, single vectors have no derivative. Functions that do not tell the repeated ones apart do: sums
 * over all eigenvalues or over a repeated group, projections on the space of a group or on a vector outside it. Their
 * first derivatives are right, since the turning within a group is left out (its share is 0, where the division by the
 * gap would give NaN). Their second derivatives are not: the turning then counts. Write such functions in the matrix
 * itself where you can, as trace(A·A) for the sum of squares. For single vectors of a group the numbers are finite and mean
 * nothing.
 *
 * @example
 * eigh(tensor([[2, 1], [1, 2]])).values // [1, 3]
 */
export function eigh<T extends Value>(a: T): Eigh<T> {
  squareSize("eigh", shapeOfValue(a));
  const symmetric = div(add(a, transposed(a)), 2);
  return {
    values: call(eigenvaluesOp, symmetric) as T,
    vectors: call(eigenvectorsOp, symmetric) as T,
  };
}

// QR (Walter & Lehmann 2012).

const qrOf = remembered("qr", (elements, m, n): QR => qrFactor(elements, m, n));

/** The lower triangle mirrored: its own transpose above the diagonal. */
const mirrored = (x: Value): Value => add(tril(x), transposed(tril(x, -1)));

/** The antisymmetric part of Qᵀ dQ. */
function turning(c: Value): Value {
  const below = tril(c, -1);
  return sub(below, transposed(below));
}

const qOp: Op<undefined> = matrixOp(
  "qr_q",
  (shape) => {
    const [m, n] = matrixSize("qr", shape);
    return [m, Math.min(m, n)];
  },
  (a) => qrOf(a).map(({ q }) => q),
  {
    jvp([t], at) {
      const inverse = inv(tallR(at));
      const c = product(transposed(at.output), t as Value, inverse);
      const along = matmul(t as Value, inverse);
      return sub(along, matmul(at.output, sub(c, turning(c))));
    },
    vjp(g, at) {
      const inverse = inv(tallR(at));
      const m = neg(matmul(transposed(g), at.output));
      const inner = add(g, matmul(at.output, mirrored(m)));
      return [matmul(inner, transposed(inverse))];
    },
  },
);

const rOp: Op<undefined> = matrixOp(
  "qr_r",
  (shape) => {
    const [m, n] = matrixSize("qr", shape);
    return [Math.min(m, n), n];
  },
  (a) => qrOf(a).map(({ r }) => r),
  {
    jvp([t], at) {
      const q = call(qOp, input(at));
      const c = product(transposed(q), t as Value, inv(tallR(at)));
      return matmul(sub(c, turning(c)), at.output);
    },
    vjp(g, at) {
      const q = call(qOp, input(at));
      const r = at.output;
      const inner = mirrored(matmul(r, transposed(g)));
      return [product(q, inner, transposed(inv(tallR(at))))];
    },
  },
);

/** R, which has an inverse only where the matrix has no more columns than rows. */
function tallR(at: Application<undefined>): Value {
  const [m, n] = matrixSize("qr", shapeOfValue(input(at)));
  if (m < n) {
    throw new RangeError(
      "qr: the derivative of a matrix with more columns than rows is not unique; transpose it",
    );
  }
  return call(rOp, input(at));
}

/**
 * The reduced QR factorization, of a matrix or of each of a stack: orthonormal columns Q and an upper triangle R with
 * Q·R = A. The derivative needs as many rows as columns or more, and independent columns.
 *
 * @example
 * const { q, r } = qr(tensor([[1, 2], [3, 4]]));
 */
export function qr<T extends Value>(a: T): { readonly q: T; readonly r: T } {
  return { q: call(qOp, a) as T, r: call(rOp, a) as T };
}

// Singular values (Townsend 2016, “Differentiating the singular value decomposition”).

export const svdOf = remembered("svd", (elements, m, n): SVD =>
  svdFactor(elements, m, n),
);

const thin = (shape: Shape): number => Math.min(...matrixSize("svd", shape));

/** The factors of the input of one of the operations below, with V as columns. */
function factors(at: Application<undefined>): { u: Value; s: Value; v: Value } {
  const a = input(at);
  return {
    u: call(uOp, a),
    s: call(singularValuesOp, a),
    v: transposed(call(vtOp, a)),
  };
}

/** What of x lies outside the space of the orthonormal columns of u. */
const outside = (u: Value, x: Value): Value =>
  sub(x, product(u, transposed(u), x));

const singularValuesOp: Op<undefined> = matrixOp(
  "singularValues",
  (shape) => [thin(shape)],
  (a) => svdOf(a).map(({ s }) => s),
  {
    jvp([t], at) {
      const { u, v } = factors(at);
      return diagonal(product(transposed(u), t as Value, v));
    },
    vjp(g, at) {
      const { u, v } = factors(at);
      return [matmul(mul(u, expandDims(g, -2)), transposed(v))];
    },
  },
);

/** The pushforward of U; that of V is the same for the transpose. */
function leftTangent(t: Value, u: Value, s: Value, v: Value): Value {
  const inner = product(transposed(u), t, v);
  const across = expandDims(s, -2);
  const mixed = add(
    mul(inner, across),
    mul(expandDims(s, -1), transposed(inner)),
  );
  const turned = matmul(u, mul(gaps(mul(s, s)), mixed));
  return add(turned, ratio(outside(u, matmul(t, v)), across));
}

/** The pullback of U; that of V is the same for the transpose. */
function leftCotangent(g: Value, u: Value, s: Value, v: Value): Value {
  const j = mul(gaps(mul(s, s)), matmul(transposed(u), g));
  const across = expandDims(s, -2);
  const inner = mul(add(j, transposed(j)), across);
  const turned = product(u, inner, transposed(v));
  return add(turned, matmul(ratio(outside(u, g), across), transposed(v)));
}

const uOp: Op<undefined> = matrixOp(
  "svd_u",
  (shape) => [matrixSize("svd", shape)[0], thin(shape)],
  (a) => svdOf(a).map(({ u }) => u),
  {
    jvp([t], at) {
      const { u, s, v } = factors(at);
      return leftTangent(t as Value, u, s, v);
    },
    vjp(g, at) {
      const { u, s, v } = factors(at);
      return [leftCotangent(g, u, s, v)];
    },
  },
);

const vtOp: Op<undefined> = matrixOp(
  "svd_vt",
  (shape) => [thin(shape), matrixSize("svd", shape)[1]],
  (a) => svdOf(a).map(({ vt }) => vt),
  {
    jvp([t], at) {
      const { u, s, v } = factors(at);
      return transposed(leftTangent(transposed(t as Value), v, s, u));
    },
    vjp(g, at) {
      const { u, s, v } = factors(at);
      return [transposed(leftCotangent(transposed(g), v, s, u))];
    },
  },
);

/** A matrix as U·diag(s)·Vᵀ. */
export interface Svd<T> {
  /** Orthonormal columns. */
  readonly u: T;
  /** Descending. */
  readonly s: T;
  /** Orthonormal rows. */
  readonly vt: T;
}

/**
 * The reduced singular value decomposition A = U·diag(s)·Vᵀ, of a matrix or of each of a stack; the largest entry of each
 * left vector is positive. Where singular values repeat, the same holds as for eigenvalues (see `eigh`): first derivatives
 * of functions that do not tell the repeated ones apart are right, single vectors have none. At 0 a singular value has a
 * kink, as the size of a number has.
 *
 * @example
 * svd(tensor([[3, 0], [0, 4]])).s // [4, 3]
 */
export function svd<T extends Value>(a: T): Svd<T> {
  return {
    u: call(uOp, a) as T,
    s: call(singularValuesOp, a) as T,
    vt: call(vtOp, a) as T,
  };
}
