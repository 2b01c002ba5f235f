import { sizeOf } from "../ir/shape.js";
import type { Origin } from "../ir/node.js";
import { unary } from "../ops/define.js";
import { OperatorMethods } from "../tensor/operators.js";
import { NoClosedForm } from "../trace/no-closed-form.js";

/** Symbols have rank 2; what a transform puts in the place of values goes before them. */
const lowest = 3;
let depth = 0;

/** Runs a transform; its stand-ins take the rank given, so that of nested transforms the innermost acts first. */
export function atRank<T>(run: (rank: number) => T): T {
  const rank = lowest + depth++;
  try {
    return run(rank);
  } finally {
    depth--;
  }
}

/** The value as a constant: no derivative passes. */
export const stopped = unary({
  name: "stopGradient",
  scalar: (x) => x,
  result: "same",
  tex: (x) => x,
});

/**
 * What a transform puts in the place of a number or a tensor, to see what a function does with it: a power series, a
 * batch, something of which only shape and type are known. It has a tensor's methods, and remembers how it was made, so
 * that derivatives pass through it.
 */
export abstract class StandIn extends OperatorMethods {
  readonly tracked = true;

  constructor(
    readonly rank: number,
    readonly origin: Origin | undefined,
  ) {
    super();
  }

  /** What it is, for errors: `a batch of numbers`. */
  protected abstract readonly what: string;

  /** A stand-in is what it stands for: there is nothing to keep without its history. */
  detached(): this {
    return this;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The number of axes. */
  get ndim(): number {
    return this.shape.length;
  }

  get requiresGrad(): boolean {
    return true;
  }

  detach(): this {
    return stopped(this as StandIn) as this;
  }

  clone(): this {
    return this;
  }

  /** The rows of a matrix, the elements of a vector. */
  *[Symbol.iterator](): Generator<this> {
    if (this.ndim === 0) {
      throw new TypeError("a scalar has no elements to go through");
    }
    for (let i = 0; i < (this.shape[0] ?? 0); i++) yield this.at(i);
  }

  item(): never {
    return this.#refuse("item()");
  }
  toArray(): never {
    return this.#refuse("toArray()");
  }
  numpy(): never {
    return this.#refuse("numpy()");
  }
  toFloat64Array(): never {
    return this.#refuse("toFloat64Array()");
  }
  equals(): never {
    return this.#refuse("equals()");
  }
  allClose(): never {
    return this.#refuse("allClose()");
  }
  argmax(): never {
    return this.#refuse("argmax()");
  }
  argmin(): never {
    return this.#refuse("argmin()");
  }
  backward(): never {
    return this.#refuse("backward()");
  }

  /** @throws NoClosedForm: it has no value of its own. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.what;
    return this.#refuse("a comparison, or an operator that was not compiled,");
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.what;
  }

  #refuse(asked: string): never {
    throw new NoClosedForm(
      `${asked} asks for the numbers of ${this.what}, which are not known while the function is traced`,
    );
  }
}
