import { contiguous } from "../ir/ndarray.js";
import { isNode, type Node, shapeOfValue, type Value } from "../ir/node.js";
import { type Shape, sizeOf } from "../ir/shape.js";
import { stack } from "../ops/join.js";
import { reshape } from "../ops/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { type AnyFunction, markDerived } from "./derived.js";
import { pushThrough } from "../derive/forward.js";
import {
  grad,
  type GradientBy,
  recordsOuter,
  type Scalar,
  zeroLike,
} from "./grad.js";
import { subgraphOf } from "../derive/graph.js";
import { pullThrough } from "../derive/reverse.js";
import { structureOf } from "./structure.js";
import { indicesOf, type Trace, traceCall, type Wrt } from "./trace.js";
import { isSingle } from "./adjoint.js";
import { compiledHessian } from "../source/second.js";

/**
 * The type of the derivatives of a value of type `R` by arguments of type `A`: numbers in, nested arrays of numbers out;
 * tensors in, tensors out.
 */
export type Jacobian<
  R,
  A extends unknown[],
  W extends Wrt = undefined,
> = unknown extends R
  ? unknown
  : R extends number
    ? GradientBy<A, W>
    : R extends Node
      ? TensorBy<GradientBy<A, W>>
      : R extends readonly unknown[] | object
        ? { -readonly [K in keyof R]: Jacobian<R[K], A, W> }
        : undefined;

/** A tensor differentiated by numbers and tensors gives tensors. */
type TensorBy<G> = G extends number | Node
  ? Tensor
  : G extends undefined
    ? undefined
    : { [K in keyof G]: TensorBy<G[K]> };

/** Options of the functions that make Jacobians. */
export interface JacobianOptions<W extends Wrt = Wrt> {
  /** The argument to differentiate by, counted from 0, or several; all unless named. */
  readonly wrt?: W;
}

type Mode = "forward" | "reverse";
interface Maker {
  <A extends number[], R, const W extends Wrt = undefined>(
    f: (...args: A) => R,
    options?: JacobianOptions<W>,
  ): (...args: A) => Jacobian<R, A, W>;
  <A extends unknown[], R, const W extends Wrt = undefined>(
    f: (...args: A) => R,
    options?: JacobianOptions<W>,
  ): (...args: A) => Jacobian<R, A, W>;
}

/** A Jacobian in one mode, or in the one that needs fewer walks through the graph. */
function jacobianBy(operation: string, mode?: Mode): Maker {
  return <A extends unknown[], R, const W extends Wrt = undefined>(
    f: (...args: A) => R,
    { wrt }: JacobianOptions<W> = {},
  ) =>
    markDerived(
      (...args: A) => {
        const trace = traceCall(operation, f, args, wrt);
        return layOut(trace, mode, wrt, args.length) as Jacobian<R, A, W>;
      },
      { kind: "jacobian", of: f, order: 1, wrt },
    );
}

/**
 * All first derivatives of a function of numbers, arrays or tensors: those of output i by input j. Numbers and arrays give
 * nested arrays, tensors give a tensor with the axes of the value and then those of the argument. Forward or reverse mode
 * is chosen by which has fewer directions.
 *
 * @example
 * jacobian((x: number[]) => [x[0] * x[1], x[0] + x[1]])([2, 3]) // [[3, 2], [1, 1]]
 */
export const jacobian: Maker = jacobianBy("jacobian");

/**
 * The Jacobian by forward mode, one walk for each input: for more outputs than inputs.
 *
 * @example
 * jacfwd((t: number) => [Math.cos(t), Math.sin(t)])(0) // [0, 1]
 */
export const jacfwd: Maker = jacobianBy("jacfwd", "forward");

/**
 * The Jacobian by reverse mode, one walk for each output: for more inputs than outputs.
 *
 * @example
 * jacrev((x: Tensor) => x.pow(2))(tensor([1, 2])) // [[2, 0], [0, 4]]
 */
export const jacrev: Maker = jacobianBy("jacrev", "reverse");

/**
 * All second derivatives of a function whose value is a number; for several arguments, of each pair of them.
 *
 * @example
 * hessian((x: number, y: number) => x * x * y)(1, 2) // [[4, 2], [2, 0]]
 */
export function hessian<A extends number[], const W extends Wrt = undefined>(
  f: Scalar<A>,
  options?: JacobianOptions<W>,
): (...args: A) => Jacobian<GradientBy<A, W>, A, W>;
/** The same by arguments of any structure. */
export function hessian<A extends unknown[], const W extends Wrt = undefined>(
  f: Scalar<A>,
  options?: JacobianOptions<W>,
): (...args: A) => Jacobian<GradientBy<A, W>, A, W>;
export function hessian<A extends unknown[], const W extends Wrt = undefined>(
  f: Scalar<A>,
  options: JacobianOptions<W> = {},
): (...args: A) => Jacobian<GradientBy<A, W>, A, W> {
  const { wrt } = options;
  const traced = jacobianBy("hessian", "forward")(grad(f, options), options);
  const compiled = (args: A): unknown => {
    const indices = indicesOf("hessian", wrt, args.length);
    return compiledHessian(
      f as AnyFunction,
      args,
      indices,
      isSingle(wrt, args.length),
    );
  };
  const outer = (...args: A) =>
    (compiled(args) ?? traced(...args)) as Jacobian<GradientBy<A, W>, A, W>;
  return markDerived((...args: A) => outer(...args), {
    kind: "hessian",
    of: f,
    order: 2,
    wrt: options.wrt,
  });
}

