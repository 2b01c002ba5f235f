/**
 * Derivatives of what equations determine, by what else they depend on (the implicit function theorem): a solution that
 * was found is taken through further Newton steps that are recorded. They do not move it, but their derivatives are those
 * of the solution: one step has the first right, each further step twice as many and one more (Griewank and Walther,
 * Evaluating Derivatives, chapter 15).
 */
import { isNode, shapeOfValue, type Value } from "../ir/node.js";
import { sizeOf } from "../ir/shape.js";
import { pow, sub } from "../ops/arithmetic.js";
import { concat } from "../ops/join.js";
import { solve } from "../ops/linalg.js";
import { reshape } from "../ops/shape.js";
import { at, slice } from "../ops/slice.js";
import { sum } from "../ops/reduce.js";
import { isRecording } from "../tensor/recording.js";
import { Tensor } from "../tensor/tensor.js";
import { isSpread } from "../transform/check.js";
import { grad } from "../transform/grad.js";
import { jacobian } from "../transform/jacobian.js";
import { structureOf } from "../transform/structure.js";

type Callable = (...args: never[]) => unknown;

/** With three steps derivatives up to order 7 are those of the solution. */
const steps = 3;

/** Whether somebody may ask for a derivative of the function's value by something other than its arguments. */
export function dependsOnMore(f: Callable, x: unknown): boolean {
  return (
    isRecording() &&
    structureOf(called(f, x)).leaves.some(
      (leaf) => isNode(leaf) && leaf.tracked,
    )
  );
}

function called(f: Callable, x: unknown): unknown {
  const call = f as (...args: unknown[]) => unknown;
  return isSpread(f as never, x) ? call(...x) : call(x);
}

/**
 * A zero of a function, with the derivatives that it has by what the function depends on besides.
 *
 * @throws where the function's derivatives are singular there: the zero does not move smoothly.
 */
export function zeroOf(operation: string, f: Callable, x: unknown): unknown {
  const { vector, rebuild } = inOneRow(x);
  const equations = (v: Tensor): Tensor => rowOf(called(f, rebuild(v)));
  return rebuild(settled(operation, equations, vector));
}

/** A minimum of a function (of the squares of several), with its derivatives in the same way. */
export function minimumOf(operation: string, f: Callable, x: unknown): unknown {
  const { vector, rebuild } = inOneRow(x);
  const slope = grad((v: Tensor) => objective(called(f, rebuild(v))));
  const equations = (v: Tensor): Tensor => slope(v);
  return rebuild(settled(operation, equations, vector));
}

/** The value that a search has minimized. */
export const valueAt = (f: Callable, x: unknown): Value =>
  objective(called(f, x));

/** What is minimized: several values are residuals. */
function objective(value: unknown): Value {
  if (typeof value === "number" || (isNode(value) && value.shape.length === 0))
    return value;
  return sum(pow(rowOf(value), 2));
}

function settled(
  operation: string,
  equations: (v: Tensor) => Tensor,
  start: Tensor,
): Tensor {
  let v = start;
  for (let k = 0; k < steps; k++) {
    const slopes = jacobian(equations)(v);
    v = sub(v, solved(operation, slopes, equations(v)));
  }
  return v;
}

function solved(operation: string, slopes: Tensor, value: Tensor): Tensor {
  try {
    return solve(slopes, value);
  } catch (error) {
    throw new RangeError(
      `${operation}: the solution has no derivative here, since the equations are singular at it`,
      { cause: error },
    );
  }
}

/** The numbers and tensors of a point as one vector, and back. */
function inOneRow(x: unknown): {
  vector: Tensor;
  rebuild: (v: Value) => unknown;
} {
  const structure = structureOf(x);
  const { leaves } = structure;
  const shapes = leaves.map(shapeOfValue);
  return {
    vector: rowOf(x),
    rebuild(v) {
      let start = 0;
      const parts = shapes.map((shape) => {
        const from = start;
        start += sizeOf(shape);
        return shape.length === 0
          ? at(v, from)
          : reshape(slice(v, [[from, start]]), shape);
      });
      return structure.rebuild(parts);
    },
  };
}

/** All numbers of a value in one vector; inside another derivative it stands for a tensor, typed as one all the same. */
function rowOf(value: unknown): Tensor {
  const rows = structureOf(value).leaves.map((leaf) =>
    reshape(isNode(leaf) ? leaf : new Tensor(leaf), [-1]),
  );
  return concat(rows) as Tensor;
}
