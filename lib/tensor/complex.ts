import type { DType } from "../ir/dtype.js";
import {
  isNode,
  Node,
  type Origin,
  shapeOfValue,
  type Value,
} from "../ir/node.js";
import type { Complex, Op } from "../ir/op.js";
import { sameShape, type Shape, sizeOf } from "../ir/shape.js";
import { latexOfElements } from "../latex/arrays.js";
import { latexBundle } from "../latex/display.js";
import { texOfComplex } from "../latex/numbers.js";
import * as arithmetic from "../ops/arithmetic.js";
import { broadcastTo } from "../ops/broadcast.js";
import type { Index } from "../ops/index-arrays.js";
import { at } from "../ops/indexing.js";
import { matmul } from "../ops/matmul.js";
import { angle, conj } from "../ops/parts.js";
import { mean, type ReduceOptions, sum } from "../ops/reduce.js";
import { abs } from "../ops/select.js";
import { reshape, transpose } from "../ops/shape.js";
import { slice, type Take } from "../ops/slice.js";
import { apply } from "../trace/apply.js";
import { tensor, type TensorLike } from "./create.js";
import { refusePlainIndices } from "./plain-index.js";
import { Tensor } from "./tensor.js";
import { type Nested, nest, textOfComplex } from "./text.js";

/** What the operators of complex tensors take beside them. */
export type ComplexOperand = ComplexTensor | Tensor | number;

/** A complex number by its parts. */
export interface ComplexNumber {
  readonly re: number;
  readonly im: number;
}

/**
 * An array of complex numbers: two tensors of one shape, the real and the imaginary parts. Operations work on it by their
 * rules for complex numbers (`+ - * / **` with whole powers, `exp log sqrt sin cos tan sinh cosh tanh abs angle conj real
 * imag matmul inv solve fft`, sums, shapes, indices); one without such a rule refuses. Derivatives go through the parts:
 * `grad` of a real function by a complex argument is ∂f/∂Re z + i·∂f/∂Im z, the direction of steepest ascent, as in
 * PyTorch (JAX gives its conjugate).
 *
 * @example
 * const z = complex([1, 0], [0, 2]);
 * z * z // [1+0j, -4+0j]
 */
export class ComplexTensor extends Node {
  /** The real parts. */
  readonly real: Tensor;
  /** The imaginary parts. */
  readonly imag: Tensor;
  readonly rank = 3;
  readonly origin = undefined;

  constructor(re: Value, im: Value) {
    super();
    const { shape, dtype } = Tensor.from(arithmetic.add(re, im));
    const type = dtype === "float32" ? dtype : "float64";
    this.real = Tensor.from(broadcastTo(re, shape)).astype(type);
    this.imag = Tensor.from(broadcastTo(im, shape)).astype(type);
  }

  get shape(): Shape {
    return this.real.shape;
  }

