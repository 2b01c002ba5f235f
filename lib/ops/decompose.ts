import { qrFactor, type QR } from "../dense/qr.js";
import { svdFactor, type SVD } from "../dense/svd.js";
import { type Eigen, eigenSymmetric } from "../dense/symmetric.js";
import { elementsOf } from "../ir/elements.js";
import type { Data } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Application, Op } from "../ir/op.js";
import { formatShape, type Shape } from "../ir/shape.js";
import { apply } from "../trace/apply.js";
import { add, div, mul, neg, sub } from "./arithmetic.js";
import { callTex, operatorName } from "./define.js";
import { diagonal, tril } from "./diagonal.js";
import { inv, matrixData, product, squareSize } from "./linalg.js";
import { matmul } from "./matmul.js";
import { ratio } from "./reduce.js";
import { expandDims, transpose } from "./shape.js";

/**
 * A factorization has several results, and an operation one: each factor is an operation of its own, and what was
 * computed for one of them is kept for the others.
 */
function remembered<T>(
  factor: (elements: ArrayLike<number>, shape: Shape) => T,
): (a: Data | undefined) => T {
  const known = new WeakMap<object, T>();
  return (a) => {
    if (a === undefined || typeof a === "number") return factor([a ?? 0], []);
    const before = known.get(a);
    if (before !== undefined) return before;
    const found = factor(elementsOf(a), a.shape);
    known.set(a, found);
    return found;
  };
}

type Rules = Pick<Op<undefined>, "jvp" | "vjp">;

export function factorOp(
  name: string,
  shapeOf: (shape: Shape) => Shape,
  evaluate: (a: Data | undefined) => Float64Array,
  rules: Rules,
): Op<undefined> {
  return {
    name,
    infer: ([a]) => ({ shape: shapeOf(a?.shape ?? []), dtype: "float64" }),
    evaluate: ([a]) => {
      const shape = a === undefined || typeof a === "number" ? [] : a.shape;
      return matrixData(evaluate(a), shapeOf(shape));
    },
    ...rules,
    tex: (inputs) => callTex(operatorName(name), inputs),
  };
}

export const call = (op: Op<undefined>, a: Value): Value =>
  apply(op, [a], undefined);
export const input = ({ inputs }: Application<undefined>): Value =>
  inputs[0] as Value;

/** 1/(row − column) for each pair of entries; 0 where they are equal, as on the diagonal. */
function gaps(values: Value): Value {
  return ratio(1, sub(expandDims(values, 0), expandDims(values, 1)));
}

// Symmetric eigenvalues (Magnus 1985): dλ = diag(Vᵀ dA V), dV = V (F ∘ Vᵀ dA V).

const eigenOf = remembered((elements, shape): Eigen =>
  eigenSymmetric(elements, squareSize("eigh", shape)),
);

const eigenvaluesOp: Op<undefined> = factorOp(
  "eigenvalues",
  (shape) => [squareSize("eigh", shape)],
  (a) => eigenOf(a).values,
  {
    jvp([t], at) {
      const v = call(eigenvectorsOp, input(at));
      return diagonal(product(transpose(v), t as Value, v));
    },
    vjp(g, at) {
      const v = call(eigenvectorsOp, input(at));
      return [matmul(mul(v, g), transpose(v))];
    },
  },
);

