import type { Data } from "../ir/ndarray.js";
import { isNode, type Node, shapeOfValue, type Value } from "../ir/node.js";
import type { Aval, Op } from "../ir/op.js";
import { callTex, operatorName } from "../ops/define.js";
import { noGrad, withRecording } from "../tensor/recording.js";
import { Tensor } from "../tensor/tensor.js";
import { apply } from "../trace/apply.js";
import { broadcastTo } from "../ops/broadcast.js";
import type { AnyFunction } from "./derived.js";
import { pullBack } from "../derive/reverse.js";
import { type Mirror, type Structure, structureOf } from "./structure.js";
import { variableOf } from "./trace.js";
import { vjp } from "./directions.js";
import { stopped } from "./stand-in.js";

/** Puts leaves back into the arguments of a call. */
type Rebuild = (leaves: readonly Value[]) => unknown[];

/** What is particular to one call of a function with a rule of its own. */
interface Call {
  readonly f: AnyFunction;
  readonly rebuild: Rebuild;
}

type Rules = Pick<Op<Call>, "jvp" | "vjp">;

/** A function as an operation: evaluated without recording, differentiated by the rules given. */
function operationOf(name: string, rules: Rules): Op<Call> {
  return {
    name,
    infer(): Aval {
      throw new TypeError(
        `${name}: a function with derivative rules of its own has no closed form`,
      );
    },
    evaluate(inputs: readonly Data[], { f, rebuild }) {
      const leaves = inputs.map((data) =>
        typeof data === "number" ? data : new Tensor(data),
      );
      const value = noGrad(() =>
        (f as (...args: unknown[]) => Value)(...rebuild(leaves)),
      );
      return value instanceof Tensor ? value.data : (value as number);
    },
    ...rules,
    tex: (inputs, { f }) =>
      callTex(operatorName(f.name === "" ? "f" : f.name), inputs),
  };
}

/** Applies the operation to all numbers and tensors that the arguments hold. */
function callAs(op: Op<Call>, f: AnyFunction, args: readonly unknown[]): Value {
  const structures = args.map(structureOf);
  const leaves = structures.flatMap(({ leaves: own }) => own);
  const rebuild: Rebuild = (given) => distribute(structures, given);
  return apply(op, leaves, { f, rebuild });
}

function distribute(
  structures: readonly Structure[],
  leaves: readonly Value[],
): unknown[] {
  let start = 0;
  return structures.map((structure) => {
    const end = start + structure.leaves.length;
    const part = structure.rebuild(leaves.slice(start, end));
    start = end;
    return part;
  });
}

/** A zero of the shape of a value. */
const zeroOf = (value: Value): Value => broadcastTo(0, shapeOfValue(value));

/**
 * A linear map turned around: `map` takes a value like `like`; what is returned takes a weight for its result.
 * Differentiating a linear map backwards is its transpose.
 */
function transposed(
  map: (value: Node) => readonly (Value | undefined)[],
  like: Value,
  weights: readonly (Value | undefined)[],
): Value {
  // A rule may be asked for where nothing is recorded, and is turned around by its record all the same.
  return withRecording(() => {
    const variable = variableOf(zeroOf(like));
    const seeds = map(variable).flatMap((output, i) => {
      const cotangent = weights[i];
      return isNode(output) && cotangent !== undefined
        ? [{ output, cotangent }]
        : [];
    });
    const { cotangents } = pullBack(seeds, new Set([variable]));
    return cotangents.get(variable) ?? zeroOf(like);
  });
}

/** The leaves of derivatives given by a user's rule, one structure for each argument. */
function leavesOf(derivatives: unknown, count: number): Value[] {
  const list: readonly unknown[] =
    count === 1 && !(Array.isArray(derivatives) && derivatives.length === 1)
      ? [derivatives]
      : (derivatives as readonly unknown[]);
  return list.flatMap((part) => [...structureOf(part).leaves]);
}

/** What a backward rule is told beside the cotangent. */
export interface CustomCall<A extends unknown[], R> {
  readonly args: A;
  readonly value: R;
}

/**
 * A function with a backward rule of its own: from the weight of its value, the derivatives by each argument (an array;
 * by a single argument the derivative itself). The rule may itself be differentiated; forward mode uses it too.
 *
 * @example
 * const clipped = customVjp((x: number) => x, (g) => Math.max(-1, Math.min(1, g)));
 */
export function customVjp<A extends unknown[], R extends Value>(
  f: (...args: A) => R,
  backward: (cotangent: R, call: CustomCall<A, R>) => unknown,
): (...args: A) => R {
  return (...args: A): R => {
    const rule = (
      g: Value,
      at: { inputs: readonly Value[]; output: Value; params: Call },
    ): Value[] => {
      const call = {
        args: at.params.rebuild(at.inputs) as A,
        value: at.output as R,
      };
      return leavesOf(backward(g as R, call), args.length);
    };
    const op = operationOf("customVjp", {
      vjp: rule,
      jvp: (tangents, at) =>
        transposed((g) => rule(g, at), at.output, tangents),
    });
    return callAs(op, f, args) as R;
  };
}

/**
 * A function with a forward rule of its own: from a tangent for each argument, the tangent of its value. Reverse mode
 * uses it too, turned around.
 *
 * @example
 * const cube = customJvp((x: number) => x ** 3, ([t], { args: [x] }) => mul(mul(3, mul(x, x)), t));
 */
export function customJvp<A extends unknown[], R extends Value>(
  f: (...args: A) => R,
  forward: (tangents: A, call: CustomCall<A, R>) => Value,
): (...args: A) => R {
  return (...args: A): R => {
    const op = operationOf("customJvp", {
      jvp: (tangents, { inputs, output, params }) =>
        forward(
          params.rebuild(
            tangents.map((t, i) => t ?? zeroOf(inputs[i] ?? 0)),
          ) as A,
          { args: params.rebuild(inputs) as A, value: output as R },
        ),
      vjp: (g, at, wanted) =>
        at.inputs.map((input, i) => {
          if (wanted[i] !== true) return undefined;
          const along = (t: Node): readonly [Value] => [
            op.jvp(
              at.inputs.map((_, k) => (k === i ? t : undefined)),
              at,
            ),
          ];
          return transposed(along, input, [g]);
        }),
    });
    return callAs(op, f, args) as R;
  };
}

/**
 * A function that is computed again when derivatives are asked for, instead of having all its steps remembered: less
 * memory for more time.
 *
 * @example
 * grad((x: Tensor) => checkpoint(layers)(x).sum())
 */
export function checkpoint<A extends number[], R extends Value>(
  f: (...args: A) => R,
): (...args: A) => R;
/** The same of a function of arguments of any structure. */
export function checkpoint<A extends unknown[], R extends Value>(
  f: (...args: A) => R,
): (...args: A) => R;
export function checkpoint<A extends unknown[], R extends Value>(
  f: (...args: A) => R,
): (...args: A) => R {
  return customVjp(f, (cotangent, { args }) => {
    const [, pull] = vjp(f, ...args);
    const found: readonly unknown[] = pull(cotangent as Mirror<R>);
    return args.length === 1 ? found[0] : found;
  });
}

/**
 * The value as a constant: no derivative passes through it.
 *
 * @example
 * grad((x: number) => x * stopGradient(x))(3) // 3
 */
export function stopGradient<T>(x: T): T {
  const structure = structureOf(x);
  if (structure.leaves.length === 0) return x;
  return structure.rebuild(
    structure.leaves.map((leaf) => {
      if (!isNode(leaf)) return leaf;
      return leaf instanceof Tensor ? leaf.detach() : stopped(leaf);
    }),
  ) as T;
}
