import { isNode, type Node, shapeOfValue, type Value } from "../ir/node.js";
import { sameShape } from "../ir/shape.js";
import { broadcastTo } from "../ops/broadcast.js";
import { stack } from "../ops/join.js";
import { moveAxis } from "../ops/shape.js";
import { at } from "../ops/slice.js";
import { whileTracing } from "../source/effects.js";
import { Tensor } from "../tensor/tensor.js";
import { forLaterCalls } from "../trace/impure.js";
import { Batched } from "./batched.js";
import { type AnyFunction, likewise } from "./derived.js";
import { callable, follows, isProgram } from "./follows.js";
import { type Parts, partsOf } from "./parts.js";
import { atRank } from "./stand-in.js";

/** What stands for many examples of each argument: a vector for numbers; a number alone is the same for all. */
type Batches<A extends unknown[]> = {
  [K in keyof A]: A[K] extends number ? Tensor | number : A[K];
};

/** Numbers in lists, also nested ones. */
type Numbers = readonly (number | Numbers)[];

/** The results of all examples: tensors with one more axis, in the structure of a single result. */
export type Mapped<R> = unknown extends R
  ? Tensor
  : R extends number | Node | Numbers
    ? Tensor
    : R extends readonly unknown[] | object
      ? { -readonly [K in keyof R]: Mapped<R[K]> }
      : R;

/** Options of `vmap`. */
export interface VmapOptions {
  /**
   * The axis of the examples: for all arguments, or for each; `null` for an argument that is the same for all. 0 unless
   * it says otherwise; what has no axes is the same for all.
   */
  readonly inAxes?: number | null | readonly (number | null)[];
  /** Where the axis of the examples is in the results: 0 unless it says otherwise. */
  readonly outAxes?: number;
}

/** The arguments of a call: which leaves are mapped, their examples along axis 0. */
interface Examples {
  readonly parts: Parts;
  readonly leaves: readonly Value[];
  readonly mapped: readonly boolean[];
  readonly count: number;
}

/** Results with the axis of the examples in front, and the structure of one. */
interface Results {
  readonly one: Parts;
  readonly leaves: readonly Value[];
}

/**
 * A function of single examples as one of batches. Operations work on all examples at once, by rules of their own;
 * what a batch cannot follow (a branch that each example decides for itself, random numbers) is done for one example
 * after the other. Numbers and lists of numbers become a tensor with the examples along axis 0, other results keep their
 * structure. It composes with every derivative.
 *
 * @throws RangeError where the arguments have different numbers of examples.
 * @example
 * vmap((x: Tensor) => x.dot(x))(tensor([[1, 2], [3, 4]])) // [5, 25]
 * @example
 * vmap((x: Tensor, w: Tensor) => x.dot(w), { inAxes: [1, null] })
 */
export function vmap<A extends number[], R>(
  f: (...args: A) => R,
  options?: VmapOptions,
): (...args: Batches<A>) => Mapped<R>;
/** The same of a function of tensors, arrays or objects of them. */
export function vmap<A extends unknown[], R>(
  f: (...args: A) => R,
  options?: VmapOptions,
): (...args: Batches<A>) => Mapped<R>;
export function vmap(
  f: AnyFunction,
  { inAxes = 0, outAxes = 0 }: VmapOptions = {},
): (...args: unknown[]) => unknown {
  const each = (...args: unknown[]): unknown => {
    const examples = examplesOf(args, inAxes);
    const { one, leaves } = together(f, examples) ?? oneByOne(f, examples);
    const placed = leaves.map((x) => moveAxis(x, 0, outAxes));
    return assembled(one.rebuild(placed));
  };
  return likewise(each, f);
}

function examplesOf(
  args: readonly unknown[],
  inAxes: NonNullable<VmapOptions["inAxes"]> | null,
): Examples {
  const parts = partsOf(args);
  const axes = args.flatMap((arg, i) => {
    const axis = Array.isArray(inAxes)
      ? ((inAxes as readonly (number | null)[])[i] ?? null)
      : (inAxes as number | null);
    return partsOf(arg).leaves.map((leaf) =>
      shapeOfValue(leaf).length === 0 ? null : axis,
    );
  });
  const mapped = axes.map((axis) => axis !== null);
  const leaves = parts.leaves.map((leaf, i) => {
    const axis = axes[i] ?? null;
    return axis === null ? leaf : moveAxis(leaf, axis, 0);
  });
  return { parts, leaves, mapped, count: countOf(leaves, mapped) };
}

