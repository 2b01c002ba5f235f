import { shapeOfValue, type Value } from "../ir/node.js";
import { sizeOf } from "../ir/shape.js";
import { mul } from "./arithmetic.js";
import { diagonal } from "./diagonal.js";
import { matmul } from "./matmul.js";
import { sum } from "./reduce.js";
import { moveAxis, reshape, transpose } from "./shape.js";
import { parseSubscripts } from "./subscripts.js";

/** An array whose axes have letters. */
interface Labelled {
  readonly value: Value;
  readonly labels: readonly string[];
}

/**
 * Einstein's summation: each axis has a letter; what stands behind the arrow remains, other letters are summed over.
 * Without an arrow, the letters that occur once remain, in alphabetical order. `...` stands for further axes, which
 * broadcast.
 *
 * @throws where the letters do not fit the arrays.
 * @example
 * const a = tensor([[1, 2], [3, 4]]);
 * einsum("ij,jk->ik", a, a) // [[7, 10], [15, 22]], the matrix product
 * @example
 * einsum("ii", tensor([[1, 2], [3, 4]])) // 5, the trace
 * @example
 * einsum("...ij,...j->...i", ones([5, 2, 3]), ones([5, 3])).shape // [5, 2], a product for each of a stack
 */
export function einsum<T extends Value>(
  subscripts: string,
  ...operands: T[]
): T {
  const shapes = operands.map(shapeOfValue);
  const { inputs, output } = parseSubscripts(subscripts, shapes);
  const given = operands.map((value, k): Labelled => ({
    value,
    labels: inputs[k] ?? [],
  }));
  const lengthOf = lengthsOf(...given);
  const labelled = given.map((array) =>
    withoutRepeats(withoutStretched(array, lengthOf)),
  );
  const result = labelled.reduce((left, right, k) => {
    const later = labelled.slice(k + 1).flatMap(({ labels }) => labels);
    return contract(left, right, new Set([...later, ...output]));
  });
  return arranged(summed(result, new Set(output)), output) as T;
}

/** Without the axes of `...` that have length 1 here and are longer elsewhere: those broadcast. */
function withoutStretched(
  { value, labels }: Labelled,
  lengthOf: (label: string) => number,
): Labelled {
  const shape = shapeOfValue(value);
  const kept = [...labels.keys()].filter(
    (axis) => shape[axis] !== 1 || lengthOf(labels[axis] ?? "") === 1,
  );
  if (kept.length === labels.length) return { value, labels };
  return {
    value: reshape(
      value,
      kept.map((axis) => shape[axis] ?? 1),
    ),
    labels: kept.map((axis) => labels[axis] ?? ""),
  };
}

/** Takes diagonals until no letter occurs twice in the array. */
function withoutRepeats({ value, labels }: Labelled): Labelled {
  const second = labels.findIndex(
    (label, axis) => labels.indexOf(label) < axis,
  );
  const label = labels[second];
  if (label === undefined) return { value, labels };
  const first = labels.indexOf(label);
  const rest = labels.filter((_, axis) => axis !== first && axis !== second);
  const moved = moveAxis(moveAxis(value, second, -1), first, -2);
  return withoutRepeats({ value: diagonal(moved), labels: [...rest, label] });
}

/** Sums over the letters that are not wanted. */
function summed(
  { value, labels }: Labelled,
  wanted: ReadonlySet<string>,
): Labelled {
  const axis = [...labels.keys()].filter((k) => !wanted.has(labels[k] ?? ""));
  if (axis.length === 0) return { value, labels };
  return {
    value: sum(value, { axis }),
    labels: labels.filter((label) => wanted.has(label)),
  };
}

function arranged(
  { value, labels }: Labelled,
  wanted: readonly string[],
): Value {
  return transpose(
    value,
    wanted.map((label) => labels.indexOf(label)),
  );
}

/** The product of two arrays, summed over the letters that are not needed any more: as a matrix product. */
function contract(
  a: Labelled,
  b: Labelled,
  needed: ReadonlySet<string>,
): Labelled {
  const left = summed(a, new Set([...b.labels, ...needed]));
  const right = summed(b, new Set([...a.labels, ...needed]));
  const shared = left.labels.filter((label) => right.labels.includes(label));
  const batch = shared.filter((label) => needed.has(label));
  const inner = shared.filter((label) => !needed.has(label));
  const rows = left.labels.filter((label) => !shared.includes(label));
  const columns = right.labels.filter((label) => !shared.includes(label));
  const lengthOf = lengthsOf(left, right);
  const size = (labels: readonly string[]): number =>
    sizeOf(labels.map(lengthOf));
  const first = reshape(arranged(left, [...batch, ...rows, ...inner]), [
    size(batch),
    size(rows),
    size(inner),
  ]);
  const second = reshape(arranged(right, [...batch, ...inner, ...columns]), [
    size(batch),
    size(inner),
    size(columns),
  ]);
  const product =
    inner.length === 0 ? mul(first, second) : matmul(first, second);
  const labels = [...batch, ...rows, ...columns];
  return { value: reshape(product, labels.map(lengthOf)), labels };
}

function lengthsOf(...arrays: readonly Labelled[]): (label: string) => number {
  const lengths = new Map<string, number>();
  for (const { value, labels } of arrays) {
    labels.forEach((label, axis) => {
      const length = shapeOfValue(value)[axis] ?? 1;
      if (length !== 1 || !lengths.has(label)) lengths.set(label, length);
    });
  }
  return (label) => lengths.get(label) ?? 1;
}
