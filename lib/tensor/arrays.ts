import type { Axes } from "../ir/axes.js";
import type { Node } from "../ir/node.js";
import type { Shape } from "../ir/shape.js";
import * as diagonals from "../ops/diagonal.js";
import type { Index } from "../ops/index-arrays.js";
import * as indexing from "../ops/indexing.js";
import * as products from "../ops/matmul.js";
import { prod } from "../ops/prod.js";
import * as reductions from "../ops/reduce.js";
import * as sequences from "../ops/sequence.js";
import * as shapes from "../ops/shape.js";
import * as parts from "../ops/slice.js";
import * as weights from "../ops/softmax.js";
import { ElementwiseMethods, type Operand } from "./elementwise.js";

/** The operations on whole arrays as methods; each is the free function of the same name, which says more. */
export abstract class ArrayMethods extends ElementwiseMethods {
  /** The transpose: axes in reverse order. */
  get T(): this {
    return shapes.transpose(this);
  }

  /** The sum of all elements, or along some axes. */
  sum(options?: reductions.ReduceOptions): this {
    return reductions.sum(this, options) as this;
  }

  /** The mean of all elements, or along some axes. */
  mean(options?: reductions.ReduceOptions): this {
    return reductions.mean(this, options) as this;
  }

  /** The variance of all elements, or along some axes. */
  var(options?: reductions.VarianceOptions): this {
    return reductions.variance(this, options) as this;
  }

  /** The standard deviation of all elements, or along some axes. */
  std(options?: reductions.VarianceOptions): this {
    return reductions.std(this, options) as this;
  }

  /** The largest element, or the largest along some axes. */
  max(options?: reductions.ReduceOptions): this {
    return reductions.max(this, options) as this;
  }

  /** The smallest element, or the smallest along some axes. */
  min(options?: reductions.ReduceOptions): this {
    return reductions.min(this, options) as this;
  }

  /** Whether all elements, or all along some axes, are other than 0. */
  all(options?: reductions.ReduceOptions): this {
    return reductions.all(this, options) as this;
  }

  /** Whether any element, or any along some axes, is other than 0. */
  any(options?: reductions.ReduceOptions): this {
    return reductions.any(this, options) as this;
  }

  /** The norm of all elements together, or along some axes. */
  norm(options?: reductions.NormOptions): this {
    return reductions.norm(this, options) as this;
  }

  /** `log(sum(exp(x)))` of all elements, or along some axes. */
  logsumexp(options?: reductions.ReduceOptions): this {
    return weights.logsumexp(this, options) as this;
  }

  /** Positive weights along an axis (the last by default) that add up to 1. */
  softmax(options?: { axis?: number }): this {
    return weights.softmax(this, options) as this;
  }

  /** The matrix product with another array. */
  matmul(other: Operand): this {
    return products.matmul(this, other) as this;
  }

  /** The product of two vectors as a scalar; of matrices as `matmul`. */
  dot(other: Operand): this {
    return products.dot(this, other) as this;
  }

  /** All products of an element of this with an element of the other. */
  outer(other: Operand): this {
    return products.outer(this, other) as this;
  }

  /** The same elements in another shape; one length may be −1. */
  reshape(shape: Shape): this {
    return shapes.reshape(this, shape);
  }

  /** The axes in another order, by default reversed: a view. */
  transpose(order?: readonly number[]): this {
    return shapes.transpose(this, order);
  }

  /** Two axes exchanged, by default the last two. */
  swapAxes(a?: number, b?: number): this {
    return shapes.swapAxes(this, a, b);
  }

  /** All elements in one row. */
  flatten(): this {
    return shapes.flatten(this);
  }

  /** A new axis of length 1. */
  expandDims(axis: number): this {
    return shapes.expandDims(this, axis);
  }

  /** Without the axes of length 1, or without those named. */
  squeeze(axes?: Axes): this {
    return shapes.squeeze(this, axes);
  }

  /** A part of the array: one entry for each axis from the first on. */
  slice(...takes: readonly parts.Take[]): this {
    return parts.slice(this, takes);
  }

  /** The elements at indices: numbers, lists and tensors of whole numbers, masks of bools. */
  at(...indices: Index[]): this {
    return indexing.at(this, ...indices);
  }

  /** The elements of an axis, or of all axes, in the opposite order. */
  flip(axis?: number): this {
    return parts.flip(this, axis);
  }

  /** The product of all elements, or along some axes. */
  prod(options?: reductions.ReduceOptions): this {
    return prod(this as Node, options) as this;
  }

  /** The sum of a matrix' diagonal. */
  trace(): this {
    return diagonals.trace(this);
  }

  /** Of a vector the diagonal matrix, of a matrix its diagonal. */
  diag(): this {
    return diagonals.diag(this);
  }

  /** Sums up to each place along an axis (the first by default). */
  cumsum(options?: { axis?: number }): this {
    return sequences.cumsum(this, options);
  }

  /** The parts that the indices name along an axis (the first by default). */
  gather(indices: Index, options?: { axis?: number }): this {
    return indexing.gather(this, indices, options);
  }

  /** The parts that the indices name along an axis, or elements counted row by row. */
  take(indices: Index, options?: { axis?: number }): this {
    return indexing.take(this, indices, options);
  }

  /** Where the elements are not zero: the indices, an int32 tensor for each axis. */
  nonzero(): this[] {
    return indexing.nonzero(this) as this[];
  }

  /** The indices that would sort an axis (the last by default). */
  argsort(options?: { axis?: number }): this {
    return sequences.argsort(this, options);
  }

  /** The elements in ascending order along an axis (the last by default). */
  sort(options?: { axis?: number }): this {
    return sequences.sort(this, options);
  }
}