/** The derivatives of every output leaf by every variable, laid out by the structures of both. */
function layOut(
  trace: Trace,
  mode: Mode | undefined,
  wrt: Wrt,
  count: number,
): unknown {
  const result = structureOf(trace.output);
  const outputs = result.leaves;
  const directionsIn = total(trace.variables);
  const chosen =
    mode ?? (directionsIn <= total(outputs) ? "forward" : "reverse");
  const blocks =
    chosen === "forward"
      ? forwardBlocks(trace, outputs)
      : reverseBlocks(trace, outputs);
  const single = typeof wrt === "number" || (wrt === undefined && count === 1);
  return result.mirror(
    outputs.map((output, o) => {
      let next = 0;
      const parts = trace.arguments.map(({ structure }) =>
        structure.mirror(
          structure.leaves.map((leaf) =>
            finish(blocks[o]?.[next++] ?? 0, output, leaf, trace),
          ),
        ),
      );
      // The layout of the output takes values only; what stands for one here is a whole block.
      return (single ? parts[0] : parts) as Value;
    }),
  );
}

const total = (values: readonly Value[]): number =>
  values.reduce<number>((sum, value) => sum + sizeOf(shapeOfValue(value)), 0);

/** A block as the user sees it: a plain number by a number, unless it belongs to a derivative further out. */
function finish(block: Value, output: Value, leaf: Value, trace: Trace): Value {
  const scalar = typeof leaf === "number" && shapeOfValue(output).length === 0;
  if (!(block instanceof Tensor)) {
    return scalar || isNode(block) ? block : new Tensor(block);
  }
  const plain = scalar && !block.tracked && isPlain(output, trace);
  return plain ? block.item() : block;
}

/** Whether the function gave a number, so far as can be seen: it was called with numbers only. */
function isPlain(output: Value, { arguments: args }: Trace): boolean {
  return (
    typeof output === "number" ||
    args.every(({ structure }) =>
      structure.leaves.every((x) => typeof x === "number"),
    )
  );
}

/** The k-th of the arrays of this shape that have a single 1. */
function basis(shape: Shape, k: number): Value {
  if (shape.length === 0) return 1;
  const elements = new Float64Array(sizeOf(shape));
  elements[k] = 1;
  return new Tensor(contiguous(elements, shape, "float64"));
}

/** For each output the derivatives by each variable, shape of the output first, one walk for each input element. */
function forwardBlocks(trace: Trace, outputs: readonly Value[]): Value[][] {
  const { variables } = trace;
  const graph = subgraphOf(outputs, new Set(variables));
  const recorded = recordsOuter(trace);
  const blocks = outputs.map((): Value[] => []);
  for (const variable of variables) {
    const columns = outputs.map((): Value[] => []);
    for (let k = 0; k < sizeOf(variable.shape); k++) {
      const tangents = new Map([[variable, basis(variable.shape, k)]]);
      const pushed = pushThrough(graph, outputs, tangents, recorded);
      pushed.forEach((tangent, o) => {
        columns[o]?.push(tangent ?? zeroLike(outputs[o] ?? 0));
      });
    }
    columns.forEach((column, o) => {
      const shape = shapeOfValue(outputs[o] ?? 0);
      blocks[o]?.push(
        join(column, shape.length, [...shape, ...variable.shape]),
      );
    });
  }
  return blocks;
}

/** The same, one walk for each output element. */
function reverseBlocks(trace: Trace, outputs: readonly Value[]): Value[][] {
  const variables = new Set(trace.variables);
  return outputs.map((output) => {
    const rows = trace.variables.map((): Value[] => []);
    const shape = shapeOfValue(output);
    const graph = subgraphOf([output], variables);
    const recorded = recordsOuter(trace) ?? graph.recordsMore;
    for (let k = 0; k < sizeOf(shape); k++) {
      const seeds = isNode(output)
        ? [{ output, cotangent: basis(shape, k) }]
        : [];
      const found = pullThrough(graph, seeds, variables, recorded);
      trace.variables.forEach((variable, i) => {
        rows[i]?.push(found.get(variable) ?? zeroLike(variable));
      });
    }
    return rows.map((row, i) =>
      join(row, 0, [...shape, ...(trace.variables[i]?.shape ?? [])]),
    );
  });
}

/** Derivatives side by side along a new axis, then given the axes of the block. */
function join(parts: readonly Value[], axis: number, shape: Shape): Value {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    return shape.length === 0 ? only : reshape(only, shape);
  }
  if (only === undefined) {
    return new Tensor(contiguous(new Float64Array(0), shape, "float64"));
  }
  return reshape(stack(parts, { axis }), shape);
}
