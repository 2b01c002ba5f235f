import { countType, type DType, isFloating } from "../ir/dtype.js";
import { normalAxes } from "../ir/axes.js";
import { asArray, copyOfElements, mapTwo, settle } from "../ir/elements.js";
import { contiguous, type Data } from "../ir/ndarray.js";
import { isNode, nextSerial, type Origin, type Value } from "../ir/node.js";
import { reduceOver, whereLargest } from "../ir/reduce.js";
import { formatShape, sameShape } from "../ir/shape.js";
import * as arithmetic from "../ops/arithmetic.js";
import { astype } from "../ops/cast.js";
import { setConstantMaker } from "../trace/apply.js";
import { noteChange } from "../trace/impure.js";

import { type BackwardOptions, gradientsOfLeaves, usedUp } from "./backward.js";
import type { Operand } from "./elementwise.js";
import { refusePlainIndices } from "./plain-index.js";
import { isNear, ReadableArray } from "./reading.js";
import { isRecording } from "./recording.js";

/** What a tensor is besides its data. */
export interface TensorState {
  readonly origin?: Origin | undefined;
  readonly requiresGrad?: boolean;
}

/**
 * An array of numbers, or a single one, that remembers how it was made while a derivative may be asked for. Elements are
 * float64 unless another type was asked for. Operations never change a tensor; those whose names end in `_` do.
 *
 * @example
 * const w = tensor([1, 2, 3]);
 * (w ** 2).sum() // 14
 */
export class Tensor extends ReadableArray {
  #data: Data;
  #origin: Origin | undefined;
  #requiresGrad: boolean;
  #gradient: Tensor | undefined;
  #watchers = 0;

  constructor(data: Data, { origin, requiresGrad = false }: TensorState = {}) {
    super();
    this.#data = typeof data === "number" ? data : settle(data);
    this.#origin = origin;
    this.#requiresGrad = requiresGrad;
  }

  /** The value as a tensor: a plain number becomes a scalar. */
  static from(value: Value): Tensor {
    if (value instanceof Tensor) return value;
    if (typeof value === "number") return new Tensor(value);
    throw new TypeError(
      "a symbolic expression has no elements to make a tensor of",
    );
  }

  // The graph

  readonly rank = 0;

  /** The elements, for operations; a number or an array with strides. */
  override get data(): Data {
    return this.#data;
  }

  /** How the tensor was made; `undefined` for leaves and where no derivative can be asked for. */
  get origin(): Origin | undefined {
    return this.#origin;
  }

  get tracked(): boolean {
    return (
      this.#requiresGrad || this.#origin !== undefined || this.#watchers > 0
    );
  }

  derive(origin: Origin): Tensor {
    const { op, inputs, params } = origin;
    const recording = isRecording() && inputs.some(isTracked);
    const data = op.evaluate(inputs.map(dataOf), params);
    return new Tensor(data, { origin: recording ? origin : undefined });
  }

  detached(): Value {
    return typeof this.#data === "number" ? this.#data : new Tensor(this.#data);
  }

  /** Counts one more (or, with −1, one fewer) tape that asks for derivatives by this tensor. */
  watch(change: 1 | -1): void {
    this.#watchers += change;
  }

  /** The rows of a matrix, the elements of a vector. */
  *[Symbol.iterator](): Generator<Tensor> {
    if (this.ndim === 0) {
      throw new TypeError("a scalar tensor has no elements to go through");
    }
    for (let i = 0; i < (this.shape[0] ?? 0); i++) yield this.at(i);
  }

  // Derivatives in PyTorch's manner

  /** Whether `backward` writes a gradient into this tensor. */
  get requiresGrad(): boolean {
    return this.#requiresGrad || this.#origin !== undefined;
  }

  set requiresGrad(value: boolean) {
    if (this.#origin !== undefined) {
      throw new Error(
        "requiresGrad: only for tensors that were not computed from others; use detach() first",
      );
    }
    if (value) requireFloating(this.dtype);
    this.#requiresGrad = value;
  }

  /** Whether `backward` has written a gradient. */
  get hasGrad(): boolean {
    return this.#gradient !== undefined;
  }

  /**
   * The gradient that `backward` has written here; further calls of `backward` add to it until `zeroGrad()`.
   *
   * @throws where there is none yet.
   */
  get grad(): Tensor {
    if (this.#gradient === undefined) throw new Error(this.#whyNoGradient());
    return this.#gradient;
  }

  set grad(value: Tensor) {
    if (!sameShape(value.shape, this.shape)) {
      throw new RangeError(
        `grad: shape ${formatShape(value.shape)} is not the tensor's, ${formatShape(this.shape)}`,
      );
    }
    this.#gradient = value;
  }

  #whyNoGradient(): string {
    if (this.#origin !== undefined) {
      return "grad: this tensor was computed from others, and backward() writes gradients into leaves only; use grad(f) or a GradientTape";
    }
    return this.#requiresGrad
      ? "grad: no backward() has reached this tensor yet; call backward() on what was computed from it"
      : "grad: make the tensor with variable(…) or { requiresGrad: true } to get a gradient";
  }

