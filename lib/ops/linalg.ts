import { choleskyFactor } from "../dense/cholesky.js";
import {
  determinant,
  isSingular,
  logDeterminant,
  luFactor,
  luSolve,
} from "../dense/lu.js";
import { elementsOf, settle } from "../ir/elements.js";
import { contiguous, type Data } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Aval, Op } from "../ir/op.js";
import { formatShape, type Shape } from "../ir/shape.js";
import { Precedence, type Tex } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { add, div, mul, neg, scale, sub } from "./arithmetic.js";
import { callTex, named, operatorName } from "./define.js";
import { diag, diagonal, trace, tril } from "./diagonal.js";
import { matmul, outer } from "./matmul.js";
import { transpose } from "./shape.js";

/** The number of rows. @throws where the matrix is not square. */
export function squareSize(operation: string, shape: Shape): number {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || rows !== columns) {
    throw new RangeError(
      `${operation}: a square matrix is needed, not shape ${formatShape(shape)}`,
    );
  }
  return rows;
}

/** A row-major float64 matrix as data. */
export function matrixData(elements: Float64Array, shape: Shape): Data {
  return settle(contiguous(elements, shape, "float64"));
}

const shapeOfData = (x: Data | undefined): Shape =>
  x === undefined || typeof x === "number" ? [] : x.shape;

const first = <T>([x]: readonly T[]): T => x as T;

/** The product of several matrices, from the left. */
export function product(...factors: readonly Value[]): Value {
  return factors.reduce((left, right) => matmul(left, right));
}

function singular(operation: string): Error {
  return new RangeError(
    `${operation}: the matrix is singular; use pinv or lstsq`,
  );
}

const invOp: Op<undefined> = {
  name: "inv",
  infer: ([a]) => ({
    shape: [...(a?.shape ?? [])],
    dtype: checkSquare("inv", a),
  }),
  evaluate([a]) {
    const shape = shapeOfData(a);
    const n = squareSize("inv", shape);
    const lu = luFactor(elementsOf(a as Data), n);
    if (isSingular(lu)) throw singular("inv");
    const eye = Float64Array.from({ length: n * n }, (_, i) =>
      i % (n + 1) === 0 ? 1 : 0,
    );
    return matrixData(luSolve(lu, eye, n), shape);
  },
  jvp: ([t], { output: y }) => neg(product(y, t as Value, y)),
  vjp: (g, { output: y }) => [neg(product(transpose(y), g, transpose(y)))],
  tex: ([a]) => powerTex(a, "-1"),
};

function checkSquare(operation: string, a: Aval | undefined): "float64" {
  squareSize(operation, a?.shape ?? []);
  return "float64";
}

function powerTex(a: Tex | undefined, exponent: string): Tex {
  const text = a?.text ?? "";
  const closed = a !== undefined && a.binds < Precedence.atom;
  return {
    text: `${closed ? `\\left(${text}\\right)` : text}^{${exponent}}`,
    binds: Precedence.power,
  };
}

/**
 * The inverse of a square matrix.
 *
 * @throws where it is singular.
 * @example
 * inv(tensor([[2, 0], [0, 4]])) // [[0.5, 0], [0, 0.25]]
 */
export const inv = named(
  "inv",
  invOp,
  <T extends Value>(a: T): T => apply(invOp, [a], undefined) as T,
);

const solveOp: Op<undefined> = {
  name: "solve",
  infer: ([a, b]) => {
    const n = squareSize("solve", a?.shape ?? []);
    const shape = b?.shape ?? [];
    checkRows(n, shape);
    return { shape, dtype: "float64" };
  },
  evaluate([a, b]) {
    const n = squareSize("solve", shapeOfData(a));
    const shape = shapeOfData(b);
    checkRows(n, shape);
    const lu = luFactor(elementsOf(a as Data), n);
    if (isSingular(lu)) throw singular("solve");
    const columns = shape[1] ?? 1;
    return matrixData(luSolve(lu, elementsOf(b as Data), columns), shape);
  },
  jvp([s, t], { inputs: [a], output: y }) {
    const moved = s === undefined ? undefined : matmul(s, y);
    const right = t === undefined ? neg(moved ?? 0) : t;
    const total =
      t === undefined || moved === undefined ? right : sub(t, moved);
    return solve(a as Value, total);
  },
  vjp(g, { inputs: [a], output: y }, wanted) {
    const gb = solve(transpose(a as Value), g);
    if (wanted[0] !== true) return [undefined, gb];
    const vector = shapeOfValue(y).length === 1;
    const ga = vector ? outer(gb, y) : matmul(gb, transpose(y));
    return [neg(ga), gb];
  },
  tex: ([a, b]) => ({
    text: `${powerTex(a, "-1").text} ${b?.text ?? ""}`,
    binds: Precedence.product,
  }),
};

function checkRows(n: number, shape: Shape): void {
  if (shape[0] !== n || shape.length > 2) {
    throw new RangeError(
      `solve: a ${String(n)}×${String(n)} matrix and a right side of shape ${formatShape(shape)} do not agree`,
    );
  }
}

/**
 * The solution x of A·x = b, for a vector b or the columns of a matrix.
 *
 * @throws where A is singular.
 * @example
 * solve(tensor([[2, 0], [0, 4]]), tensor([2, 4])) // [1, 1]
 */
