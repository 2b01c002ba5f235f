import type { DType } from "../ir/dtype.js";
import {
  avalOf,
  commonType,
  mapOne,
  mapThree,
  mapTwo,
  type Scalar1,
  type Scalar2,
  type Scalar3,
} from "../ir/elements.js";
import {
  addIntervals,
  type Enclose1,
  type Enclose2,
  type Interval,
  multiplyIntervals,
} from "../ir/interval.js";
import type { Data } from "../ir/ndarray.js";
import { shapeOfValue, type Value } from "../ir/node.js";
import type { Aval, Complex, Op } from "../ir/op.js";
import { broadcastShapes, type Shape } from "../ir/shape.js";
import { atom, enclose, Precedence, type Tex } from "../ir/tex.js";
import { apply } from "../trace/apply.js";
import { broadcastTo, sumTo } from "./broadcast.js";

/** What an operation gives for one argument: a number for a number, a tensor for a tensor. */
export type Result<T extends Value> = T extends number ? number : T;

/** What an operation gives for two arguments: a number only for two numbers. */
export type Joined<A extends Value, B extends Value> = A extends number
  ? Result<B>
  : B extends number
    ? A
    : A | B;

/** A function of one number that works on every element of an array too. */
export interface Unary {
  <T extends Value>(x: T): Result<T>;
  readonly op: Op;
}

/** A function of two numbers that works on arrays too, element by element, with broadcasting. */
export interface Binary {
  <A extends Value, B extends Value>(x: A, y: B): Joined<A, B>;
  readonly op: Op;
}

/**
 * The derivative by one input of an elementwise operation, as the linear map that multiplies a tangent or a cotangent
 * by it: elementwise, the two are the same. `undefined` where the derivative is zero everywhere.
 */
export type Partial<P = undefined> = (
  g: Value,
  inputs: readonly Value[],
  output: Value,
  params: P,
) => Value | undefined;

/** The element type of a result: that of the inputs (`signed`: which are no bools), a floating one, or `bool`. */
export type ResultType = "same" | "signed" | "float" | "bool";

export function resultType(kind: ResultType, avals: readonly Aval[]): DType {
  if (kind === "bool") return "bool";
  const common = commonType(avals);
  return kind === "float" && common !== "float32" ? "float64" : common;
}

/** The definition of an operation that works element by element. */
export interface Elementwise<P> {
  readonly name: string;
  /** Evaluates all elements; `dtype` is the type to give. */
  evaluate(inputs: readonly Data[], dtype: DType, params: P): Data;
  readonly partials: readonly (Partial<P> | undefined)[];
  readonly result: ResultType | ((avals: readonly Aval[]) => DType);
  readonly scalar?: NonNullable<Op<P>["scalar"]>;
  readonly form?: Op["form"];
  readonly series?: Op["series"] | undefined;
  readonly enclose?: Op<P>["enclose"] | undefined;
  readonly complex?: Op<P>["complex"] | undefined;
  tex(inputs: readonly Tex[], params: P): Tex;
}

