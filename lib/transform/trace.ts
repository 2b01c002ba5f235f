import { isNode, type Node, type Value } from "../ir/node.js";
import { identity } from "../ops/arithmetic.js";
import { Tensor } from "../tensor/tensor.js";
import { withRecording } from "../tensor/recording.js";
import { whileTracing } from "../source/effects.js";
import { twinOf } from "../source/stamp.js";
import { apply } from "../trace/apply.js";
import { type AnyFunction, derivedFrom } from "./derived.js";
import { type Structure, structureOf } from "./structure.js";

/** Which arguments to differentiate by: an index, or several; all where absent. */
export type Wrt = number | readonly number[] | undefined;

/** One argument of a traced call. */
export interface TracedArgument {
  readonly index: number;
  readonly structure: Structure;
  /** A node for each leaf of the structure. */
  readonly variables: readonly Node[];
}

/** A call of a function that was recorded. */
export interface Trace {
  readonly arguments: readonly TracedArgument[];
  /** The variables of all arguments, in order. */
  readonly variables: readonly Node[];
  readonly output: unknown;
}

/**
 * A variable of one derivative: the same value as a new node, so that this derivative never takes for its own what
 * belongs to another one (perturbation confusion).
 */
export function variableOf(value: Value): Node {
  if (isNode(value) && !(value instanceof Tensor)) {
    return apply(identity.op, [value], undefined) as Node;
  }
  const data = value instanceof Tensor ? value.data : value;
  return new Tensor(data, {
    origin: { op: identity.op, inputs: [value], params: undefined },
  });
}

/** The indices that `wrt` means for a call with so many arguments. */
export function indicesOf(
  operation: string,
  wrt: Wrt,
  count: number,
): number[] {
  if (wrt === undefined) return [...Array(count).keys()];
  const list = typeof wrt === "number" ? [wrt] : wrt;
  return list.map((index) => {
    const from0 = index < 0 ? index + count : index;
    if (!Number.isInteger(index) || from0 < 0 || from0 >= count) {
      throw new RangeError(
        `${operation}: there is no argument ${String(index)}; the function was called with ${String(count)}`,
      );
    }
    return from0;
  });
}

/** Calls a function on variables in place of the arguments named, and records what it does. */
export function traceCall(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  wrt: Wrt,
): Trace {
  const indices = indicesOf(operation, wrt, args.length);
  const traced = indices.map((index): TracedArgument => {
    const structure = structureOf(args[index]);
    return { index, structure, variables: structure.leaves.map(variableOf) };
  });
  const variables = traced.flatMap((argument) => argument.variables);
  if (variables.length === 0) {
    throw new TypeError(
      `${operation}: the arguments hold no numbers to differentiate by`,
    );
  }
  const inputs = [...args];
  for (const { index, structure, variables: own } of traced) {
    inputs[index] = structure.rebuild(own);
  }
  const output = withRecording(() =>
    whileTracing(() => callable(f)(...inputs)),
  );
  checkAgainstPlain(operation, f, args, output);
  return { arguments: traced, variables, output };
}

/** The version of a function that takes nodes where it takes numbers: its twin, where the compiler made one. */
function callable(f: AnyFunction): (...args: unknown[]) => unknown {
  return (twinOf(f) ?? f) as (...args: unknown[]) => unknown;
}

/**
 * Without a twin the function itself was run on nodes, and may have decided by them what it should have decided by
 * numbers (`if (x === 0)` is silently false). So its value is compared with that on plain numbers.
 *
 * @throws where the two differ.
 */
function checkAgainstPlain(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  output: unknown,
): void {
  const faithful = twinOf(f) !== undefined || derivedFrom(f) !== undefined;
  if (faithful || args.every(isNode)) return;
  const plain = scalarOf((f as (...args: unknown[]) => unknown)(...args));
  const traced = scalarOf(output);
  if (plain === undefined || traced === undefined) return;
  const same =
    Object.is(plain, traced) ||
    Math.abs(plain - traced) <= 1e-9 * Math.max(1, Math.abs(plain));
  if (!same) {
    throw new Error(
      `${operation}: ${f.name === "" ? "the function" : f.name} gives ${String(plain)} for these arguments, but ` +
        `${String(traced)} when it is traced: it branches on a number in a way that only compiled code can follow. ` +
        `Run it in a cell, or with node --import nabla/register`,
    );
  }
}

/** The number that a scalar result is; `undefined` for anything else. */
function scalarOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return value instanceof Tensor && value.size === 1 ? value.item() : undefined;
}