export const solve = named(
  "solve",
  solveOp,
  <T extends Value>(a: T, b: T): T => apply(solveOp, [a, b], undefined) as T,
);

const detOp: Op<undefined> = {
  name: "det",
  infer: ([a]) => ({ shape: [], dtype: checkSquare("det", a) }),
  evaluate([a]) {
    const n = squareSize("det", shapeOfData(a));
    return determinant(luFactor(elementsOf(a as Data), n));
  },
  jvp: ([t], { inputs }) =>
    trace(matmul(transpose(cofactors(first(inputs))), t as Value)),
  vjp: (g, { inputs }) => [scale(g, cofactors(first(inputs)))],
  tex: (inputs) => callTex("\\det", inputs),
};

/** The cofactors: det(A)·A⁻ᵀ, and right for singular matrices too. A further derivative needs the inverse. */
const cofactorsOp: Op<undefined> = {
  name: "cofactors",
  infer: ([a]) => ({
    shape: [...(a?.shape ?? [])],
    dtype: checkSquare("cofactors", a),
  }),
  evaluate([a]) {
    const shape = shapeOfData(a);
    const n = squareSize("cofactors", shape);
    const elements = elementsOf(a as Data);
    const minors = Float64Array.from({ length: n * n }, (_, at) => {
      const row = Math.floor(at / n);
      const column = at % n;
      const rest = elements.filter(
        (__: number, k: number) =>
          Math.floor(k / n) !== row && k % n !== column,
      );
      const sign = (row + column) % 2 === 0 ? 1 : -1;
      return sign * determinant(luFactor(rest, n - 1));
    });
    return matrixData(minors, shape);
  },
  jvp: ([t], { inputs: [a], output: y }) =>
    cofactorSlope(a as Value, y, t as Value),
  vjp: (g, { inputs: [a], output: y }) => [
    // The map from tangent to tangent is symmetric: it is the second derivative of the determinant.
    cofactorSlope(a as Value, y, g),
  ],
  tex: (inputs) => callTex(operatorName("cof"), inputs),
};

function cofactorSlope(a: Value, y: Value, t: Value): Value {
  const inverse = transpose(inv(a));
  const along = trace(matmul(transpose(inverse), t));
  return sub(mul(along, y), product(y, transpose(t), inverse));
}

const cofactors = (a: Value): Value => apply(cofactorsOp, [a], undefined);

/**
 * The determinant of a square matrix; its derivative is right for singular matrices too.
 *
 * @example
 * det(tensor([[1, 2], [3, 4]])) // -2
 */
export const det = named(
  "det",
  detOp,
  <T extends Value>(a: T): T => apply(detOp, [a], undefined) as T,
);

const logdetOp: Op<undefined> = {
  name: "logdet",
  infer: ([a]) => ({ shape: [], dtype: checkSquare("logdet", a) }),
  evaluate([a]) {
    const n = squareSize("logdet", shapeOfData(a));
    return logDeterminant(luFactor(elementsOf(a as Data), n)).log;
  },
  jvp: ([t], { inputs }) => trace(solve(first(inputs), t as Value)),
  vjp: (g, { inputs }) => [scale(g, transpose(inv(first(inputs))))],
  tex: (inputs) => callTex("\\log\\left|\\det\\right|", inputs),
};

/**
 * The logarithm of the size of the determinant, without overflow.
 *
 * @example
 * logdet(eye(100).mul(10)) // 230.2585…
 */
export const logdet = named(
  "logdet",
  logdetOp,
  <T extends Value>(a: T): T => apply(logdetOp, [a], undefined) as T,
);

const choleskyOp: Op<undefined> = {
  name: "cholesky",
  infer: ([a]) => ({
    shape: [...(a?.shape ?? [])],
    dtype: checkSquare("cholesky", a),
  }),
  evaluate([a]) {
    const shape = shapeOfData(a);
    const n = squareSize("cholesky", shape);
    const factor = choleskyFactor(elementsOf(a as Data), n);
    if (factor === undefined) {
      throw new RangeError("cholesky: the matrix is not positive definite");
    }
    return matrixData(factor, shape);
  },
  jvp([t], { output: l }) {
    const inverse = inv(l);
    const inner = product(inverse, t as Value, transpose(inverse));
    return matmul(l, halved(inner));
  },
  vjp(g, { output: l }) {
    const inverse = inv(l);
    const inner = halved(matmul(transpose(l), g));
    const s = product(transpose(inverse), inner, inverse);
    return [div(add(s, transpose(s)), 2)];
  },
  tex: (inputs) => callTex(operatorName("chol"), inputs),
};

/** The lower triangle with half of the diagonal (Murray 2016, “Differentiation of the Cholesky decomposition”). */
function halved(x: Value): Value {
  return sub(tril(x), div(diag(diagonal(x)), 2));
}

/**
 * The lower triangular L with L·Lᵀ = A, of a symmetric positive definite matrix.
 *
 * @throws where A is not positive definite.
 * @example
 * cholesky(tensor([[4, 2], [2, 5]])) // [[2, 0], [1, 2]]
 */
export const cholesky = named(
  "cholesky",
  choleskyOp,
  <T extends Value>(a: T): T =>
    apply(choleskyOp, [div(add(a, transpose(a)), 2)], undefined) as T,
);
