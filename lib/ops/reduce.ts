import { type Axes, normalAxes, reducedShape } from "../ir/axes.js";
import { countType } from "../ir/dtype.js";
import { asArray } from "../ir/elements.js";
import type { Data } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import {
  euclideanNorm,
  largest,
  pairwiseSum,
  reduceOver,
  type Reducer,
} from "../ir/reduce.js";
import { type Shape, sizeOf } from "../ir/shape.js";
import { Precedence, type Tex } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { absSquare, div, hypot, pow, ratio, scale, sub } from "./arithmetic.js";
import { broadcastTo } from "./broadcast.js";
import { equal, notEqual } from "./compare.js";
import {
  linear,
  named,
  operatorName,
  type Result,
  resultType,
} from "./define.js";
import { abs } from "./select.js";
import { reshape } from "./shape.js";

/** Which axes a reduction runs over, and whether they stay with length 1. */
export interface ReduceOptions {
  /** One axis or several, negative ones from the end; all where absent. */
  readonly axis?: Axes;
  readonly keepDims?: boolean;
}

export interface Reduction {
  /** Ascending, from 0. */
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

export function reductionOf(
  operation: string,
  x: Value,
  { axis, keepDims = false }: ReduceOptions,
): Reduction {
  return { axes: normalAxes(operation, axis, shapeOfValue(x)), keepDims };
}

/** A reduced value stretched back to the shape that it was reduced from. */
export function restore(y: Value, shape: Shape, { axes }: Reduction): Value {
  return broadcastTo(reshape(y, reducedShape(shape, axes, true)), shape);
}

/** The number of elements that one result is made of. */
export function countOf(shape: Shape, { axes }: Reduction): number {
  return sizeOf(axes.map((axis) => shape[axis] ?? 1));
}

/** The same reduction of each of several arrays along a new first axis. */
const behindFirst = ({ axes, keepDims }: Reduction): Reduction => ({
  axes: axes.map((axis) => axis + 1),
  keepDims,
});

const sumOp = linear<Reduction>({
  name: "sum",
  infer: (x, { axes, keepDims }) => ({
    shape: reducedShape(x.shape, axes, keepDims),
    dtype: countType(x.dtype),
  }),
  evaluate(x, { axes, keepDims }) {
    const array = asArray(x);
    return reduceOver(
      array,
      axes,
      keepDims,
      countType(array.dtype),
      pairwiseSum,
    );
  },
  transpose: (g, shape, params) => restore(g, shape, params),
  batched: behindFirst,
  tex: (x) => ({
    text: `${operatorName("sum")}\\left(${x.text}\\right)`,
    binds: Precedence.atom,
  }),
});

/**
 * The sum of all elements, or along some axes.
 *
 * @example
 * sum(tensor([[1, 2], [3, 4]]), { axis: 0 }) // [4, 6]
 */
export const sum = named(
  "sum",
  sumOp,
  <T extends Value>(x: T, options: ReduceOptions = {}): Result<T> =>
    apply(sumOp, [x], reductionOf("sum", x, options)) as Result<T>,
);

/**
 * The mean of all elements, or along some axes.
 *
 * @example
 * mean(tensor([1, 2, 3])) // 2
 */
export function mean<T extends Value>(
  x: T,
  options: ReduceOptions = {},
): Result<T> {
  const count = countOf(shapeOfValue(x), reductionOf("mean", x, options));
  return div(sum(x, options), count) as Result<T>;
}

/**
 * Whether any element, or any along some axes, is other than 0: 1 or 0, a bool tensor for tensors.
 *
 * @example
 * any(tensor([[0, 0], [0, 3]]), { axis: 1 }) // [false, true]
 */
export function any<T extends Value>(
  x: T,
  options: ReduceOptions = {},
): Result<T> {
  return notEqual(sum(notEqual(x, 0), options), 0) as Result<T>;
}

/**
 * Whether all elements, or all along some axes, are other than 0: 1 or 0, a bool tensor for tensors.
 *
 * @example
 * all(tensor([[0, 1], [2, 3]]), { axis: 1 }) // [false, true]
 */
export function all<T extends Value>(
  x: T,
  options: ReduceOptions = {},
): Result<T> {
  return equal(sum(equal(x, 0), options), 0) as Result<T>;
}

/** Options of `variance` and `std`. */
export interface VarianceOptions extends ReduceOptions {
  /** What is taken off the count: 0 for the variance of the elements (NumPy's default), 1 for the unbiased estimate. */
  readonly correction?: number;
}

/** The elements less their mean along the axes. */
function centred(x: Value, { axis }: ReduceOptions): Value {
  return sub(x, mean(x, { axis, keepDims: true }));
}

/** The divisor of a variance. */
function degrees(x: Value, options: VarianceOptions): number {
  const count = countOf(shapeOfValue(x), reductionOf("var", x, options));
  return Math.max(0, count - (options.correction ?? 0));
}

/**
 * The variance: the mean square distance from the mean.
 *
 * @example
 * variance(tensor([1, 2, 3, 4])) // 1.25
 */
export function variance<T extends Value>(
  x: T,
  options: VarianceOptions = {},
): Result<T> {
  const squares = absSquare(centred(x, options));
  return div(sum(squares, options), degrees(x, options)) as Result<T>;
}

/**
 * The standard deviation; of a constant 0, with derivative 0.
 *
 * @example
 * std(tensor([1, 2, 3, 4])) // 1.1180…
 */
export function std<T extends Value>(
  x: T,
  options: VarianceOptions = {},
): Result<T> {
  return div(
    norm(centred(x, options), options),
    Math.sqrt(degrees(x, options)),
  ) as Result<T>;
}

/** What a reduction with a slope of its own at every element is made of. */
interface SlopedReduction {
  readonly name: string;
  readonly reducer: Reducer;
  /** The derivative by each element, where the value is `output`. */
  readonly slope: (x: Value, output: Value, params: Reduction) => Value;
  readonly square?: NonNullable<Op<Reduction>["square"]>;
  readonly complex?: NonNullable<Op<Reduction>["complex"]>;
  readonly tex: (x: string) => string;
}

/** A reduction to floating numbers, from what is particular to it. */
export function sloped(spec: SlopedReduction): Op<Reduction> {
  const { name, reducer, slope, square, complex, tex } = spec;
  const op: Op<Reduction> = {
    name,
    infer: ([x], { axes, keepDims }) => ({
      shape: reducedShape(x?.shape ?? [], axes, keepDims),
      dtype: resultType("float", x === undefined ? [] : [x]),
    }),
    evaluate([x], { axes, keepDims }) {
      const array = asArray(x as Data);
      const dtype = resultType("float", [array]);
      return reduceOver(array, axes, keepDims, dtype, reducer);
    },
    jvp: ([t], { inputs: [x], output, params }) =>
      sum(scale(t as Value, slope(x as Value, output, params)), {
        axis: params.axes,
        keepDims: params.keepDims,
      }),
    vjp: (g, { inputs: [x], output, params }) => [
      scale(
        restore(g, shapeOfValue(x as Value), params),
        slope(x as Value, output, params),
      ),
    ],
    ...(square && { square }),
    batch: ([x], params) => apply(op, [x as Value], behindFirst(params)),
    ...(complex && { complex }),
    tex: ([x]) => ({ text: tex(x?.text ?? ""), binds: Precedence.atom }),
  };
  return op;
}

const normOp: Op<Reduction> = sloped({
  name: "norm",
  reducer: euclideanNorm,
  slope: direction,
  square: ([x], { axes, keepDims }) =>
    sum(pow(x as Value, 2), { axis: axes, keepDims }),
  complex: ([z], params) =>
    apply(normOp, [hypot<Value, Value>(z?.re ?? 0, z?.im ?? 0)], params),
  tex: (x) => `\\left\\lVert ${x} \\right\\rVert`,
});

function direction(x: Value, length: Value, params: Reduction): Value {
  return ratio(x, restore(length, shapeOfValue(x), params));
}

/** Options of `norm`. */
export interface NormOptions extends ReduceOptions {
  /** 2 (Euclidean, the default; of a matrix the Frobenius norm), 1, `Infinity`, or any other p. */
  readonly ord?: number;
}

/**
 * The norm of all elements together, or along some axes. The derivative at 0 is 0; `norm(x)**2` is smooth everywhere.
 *
 * @example
 * norm(tensor([3, 4])) // 5
 */
export const norm = named(
  "norm",
  normOp,
  <T extends Value>(x: T, options: NormOptions = {}): Result<T> => {
    const { ord = 2, ...reduction } = options;
    return normOf(x, ord, reduction) as Result<T>;
  },
);

function normOf(x: Value, ord: number, options: ReduceOptions): Value {
  const reduction = reductionOf("norm", x, options);
  if (ord === 2) return apply(normOp, [x], reduction);
  if (ord === -Infinity) return min(abs(x), options);
  if (ord === Infinity && countOf(shapeOfValue(x), reduction) > 0) {
    return max(abs(x), options);
  }
  // Of nothing the largest size is 0, as the sum.
  if (ord === 1 || ord === Infinity) return sum(abs(x), options);
  return pow(sum(pow(abs(x), ord), options), 1 / ord);
}

/** The largest or smallest element; those that tie share the derivative evenly. */
function extremum(name: string, reducer: Reducer): Op<Reduction> {
  const op: Op<Reduction> = {
    name,
    infer: ([x], { axes, keepDims }) => ({
      shape: reducedShape(x?.shape ?? [], axes, keepDims),
      dtype: x?.dtype ?? "float64",
    }),
    evaluate([x], { axes, keepDims }) {
      const array = asArray(x as Data);
      if (countOf(array.shape, { axes, keepDims }) === 0) {
        throw new RangeError(`${name}: no elements to choose from`);
      }
      return reduceOver(array, axes, keepDims, array.dtype, reducer);
    },
    jvp: ([t], { inputs: [x], output, params }) =>
      sum(scale(t as Value, shares(x as Value, output, params)), {
        axis: params.axes,
        keepDims: params.keepDims,
      }),
    vjp: (g, { inputs: [x], output, params }) => [
      scale(
        restore(g, shapeOfValue(x as Value), params),
        shares(x as Value, output, params),
      ),
    ],
    batch: ([x], params) => apply(op, [x as Value], behindFirst(params)),
    tex: ([x]: readonly Tex[]) => ({
      text: `\\${name}\\left(${x?.text ?? ""}\\right)`,
      binds: Precedence.atom,
    }),
  };
  return op;
}

/** Each element's share of the derivative: 1 over the number that tie with it. */
function shares(x: Value, best: Value, params: Reduction): Value {
  const ties = equal(x, restore(best, shapeOfValue(x), params));
  return div(ties, sum(ties, { axis: params.axes, keepDims: true }));
}

const maxOp = extremum("max", largest);
const minOp = extremum("min", (elements, start, count) => {
  let best = Infinity;
  for (let i = start; i < start + count; i++) {
    best = Math.min(best, elements[i] as number);
  }
  return best;
});

/**
 * The largest of all elements, or along some axes; elements that tie share the derivative evenly.
 *
 * @example
 * max(tensor([1, 3, 2])) // 3
 */
export const max = named(
  "max",
  maxOp,
  <T extends Value>(x: T, options: ReduceOptions = {}): Result<T> =>
    apply(maxOp, [x], reductionOf("max", x, options)) as Result<T>,
);

/**
 * The smallest of all elements, or along some axes; elements that tie share the derivative evenly.
 *
 * @example
 * min(tensor([1, 3, 2])) // 1
 */
export const min = named(
  "min",
  minOp,
  <T extends Value>(x: T, options: ReduceOptions = {}): Result<T> =>
    apply(minOp, [x], reductionOf("min", x, options)) as Result<T>,
);
