import { isNode, type Node, shapeOfValue, type Value } from "../ir/node.js";
import { formatShape, sameShape } from "../ir/shape.js";
import { broadcastTo } from "../ops/broadcast.js";
import { type AnyFunction, markDerived } from "./derived.js";
import { pushThrough } from "../derive/forward.js";
import {
  grad,
  type GradientBy,
  mirrored,
  recordsOuter,
  type Scalar,
  zeroLike,
} from "./grad.js";
import { subgraphOf } from "../derive/graph.js";
import { pullThrough } from "../derive/reverse.js";
import { type Mirror, resultLike, structureOf } from "./structure.js";
import { CompiledDerivative } from "../source/derivative.js";
import { compiledPush } from "../source/push.js";
import { compiledHessianProduct } from "../source/second.js";
import { type Trace, traceCall } from "./trace.js";

/** The numbers and tensors of a direction, in the order of the variables. */
function leavesLike(
  operation: string,
  trace: Trace,
  directions: readonly unknown[],
): Value[] {
  return trace.arguments.flatMap(({ index, structure }) => {
    const { leaves } = structureOf(directions[index]);
    structure.leaves.forEach((leaf, i) => {
      const shape = shapeOfValue(leaf);
      const given = leaves[i];
      if (given === undefined || !sameShape(shapeOfValue(given), shape)) {
        throw new RangeError(
          `${operation}: the direction for argument ${String(index)} has ` +
            `${given === undefined ? "too few numbers" : `shape ${formatShape(shapeOfValue(given))}`}, the argument ${formatShape(shape)}`,
        );
      }
    });
    return [...leaves];
  });
}

/** The value of a traced call and a function that gives its derivative in a direction. */
function linearized(
  operation: string,
  f: AnyFunction,
  primals: readonly unknown[],
): { value: unknown; push: (directions: readonly unknown[]) => unknown } {
  const trace = traceCall(operation, f, primals, undefined);
  const result = structureOf(trace.output);
  const graph = subgraphOf(result.leaves, new Set(trace.variables));
  const like = plainLike(trace);
  const push = (directions: readonly unknown[]): unknown => {
    const leaves = leavesLike(operation, trace, directions);
    const tangents = new Map<Node, Value>();
    trace.variables.forEach((variable, i) =>
      tangents.set(variable, leaves[i] ?? 0),
    );
    const pushed = pushThrough(
      graph,
      result.leaves,
      tangents,
      recordsOuter(trace),
    );
    return result.mirror(
      pushed.map((tangent, i) => like(result.leaves[i] ?? 0, tangent)),
    );
  };
  return { value: plainValue(trace), push };
}

/** How a tangent is shown: a plain number where everything that went in was one. */
function plainLike({
  arguments: args,
}: Trace): (output: Value, tangent: Value | undefined) => Value {
  const numbers = args.every(({ structure }) =>
    structure.leaves.every((leaf) => typeof leaf === "number"),
  );
  return (output, tangent) => {
    const known = tangent ?? zeroLike(output);
    const scalar = shapeOfValue(output).length === 0 && numbers;
    return resultLike(scalar ? 0 : output, known);
  };
}

/** The result of a traced call without this derivative's variables in it, unless another derivative needs them. */
export function plainValue(trace: Trace): unknown {
  const result = structureOf(trace.output);
  if (recordsOuter(trace) === true) return trace.output;
  const like = plainLike(trace);
  return result.leaves.length === 0
    ? trace.output
    : result.mirror(
        result.leaves.map((leaf) =>
          like(leaf, isNode(leaf) ? leaf.detached() : leaf),
        ),
      );
}

/** The arguments of a function as an array, or the single one as it is. */
export type Primals<A extends unknown[]> =
  A | (A extends [infer X] ? X : never);

const asList = (primals: unknown): readonly unknown[] =>
  Array.isArray(primals) ? primals : [primals];

/**
 * The value of a function and its derivative along a direction (forward mode): the tangents are given like the
 * arguments, as an array with one for each.
 *
 * @example
 * jvp((x: number, y: number) => x * y, [2, 3], [1, 0]) // [6, 3]
 */
export function jvp<A extends unknown[], R>(
  f: (...args: A) => R,
  primals: Primals<A>,
  tangents: Primals<A>,
): [value: R, tangent: Mirror<R>] {
  const compiled = compiledPush(
    f as AnyFunction,
    asList(primals),
    asList(tangents),
  );
  if (compiled !== undefined)
    return [compiled.value as R, compiled.tangent as Mirror<R>];
  const { value, push } = linearized("jvp", f, asList(primals));
  return [value as R, push(asList(tangents)) as Mirror<R>];
}

/**
 * The value of a function and the linear map that best follows it there: a function of tangents, for many directions
 * at the price of one call.
 *
 * @example
 * const [y, df] = linearize((x: number) => x ** 3, 2); // 8
 * df(1) // 12
 */
export function linearize<A extends unknown[], R>(
  f: (...args: A) => R,
  ...primals: A
): [value: R, differential: (...tangents: A) => Mirror<R>] {
  const { value, push } = linearized("linearize", f, primals);
  return [value as R, (...tangents) => push(tangents) as Mirror<R>];
}

/**
 * The value of a function and its pullback (reverse mode): the function that turns a weight for the value into
 * derivatives by each argument.
 *
 * @example
 * const [y, pull] = vjp((x: number, y: number) => x * y, 2, 3); // 6
 * pull(1) // [3, 2]
 */
