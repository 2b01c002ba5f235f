import { sizeOf } from "../ir/shape.js";
import { latexBundle, type LatexBundle } from "../latex/display.js";
import type { Derivation } from "../latex/derivation.js";
import { type Language, programFor } from "./code.js";
import { axesOf } from "./check.js";
import type { Dense } from "./dense.js";
import { type Answer, derive, type Layout } from "./derive.js";
import { Evaluator } from "./evaluate.js";
import type { MatrixExpression } from "./expression.js";
import { printIndexed } from "./indices.js";
import type { Assumption } from "./keys.js";
import { print } from "./print.js";
import { Length, type Shape, Shapes } from "./shapes.js";
import { derivationOf } from "./steps.js";
import { partialTex, TexWriter } from "./tex.js";
import { namesOf } from "./tree.js";

/** A value for a variable: a number, nested arrays, or anything with `toArray()` such as a tensor. */
export type Binding =
  | number
  | readonly number[]
  | readonly (readonly number[])[]
  | { toArray(): unknown };

export interface MatrixCalculusOptions {
  /**
   * Shapes and assumptions, e.g. `"A:n,n,sym x:n c"`: letters are lengths, `sym`, `diag`, `orth`, `pd`, `sympd` and
   * `inv` are properties, `x>0` has positive entries.
   */
  readonly where?: string;
  /** How the derivative is laid out: `mixed` unless told. */
  readonly layout?: Layout;
}

/**
 * A derivative in matrix notation. It shows itself as LaTeX.
 *
 * @example
 * const derivative: MatrixDerivative = matrixCalculus("x'*A*x", "x");
 * derivative.shape
 */
export class MatrixDerivative {
  /** What was differentiated. */
  readonly expression: string;
  /** In the grammar of the input; `idx(i,j;k,l): …` in index notation where no matrix form exists. */
  readonly derivative: string;
  /** The derivative as LaTeX. */
  readonly latex: string;
  /** The lengths of the derivative's axes, by letters: those of the function, then of the variable. */
  readonly shape: readonly string[];
  /** The largest relative error found against finite differences; NaN where the expression has no value to try. */
  readonly checked: number;
  /** Why the derivative is in index notation. */
  readonly reason: string | undefined;
  readonly #answer: Answer;
  readonly #by: readonly string[];

  constructor(expression: string, by: readonly string[], answer: Answer) {
    const { matrix, indexed, tensor, names, shapes } = answer;
    const writer = new TexWriter(names);
    this.expression = expression;
    this.derivative = matrix ? print(matrix) : printIndexed(indexed);
    this.latex = matrix ? writer.tex(matrix).text : writer.indexed(indexed);
    this.shape = tensor.outer.map(({ length }) => letterOf(length, shapes));
    this.checked = answer.checked;
    this.reason = answer.reason;
    this.#answer = answer;
    this.#by = by;
  }

  /**
   * The value of the derivative: a number, or nested arrays with the axes of the function and then of the variable.
   *
   * @throws RangeError where the values do not fit, ReferenceError where one is missing.
   */
  evaluate(bindings: Readonly<Record<string, Binding>>): number | unknown[] {
    const values = new Map<string, Dense>();
    for (const name of this.#answer.shapes.variables.keys()) {
      const value = bindings[name];
      if (value !== undefined) values.set(name, denseOf(name, value));
    }
    const { shapes, tensor } = this.#answer;
    return nested(new Evaluator(shapes, values).tensor(tensor));
  }