function countOf(leaves: readonly Value[], mapped: readonly boolean[]): number {
  const counts = leaves.flatMap((leaf, i) =>
    mapped[i] === true ? [shapeOfValue(leaf)[0] ?? 0] : [],
  );
  const [count] = counts;
  if (count === undefined)
    throw new TypeError("vmap: no argument has an axis to map over");
  if (counts.some((other) => other !== count))
    throw new RangeError(
      `vmap: the arguments have different numbers of examples: ${counts.join(", ")}`,
    );
  return count;
}

/** All examples at once; `undefined` where the function does not allow it, or one by one is as good. */
function together(f: AnyFunction, examples: Examples): Results | undefined {
  const { leaves, mapped, parts, count } = examples;
  const single = leaves.filter(
    (x, i) => mapped[i] === true && shapeOfValue(x).length === 1,
  );
  const plain = leaves.every(
    (x) => !isNode(x) || (x instanceof Tensor && !x.tracked),
  );
  const ofNumbers = leaves.every((x) => shapeOfValue(x).length <= 1);
  if (ofNumbers && plain && isProgram(f)) return undefined;
  // Code that was not compiled would decide by a batch what each of its numbers should decide.
  if (single.length > 0 && !follows(f)) return undefined;
  try {
    return atRank((rank) => {
      const inputs = leaves.map((x, i) =>
        mapped[i] === true ? new Batched(rank, x as Node) : x,
      );
      const one = partsOf(
        forLaterCalls(() =>
          whileTracing(
            () => callable(f)(...(parts.rebuild(inputs) as unknown[])),
            true,
          ),
        ),
      );
      const found = one.leaves.map((x) =>
        x instanceof Batched && x.rank === rank
          ? x.value
          : broadcastTo(x, [count, ...shapeOfValue(x)]),
      );
      return { one, leaves: found };
    });
  } catch {
    // Whatever went wrong, one by one it goes right, or tells.
    return undefined;
  }
}

function oneByOne(
  f: AnyFunction,
  { leaves, mapped, parts, count }: Examples,
): Results {
  const all = Array.from({ length: count }, (_, k) => {
    const example = leaves.map((x, i) =>
      mapped[i] === true ? partAt(x, k) : x,
    );
    const traced = example.some(
      (x) => isNode(x) && shapeOfValue(x).length === 0,
    );
    const call = traced ? callable(f) : (f as (...args: unknown[]) => unknown);
    return partsOf(call(...(parts.rebuild(example) as unknown[])));
  });
  const [one] = all;
  if (one === undefined)
    throw new RangeError(
      "vmap: there are no examples to see the result's shape by",
    );
  if (all.some(({ pattern }) => pattern !== one.pattern))
    throw new TypeError(
      "vmap: the results of the examples differ in structure",
    );
  const found = one.leaves.map((_, i) =>
    stack(all.map((each) => each.leaves[i] as Value)),
  );
  return { one, leaves: found.map((x) => (isNode(x) ? x : Tensor.from(x))) };
}

function partAt(leaf: Value, k: number): Value {
  const part: Value = at(leaf, k);
  const plain = part instanceof Tensor && part.ndim === 0 && !part.tracked;
  return plain ? part.item() : part;
}

/** Lists, also nested ones, of what was a number of each example become one tensor. */
function assembled(result: unknown): unknown {
  const numbers = new Set<unknown>();
  const visit = (part: unknown): unknown => {
    if (isNode(part)) {
      if (part.shape.length === 1) numbers.add(part);
      return part;
    }
    if (typeof part !== "object" || part === null) return part;
    if (!Array.isArray(part))
      return Object.fromEntries(
        Object.entries(part).map(([key, value]) => [key, visit(value)]),
      );
    const parts = part.map(visit);
    const [first] = parts;
    const isList =
      isNode(first) &&
      parts.every(
        (x) => numbers.has(x) && sameShape((x as Node).shape, first.shape),
      );
    if (!isList) return parts;
    const joined = stack(parts as Node[], { axis: 1 });
    numbers.add(joined);
    return joined;
  };
  return visit(result);
}