export function vjp<A extends unknown[], R>(
  f: (...args: A) => R,
  ...primals: A
): [
  value: R,
  pullback: (cotangent: Mirror<R>) => {
    -readonly [K in keyof A]: Mirror<A[K]>;
  },
] {
  const trace = traceCall("vjp", f, primals, undefined);
  const result = structureOf(trace.output);
  const variables = new Set(trace.variables);
  const graph = subgraphOf(result.leaves, variables);
  const pull = (
    cotangent: Mirror<R>,
  ): { -readonly [K in keyof A]: Mirror<A[K]> } => {
    const given = structureOf(cotangent).leaves;
    const seeds = result.leaves.flatMap((output, i) =>
      isNode(output) ? [{ output, cotangent: given[i] ?? 0 }] : [],
    );
    const recorded =
      recordsOuter(trace) ??
      (graph.recordsMore || given.some((g) => isNode(g) && g.tracked));
    const found = pullThrough(graph, seeds, variables, recorded);
    const all = trace.arguments.map(({ index }) => index);
    return mirrored(trace, found, all, primals.length) as {
      -readonly [K in keyof A]: Mirror<A[K]>;
    };
  };
  return [plainValue(trace) as R, pull];
}

/**
 * The derivative of a function of one number (or, element by element, of one tensor), of any order. A function that gives
 * several numbers, such as a curve, has a derivative with the same structure.
 *
 * @example
 * derivative((x: number) => x ** 3, 2)(5) // 30
 */
export function derivative<R>(
  f: (x: number) => R,
  order?: number,
): (x: number) => Mirror<R>;
/** The same, element by element, of a function of a tensor. */
export function derivative<X extends Value, R>(
  f: (x: X) => R,
  order?: number,
): (x: X) => Mirror<R>;
export function derivative<X extends Value, R>(
  f: (x: X) => R,
  order = 1,
): (x: X) => Mirror<R> {
  if (!Number.isInteger(order) || order < 0) {
    throw new RangeError(
      `derivative: the order must be a whole number from 0, not ${String(order)}`,
    );
  }
  let result: (x: X) => unknown = f;
  for (let k = 0; k < order; k++) {
    const inner = result;
    const compiled = new CompiledDerivative(f, k + 1);
    result = markDerived(
      (x: X) =>
        compiled.of(x) ??
        linearized("derivative", inner, [x]).push([oneLike(x)]),
      { kind: "derivative", of: f, order: k + 1 },
    );
  }
  return result as (x: X) => Mirror<R>;
}

const oneLike = (x: Value): Value =>
  typeof x === "number" ? 1 : broadcastTo(1, x.shape);

/**
 * The derivative of a function by one of its arguments, counted from 0.
 *
 * @example
 * partial((x: number, y: number) => x * y ** 2, 1)(2, 3) // 12
 */
export function partial<A extends number[], const I extends number>(
  f: Scalar<A>,
  index: I,
): (...args: A) => GradientBy<A, I>;
/** The same of a function of arguments of any structure. */
export function partial<A extends unknown[], const I extends number>(
  f: Scalar<A>,
  index: I,
): (...args: A) => GradientBy<A, I>;
export function partial<A extends unknown[], const I extends number>(
  f: Scalar<A>,
  index: I,
): (...args: A) => GradientBy<A, I> {
  const inner = grad(f, { wrt: index });
  return markDerived((...args: A) => inner(...args), {
    kind: "partial",
    of: f,
    order: 1,
    wrt: index,
  });
}

/**
 * The product of the Hessian at `x` with a vector `v`, without the Hessian: the derivative of the gradient along `v`.
 * A function of several numbers takes its point and the vector as arrays.
 *
 * @example
 * hvp((x: number[]) => x[0] ** 2 * x[1], [1, 2], [1, 0]) // [4, 2]
 */
export function hvp(
  f: (...args: number[]) => Value,
  x: readonly number[],
  v: readonly number[],
): number[];
/** The same of a function of one argument of any structure. */
export function hvp<X>(f: (x: X) => Value, x: X, v: X): Mirror<X>;
export function hvp<X>(f: (...args: never[]) => Value, x: X, v: X): Mirror<X> {
  const spread = f.length > 1 && Array.isArray(x) && Array.isArray(v);
  const compiled = compiledHessianProduct(
    f,
    spread ? (x as unknown[]) : [x],
    spread ? (v as unknown[]) : [v],
  );
  if (compiled !== undefined)
    return (spread ? compiled : compiled[0]) as Mirror<X>;
  const gradient = grad<unknown[]>(f as Scalar<unknown[]>);
  const [, product] = jvp(
    gradient,
    spread ? (x as unknown[]) : [x],
    spread ? (v as unknown[]) : [v],
  );
  return product as Mirror<X>;
}

/**
 * The derivative of a function at `x` in the direction of `v` (not made a unit vector).
 *
 * @example
 * directional((x: number, y: number) => x * y, [2, 3], [1, 1]) // 5
 */
export function directional(
  f: (...args: number[]) => number,
  x: readonly number[],
  v: readonly number[],
): number;
/** The same of a function of one argument of any structure. */
export function directional<X, R extends Value>(f: (x: X) => R, x: X, v: X): R;
export function directional<X>(
  f: (...args: never[]) => Value,
  x: X,
  v: X,
): Value {
  const spread = f.length > 1 && Array.isArray(x) && Array.isArray(v);
  const [, slope] = jvp(
    f as (...args: unknown[]) => Value,
    spread ? (x as unknown[]) : [x],
    spread ? (v as unknown[]) : [v],
  );
  return slope;
}
