import { isNode, shapeOfValue, type Value } from "../ir/node.js";
import { stack } from "../ops/join.js";
import { at } from "../ops/indexing.js";
import { twinOf } from "../source/stamp.js";
import { Tensor } from "../tensor/tensor.js";
import { type AnyFunction, derivedFrom } from "./derived.js";
import { structureOf } from "./structure.js";

/** What stands for many examples of each argument: a vector for numbers; a number alone is the same for all. */
type Batches<A extends unknown[]> = {
  [K in keyof A]: A[K] extends number ? Tensor | number : A[K];
};

/**
 * A function of single examples as one of batches: it is applied to each part along axis 0 of the arguments, and the
 * results are stacked. Arguments without axes are the same for all. It composes with every derivative.
 *
 * @example
 * vmap((x: Tensor) => x.dot(x))(tensor([[1, 2], [3, 4]])) // [5, 25]
 */
export function vmap<A extends number[]>(
  f: (...args: A) => unknown,
): (...args: Batches<A>) => Tensor;
/** The same of a function of tensors, arrays or objects of them. */
export function vmap<A extends unknown[]>(
  f: (...args: A) => unknown,
): (...args: Batches<A>) => Tensor;
export function vmap(
  f: (...args: never[]) => unknown,
): (...args: unknown[]) => Tensor {
  return (...args: unknown[]): Tensor => {
    const structures = args.map(structureOf);
    const leaves = structures.flatMap((structure) => structure.leaves);
    const length = lengthOf(leaves);
    const call = callable(f);
    const results = Array.from({ length }, (_, i) => {
      const example = structures.map((structure) =>
        structure.rebuild(structure.leaves.map((leaf) => partOf(leaf, i))),
      );
      return joined(call(...example));
    });
    return Tensor.from(stack(results));
  };
}

/** Elements of a vector are traced numbers, which only a twin takes where a function expects numbers. */
function callable(f: AnyFunction): (...args: unknown[]) => unknown {
  const twin = derivedFrom(f) === undefined ? twinOf(f) : undefined;
  return (twin ?? f) as (...args: unknown[]) => unknown;
}

function lengthOf(leaves: readonly Value[]): number {
  const lengths = leaves
    .map(shapeOfValue)
    .filter((shape) => shape.length > 0)
    .map(([length]) => length ?? 0);
  const [length] = lengths;
  if (length === undefined) {
    throw new TypeError("vmap: no argument has an axis to map over");
  }
  if (lengths.some((other) => other !== length)) {
    throw new RangeError(
      `vmap: the arguments have different lengths along axis 0: ${lengths.join(", ")}`,
    );
  }
  return length;
}

function partOf(leaf: Value, index: number): Value {
  if (!isNode(leaf) || leaf.shape.length === 0) return leaf;
  const part: Value = at(leaf, index);
  const plain = part instanceof Tensor && part.ndim === 0 && !part.tracked;
  return plain ? part.item() : part;
}

/** A result as one value: an array of numbers becomes a vector. */
function joined(result: unknown): Value {
  if (typeof result === "number" || isNode(result)) return result;
  if (Array.isArray(result)) return stack(result.map(joined));
  throw new TypeError(
    "vmap: the function must give a number, a tensor or an array of those",
  );
}
