import { sizeOf, stridesOf } from "../ir/shape.js";

/** Numbers in row-major order: what expressions of matrix calculus are evaluated on. */
export interface Dense {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function dense(
  shape: readonly number[],
  at: (...index: number[]) => number = () => 0,
): Dense {
  const data = new Float64Array(sizeOf(shape));
  const strides = stridesOf(shape);
  for (let k = 0; k < data.length; k++) {
    const index = strides.map(
      (stride, axis) => Math.floor(k / stride) % (shape[axis] ?? 1),
    );
    data[k] = at(...index);
  }
  return { shape, data };
}

export function mapDense(
  { shape, data }: Dense,
  f: (x: number) => number,
): Dense {
  return { shape, data: data.map(f) };
}

export const identity = (n: number): Dense =>
  dense([n, n], (i = 0, j = 0) => (i === j ? 1 : 0));

/** Named axes: the same name twice takes the diagonal. */
export interface Labelled {
  readonly labels: readonly number[];
  readonly value: Dense;
}

/**
 * The product of two arrays over their named axes, summed over those that are not kept: one step of an Einstein sum.
 */
export function contract(
  a: Labelled,
  b: Labelled,
  kept: ReadonlySet<number>,
): Labelled {
  const sizes = new Map<number, number>();
  for (const { labels, value } of [a, b]) {
    labels.forEach((label, axis) => {
      const size = value.shape[axis] ?? 1;
      if ((sizes.get(label) ?? size) !== size) {
        throw new Error("internal: one index has two lengths");
      }
      sizes.set(label, size);
    });
  }
  const all = [...sizes.keys()];
  const free = all.filter((label) => kept.has(label));
  const summed = all.filter((label) => !kept.has(label));
  const order = [...free, ...summed];
  const shape = order.map((label) => sizes.get(label) ?? 1);
  const result = dense(free.map((label) => sizes.get(label) ?? 1));
  const steps = [a, b, { labels: free, value: result }].map((part) =>
    stepsOf(part, order),
  );
  accumulate(shape, steps, a.value.data, b.value.data, result.data);
  return { labels: free, value: result };
}

/** How far each axis of the loop moves in an array. */
function stepsOf(
  { labels, value }: Labelled,
  order: readonly number[],
): number[] {
  const strides = stridesOf(value.shape);
  return order.map((label) =>
    labels.reduce(
      (sum, own, axis) => (own === label ? sum + (strides[axis] ?? 0) : sum),
      0,
    ),
  );
}

function accumulate(
  shape: readonly number[],
  [ofA = [], ofB = [], ofC = []]: readonly number[][],
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
): void {
  const visit = (axis: number, i: number, j: number, k: number): void => {
    if (axis === shape.length) {
      c[k] = (c[k] ?? 0) + (a[i] ?? 0) * (b[j] ?? 0);
      return;
    }
    const length = shape[axis] ?? 1;
    const [da = 0, db = 0, dc = 0] = [ofA[axis], ofB[axis], ofC[axis]];
    for (let n = 0; n < length; n++) {
      visit(axis + 1, i + n * da, j + n * db, k + n * dc);
    }
  };
  visit(0, 0, 0, 0);
}

/** Gauss–Jordan with partial pivoting: the inverse and the determinant. A singular matrix has an inverse of NaNs. */
export function inverseAndDeterminant({ shape, data }: Dense): {
  inverse: Dense;
  determinant: number;
} {
  const n = shape[0] ?? 0;
  const width = 2 * n;
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(width);
    row.set(data.subarray(i * n, (i + 1) * n));
    row[n + i] = 1;
    return row;
  });
  let determinant = 1;
  // A pivot that rounding alone can have made is zero.
  const least = 16 * n * Number.EPSILON * Math.max(0, ...data.map(Math.abs));
  for (let column = 0; column < n; column++) {
    determinant *= eliminate(rows, column, least);
  }
  const inverse = dense([n, n], (i = 0, j = 0) =>
    determinant === 0 ? NaN : (rows[i]?.[n + j] ?? NaN),
  );
  return { inverse, determinant };
}

/** Clears one column of all rows but the pivot's; gives the pivot with the sign of the exchange. */
function eliminate(
  rows: Float64Array[],
  column: number,
  least: number,
): number {
  let best = column;
  const size = (i: number): number => Math.abs(rows[i]?.[column] ?? 0);
  for (let i = column + 1; i < rows.length; i++) {
    if (size(i) > size(best)) best = i;
  }
  const pivotRow = rows[best];
  const other = rows[column];
  const pivot = pivotRow?.[column] ?? 0;
  if (!pivotRow || !other || Math.abs(pivot) <= least) return 0;
  rows[best] = other;
  rows[column] = pivotRow;
  for (let k = 0; k < pivotRow.length; k++) {
    pivotRow[k] = (pivotRow[k] ?? 0) / pivot;
  }
  for (const row of rows) {
    const factor = row[column] ?? 0;
    if (row === pivotRow || factor === 0) continue;
    for (let k = 0; k < row.length; k++) {
      row[k] = (row[k] ?? 0) - factor * (pivotRow[k] ?? 0);
    }
  }
  return best === column ? pivot : -pivot;
}

/** det(X)·inv(X), by cofactors where X is singular. */
export function adjugate(matrix: Dense): Dense {
  const { inverse, determinant } = inverseAndDeterminant(matrix);
  if (determinant !== 0) return mapDense(inverse, (x) => x * determinant);
  const n = matrix.shape[0] ?? 0;
  return dense([n, n], (i = 0, j = 0) => {
    const minor = dense([n - 1, n - 1], (r = 0, c = 0) => {
      const row = r < j ? r : r + 1;
      const column = c < i ? c : c + 1;
      return matrix.data[row * n + column] ?? 0;
    });
    const sign = (i + j) % 2 === 0 ? 1 : -1;
    return sign * inverseAndDeterminant(minor).determinant;
  });
}

export function multiplyMatrices(a: Dense, b: Dense): Dense {
  return contract(
    { labels: [0, 1], value: a },
    { labels: [1, 2], value: b },
    new Set([0, 2]),
  ).value;
}

/** The matrix exponential: the Taylor series of a matrix scaled down until it is small, squared back up. */
export function matrixExponential(matrix: Dense): Dense {
  const n = matrix.shape[0] ?? 0;
  const norm = Math.max(0, ...matrix.data.map(Math.abs)) * n;
  const halvings = Math.max(0, Math.ceil(Math.log2(norm || 1)) + 2);
  const small = mapDense(matrix, (x) => x / 2 ** halvings);
  let result = identity(n);
  let part = identity(n);
  for (let k = 1; k <= 18; k++) {
    part = mapDense(multiplyMatrices(part, small), (x) => x / k);
    const { data } = part;
    result = {
      shape: [n, n],
      data: result.data.map((x, i) => x + (data[i] ?? 0)),
    };
  }
  for (let k = 0; k < halvings; k++) result = multiplyMatrices(result, result);
  return result;
}
