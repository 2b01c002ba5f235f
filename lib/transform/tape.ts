// Whoever reads the declarations of `[Symbol.dispose]()` may have asked for an older library.
/// <reference lib="esnext.disposable" preserve="true" />
import { isNode, shapeOfValue, type Value } from "../ir/node.js";
import { broadcastTo } from "../ops/broadcast.js";
import { isTracing } from "../source/effects.js";
import { withRecording } from "../tensor/recording.js";
import { Tensor } from "../tensor/tensor.js";
import { pullBack } from "../derive/reverse.js";
import { type Mirror, resultLike, structureOf } from "./structure.js";

/** The tapes that have begun and not ended: what one of them computes, the others may differentiate. */
const open = new Set<GradientTape>();

/** Options of a tape. */
export interface TapeOptions {
  /** Whether `gradient` may be asked for more than once. */
  readonly persistent?: boolean;
}

/**
 * A tape in TensorFlow's manner: what is computed from variables, or from tensors that it watches, can be differentiated
 * afterwards. It begins when it is made and ends with `record`'s function, with the block of a `using` declaration, or
 * with the first `gradient` of a tape that is not persistent.
 *
 * @example
 * const x = variable(3);
 * const tape = new GradientTape();
 * const y = tape.record(() => x ** 2);
 * tape.gradient(y, x) // 6
 * @example
 * using tape = new GradientTape({ persistent: true });
 */
export class GradientTape {
  readonly #persistent: boolean;
  readonly #watched = new Set<Tensor>();
  #used = false;

  constructor({ persistent = false }: TapeOptions = {}) {
    this.#persistent = persistent;
    open.add(this);
  }

  /** Runs `f` on this tape and gives its value. */
  record<T>(f: () => T): T {
    open.add(this);
    try {
      return withRecording(f);
    } finally {
      this.#end();
    }
  }

  /** Makes a constant tensor one that the tape can differentiate by; variables are watched without it. */
  watch(...tensors: readonly Tensor[]): void {
    for (const tensor of tensors) {
      if (this.#watched.has(tensor)) continue;
      this.#watched.add(tensor);
      tensor.watch(1);
    }
  }

  /**
   * The derivative of `y` (of the sum of its elements) by a tensor, or by each tensor of an array or object. Where `y`
   * does not depend on one, zeros, with a warning.
   *
   * @throws at the second call, unless the tape is persistent.
   */
  gradient<X>(y: Value, x: X): Mirror<X> {
    if (this.#used && !this.#persistent) {
      throw new Error(
        "GradientTape: this tape has been used; for several gradients make it with { persistent: true }",
      );
    }
    this.#used = true;
    if (!this.#persistent) this.#end();
    const others = isTracing() || [...open].some((tape) => tape !== this);
    const structure = structureOf(x);
    const sources = structure.leaves.filter(isNode);
    const seeds = isNode(y)
      ? [{ output: y, cotangent: broadcastTo(1, y.shape) }]
      : [];
    const { cotangents } = withRecording(() =>
      pullBack(seeds, new Set(sources), others),
    );
    return structure.mirror(
      structure.leaves.map((leaf, i) => {
        const found = isNode(leaf) ? cotangents.get(leaf) : undefined;
        if (found === undefined) warnUnconnected(i, structure.leaves.length);
        return resultLike(leaf, found ?? broadcastTo(0, shapeOfValue(leaf)));
      }),
    ) as Mirror<X>;
  }

  #end(): void {
    open.delete(this);
    for (const tensor of this.#watched) tensor.watch(-1);
    this.#watched.clear();
  }

  [Symbol.dispose](): void {
    this.#end();
  }
}

function warnUnconnected(index: number, count: number): void {
  const which = count === 1 ? "the tensor" : `tensor ${String(index)} of those`;
  console.warn(
    `GradientTape: the value does not depend on ${which} asked for, so that the gradient is zero; ` +
      `is it a variable, or watched, and was the value computed on the tape?`,
  );
}
