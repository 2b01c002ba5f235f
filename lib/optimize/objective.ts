import type { Value } from "../ir/node.js";
import { Tensor } from "../tensor/tensor.js";
import {
  flatPoint,
  isSpread,
  numbersOf,
  type PointFunction,
  valueAt,
} from "../transform/check.js";
import { jvp } from "../transform/directions.js";
import { grad, valueAndGradientBy } from "../transform/grad.js";
import { taylorCoefficients } from "../transform/taylor.js";
import { twinOf } from "../source/stamp.js";
import { structureOf } from "../transform/structure.js";
import { hessian } from "../transform/jacobian.js";
import type { Bounds } from "./bounds.js";

/** A function of a point seen as one of a row of numbers. */
export interface Objective {
  readonly start: Float64Array;
  /** Within which it is looked at; everywhere where there are none. */
  readonly bounds?: Bounds | undefined;
  value(x: Float64Array): number;
  gradient(x: Float64Array): { value: number; gradient: Float64Array };
  /** The Hessian, row-major. */
  hessian(x: Float64Array): Float64Array;
  /** The Hessian times a vector, without the Hessian. */
  hessianTimes(x: Float64Array, v: Float64Array): Float64Array;
  /** The Taylor coefficients of the function along a line through x. */
  along(x: Float64Array, direction: Float64Array, order: number): number[];
  /** The row as a point of the user's: number, array, tensor, object. */
  point(x: Float64Array): unknown;
}

/** The objective that a user's function is; a function of several numbers takes its point as an array. */
export function objectiveOf(
  operation: string,
  f: PointFunction,
  x0: unknown,
  bounds?: Bounds,
): Objective {
  const { numbers, rebuild, mirror } = flatPoint(x0);
  if (numbers.length === 0) {
    throw new TypeError(
      `${operation}: the starting point holds no numbers; give a number, an array, a tensor or an object of those`,
    );
  }
  const argumentsOf = (x: Float64Array): unknown[] => {
    const point = rebuild(x);
    return isSpread(f, point) ? point : [point];
  };
  const sizes = structureOf(x0).leaves.map((leaf) => numbersOf(leaf).length);
  const flat = (structure: unknown): Float64Array =>
    Float64Array.from(structureOf(structure).leaves.flatMap(numbersOf));
  const derived = valueAndGradientBy(operation, f);
  return {
    start: numbers,
    bounds,
    value: (x) => valueAt(operation, f, rebuild(x)),
    gradient(x) {
      const found = derived(argumentsOf(x));
      const value = found.value();
      return {
        value: value instanceof Tensor ? value.item() : Number(value),
        gradient: flat(found.gradient),
      };
    },
    hessian(x) {
      const call = hessian<unknown[]>(f as (...args: unknown[]) => Value);
      return squared(flat(call(...argumentsOf(x))), sizes);
    },
    hessianTimes(x, v) {
      const gradient = grad<unknown[]>(f as (...args: unknown[]) => Value);
      const [, product] = jvp(gradient, argumentsOf(x), argumentsOf(v));
      return flat(product);
    },
    along: (x, direction, order) =>
      seriesAlong(argumentsOf(x), argumentsOf(direction), f, order).map(Number),
    point: mirror,
  };
}

/** The Taylor coefficients of a function along a line, for arguments of any structure. */
function seriesAlong(
  points: readonly unknown[],
  directions: readonly unknown[],
  f: PointFunction,
  order: number,
): Value[] {
  const from = points.map(structureOf);
  const leaves = from.flatMap((structure) => structure.leaves);
  const moves = directions.flatMap((each) => structureOf(each).leaves);
  const call = (twinOf(f) ?? f) as (...args: unknown[]) => Value;
  const onLeaves = (...given: Value[]): Value => {
    let start = 0;
    const rebuilt = from.map((structure) => {
      const end = start + structure.leaves.length;
      const part = structure.rebuild(given.slice(start, end));
      start = end;
      return part;
    });
    return call(...rebuilt);
  };
  return taylorCoefficients(onLeaves, leaves, moves, order);
}

/** A square matrix from its blocks, each row-major, one after the other in reading order. */
function squared(blocks: Float64Array, sizes: readonly number[]): Float64Array {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const matrix = new Float64Array(n * n);
  let from = 0;
  let top = 0;
  for (const rows of sizes) {
    let left = 0;
    for (const columns of sizes) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          matrix[(top + i) * n + left + j] = blocks[from++] ?? 0;
        }
      }
      left += columns;
    }
    top += rows;
  }
  return matrix;
}
