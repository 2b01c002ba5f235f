import type { DType } from "../ir/dtype.js";
import type { Origin } from "../ir/node.js";
import type { Shape } from "../ir/shape.js";
import { add, div, mod, mul, neg, pow, sub } from "../ops/arithmetic.js";
import { FormulaNode } from "./formula-node.js";
import { NoClosedForm } from "./no-closed-form.js";
import { bundleOf, textOf } from "./show.js";

type Operand = number | Expression;

/**
 * A formula: a symbol, or what operations make of symbols. Every operation of the library works on it, and records
 * instead of computing.
 *
 * @example
 * const [x, y] = symbols("x y");
 * (x + y) ** 2; // shows itself as (x + y)²
 */
export class Expression extends FormulaNode {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly origin: Origin | undefined;
  readonly symbol: string | undefined;
  readonly rank = 2;
  readonly tracked = true;

  constructor(
    made: string | Origin,
    shape: Shape = [],
    dtype: DType = "float64",
  ) {
    super();
    this.symbol = typeof made === "string" ? made : undefined;
    this.origin = typeof made === "string" ? undefined : made;
    this.shape = shape;
    this.dtype = dtype;
  }

  derive(origin: Origin): Expression {
    spend();
    const { shape, dtype } = origin.op.infer(
      origin.inputs.map((input) =>
        typeof input === "number" ? { shape: [], dtype: "float64" } : input,
      ),
      origin.params,
    );
    return new Expression(origin, shape, dtype);
  }

  /** A formula is its history: there is no value to keep without it. */
  detached(): this {
    return this;
  }

  /** @throws NoClosedForm: a symbol stands for one number, and a program that counts its elements means an array. */
  get length(): never {
    throw new NoClosedForm(
      `expression: \`${textOf(this)}\` is used as an array; say how long it is, as in expression(f, [0, 0, 0])`,
    );
  }
  [Symbol.iterator](): never {
    return this.length;
  }

  "+"(other: Operand): Expression {
    return add(this, other);
  }
  "r+"(other: Operand): Expression {
    return add(other, this);
  }
  "-"(other: Operand): Expression {
    return sub(this, other);
  }
  "r-"(other: Operand): Expression {
    return sub(other, this);
  }
  "*"(other: Operand): Expression {
    return mul(this, other);
  }
  "r*"(other: Operand): Expression {
    return mul(other, this);
  }
  "/"(other: Operand): Expression {
    return div(this, other);
  }
  "r/"(other: Operand): Expression {
    return div(other, this);
  }
  "%"(other: Operand): Expression {
    return mod(this, other);
  }
  "r%"(other: Operand): Expression {
    return mod(other, this);
  }
  "**"(other: Operand): Expression {
    return pow(this, other);
  }
  "r**"(other: Operand): Expression {
    return pow(other, this);
  }
  "-u"(): Expression {
    return neg(this);
  }
  "+u"(): this {
    return this;
  }

  /** The formula as TypeScript would write it: `12*x**3 - 24*x`. */
  override toString(): string {
    return textOf(this);
  }

  /** @throws NoClosedForm where a number or a condition is asked for: a formula has none. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return textOf(this);
    throw new NoClosedForm(
      `expression: \`${textOf(this)}\` has no value of its own; give its symbols values with evaluate(e, { … })`,
    );
  }

  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    return bundleOf(this);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return textOf(this);
  }
}

/** How many more operations may be recorded; without limit outside `withBudget`. */
let budget = Infinity;

function spend(): void {
  if (budget-- <= 0) {
    throw new NoClosedForm(
      "expression: the formula would have more operations than anybody reads",
    );
  }
}

/** Runs a program that may record at most so many operations. */
export function withBudget<T>(operations: number, run: () => T): T {
  const outside = budget;
  budget = operations;
  try {
    return run();
  } finally {
    budget = outside;
  }
}

type Names<S extends string> = S extends `${infer Head} ${infer Rest}`
  ? [...Names<Head>, ...Names<Rest>]
  : S extends `${infer Head},${infer Rest}`
    ? [...Names<Head>, ...Names<Rest>]
    : S extends ""
      ? []
      : string extends S
        ? Expression[]
        : [Expression];

/** One symbol for one name, a tuple for several. */
export type Symbols<S extends string> =
  Names<S> extends [infer Only] ? Only : Names<S>;

/**
 * Symbols by their names, separated by spaces or commas: one for one name, else a tuple. Two symbols with the same name
 * are the same variable.
 *
 * @throws SyntaxError where a name is not one: `symbols: "2x" is not a name`.
 * @example
 * const [x, y] = symbols("x y");
 * differentiate(x ** 2 * y, x); // 2xy
 */
export function symbols<const S extends string>(names: S): Symbols<S> {
  const found = names.split(/[\s,]+/).filter((name) => name !== "");
  for (const name of found) {
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*(?:,\d+)*$/u.test(name)) {
      throw new SyntaxError(
        `symbols: ${JSON.stringify(name)} is not a name; separate names by spaces, as in symbols("x y")`,
      );
    }
  }
  const made = found.map((name) => new Expression(name));
  return (made.length === 1 ? made[0] : made) as Symbols<S>;
}

/** What operations on formulas give: a formula, or a number where no symbol was left. */
export type Formula = number | Expression;