/** The operation with all its rules, from what is particular to it. */
export function elementwise<P = undefined>(spec: Elementwise<P>): Op<P> {
  const { name, partials, result } = spec;
  const typeOf = (avals: readonly Aval[]): DType => {
    if (typeof result === "function") return result(avals);
    const dtype = resultType(result, avals);
    if (result !== "signed" || dtype !== "bool") return dtype;
    throw new TypeError(
      `${name}: bools have no sign; use logicalNot or notEqual, or make numbers of them with astype("int32")`,
    );
  };
  return {
    name,
    infer: (avals) => ({
      shape: avals
        .map((aval) => aval.shape)
        .reduce((a, b) => broadcastShapes(name, a, b)),
      dtype: typeOf(avals),
    }),
    evaluate: (inputs, params) =>
      spec.evaluate(inputs, typeOf(inputs.map(avalOf)), params),
    jvp(tangents, { inputs, output, params }) {
      let sum: Value = 0;
      tangents.forEach((tangent, i) => {
        if (tangent === undefined) return;
        const term = partials[i]?.(tangent, inputs, output, params);
        if (term !== undefined) sum = sum === 0 ? term : add(sum, term);
      });
      return broadcastTo(sum, shapeOfValue(output));
    },
    vjp: (g, { inputs, output, params }, wanted) =>
      partials.map((partial, i) => {
        if (wanted[i] !== true) return undefined;
        const term = partial?.(g, inputs, output, params);
        if (typeof term === "number" && typeof inputs[i] === "number") {
          return term;
        }
        return term === undefined
          ? undefined
          : sumTo(
              broadcastTo(term, shapeOfValue(output)),
              shapeOfValue(inputs[i] as Value),
            );
      }),
    tex: (inputs, params) => spec.tex(inputs, params),
    form: spec.form,
    ...(spec.scalar && { scalar: spec.scalar }),
    ...(spec.series && { series: spec.series }),
    ...(spec.enclose && { enclose: spec.enclose }),
    ...(spec.complex && { complex: spec.complex }),
  };
}

/** How an application of one argument is written: the name of a LaTeX command, or a way to write it. */
export type UnaryTex = string | ((x: Tex) => Tex);

export interface UnarySpec {
  readonly name: string;
  readonly scalar: Scalar1;
  /** The derivative at `x`, where the value is `y`; absent where it is zero everywhere. */
  readonly derivative?: (x: Value, y: Value) => Value;
  readonly result?: ResultType;
  readonly form?: "linear";
  readonly series?: Op["series"];
  readonly enclose?: Enclose1;
  readonly complex?: (z: Complex) => Complex | Value;
  readonly tex: UnaryTex;
}

/** A function of one number with its derivative, made to work on all values. */
export function unary(spec: UnarySpec): Unary {
  const { scalar, derivative, tex, enclose, complex } = spec;
  const op = elementwise({
    name: spec.name,
    evaluate: ([x], dtype) => mapOne(scalar, x as Data, dtype),
    scalar: () => scalar,
    partials: [
      derivative && ((g, [x], y) => scale(g, derivative(x as Value, y))),
    ],
    result: spec.result ?? "float",
    form: spec.form,
    series: spec.series,
    enclose: enclose && (([x]) => enclose(x as Interval)),
    complex: complex && (([z]) => complex(z as Complex)),
    tex: ([x]) =>
      typeof tex === "string" ? callTex(tex, [x as Tex]) : tex(x as Tex),
  });
  return named(spec.name, op, (x: Value) =>
    typeof x === "number" ? scalar(x) : apply(op, [x], undefined),
  ) as Unary;
}

export interface BinarySpec {
  readonly name: string;
  readonly scalar: Scalar2;
  readonly partials: readonly [Partial | undefined, Partial | undefined];
  readonly result?: ResultType;
  readonly form?: Op["form"];
  readonly series?: Op["series"];
  readonly enclose?: Enclose2;
  readonly complex?: (z: Complex, w: Complex) => Complex | Value;
  readonly tex: (x: Tex, y: Tex) => Tex;
}

/** A function of two numbers with its derivatives, made to work on all values. */
export function binary(spec: BinarySpec): Binary {
  const { name, scalar, enclose, complex } = spec;
  const op = elementwise({
    name,
    evaluate: ([x, y], dtype) =>
      mapTwo(name, scalar, x as Data, y as Data, dtype),
    scalar: () => scalar,
    partials: spec.partials,
    result: spec.result ?? "same",
    form: spec.form,
    series: spec.series,
    enclose: enclose && (([x, y]) => enclose(x as Interval, y as Interval)),
    complex: complex && (([z, w]) => complex(z as Complex, w as Complex)),
    tex: ([x, y]) => spec.tex(x as Tex, y as Tex),
  });
  return named(name, op, (x: Value, y: Value) =>
    typeof x === "number" && typeof y === "number"
      ? scalar(x, y)
      : apply(op, [x, y], undefined),
  ) as Binary;
}

