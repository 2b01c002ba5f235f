import type { DType } from "./dtype.js";
import type { Interval } from "./interval.js";
import type { Data } from "./ndarray.js";
import type { Value } from "./node.js";
import type { Shape } from "./shape.js";
import type { Tex } from "./tex.js";

/** What is known of a value before it is computed. */
export interface Aval {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A complex value by its parts, which broadcast; the imaginary part of a real one is the number 0. */
export interface Complex {
  readonly re: Value;
  readonly im: Value;
}

/**
 * One operation with all its rules beside each other; there are no tables of rules elsewhere. `P` is the type of its
 * parameters (axes, shapes, indices: what is not differentiated).
 *
 * The rules for derivatives are written with operations on values, so that they can be differentiated again: orders 2,
 * 3 and 4 come from the same lines.
 */
export interface Op<P = unknown> {
  /** As error messages and graphs call it, e.g. `matmul`. */
  readonly name: string;

  /**
   * Shape and type of the result.
   *
   * @throws where the inputs do not fit: `matmul: shapes [2,3] and [4,5] do not agree`.
   */
  infer(inputs: readonly Aval[], params: P): Aval;

  /** The definition: the result's elements from the inputs' elements. Other backends are compared with it. */
  evaluate(inputs: readonly Data[], params: P): Data;

  /**
   * The operation on numbers, where `evaluate` does nothing but apply it to every element, with broadcasting: several such
   * operations in a row are then one loop.
   */
  scalar?(params: P): (...numbers: number[]) => number;

  /**
   * Pushforward: the tangent of the output for tangents of the inputs (`undefined` stands for zero; at least one is
   * given).
   */
  jvp(tangents: readonly (Value | undefined)[], at: Application<P>): Value;

  /**
   * Pullback: the cotangent of each input for the output's cotangent; `undefined` where an input has none. `wanted`
   * says of which inputs it will be used.
   */
  vjp(
    cotangent: Value,
    at: Application<P>,
    wanted: readonly boolean[],
  ): readonly (Value | undefined)[];

  /**
   * The operation on a batch: those inputs that are `mapped` have an axis for the examples in front, and so has the
   * result. Where there is no such rule and no `scalar`, the examples are taken one by one.
   */
  batch?(inputs: readonly Value[], params: P, batch: Batch): Value;

  /**
   * The square of the result, where it is smoother than the result: that of a norm or an absolute value has no kink, so
   * that its derivatives are right at 0 too.
   */
  square?(inputs: readonly Value[], params: P): Value;

  /**
   * Set where the operation is linear in all its inputs together (`linear`) or in each of its two inputs (`bilinear`):
   * power series then go through it term by term.
   */
  readonly form?: "linear" | "bilinear" | undefined;

  /**
   * The first `count` Taylor coefficients of the result for those of the inputs, where there is a recurrence that is
   * better than the one that follows from `jvp`.
   */
  series?(
    inputs: readonly (readonly Value[])[],
    count: number,
    params: P,
  ): Value[];

  /**
   * An interval that holds every value of a scalar application whose inputs are in the given intervals; `undefined`
   * where the operation has a kink or a jump inside. What has no such rule cannot be certified.
   */
  enclose?(inputs: readonly Interval[], params: P): Interval | undefined;

  /**
   * The result for complex inputs, by operations on their parts. What is linear or bilinear needs no rule of its own; what
   * has none refuses complex numbers.
   */
  complex?(inputs: readonly Complex[], params: P): Complex | Value;

  /** How the application is written, from how its inputs are written. */
  tex(inputs: readonly Tex[], params: P): Tex;
}

/** What the batching rule of an operation is told, and handed where it lies below the operation that it needs. */
export interface Batch {
  /** How many examples there are. */
  readonly count: number;
  /** Which inputs have an axis for them in front. */
  readonly mapped: readonly boolean[];
  readonly reshape: (x: Value, shape: Shape) => Value;
}

/** One use of an operation: what a derivative rule may look at. */
export interface Application<P = unknown> {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly params: P;
}
