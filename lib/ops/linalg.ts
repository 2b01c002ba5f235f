import { choleskyFactor } from "../dense/cholesky.js";
import { cofactorsOf } from "../dense/cofactors.js";
import {
  determinant,
  isSingular,
  logDeterminant,
  luFactor,
  luSolve,
} from "../dense/lu.js";
import { avalOf } from "../ir/elements.js";
import { type Data, shapeOf } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Complex, Op } from "../ir/op.js";
import {
  broadcastShapes,
  formatShape,
  sameShape,
  type Shape,
} from "../ir/shape.js";
import { Precedence, type Tex } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { add, div, mul, neg, scale, sub } from "./arithmetic.js";
import { broadcastTo } from "./broadcast.js";
import { callTex, named, operatorName, resultType } from "./define.js";
import { diagonal, embedDiagonal, trace, tril } from "./diagonal.js";
import {
  call,
  input,
  matricesOf,
  matrixOp,
  overMatrices,
  product,
  squareSize,
  stackedData,
  stackShape,
  transposed,
} from "./matrices.js";
import { matmul } from "./matmul.js";
import { concat } from "./join.js";
import { expandDims, squeeze } from "./shape.js";
import { slice } from "./slice.js";

function singular(operation: string): Error {
  return new RangeError(
    `${operation}: the matrix is singular; use pinv or lstsq`,
  );
}

/** The shape of a result of the matrix' own size. */
const sameSize =
  (operation: string) =>
  (shape: Shape): Shape => {
    const n = squareSize(operation, shape);
    return [n, n];
  };

/** One number for each matrix. */
const oneNumber =
  (operation: string) =>
  (shape: Shape): Shape => {
    squareSize(operation, shape);
    return [];
  };

const invOp: Op<undefined> = matrixOp(
  "inv",
  sameSize("inv"),
  (a) => {
    const n = squareSize("inv", shapeOf(a));
    const eye = Float64Array.from({ length: n * n }, (_, i) =>
      i % (n + 1) === 0 ? 1 : 0,
    );
    return matricesOf(a).map((elements) => {
      const lu = luFactor(elements, n);
      if (isSingular(lu)) throw singular("inv");
      return luSolve(lu, eye, n);
    });
  },
  {
    jvp: ([t], { output: y }) => neg(product(y, t as Value, y)),
    vjp: (g, { output: y }) => [neg(product(transposed(y), g, transposed(y)))],
  },
  ([a]) => powerTex(a, "-1"),
  ([z]) => {
    const n = squareSize("inv", shapeOfValue(z?.re ?? 0));
    return blocksOf(inv(realMatrix(z as Complex)), n);
  },
);

/** The real matrix (A, −B; B, A), which multiplies as A + iB does. */
function realMatrix({ re, im }: Complex): Value {
  const b = broadcastTo(im, shapeOfValue(re));
  const top = concat<Value>([re, neg(b)], { axis: -1 });
  const bottom = concat<Value>([b, re], { axis: -1 });
  return concat([top, bottom], { axis: -2 });
}