  /** A function that computes the derivative, with NumPy or with this library. */
  code(language: Language = "typescript"): string {
    return programFor(language, this.#answer);
  }

  /**
   * How the derivative is found, line by line, by differentials: what stands before d(x) in the end is the derivative.
   *
   * @throws RangeError where a function has no differential in matrix notation.
   * @example
   * matrixCalculus("x'*A*x", "x").steps;
   * // d(x'*A*x) = d(x')*A*x + x'*A*d(x) = d(x)'*A*x + x'*A*d(x) = x'*(A' + A)*d(x)
   */
  get steps(): Derivation {
    return derivationOf(this.#answer, this.#by);
  }

  /** The equation, as LaTeX. */
  [Symbol.for("Jupyter.display")](): LatexBundle {
    const { names, tree, matrix, indexed } = this.#answer;
    const inner = new TexWriter(names).tex(tree).text;
    const axes = indexed.letters.map((own) => own.join(" "));
    const left = `${partialTex(this.#by, names)} \\left(${inner}\\right)`;
    const subscript = matrix ? "" : `_{${axes.join(";\\,")}}`;
    return latexBundle(
      `${matrix ? left : `\\left[${left}\\right]`}${subscript} = ${this.latex}`,
      this.toString(),
    );
  }

  toString(): string {
    return `d(${this.expression})/d${this.#by.join(",")} = ${this.derivative}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * The derivative of an expression in matrix notation, checked against finite differences.
 *
 * Letters a–g are scalars, h–z column vectors, capitals matrices. `*` is the matrix product, `.*` `./` `.^` work entry by
 * entry, `'` transposes; there are `sum tr det logdet inv norm1 norm2 exp log sin cos tan arcsin arccos arctan tanh abs
 * sign relu sqrt diag kron softmax expm cumsum`, `vector(c)`, `matrix(c)` and `eye`. The gradient of a scalar has the
 * shape of the variable, and the Jacobian of a vector has J[i,j] = ∂fᵢ/∂xⱼ; other layouts on request.
 *
 * The method is that of Laue, Mitterreiter and Giesen, "Computing higher order derivatives of matrix and tensor
 * expressions" (NeurIPS 2018).
 *
 * @param text the expression, or one made of `vector("x")` and `matrix("A")` by operators.
 * @param wrt the variable; `"x,x"` for the second derivative.
 * @throws MatrixSyntaxError with the place, for text that is no expression or whose shapes do not fit.
 * @example
 * matrixCalculus("x'*A*x", "x").derivative; // (A + A')*x
 */
export function matrixCalculus(
  text: string | MatrixExpression,
  wrt: string | MatrixExpression,
  options: MatrixCalculusOptions = {},
): MatrixDerivative {
  const expression = String(text);
  const by = String(wrt)
    .split(",")
    .map((name) => name.trim());
  const { variables, assumed } = readWhere(options.where ?? "");
  const facts = typeof text === "string" ? undefined : text.facts;
  for (const [name, known] of facts ?? []) {
    variables.set(name, variables.get(name) ?? copyOf(known.shape));
    assumed.set(
      name,
      new Set([...known.assumed, ...(assumed.get(name) ?? [])]),
    );
  }
  const shapes = new Shapes(expression, variables);
  const answer = derive(
    expression,
    by,
    shapes,
    { of: (name) => assumed.get(name) ?? new Set() },
    options.layout,
  );
  const known = namesOf(answer.tree);
  for (const name of by) {
    if (!known.has(name)) {
      throw new ReferenceError(
        `matrixCalculus: \`${name}\` does not occur in \`${expression}\`; it has ${[...known].join(", ")}`,
      );
    }
  }
  return new MatrixDerivative(expression, by, answer);
}

/** A shape with lengths of its own, so that what one expression joins stays apart in another. */
function copyOf({ rows, columns }: Shape): Shape {
  const own = rows && new Length();
  const square = rows !== undefined && rows === columns;
  return { rows: own, columns: square ? own : columns && new Length() };
}

const properties: Readonly<Record<string, readonly Assumption[]>> = {
  sym: ["symmetric"],
  diag: ["diagonal"],
  orth: ["orthogonal", "invertible"],
  inv: ["invertible"],
  pd: ["positive-definite", "invertible"],
  sympd: ["symmetric", "positive-definite", "invertible"],
};

/** Reads `A:n,n,sym x:n c`. */
function readWhere(where: string): {
  variables: Map<string, Shape>;
  assumed: Map<string, Set<Assumption>>;
} {
  const variables = new Map<string, Shape>();
  const assumed = new Map<string, Set<Assumption>>();
  const lengths = new Map<string, Length>();
  for (const item of where.split(/\s+/).filter((part) => part !== "")) {
    const [head = "", tail = ""] = item.split(":");
    const name = head.replace(/(>0|01)$/, "");
    const words = tail.split(",").filter((word) => word !== "");
    const axes = words.filter((word) => !(word in properties));
    const [rows, columns] = axes.map((letter) => {
      const length = lengths.get(letter) ?? new Length();
      lengths.set(letter, length);
      return length;
    });
    variables.set(name, { rows, columns });
    const own = words.flatMap((word) => properties[word] ?? []);
    assumed.set(name, new Set(head === name ? own : [...own, "positive"]));
  }
  return { variables, assumed };
}

/** A letter for a length, the same for lengths that must agree. */
function letterOf(length: Length, shapes: Shapes): string {
  const roots: Length[] = [];
  for (const shape of shapes.variables.values()) {
    for (const axis of axesOf(shape)) {
      if (!roots.includes(axis.find())) roots.push(axis.find());
    }
  }
  const at = roots.indexOf(length.find());
  return "nmkpqrstuvw".charAt(at) || `n${String(at)}`;
}

function denseOf(name: string, binding: Binding): Dense {
  const value: unknown =
    typeof binding === "object" && "toArray" in binding
      ? binding.toArray()
      : binding;
  const shape: number[] = [];
  for (
    let level = value;
    Array.isArray(level);
    level = (level as unknown[])[0]
  ) {
    shape.push(level.length);
  }
  const flat = Array.isArray(value)
    ? (value.flat(Infinity) as unknown[])
    : [value];
  const numbers = flat.map(Number);
  if (numbers.length !== sizeOf(shape) || numbers.some(Number.isNaN)) {
    throw new RangeError(
      `matrixCalculus: ${name} is not a number, a list of numbers or rows of equal length`,
    );
  }
  return { shape, data: Float64Array.from(numbers) };
}

function nested({ shape, data }: Dense): number | unknown[] {
  const build = (axis: number, offset: number, step: number): unknown => {
    const length = shape[axis];
    if (length === undefined) return data[offset] ?? NaN;
    const inner = step / length;
    return Array.from({ length }, (_, i) =>
      build(axis + 1, offset + i * inner, inner),
    );
  };
  return build(0, 0, data.length) as number | unknown[];
}