  /**
   * Computes the derivatives of this tensor by all leaves that require one, and adds them to their `.grad`.
   *
   * @throws where the tensor is no scalar and no `gradient` is given.
   * @example
   * const x = variable(3);
   * (x ** 2).backward();
   * x.grad // 6
   */
  backward(options: BackwardOptions = {}): void {
    const { leaves, interior } = gradientsOfLeaves(this, options);
    for (const [leaf, cotangent] of leaves) {
      if (leaf instanceof Tensor && leaf.#requiresGrad) {
        const before = leaf.#gradient;
        leaf.#gradient = Tensor.from(
          before === undefined ? cotangent : arithmetic.add(before, cotangent),
        );
      }
    }
    for (const node of interior) {
      if (node instanceof Tensor) node.#origin = usedUp;
    }
  }

  /** Forgets the gradient, so that `backward` starts from nothing. */
  zeroGrad(): void {
    this.#gradient = undefined;
  }

  /** The same elements without history: a constant in derivatives. */
  detach(): Tensor {
    return new Tensor(this.#data);
  }

  /** A copy with elements of its own; derivatives pass through it. */
  clone(): Tensor {
    const copy =
      typeof this.#data === "number"
        ? this.#data
        : contiguous(copyOfElements(this.#data), this.shape, this.dtype);
    return new Tensor(copy, {
      origin:
        this.tracked && isRecording()
          ? { op: arithmetic.identity.op, inputs: [this], params: undefined }
          : undefined,
    });
  }

  /** The elements in another type. */
  astype(dtype: DType): Tensor {
    return astype(this as Tensor, dtype);
  }

  // Changes in place

  /** Adds in place. */
  add_(other: Operand): this {
    return this.#become(this.add(other));
  }

  /** Subtracts in place. */
  sub_(other: Operand): this {
    return this.#become(this.sub(other));
  }

  /** Multiplies in place. */
  mul_(other: Operand): this {
    return this.#become(this.mul(other));
  }

  /** Divides in place. */
  div_(other: Operand): this {
    return this.#become(this.div(other));
  }

  /** Takes the elements of another tensor or number, broadcasting them. */
  assign(other: Operand): this {
    return this.#become(this.mul(0).add(other));
  }

  /**
   * Takes the place of a result that was computed from the old state. Graphs that used the old state see the newer
   * serial and refuse.
   */
  #become(result: Tensor): this {
    if (this.#requiresGrad && isRecording()) {
      throw new Error(
        "in place: a leaf that requires a gradient changes only inside noGrad(() => …)",
      );
    }
    if (!sameShape(result.shape, this.shape)) {
      throw new RangeError(
        `in place: the result's shape ${formatShape(result.shape)} is not the tensor's, ${formatShape(this.shape)}`,
      );
    }
    const { origin } = result;
    if (origin !== undefined) {
      const before = new Tensor(this.#data, { origin: this.#origin });
      before.serial = this.serial;
      this.#origin = {
        ...origin,
        inputs: origin.inputs.map((input) => (input === this ? before : input)),
      };
    }
    this.#data = result.data;
    this.serial = nextSerial();
    noteChange();
    return this;
  }

  /** For each element whether it lies within `atol + rtol·|other|`. */
  isClose(
    other: Operand,
    { rtol = 1e-5, atol = 1e-8 }: { rtol?: number; atol?: number } = {},
  ): Tensor {
    const near = (x: number, y: number): number => +isNear(x, y, rtol, atol);
    const b = dataOf(other);
    return new Tensor(mapTwo("isClose", near, asArray(this.#data), b, "bool"));
  }

  /** The index of the largest element, counted row by row; along an axis a tensor of indices. */
  argmax(): number;
  argmax(options: { axis: number; keepDims?: boolean }): Tensor;
  argmax(options?: { axis: number; keepDims?: boolean }): number | Tensor {
    return this.#argument("argmax", options);
  }

  /** The index of the smallest element, counted row by row; along an axis a tensor of indices. */
  argmin(): number;
  argmin(options: { axis: number; keepDims?: boolean }): Tensor;
  argmin(options?: { axis: number; keepDims?: boolean }): number | Tensor {
    const signed = this.astype(countType(this.dtype));
    return signed.neg().#argument("argmin", options);
  }

  #argument(
    operation: string,
    options: { axis: number; keepDims?: boolean } | undefined,
  ): number | Tensor {
    const axes = normalAxes(operation, options?.axis, this.shape);
    if (axes.some((axis) => this.shape[axis] === 0)) {
      throw new RangeError(`${operation}: no elements to choose from`);
    }
    const data = reduceOver(
      asArray(this.#data),
      axes,
      options?.keepDims ?? false,
      "int32",
      whereLargest,
    );
    const found = new Tensor(data);
    return options === undefined ? found.item() : found;
  }
}

const isTracked = (value: Value): boolean => isNode(value) && value.tracked;

/** The data of an input of an operation that tensors carry out. */
function dataOf(value: Value): Data {
  if (typeof value === "number") return value;
  if (value instanceof Tensor) return value.data;
  throw new Error("internal: a tensor was to compute with a symbol");
}

/** @throws for whole numbers, which have no derivatives. */
export function requireFloating(dtype: DType): void {
  if (!isFloating(dtype)) {
    throw new TypeError(
      `requiresGrad: ${dtype} elements have no derivatives; make a float64 tensor`,
    );
  }
}

setConstantMaker((data) => new Tensor(data));
refusePlainIndices(Tensor.prototype);
