import { allocate, type DType } from "../ir/dtype.js";
import { asArray, avalOf, copyOfElements, settle } from "../ir/elements.js";
import { contiguous, type Data, shapeOf } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Application, Op } from "../ir/op.js";
import { formatShape, type Shape, sizeOf } from "../ir/shape.js";
import { apply } from "../trace/apply.js";
import { callTex, operatorName, resultType } from "./define.js";
import { matmul } from "./matmul.js";
import { reshape, swapAxes } from "./shape.js";

/*
 * Operations on matrices work on stacks of them: the last two axes are a matrix, those before them the stack, and each
 * matrix is treated for itself.
 */

/** The number of rows and of columns. @throws where there are no two axes. */
export function matrixSize(operation: string, shape: Shape): [number, number] {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new RangeError(
      `${operation}: a matrix is needed, not shape ${formatShape(shape)}`,
    );
  }
  return [rows, columns];
}

/** The number of rows. @throws where the matrices are not square. */
export function squareSize(operation: string, shape: Shape): number {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || rows !== columns) {
    throw new RangeError(
      `${operation}: a square matrix is needed, not shape ${formatShape(shape)}`,
    );
  }
  return rows;
}

/** The axes before those of the matrices. */
export const stackShape = (shape: Shape): Shape => shape.slice(0, -2);

/** The elements of each matrix of a stack, row by row, in float64: copies. */
export function matricesOf(a: Data): Float64Array[] {
  const shape = shapeOf(a);
  const size = sizeOf(shape.slice(-2));
  const elements = Float64Array.from(copyOfElements(asArray(a)));
  return Array.from({ length: sizeOf(stackShape(shape)) }, (_, k) =>
    elements.subarray(k * size, (k + 1) * size),
  );
}

/** Results for each matrix of a stack, one after the other, as one array. */
export function stackedData(
  parts: readonly ArrayLike<number>[],
  shape: Shape,
  dtype: DType,
): Data {
  const to = allocate(dtype, sizeOf(shape));
  let start = 0;
  for (const part of parts) {
    to.set(part, start);
    start += part.length;
  }
  return settle(contiguous(to, shape, dtype));
}

export type Rules = Pick<Op<undefined>, "jvp" | "vjp">;

/**
 * An operation on one stack of matrices: the shape of the result for one matrix, its elements for each of them, and the
 * rules for derivatives. Elements are computed in float64, and rounded where the matrices are float32.
 */
export function matrixOp(
  name: string,
  resultShape: (shape: Shape) => Shape,
  evaluate: (a: Data) => readonly ArrayLike<number>[],
  rules: Rules,
  tex: Op<undefined>["tex"] = (inputs) => callTex(operatorName(name), inputs),
  complex?: Op<undefined>["complex"],
): Op<undefined> {
  const whole = (shape: Shape): Shape => [
    ...stackShape(shape),
    ...resultShape(shape),
  ];
  const op: Op<undefined> = {
    name,
    infer: (avals) => ({
      shape: whole(avals[0]?.shape ?? []),
      dtype: resultType("float", avals),
    }),
    evaluate: ([a = 0]) =>
      stackedData(
        evaluate(a),
        whole(shapeOf(a)),
        resultType("float", [avalOf(a)]),
      ),
    ...rules,
    ...(complex && { complex }),
    // Examples are a stack of matrices like any other.
    batch: ([a]) => apply(op, [a as Value], undefined),
    tex,
  };
  return op;
}

/**
 * A factorization has several results, and an operation one: each factor is an operation of its own, and what was
 * computed for one of them is kept for the others.
 */
export function remembered<T>(
  operation: string,
  factor: (elements: Float64Array, rows: number, columns: number) => T,
): (a: Data) => readonly T[] {
  const known = new WeakMap<object, readonly T[]>();
  const factorAll = (a: Data): readonly T[] => {
    const [rows, columns] = matrixSize(operation, shapeOf(a));
    return matricesOf(a).map((elements) => factor(elements, rows, columns));
  };
  return (a) => {
    if (typeof a === "number") return factorAll(a);
    const found = known.get(a) ?? factorAll(a);
    known.set(a, found);
    return found;
  };
}

export const call = (op: Op<undefined>, a: Value): Value =>
  apply(op, [a], undefined);

export const input = ({ inputs }: Application<undefined>): Value =>
  inputs[0] as Value;

/** The product of several matrices, from the left. */
export function product(...factors: readonly Value[]): Value {
  return factors.reduce((left, right) => matmul(left, right));
}

/** Each matrix of a stack transposed. */
export const transposed = (x: Value): Value => swapAxes(x);

/** One number for each matrix of a stack, in a shape that multiplies the matrices. */
export function overMatrices(x: Value): Value {
  const shape = shapeOfValue(x);
  return shape.length === 0 ? x : reshape(x, [...shape, 1, 1]);
}
