import { isNode, type Node, type Value } from "../ir/node.js";
import { formatShape } from "../ir/shape.js";
import { broadcastTo } from "../ops/broadcast.js";
import { markDerived } from "./derived.js";
import { pullBack } from "../derive/reverse.js";
import { valueOfRun } from "../source/running.js";
import {
  compiledGradient,
  isSingle,
  withSource,
  type WithSource,
} from "./adjoint.js";
import { type Mirror, resultLike } from "./structure.js";
import { type Trace, traceCall, type Wrt } from "./trace.js";

/**
 * A function whose value is a number: what has a gradient. Those that take one declare it for `A extends number[]` first,
 * which makes the parameters of `(x, y) => x * y` numbers.
 */
export type Scalar<A extends unknown[]> = (...args: A) => Value;

/** The type of a gradient by all arguments: by one its own structure, by several a tuple. */
export type Gradient<A extends unknown[]> = A extends [infer X]
  ? Mirror<X>
  : { -readonly [K in keyof A]: Mirror<A[K]> };

/** Options of `grad` and `valueAndGrad`. */
export interface GradOptions<W extends Wrt = Wrt> {
  /** The argument to differentiate by, counted from 0, or several; all unless named. */
  readonly wrt?: W;
}

/** The type of a gradient by the arguments that `wrt` names. */
export type GradientBy<A extends unknown[], W extends Wrt> = W extends number
  ? Mirror<A[W]>
  : W extends readonly number[]
    ? { -readonly [K in keyof W]: Mirror<A[W[K] & number]> }
    : Gradient<A>;

/** A gradient: a function of the same arguments, which can be read as well. */
export type GradientFunction<
  A extends unknown[],
  W extends Wrt = undefined,
> = ((...args: A) => GradientBy<A, W>) & WithSource;

/**
 * The gradient of a function with a single number as its value: a function of the same arguments that gives the
 * derivative by each of them. By one argument it has that argument's structure (number, tensor, array, object of
 * those), by several it is a tuple.
 *
 * @throws where the value is no scalar.
 * @example
 * grad((x: number) => x ** 3)(2) // 12
 * @example
 * grad((x: number, y: number) => x * y)(2, 3) // [3, 2]
 */
export function grad<A extends number[], const W extends Wrt = undefined>(
  f: Scalar<A>,
  options?: GradOptions<W>,
): GradientFunction<A, W>;
/** The same by arguments of any structure. */
export function grad<A extends unknown[], const W extends Wrt = undefined>(
  f: Scalar<A>,
  options?: GradOptions<W>,
): GradientFunction<A, W>;
export function grad<A extends unknown[], const W extends Wrt = undefined>(
  f: Scalar<A>,
  options: GradOptions<W> = {},
): GradientFunction<A, W> {
  const { wrt } = options;
  const compiled = compiledGradient("grad", f, wrt);
  return withSource(
    markDerived(
      (...args: A) =>
        (compiled.of(args) ??
          gradientOf("grad", f, args, wrt).gradient) as GradientBy<A, W>,
      { kind: "gradient", of: f, order: 1, wrt },
    ),
    f,
    wrt,
  );
}

/**
 * The value of a function together with its gradient, for the price of one call.
 *
 * @example
 * valueAndGrad((x: number) => x ** 3)(2) // [8, 12]
 */
export function valueAndGrad<
  A extends number[],
  R extends Value,
  const W extends Wrt = undefined,
>(
  f: (...args: A) => R,
  options?: GradOptions<W>,
): (...args: A) => [value: R, gradient: GradientBy<A, W>];
/** The same by arguments of any structure. */
export function valueAndGrad<
  A extends unknown[],
  R extends Value,
  const W extends Wrt = undefined,
>(
  f: (...args: A) => R,
  options?: GradOptions<W>,
): (...args: A) => [value: R, gradient: GradientBy<A, W>];
export function valueAndGrad<
  A extends unknown[],
  R extends Value,
  const W extends Wrt = undefined,
