import { isNode, type Node, type Value } from "../ir/node.js";
import { isFloating } from "../ir/dtype.js";
import { FloatArray } from "../source/floats.js";
import { ComplexTensor } from "../tensor/complex.js";
import { Tensor } from "../tensor/tensor.js";

/**
 * The type of a derivative by something of type `A`: the same structure of numbers and tensors. What cannot vary (text,
 * booleans, functions) has `undefined` in its place.
 */
export type Mirror<A> = unknown extends A
  ? unknown
  : A extends number
    ? number
    : A extends Node | Float64Array
      ? A
      : A extends string | boolean | bigint | symbol | null | undefined
        ? undefined
        : A extends (...args: never[]) => unknown
          ? undefined
          : A extends object
            ? { -readonly [K in keyof A]: Mirror<A[K]> }
            : undefined;

/** An argument taken apart: what varies in it, and how to build the like of it again. */
export interface Structure {
  /** Numbers and tensors, in order. */
  readonly leaves: readonly Value[];
  /** The argument with other leaves; typed arrays become what stands for them in twins, so that they can hold nodes. */
  rebuild(leaves: readonly Value[]): unknown;
  /** The same structure as a result: typed arrays stay typed, what cannot vary is `undefined`. */
  mirror(leaves: readonly Value[]): unknown;
}

/** Takes an argument apart into the numbers and tensors that it holds. */
export function structureOf(argument: unknown): Structure {
  if (argument instanceof ComplexTensor) {
    return composite([argument.real, argument.imag], ([re, im]) =>
      re === undefined
        ? undefined
        : new ComplexTensor(re as Value, im as Value),
    );
  }
  if (typeof argument === "number" || isNode(argument)) return leaf(argument);
  if (argument instanceof Float64Array) {
    return {
      leaves: Array.from(argument),
      rebuild: (leaves) => FloatArray.holding(leaves),
      mirror: (leaves) =>
        leaves.every((x) => typeof x === "number")
          ? Float64Array.from(leaves)
          : [...leaves],
    };
  }
  if (Array.isArray(argument)) {
    return composite(argument, (parts) => parts);
  }
  if (isPlainObject(argument)) {
    const keys = Object.keys(argument);
    return composite(Object.values(argument), (parts) =>
      Object.fromEntries(keys.map((key, i) => [key, parts[i]])),
    );
  }
  return {
    leaves: [],
    rebuild: () => argument,
    mirror: () => undefined,
  };
}

function leaf(value: Value): Structure {
  if (isNode(value) && !isFloating(value.dtype)) {
    return { leaves: [], rebuild: () => value, mirror: () => undefined };
  }
  const first = ([x]: readonly Value[]): unknown => x;
  return { leaves: [value], rebuild: first, mirror: first };
}

function composite(
  parts: readonly unknown[],
  assemble: (parts: unknown[]) => unknown,
): Structure {
  const structures = parts.map(structureOf);
  const distribute = (
    leaves: readonly Value[],
    method: "rebuild" | "mirror",
  ): unknown => {
    let start = 0;
    return assemble(
      structures.map((structure) => {
        const end = start + structure.leaves.length;
        const own = leaves.slice(start, end);
        start = end;
        return structure[method](own);
      }),
    );
  };
  return {
    leaves: structures.flatMap((structure) => structure.leaves),
    rebuild: (leaves) => distribute(leaves, "rebuild"),
    mirror: (leaves) => distribute(leaves, "mirror"),
  };
}

/** Whether a value is an object that is nothing but its properties. */
export function isPlainObject(
  value: unknown,
): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (a cell's) have another Object.prototype, whose own prototype is null all the same.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * A derivative as the user sees it: a number where the argument was a number, a tensor where it was one. Inside another
 * derivative it stays a node, so that the outer one can go on through it.
 */
export function resultLike(argument: Value, derivative: Value): Value {
  if (typeof argument === "number") {
    return derivative instanceof Tensor && !derivative.tracked
      ? derivative.item()
      : derivative;
  }
  return typeof derivative === "number" && argument instanceof Tensor
    ? new Tensor(derivative)
    : derivative;
}
