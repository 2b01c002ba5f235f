import { normalAxis } from "../ir/axes.js";
import { allocate, countType, type DType } from "../ir/dtype.js";
import { asArray, copyOfElements, dense, settle } from "../ir/elements.js";
import { contiguous, type Data, dtypeOf, type NdArray } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { type Shape, sizeOf } from "../ir/shape.js";
import { normalIndex } from "../ir/views.js";
import { apply } from "../trace/apply.js";
import { callTex, linear, named, operatorName } from "./define.js";
import { moveAxis } from "./shape.js";

/** Runs over every row of the last axis of a fresh copy. */
function eachRow(
  x: NdArray,
  visit: (row: Float64Array, start: number) => void,
  dtype: DType = x.dtype,
): Data {
  const length = x.shape.at(-1) ?? 1;
  const elements = Float64Array.from(copyOfElements(x));
  for (let start = 0; start < elements.length; start += length) {
    visit(elements.subarray(start, start + length), start);
  }
  const to = allocate(dtype, elements.length);
  to.set(elements);
  return settle(contiguous(to, x.shape, dtype));
}

/** Sums up to each place of the last axis, from the start or from the end. */
const cumsumOp: Op<boolean> = linear<boolean>({
  name: "cumsum",
  infer: ({ shape, dtype }) => ({ shape, dtype: countType(dtype) }),
  evaluate: (x, backwards) =>
    eachRow(
      asArray(x),
      (row) => {
        let sum = 0;
        for (let k = 0; k < row.length; k++) {
          const i = backwards ? row.length - 1 - k : k;
          sum += row[i] ?? 0;
          row[i] = sum;
        }
      },
      countType(dtypeOf(x)),
    ),
  transpose: (g, _shape, backwards) => apply(cumsumOp, [g], !backwards),
  tex: (x) => callTex(operatorName("cumsum"), [x]),
});

/** Runs an operation that works on the last axis along another. */
function along(
  operation: string,
  x: Value,
  axis: number,
  f: (x: Value) => Value,
): Value {
  const at = normalAxis(operation, axis, shapeOfValue(x));
  return moveAxis(f(moveAxis(x, at, -1)), -1, at);
}

/**
 * Sums up to each place along an axis (the first, unless another is named).
 *
 * @example
 * cumsum(tensor([1, 2, 3])) // [1, 3, 6]
 */
export const cumsum = named(
  "cumsum",
  cumsumOp,
  <T extends Value>(x: T, { axis = 0 }: { axis?: number } = {}): T =>
    along("cumsum", x, axis, (y) => apply(cumsumOp, [y], false)) as T,
);

interface Gathering {
  readonly indices: readonly number[];
  readonly shape: Shape;
}

/** The parts of the first axis that the indices name. */
const gatherOp: Op<Gathering> = linear<Gathering>({
  name: "gather",
  infer: (x, { shape }) => ({
    shape: [...shape, ...x.shape.slice(1)],
    dtype: x.dtype,
  }),
  evaluate(x, { indices, shape }) {
    const array = asArray(x);
    const from = dense(array);
    const inner = sizeOf(array.shape.slice(1));
    const to = allocate(array.dtype, indices.length * inner);
    indices.forEach((index, k) => {
      to.set(from.subarray(index * inner, (index + 1) * inner), k * inner);
    });
    return settle(
      contiguous(to, [...shape, ...array.shape.slice(1)], array.dtype),
    );
  },
  transpose: (g, shape, { indices }) =>
    apply(scatterOp, [g], { indices, shape }),
  tex: (x) => callTex(operatorName("gather"), [x]),
});

/** Adds parts up at the places that the indices name, in an array of the given shape. */
const scatterOp: Op<Gathering> = linear<Gathering>({
  name: "scatter",
  infer: (x, { shape }) => ({ shape, dtype: x.dtype }),
  evaluate(x, { indices, shape }) {
    const array = asArray(x);
    const from = dense(array);
    const inner = sizeOf(shape.slice(1));
    const to = allocate(array.dtype, sizeOf(shape));
    indices.forEach((index, k) => {
      for (let i = 0; i < inner; i++) {
        const at = index * inner + i;
        to[at] = (to[at] ?? 0) + (from[k * inner + i] ?? 0);
      }
    });
    return settle(contiguous(to, shape, array.dtype));
  },
  transpose(g, shape, { indices }) {
    const lost = shapeOfValue(g).length - 1;
    return apply(gatherOp, [g], {
      indices,
      shape: shape.slice(0, shape.length - lost),
    });
  },
  tex: (x) => callTex(operatorName("scatter"), [x]),
});