/** A choice by a condition among two values: the operation alone, for which each caller has its own signature. */
export function ternary(
  name: string,
  scalar: Scalar3,
  partials: readonly (Partial | undefined)[],
  tex: (inputs: readonly Tex[]) => Tex,
  complex: Op<undefined>["complex"],
): Op<undefined> {
  return elementwise({
    name,
    evaluate: (inputs, dtype) =>
      mapThree(name, scalar, inputs as [Data, Data, Data], dtype),
    scalar: () => scalar,
    partials,
    result: ([, ...chosen]) => commonType(chosen),
    complex,
    tex,
  });
}

/** Gives a function its name and its operation. */
export function named<F extends object, P>(
  name: string,
  op: Op<P>,
  f: F,
): F & { readonly op: Op } {
  Object.defineProperty(f, "name", { value: name });
  return Object.assign(f, { op: op });
}

/** `\operatorname{f}(x, y)`, the argument list in parentheses. */
export function callTex(command: string, inputs: readonly Tex[]): Tex {
  const list = inputs.map((input) => input.text).join(", ");
  return {
    text: `${command}\\left(${list}\\right)`,
    binds: Precedence.atom,
  };
}

export const operatorName = (name: string): string => `\\operatorname{${name}}`;

/** An operation that is linear in its single input: its own pushforward. */
export interface LinearSpec<P> {
  readonly name: string;
  infer(x: Aval, params: P): Aval;
  evaluate(x: Data, params: P): Data;
  /** The transpose: a cotangent of the output becomes one of the input, whose shape is given. */
  transpose(g: Value, shape: Shape, params: P): Value;
  /** The parameters that do the same to each of so many arrays along a new axis in front. */
  batched?(params: P, count: number): P;
  tex(x: Tex, params: P): Tex;
}

/** The operation with all its rules, from what is particular to a linear one. */
export function linear<P>(spec: LinearSpec<P>): Op<P> {
  const batched = spec.batched?.bind(spec);
  const op: Op<P> = {
    name: spec.name,
    infer: ([x], params) => spec.infer(x as Aval, params),
    evaluate: ([x], params) => spec.evaluate(x as Data, params),
    jvp: ([t], { params }) => apply(op, [t as Value], params),
    vjp: (g, { inputs: [x], params }) => [
      spec.transpose(g, shapeOfValue(x as Value), params),
    ],
    tex: ([x], params) => spec.tex(x as Tex, params),
    form: "linear",
    ...(batched && {
      batch: ([x], params, { count }) =>
        apply(op, [x as Value], batched(params, count)),
    }),
  };
  return op;
}

/**
 * The sum, element by element, with broadcasting.
 *
 * @example
 * add(tensor([1, 2]), 10) // [11, 12]
 */
export const add = binary({
  name: "add",
  scalar: (x, y) => x + y,
  partials: [(g) => g, (g) => g],
  form: "linear",
  enclose: addIntervals,
  tex: (x, y) => ({
    text: `${x.text} + ${enclose(y, Precedence.sum)}`,
    binds: Precedence.sum,
  }),
});

/**
 * The product by which derivatives are passed on: zero where `g` is zero, whatever the other factor is. A cotangent of
 * zero means that the place does not matter (the branch that `where` did not take), so that an infinite or undefined
 * slope there must not turn it into NaN.
 */
export const scale: Binary = binary({
  name: "scale",
  scalar: (g, slope) => (g === 0 ? 0 : g * slope),
  partials: [
    (h, [, slope]) => scale<Value, Value>(h, slope as Value),
    (h, [g]) => scale<Value, Value>(h, g as Value),
  ],
  form: "bilinear",
  enclose: multiplyIntervals,
  tex: (g, slope) => ({
    text: `${enclose(g, Precedence.product)} \\cdot ${enclose(slope, Precedence.product)}`,
    binds: Precedence.product,
  }),
});

export { atom };