  /** The type of the parts, `float64` or `float32`. */
  get dtype(): DType {
    return this.real.dtype;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The number of axes. */
  get ndim(): number {
    return this.shape.length;
  }

  get tracked(): boolean {
    return this.real.tracked || this.imag.tracked;
  }

  detached(): ComplexTensor {
    return new ComplexTensor(this.real.detach(), this.imag.detach());
  }

  derive({ op, inputs, params }: Origin): Value {
    const parts = inputs.map(partsOf);
    const result = op.complex?.(parts, params) ?? byForm(op, parts, params);
    return typeof result === "number" || isNode(result)
      ? result
      : new ComplexTensor(result.re, result.im);
  }

  /** The transpose: axes in reverse order. */
  get T(): ComplexTensor {
    return transpose(this as ComplexTensor);
  }

  /** The sizes |z|. */
  abs(): Tensor {
    return abs(this) as Value as Tensor;
  }

  /** The angles in (−π, π]. */
  angle(): Tensor {
    return angle(this);
  }

  /** The conjugates. */
  conj(): ComplexTensor {
    return conj(this as ComplexTensor);
  }

  /** The sum of all elements, or along some axes. */
  sum(options?: ReduceOptions): ComplexTensor {
    return sum(this as ComplexTensor, options);
  }

  /** The mean of all elements, or along some axes. */
  mean(options?: ReduceOptions): ComplexTensor {
    return mean(this as ComplexTensor, options);
  }

  /** The matrix product. */
  matmul(other: ComplexTensor | Tensor): ComplexTensor {
    return matmul(this as ComplexTensor, other) as ComplexTensor;
  }

  /** The same elements in another shape; one length may be −1. */
  reshape(shape: Shape): ComplexTensor {
    return reshape(this as ComplexTensor, shape);
  }

  /** The axes in another order, by default reversed. */
  transpose(order?: readonly number[]): ComplexTensor {
    return transpose(this as ComplexTensor, order);
  }

  /** A part of the array: one entry for each axis from the first on. */
  slice(...takes: readonly Take[]): ComplexTensor {
    return slice(this as ComplexTensor, takes);
  }

  /** The elements at indices: numbers, lists and tensors of whole numbers, masks of bools. */
  at(...indices: Index[]): ComplexTensor {
    return at(this as ComplexTensor, ...indices);
  }

  /** The sum, with broadcasting. */
  add(other: ComplexOperand): ComplexTensor {
    return arithmetic.add<Value, Value>(this, other) as ComplexTensor;
  }

  /** The difference, with broadcasting. */
  sub(other: ComplexOperand): ComplexTensor {
    return arithmetic.sub<Value, Value>(this, other) as ComplexTensor;
  }

  /** The product, with broadcasting. */
  mul(other: ComplexOperand): ComplexTensor {
    return arithmetic.mul<Value, Value>(this, other) as ComplexTensor;
  }

  /** The quotient, with broadcasting. */
  div(other: ComplexOperand): ComplexTensor {
    return arithmetic.div<Value, Value>(this, other) as ComplexTensor;
  }

  /** A whole power. */
  pow(exponent: number): ComplexTensor {
    return arithmetic.pow(this, exponent);
  }

  "+"(other: ComplexOperand): ComplexTensor {
    return this.add(other);
  }
  "r+"(other: Tensor | number): ComplexTensor {
    return this.add(other);
  }
  "-"(other: ComplexOperand): ComplexTensor {
    return this.sub(other);
  }
  "r-"(other: Tensor | number): ComplexTensor {
    return arithmetic.sub<Value, Value>(other, this) as ComplexTensor;
  }
  "*"(other: ComplexOperand): ComplexTensor {
    return this.mul(other);
  }
  "r*"(other: Tensor | number): ComplexTensor {
    return this.mul(other);
  }
  "/"(other: ComplexOperand): ComplexTensor {
    return this.div(other);
  }
  "r/"(other: Tensor | number): ComplexTensor {
    return arithmetic.div<Value, Value>(other, this) as ComplexTensor;
  }
  "**"(exponent: number): ComplexTensor {
    return this.pow(exponent);
  }
  "-u"(): ComplexTensor {
    return arithmetic.neg(this);
  }
  "[]"(index: Index): ComplexTensor {
    return this.at(index);
  }

  /**
   * The single element.
   *
   * @throws where there are several.
   */
  item(): ComplexNumber {
    return { re: this.real.item(), im: this.imag.item() };
  }

  /** The elements as `{ re, im }`: one for a scalar, else arrays nested by the shape. */
  toArray(): Nested<ComplexNumber> {
    const im = this.imag.toFloat64Array();
    const elements = Array.from(this.real.toFloat64Array(), (re, i) => ({
      re,
      im: im[i] ?? NaN,
    }));
    return nest(elements, this.shape);
  }

  /** Whether both parts of all elements lie within `atol + rtol·|other|`. */
  allClose(
    other: ComplexOperand,
    tolerances: { rtol?: number; atol?: number } = {},
  ): boolean {
    const { re, im } = partsOf(other);
    const whole = new ComplexTensor(re, im);
    if (!sameShape(whole.shape, this.shape) && typeof other !== "number") {
      return false;
    }
    const { rtol = 1e-5, atol = 1e-8 } = tolerances;
    const limit = whole.abs().mul(rtol).add(atol);
    return this.sub(whole)
      .abs()
      .sub(limit)
      .toFloat64Array()
      .every((excess) => excess <= 0);
  }

  /** As NumPy prints it: `[1+2j, -1j]`. */
  override toString(): string {
    return textOfComplex(this.real.data, this.imag.data);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `complex(${this.toString()})`;
  }

  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    const [re, im] = [this.real, this.imag].map((x) => x.toFloat64Array());
    const element = (k: number): string =>
      texOfComplex(re?.[k] ?? NaN, im?.[k] ?? NaN);
    return latexBundle(latexOfElements(this.shape, element), this.toString());
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new TypeError(
      "a complex tensor was used as a plain number: take z.real, z.imag, z.abs() or z.angle() first",
    );
  }
}

refusePlainIndices(ComplexTensor.prototype);

/** The parts of a value; a real one has the imaginary part 0. */
export function partsOf(value: Value): Complex {
  return value instanceof ComplexTensor
    ? { re: value.real, im: value.imag }
    : { re: value, im: 0 };
}

/** What linear and bilinear operations make of parts. */
function byForm(op: Op, inputs: readonly Complex[], params: unknown): Complex {
  if (op.form === "bilinear") return product(op, inputs, params);
  if (op.form === "linear") {
    const of = (part: (z: Complex) => Value): Value =>
      apply(op, inputs.map(part), params);
    return { re: of(({ re }) => re), im: of(imaginary) };
  }
  throw new TypeError(
    `${op.name}: has no meaning for complex numbers here; take z.real, z.imag, abs(z) or angle(z) first`,
  );
}

/** The imaginary part in the shape of the real one. */
const imaginary = ({ re, im }: Complex): Value =>
  broadcastTo(im, shapeOfValue(re));

function product(op: Op, [z, w]: readonly Complex[], params: unknown): Complex {
  const { re: a, im: b } = z as Complex;
  const { re: c, im: d } = w as Complex;
  const times = (x: Value, y: Value): Value => apply(op, [x, y], params);
  if (b === 0) return { re: times(a, c), im: times(a, d) };
  if (d === 0) return { re: times(a, c), im: times(b, c) };
  return {
    re: arithmetic.sub(times(a, c), times(b, d)),
    im: arithmetic.add(times(a, d), times(b, c)),
  };
}

/**
 * Complex numbers of real and imaginary parts, which broadcast.
 *
 * @example
 * complex([1, 2], [0, -1]) // [1+0j, 2-1j]
 */
export function complex(re: TensorLike, im: TensorLike = 0): ComplexTensor {
  return new ComplexTensor(tensor(re), tensor(im));
}

/**
 * Complex numbers of sizes and angles: r·(cos θ + i·sin θ).
 *
 * @example
 * polar(2, 0) // 2+0j
 */
export function polar(size: TensorLike, turn: TensorLike): ComplexTensor {
  const r = tensor(size);
  const theta = tensor(turn);
  return new ComplexTensor(r.mul(theta.cos()), r.mul(theta.sin()));
}
