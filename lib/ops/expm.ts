import { luFactor, luSolve } from "../dense/lu.js";
import { shapeOf } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { Precedence } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { mul } from "./arithmetic.js";
import { named } from "./define.js";
import { concat } from "./join.js";
import {
  call,
  input,
  matricesOf,
  matrixOp,
  squareSize,
  stackShape,
  transposed,
} from "./matrices.js";
import { slice } from "./slice.js";

/** The coefficients of the Padé approximant of order 13 (Higham 2005). */
const pade = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800,
  129060195264000, 10559470521600, 670442572800, 33522128640, 1323241920,
  40840800, 960960, 16380, 182, 1,
];

function times(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] ?? 0;
      for (let j = 0; j < n; j++) {
        product[i * n + j] =
          (product[i * n + j] ?? 0) + factor * (b[k * n + j] ?? 0);
      }
    }
  }
  return product;
}

/** Scaling and squaring with the approximant of order 13 (Higham 2005, algorithm 2.3). */
function exponential(matrix: ArrayLike<number>, n: number): Float64Array {
  const a = Float64Array.from(matrix);
  let norm = 0;
  for (let j = 0; j < n; j++) {
    let column = 0;
    for (let i = 0; i < n; i++) column += Math.abs(a[i * n + j] ?? 0);
    norm = Math.max(norm, column);
  }
  const squarings = norm > 5.37 ? Math.ceil(Math.log2(norm / 5.37)) : 0;
  const scaled = a.map((x) => x / 2 ** squarings);
  const even = new Float64Array(n * n);
  const odd = new Float64Array(n * n);
  let power: Float64Array = Float64Array.from({ length: n * n }, (_, i) =>
    i % (n + 1) === 0 ? 1 : 0,
  );
  pade.forEach((coefficient, k) => {
    const sum = k % 2 === 0 ? even : odd;
    power.forEach((x, i) => {
      sum[i] = (sum[i] ?? 0) + coefficient * x;
    });
    if (k < pade.length - 1) power = times(power, scaled, n);
  });
  const below = even.map((x, i) => x - (odd[i] ?? 0));
  const above = even.map((x, i) => x + (odd[i] ?? 0));
  let result = luSolve(luFactor(below, n), above, n);
  for (let k = 0; k < squarings; k++) result = times(result, result, n);
  return result;
}

const expmOp: Op<undefined> = matrixOp(
  "expm",
  (shape) => {
    const n = squareSize("expm", shape);
    return [n, n];
  },
  (a) => {
    const n = squareSize("expm", shapeOf(a));
    return matricesOf(a).map((elements) => exponential(elements, n));
  },
  {
    jvp: ([t], at) => frechet(input(at), t as Value),
    vjp: (g, at) => [frechet(transposed(input(at)), g)],
  },
  ([a]) => ({
    text: `e^{${a?.text ?? ""}}`,
    binds: Precedence.power,
  }),
);

/** The derivative along t is a block of the exponential of a larger matrix (Mathias 1996), so that every order works. */
function frechet(a: Value, t: Value): Value {
  const shape = shapeOfValue(a);
  const n = shape.at(-1) ?? 0;
  const zero = mul(a, 0);
  const top = concat([a, t], { axis: -1 });
  const bottom = concat([zero, a], { axis: -1 });
  const whole = call(expmOp, concat([top, bottom], { axis: -2 }));
  return slice(whole, [
    ...stackShape(shape).map(() => undefined),
    [0, n],
    [n, 2 * n],
  ]);
}

/**
 * The exponential of a square matrix, Σ Aᵏ/k!, or of each of a stack.
 *
 * @example
 * expm(tensor([[0, 1], [0, 0]])) // [[1, 1], [0, 1]]
 */
export const expm = named(
  "expm",
  expmOp,
  <T extends Value>(a: T): T => apply(expmOp, [a], undefined) as T,
);