/** The complex matrix whose parts stand one above the other in the first columns. */
function blocksOf(x: Value, n: number): Complex {
  const stack = stackShape(shapeOfValue(x)).map(() => undefined);
  return {
    re: slice(x, [...stack, [0, n], [0, n]]),
    im: slice(x, [...stack, [n, 2 * n], [0, n]]),
  };
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
 * The inverse of a square matrix, or of each of a stack.
 *
 * @throws where one is singular.
 * @example
 * inv(tensor([[2, 0], [0, 4]])) // [[0.5, 0], [0, 0.25]]
 */
export const inv = named(
  "inv",
  invOp,
  <T extends Value>(a: T): T => call(invOp, a) as T,
);

/** For stacks of one shape; the right sides are the columns of matrices. */
const solveOp: Op<undefined> = {
  name: "solve",
  infer: (avals) => ({
    shape: avals[1]?.shape ?? [],
    dtype: resultType("float", avals),
  }),
  evaluate([a = 0, b = 0]: readonly Data[]) {
    const n = squareSize("solve", shapeOf(a));
    const shape = shapeOf(b);
    const rightSides = matricesOf(b);
    const parts = matricesOf(a).map((elements, k) => {
      const lu = luFactor(elements, n);
      if (isSingular(lu)) throw singular("solve");
      return luSolve(lu, rightSides[k] ?? [], shape.at(-1) ?? 1);
    });
    const dtype = resultType("float", [avalOf(a), avalOf(b)]);
    return stackedData(parts, shape, dtype);
  },
  jvp([s, t], { inputs: [a], output: y }) {
    const moved = s === undefined ? undefined : matmul(s, y);
    const right = t === undefined ? neg(moved ?? 0) : t;
    const total =
      t === undefined || moved === undefined ? right : sub(t, moved);
    return apply(solveOp, [a as Value, total], undefined);
  },
  vjp(g, { inputs: [a], output: y }, wanted) {
    const gb = apply(solveOp, [transposed(a as Value), g], undefined);
    if (wanted[0] !== true) return [undefined, gb];
    return [neg(matmul(gb, transposed(y))), gb];
  },
  complex([a, b]) {
    const z = a as Complex;
    const n = squareSize("solve", shapeOfValue(z.re));
    const re = b?.re ?? 0;
    const im = broadcastTo(b?.im ?? 0, shapeOfValue(re));
    const right = concat<Value>([re, im], { axis: -2 });
    const x = apply(solveOp, [realMatrix(z), right], undefined);
    const stack = stackShape(shapeOfValue(x)).map(() => undefined);
    return {
      re: slice(x, [...stack, [0, n]]),
      im: slice(x, [...stack, [n, 2 * n]]),
    };
  },
  tex: ([a, b]) => ({
    text: `${powerTex(a, "-1").text} ${b?.text ?? ""}`,
    binds: Precedence.product,
  }),
};

/**
 * The solution x of A·x = b, for a vector b or the columns of a matrix; of stacks, for each matrix.
 *
 * @throws where A is singular, or the shapes do not agree.
 * @example
 * solve(tensor([[2, 0], [0, 4]]), tensor([2, 4])) // [1, 1]
 */
export const solve = named(
  "solve",
  solveOp,
  <T extends Value>(a: T, b: T): T => {
    const n = squareSize("solve", shapeOfValue(a));
    const vector = shapeOfValue(b).length === 1;
    const right = vector ? expandDims(b, 1) : b;
    const shape = shapeOfValue(right);
    if (shape.length < 2 || shape.at(-2) !== n) {
      throw new RangeError(
        `solve: a ${String(n)}×${String(n)} matrix and a right side of shape ${formatShape(shapeOfValue(b))} do not agree`,
      );
    }
    const stacks = [shapeOfValue(a), shape].map(stackShape) as [Shape, Shape];
    const stack = sameShape(...stacks)
      ? stacks[0]
      : broadcastShapes("solve", ...stacks);
    const inputs = [a, right].map((x) =>
      broadcastTo<Value>(x, [...stack, ...shapeOfValue(x).slice(-2)]),
    );
    const x = apply(solveOp, inputs, undefined);
    return (vector ? squeeze(x, -1) : x) as T;
  },
);

const detOp: Op<undefined> = matrixOp(
  "det",
  oneNumber("det"),
  (a) => {
    const n = squareSize("det", shapeOf(a));
    return matricesOf(a).map((elements) => [
      determinant(luFactor(elements, n)),
    ]);
  },
  {
    jvp: ([t], at) =>
      trace(matmul(transposed(cofactors(input(at))), t as Value)),
    vjp: (g, at) => [scale(overMatrices(g), cofactors(input(at)))],
  },
  (inputs) => callTex("\\det", inputs),
);

/** The cofactors: det(A)·A⁻ᵀ, and right for singular matrices too. A further derivative needs the inverse. */
const cofactorsOp: Op<undefined> = matrixOp(
  "cofactors",
  sameSize("cofactors"),
  (a) => {
    const n = squareSize("cofactors", shapeOf(a));
    return matricesOf(a).map((elements) => cofactorsOf(elements, n));
  },
  {
    jvp: ([t], at) => cofactorSlope(input(at), at.output, t as Value),
    // The map from tangent to tangent is symmetric: it is the second derivative of the determinant.
    vjp: (g, at) => [cofactorSlope(input(at), at.output, g)],
  },
  (inputs) => callTex(operatorName("cof"), inputs),
);

function cofactorSlope(a: Value, y: Value, t: Value): Value {
  const inverse = transposed(inv(a));
  const along = overMatrices(trace(matmul(transposed(inverse), t)));
  return sub(mul(along, y), product(y, transposed(t), inverse));
}

const cofactors = (a: Value): Value => call(cofactorsOp, a);

/**
 * The determinant of a square matrix, or of each of a stack; its derivative is right for singular matrices too.
 *
 * @example
 * det(tensor([[1, 2], [3, 4]])) // -2
 */
export const det = named(
  "det",
  detOp,
  <T extends Value>(a: T): T => call(detOp, a) as T,
);

const logdetOp: Op<undefined> = matrixOp(
  "logdet",
  oneNumber("logdet"),
  (a) => {
    const n = squareSize("logdet", shapeOf(a));
    return matricesOf(a).map((elements) => [
      logDeterminant(luFactor(elements, n)).log,
    ]);
  },
  {
    jvp: ([t], at) => trace(solve(input(at), t as Value)),
    vjp: (g, at) => [scale(overMatrices(g), transposed(inv(input(at))))],
  },
  (inputs) => callTex("\\log\\left|\\det\\right|", inputs),
);

/**
 * The logarithm of the size of the determinant, without overflow; of a stack, for each matrix.
 *
 * @example
 * logdet(eye(100).mul(10)) // 230.2585…
 */
export const logdet = named(
  "logdet",
  logdetOp,
  <T extends Value>(a: T): T => call(logdetOp, a) as T,
);

const choleskyOp: Op<undefined> = matrixOp(
  "cholesky",
  sameSize("cholesky"),
  (a) => {
    const n = squareSize("cholesky", shapeOf(a));
    return matricesOf(a).map((elements) => {
      const factor = choleskyFactor(elements, n);
      if (factor !== undefined) return factor;
      throw new RangeError("cholesky: the matrix is not positive definite");
    });
  },
  {
    jvp([t], { output: l }) {
      const inverse = inv(l);
      const inner = product(inverse, t as Value, transposed(inverse));
      return matmul(l, halved(inner));
    },
    vjp(g, { output: l }) {
      const inverse = inv(l);
      const inner = halved(matmul(transposed(l), g));
      const s = product(transposed(inverse), inner, inverse);
      return [div(add(s, transposed(s)), 2)];
    },
  },
  (inputs) => callTex(operatorName("chol"), inputs),
);

/** The lower triangle with half of the diagonal (Murray 2016, “Differentiation of the Cholesky decomposition”). */
function halved(x: Value): Value {
  return sub(tril(x), div(embedDiagonal(diagonal(x)), 2));
}

/**
 * The lower triangular L with L·Lᵀ = A, of a symmetric positive definite matrix or of each of a stack. Of A its symmetric
 * part is taken, so that the gradient is symmetric.
 *
 * @throws where A is not positive definite.
 * @example
 * cholesky(tensor([[4, 2], [2, 5]])) // [[2, 0], [1, 2]]
 */
export const cholesky = named(
  "cholesky",
  choleskyOp,
  <T extends Value>(a: T): T => {
    squareSize("cholesky", shapeOfValue(a));
    return call(choleskyOp, div(add(a, transposed(a)), 2)) as T;
  },
);
