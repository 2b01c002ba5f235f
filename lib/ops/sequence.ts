import { normalAxis } from "../ir/axes.js";
import { allocate, countType, type DType } from "../ir/dtype.js";
import { asArray, copyOfElements, dense, settle } from "../ir/elements.js";
import { contiguous, type Data, dtypeOf, type NdArray } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { apply } from "../trace/apply.js";
import { broadcastTo } from "./broadcast.js";
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
  batched: (backwards) => backwards,
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
  batched: (none) => none,
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
  batch: ([x]) => apply(sortOp, [x as Value], undefined),
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

const argsortOp: Op<undefined> = {
  name: "argsort",
  infer: ([x]) => ({ shape: x?.shape ?? [], dtype: "int32" }),
  evaluate: ([x]) =>
    eachRow(
      asArray(x as Data),
      (row) => {
        row.set(ascending(row));
      },
      "int32",
    ),
  jvp: (_tangents, { output }) => broadcastTo(0, shapeOfValue(output)),
  vjp: () => [undefined],
  tex: (inputs) => callTex(operatorName("argsort"), inputs),
};

/**
 * The indices that would sort an axis (the last, unless another is named); equal elements stay in order, NaN last.
 * Indices jump: their derivative is zero.
 *
 * @example
 * argsort(tensor([30, 10, 20])) // [1, 2, 0]
 */
export const argsort = named(
  "argsort",
  argsortOp,
  <T extends Value>(x: T, { axis = -1 }: { axis?: number } = {}): T =>
    along("argsort", x, axis, (y) => apply(argsortOp, [y], undefined)) as T,
);