/**
 * The parts of an array that the indices name along an axis (the first, unless another is named); negative indices count
 * from the end. Repeated indices repeat the part, and derivatives add up.
 *
 * @throws where an index lies outside the axis.
 * @example
 * gather(tensor([10, 20, 30]), [2, 0]) // [30, 10]
 */
export const gather = named(
  "gather",
  gatherOp,
  <T extends Value>(
    x: T,
    indices: readonly number[],
    { axis = 0 }: { axis?: number } = {},
  ): T => {
    const shape = shapeOfValue(x);
    const at = normalAxis("gather", axis, shape);
    const from0 = indices.map((index) =>
      normalIndex("gather", index, at, shape),
    );
    const gathered = apply(gatherOp, [moveAxis(x, at, 0)], {
      indices: from0,
      shape: [indices.length],
    });
    return moveAxis(gathered, 0, at) as T;
  },
);

/** The places of a row's elements in ascending order; NaN last. */
function ascending(row: ArrayLike<number>): number[] {
  return Array.from({ length: row.length }, (_, i) => i).sort((i, j) => {
    const [x = NaN, y = NaN] = [row[i], row[j]];
    if (Number.isNaN(x)) return Number.isNaN(y) ? i - j : 1;
    return Number.isNaN(y) ? -1 : x - y || i - j;
  });
}

/** Where each run of equal elements begins and ends in the order. */
function* runsOf(
  row: ArrayLike<number>,
  order: readonly number[],
): Generator<readonly number[]> {
  let start = 0;
  for (let k = 1; k <= order.length; k++) {
    const last = row[order[k - 1] ?? 0];
    if (k === order.length || row[order[k] ?? 0] !== last) {
      yield order.slice(start, k);
      start = k;
    }
  }
}

/**
 * A tangent put in the order of x, or (where `back`) a cotangent of the sorted array put back; equal elements share
 * evenly, so that neither depends on how ties are broken.
 */
const reorderOp: Op<boolean> = {
  name: "reorder",
  infer: ([t]) => ({ shape: t?.shape ?? [], dtype: t?.dtype ?? "float64" }),
  evaluate([t, x], back) {
    const by = dense(asArray(x as Data));
    return eachRow(asArray(t as Data), (row, start) => {
      const values = by.subarray(start, start + row.length);
      const before = row.slice();
      let place = 0;
      for (const run of runsOf(values, ascending(values))) {
        const from = back ? run.map((_, k) => place + k) : run;
        const mean =
          from.reduce((sum, i) => sum + (before[i] ?? 0), 0) / run.length;
        const to = back ? run : run.map((_, k) => place + k);
        for (const i of to) row[i] = mean;
        place += run.length;
      }
    });
  },
  jvp: ([t], { inputs: [, x], params, output }) =>
    t === undefined
      ? zeroLike(output)
      : apply(reorderOp, [t, x as Value], params),
  vjp: (g, { inputs: [, x], params }) => [
    apply(reorderOp, [g, x as Value], !params),
    undefined,
  ],
  tex: (inputs) => callTex(operatorName("reorder"), inputs),
};

const zeroLike = (x: Value): Value => apply(zeroOp, [x], undefined);

/** Zeros in the shape of a value: a linear map like any other. */
const zeroOp: Op<undefined> = linear<undefined>({
  name: "zero",
  infer: ({ shape, dtype }) => ({ shape, dtype }),
  evaluate: (x) => eachRow(asArray(x), (row) => row.fill(0)),
  transpose: (g) => apply(zeroOp, [g], undefined),
  tex: (x) => x,
});

const sortOp: Op<undefined> = {
  name: "sort",
  infer: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? "float64" }),
  evaluate: ([x]) =>
    eachRow(asArray(x as Data), (row) => {
      const before = row.slice();
      ascending(before).forEach((from, to) => {
        row[to] = before[from] ?? 0;
      });
    }),
  jvp: ([t], { inputs: [x] }) =>
    apply(reorderOp, [t as Value, x as Value], false),
  vjp: (g, { inputs: [x] }) => [apply(reorderOp, [g, x as Value], true)],
  tex: (inputs) => callTex(operatorName("sort"), inputs),
};

/**
 * The elements in ascending order along an axis (the last, unless another is named), NaN last. Equal elements share
 * the derivative evenly.
 *
 * @example
 * sort(tensor([3, 1, 2])) // [1, 2, 3]
 */
export const sort = named(
  "sort",
  sortOp,
  <T extends Value>(x: T, { axis = -1 }: { axis?: number } = {}): T =>
    along("sort", x, axis, (y) => apply(sortOp, [y], undefined)) as T,
);