>(
  f: (...args: A) => R,
  options: GradOptions<W> = {},
): (...args: A) => [value: R, gradient: GradientBy<A, W>] {
  const { wrt } = options;
  const compiled = compiledGradient("valueAndGrad", f, wrt);
  return markDerived(
    (...args: A): [R, GradientBy<A, W>] => {
      const known = compiled.of(args) as GradientBy<A, W> | undefined;
      if (known !== undefined) return [valueOfRun() as R, known];
      const { trace, gradient } = gradientOf("valueAndGrad", f, args, wrt);
      return [plainOutput(trace, args) as R, gradient as GradientBy<A, W>];
    },
    { kind: "value and gradient", of: f, order: 1, wrt },
  );
}

/** The value of a traced call as the user sees it: free of this derivative's variables. */
function plainOutput(
  { output, variables }: Trace,
  args: readonly unknown[],
): Value {
  const value = output as Value;
  if (!isNode(value)) return value;
  const outside = variables.some((variable) =>
    variable.origin?.inputs.some((input) => isNode(input) && input.tracked),
  );
  if (outside) return value;
  const detached = value.detached();
  return args.every((arg) => !isNode(arg))
    ? detached
    : resultLike(value, detached);
}

/** The value of a call, when it is asked for, and its gradient: by the function's program, or else by a traced call. */
export function valueAndGradientBy(
  operation: string,
  f: (...args: never[]) => unknown,
): (args: readonly unknown[]) => { value: () => Value; gradient: unknown } {
  const compiled = compiledGradient(operation, f, undefined);
  return (args) => {
    const known = compiled.of(args);
    if (known !== undefined) {
      const value = valueOfRun() as Value;
      return { value: () => value, gradient: known };
    }
    const { trace, gradient } = gradientOf(operation, f, args, undefined);
    return { value: () => plainOutput(trace, args), gradient };
  };
}

/** A traced call and the gradient of its value. */
function gradientOf(
  operation: string,
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  wrt: Wrt,
): { trace: Trace; gradient: unknown } {
  const trace = traceCall(operation, f, args, wrt);
  const output = scalarOutput(operation, trace.output);
  const variables = new Set(trace.variables);
  const { cotangents } = isNode(output)
    ? pullBack([{ output, cotangent: 1 }], variables, recordsOuter(trace))
    : { cotangents: new Map<Node, Value>() };
  return { trace, gradient: mirrored(trace, cotangents, wrt, args.length) };
}

/** Whether the arguments themselves depend on what somebody may differentiate by; `undefined` leaves it to the graph. */
export function recordsOuter({ variables }: Trace): true | undefined {
  const outer = variables.some((variable) =>
    variable.origin?.inputs.some((input) => isNode(input) && input.tracked),
  );
  return outer ? true : undefined;
}

/** @throws where the value of a function is not a single number. */
export function scalarOutput(operation: string, output: unknown): Value {
  if (typeof output === "number") return output;
  if (!isNode(output)) {
    throw new TypeError(
      `${operation}: the function must give a number, not ${describe(output)}; for several values use jacobian`,
    );
  }
  if (output.shape.some((length) => length !== 1)) {
    throw new TypeError(
      `${operation}: the function must give a number, not a tensor of shape ${formatShape(output.shape)}; ` +
        `sum it, or use jacobian`,
    );
  }
  return output;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return value === null ? "null" : typeof value;
}

/** The derivatives laid out like the arguments. */
export function mirrored(
  trace: Trace,
  derivatives: ReadonlyMap<Node, Value>,
  wrt: Wrt,
  count: number,
): unknown {
  const parts = trace.arguments.map(({ structure, variables }) =>
    structure.mirror(
      structure.leaves.map((leaf, i) => {
        const variable = variables[i];
        const found = variable && derivatives.get(variable);
        return resultLike(leaf, found ?? zeroLike(leaf));
      }),
    ),
  );
  return isSingle(wrt, count) ? parts[0] : parts;
}

/** Zero in the shape of a value. */
export function zeroLike(value: Value): Value {
  return typeof value === "number" ? 0 : broadcastTo(0, value.shape);
}