const eigenvectorsOp: Op<undefined> = factorOp(
  "eigenvectors",
  (shape) => [squareSize("eigh", shape), squareSize("eigh", shape)],
  (a) => eigenOf(a).vectors,
  {
    jvp([t], at) {
      const v = at.output;
      const f = gaps(call(eigenvaluesOp, input(at)));
      return matmul(v, mul(f, product(transpose(v), t as Value, v)));
    },
    vjp(g, at) {
      const v = at.output;
      const f = gaps(call(eigenvaluesOp, input(at)));
      const inner = mul(f, matmul(transpose(v), g));
      return [product(v, inner, transpose(v))];
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
 * positive. Where eigenvalues repeat, single vectors have no derivative: mixing within their space is left out.
 *
 * @example
 * eigh(tensor([[2, 1], [1, 2]])).values // [1, 3]
 */
export function eigh<T extends Value>(a: T): Eigh<T> {
  squareSize("eigh", shapeOfValue(a));
  const symmetric = div(add(a, transpose(a)), 2);
  return {
    values: call(eigenvaluesOp, symmetric) as T,
    vectors: call(eigenvectorsOp, symmetric) as T,
  };
}

// QR (Walter & Lehmann 2012).

export function matrixShape(operation: string, shape: Shape): [number, number] {
  const [m, n] = shape;
  if (shape.length !== 2 || m === undefined || n === undefined) {
    throw new RangeError(
      `${operation}: a matrix is needed, not shape ${formatShape(shape)}`,
    );
  }
  return [m, n];
}

const qrOf = remembered((elements, shape): QR =>
  qrFactor(elements, ...matrixShape("qr", shape)),
);

/** The lower triangle mirrored: its own transpose above the diagonal. */
const mirrored = (x: Value): Value => add(tril(x), transpose(tril(x, -1)));

/** The antisymmetric part of Qᵀ dQ. */
function turning(c: Value): Value {
  const below = tril(c, -1);
  return sub(below, transpose(below));
}

const qOp: Op<undefined> = factorOp(
  "qr_q",
  (shape) => {
    const [m, n] = matrixShape("qr", shape);
    return [m, Math.min(m, n)];
  },
  (a) => qrOf(a).q,
  {
    jvp([t], at) {
      const inverse = inv(tallR(at));
      const c = product(transpose(at.output), t as Value, inverse);
      const along = matmul(t as Value, inverse);
      return sub(along, matmul(at.output, sub(c, turning(c))));
    },
    vjp(g, at) {
      const inverse = inv(tallR(at));
      const m = neg(matmul(transpose(g), at.output));
      const inner = add(g, matmul(at.output, mirrored(m)));
      return [matmul(inner, transpose(inverse))];
    },
  },
);

const rOp: Op<undefined> = factorOp(
  "qr_r",
  (shape) => {
    const [m, n] = matrixShape("qr", shape);
    return [Math.min(m, n), n];
  },
  (a) => qrOf(a).r,
  {
    jvp([t], at) {
      const q = call(qOp, input(at));
      const c = product(transpose(q), t as Value, inv(tallR(at)));
      return matmul(sub(c, turning(c)), at.output);
    },
    vjp(g, at) {
      const q = call(qOp, input(at));
      const r = at.output;
      const inner = mirrored(matmul(r, transpose(g)));
      return [product(q, inner, transpose(inv(tallR(at))))];
    },
  },
);

/** R, which has an inverse only where the matrix has no more columns than rows. */
function tallR(at: Application<undefined>): Value {
  const [m, n] = matrixShape("qr", shapeOfValue(input(at)));
  if (m < n) {
    throw new RangeError(
      "qr: the derivative of a matrix with more columns than rows is not unique; transpose it",
    );
  }
  return call(rOp, input(at));
}

/**
 * The reduced QR factorization: orthonormal columns Q and an upper triangle R with Q·R = A. The derivative needs as many
 * rows as columns or more, and independent columns.
 *
 * @example
 * const { q, r } = qr(tensor([[1, 2], [3, 4]]));
 */
export function qr<T extends Value>(a: T): { readonly q: T; readonly r: T } {
  return { q: call(qOp, a) as T, r: call(rOp, a) as T };
}

// Singular values (Townsend 2016, “Differentiating the singular value decomposition”).

export const svdOf = remembered((elements, shape): SVD =>
  svdFactor(elements, ...matrixShape("svd", shape)),
);

const thin = (shape: Shape): number => Math.min(...matrixShape("svd", shape));

/** The factors of the input of one of the operations below, with V as columns. */
function factors(at: Application<undefined>): { u: Value; s: Value; v: Value } {
  const a = input(at);
  return {
    u: call(uOp, a),
    s: call(singularValuesOp, a),
    v: transpose(call(vtOp, a)),
  };
}

/** What of x lies outside the space of the orthonormal columns of u. */
const outside = (u: Value, x: Value): Value =>
  sub(x, product(u, transpose(u), x));

const singularValuesOp: Op<undefined> = factorOp(
  "singularValues",
  (shape) => [thin(shape)],
  (a) => svdOf(a).s,
  {
    jvp([t], at) {
      const { u, v } = factors(at);
      return diagonal(product(transpose(u), t as Value, v));
    },
    vjp(g, at) {
      const { u, v } = factors(at);
      return [matmul(mul(u, g), transpose(v))];
    },
  },
);

/** The pushforward of U; that of V is the same for the transpose. */
function leftTangent(t: Value, u: Value, s: Value, v: Value): Value {
  const inner = product(transpose(u), t, v);
  const mixed = add(mul(inner, s), mul(expandDims(s, 1), transpose(inner)));
  const turned = matmul(u, mul(gaps(mul(s, s)), mixed));
  return add(turned, ratio(outside(u, matmul(t, v)), s));
}

/** The pullback of U; that of V is the same for the transpose. */
function leftCotangent(g: Value, u: Value, s: Value, v: Value): Value {
  const j = mul(gaps(mul(s, s)), matmul(transpose(u), g));
  const inner = mul(add(j, transpose(j)), s);
  const turned = product(u, inner, transpose(v));
  return add(turned, matmul(ratio(outside(u, g), s), transpose(v)));
}

const uOp: Op<undefined> = factorOp(
  "svd_u",
  (shape) => [matrixShape("svd", shape)[0], thin(shape)],
  (a) => svdOf(a).u,
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

const vtOp: Op<undefined> = factorOp(
  "svd_vt",
  (shape) => [thin(shape), matrixShape("svd", shape)[1]],
  (a) => svdOf(a).vt,
  {
    jvp([t], at) {
      const { u, s, v } = factors(at);
      return transpose(leftTangent(transpose(t as Value), v, s, u));
    },
    vjp(g, at) {
      const { u, s, v } = factors(at);
      return [transpose(leftCotangent(transpose(g), v, s, u))];
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
 * The reduced singular value decomposition A = U·diag(s)·Vᵀ. Where singular values repeat, single vectors have no
 * derivative: mixing within their space is left out.
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
