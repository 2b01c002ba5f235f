import type { DType } from "../ir/dtype.js";
import { asArray, dense } from "../ir/elements.js";
import { type Data, dtypeOf, shapeOf } from "../ir/ndarray.js";
import { formatShape, sameShape, type Shape, sizeOf } from "../ir/shape.js";
import { latexOfArray } from "../latex/arrays.js";
import { latexBundle } from "../latex/display.js";
import { OperatorMethods } from "./operators.js";
import { type Nested, nest, textOfArray } from "./text.js";

/** NumPy's rule of closeness: an infinity is close to itself alone. */
export function isNear(
  x: number,
  y: number,
  rtol: number,
  atol: number,
): boolean {
  if (x === y) return true;
  return Number.isFinite(y) && Math.abs(x - y) <= atol + rtol * Math.abs(y);
}

/** What can be read from an array that has data: its shape, its elements, how it is shown. */
export abstract class ReadableArray extends OperatorMethods {
  /** The elements, for operations; a number or an array with strides. */
  abstract override get data(): Data;

  // What it holds

  /** The length of each axis; empty for a scalar. */
  get shape(): Shape {
    return shapeOf(this.data);
  }

  /** The type of the elements: `float64`, `float32`, `int32` or `bool`. */
  get dtype(): DType {
    return dtypeOf(this.data);
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The number of axes. */
  get ndim(): number {
    return this.shape.length;
  }

  /**
   * The single element as a plain number.
   *
   * @throws where there are several.
   */
  item(): number {
    if (typeof this.data === "number") return this.data;
    const elements = dense(this.data);
    const [first] = elements;
    if (elements.length !== 1 || first === undefined) {
      throw new RangeError(
        `item: shape ${formatShape(this.shape)} has ${String(elements.length)} elements, not one; use toArray()`,
      );
    }
    return first;
  }

  /** The elements as plain numbers: a number for a scalar, else arrays nested by the shape. */
  numpy(): Nested<number> {
    return this.toArray();
  }

  /** The elements as plain numbers: a number for a scalar, else arrays nested by the shape. */
  toArray(): Nested<number> {
    const data = this.data;
    return typeof data === "number"
      ? data
      : nest(Array.from(dense(data)), data.shape);
  }

  /** The elements row by row in a new Float64Array. */
  toFloat64Array(): Float64Array {
    return Float64Array.from(dense(asArray(this.data)));
  }

  // Comparison as a whole

  /** Whether all elements and the shape are the same. */
  equals(other: ReadableArray | number): boolean {
    return this.allClose(other, { rtol: 0, atol: 0 });
  }

  /** Whether all elements lie within `atol + rtol·|other|`, NumPy's rule. */
  allClose(
    other: ReadableArray | number,
    { rtol = 1e-5, atol = 1e-8 }: { rtol?: number; atol?: number } = {},
  ): boolean {
    const b = typeof other === "number" ? other : other.data;
    if (!sameShape(this.shape, shapeOf(b)) && typeof b !== "number") {
      return false;
    }
    const xs = dense(asArray(this.data));
    const ys = dense(asArray(b));
    return xs.every((x, i) => {
      const y = ys[typeof b === "number" ? 0 : i] ?? NaN;
      return isNear(x, y, rtol, atol);
    });
  }

  // How it shows itself

  /** As NumPy prints it: `[[1, 2], [3, 4]]` in aligned columns. */
  override toString(): string {
    return textOfArray(this.data);
  }

  toJSON(): Nested<number> {
    return this.toArray();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    const text = textOfArray(this.data).replaceAll("\n", "\n       ");
    const options =
      this.dtype === "float64" ? "" : `, { dtype: "${this.dtype}" }`;
    return `tensor(${text}${options})`;
  }

  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    const elements = dense(asArray(this.data));
    const shown =
      this.dtype === "bool" ? Array.from(elements, (x) => x !== 0) : elements;
    return latexBundle(latexOfArray(shown, this.shape), this.toString());
  }

  /** A tensor never turns into a number or a string of its own accord, so that nothing is lost silently. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new TypeError(
      "a tensor was used as a plain number: + - * / % ** and Math.* take tensors in cells, in programs run with " +
        "node --import nabla/register, and in tests with nabla/vitest; elsewhere write x.add(y), x.mul(y), exp(x) … " +
        "for x + y, x * y, Math.exp(x) …; x.item() gives the plain number of a scalar, without derivatives",
    );
  }
}
