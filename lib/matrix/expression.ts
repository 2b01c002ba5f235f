import { latexBundle, type LatexBundle } from "../latex/display.js";
import type { Assumption } from "./keys.js";
import { print } from "./print.js";
import { kindOf, Length, scalarShape, type Shape } from "./shapes.js";
import { TexWriter } from "./tex.js";
import { call, number, power, type Tree } from "./tree.js";

/** What a symbol stands for. */
export interface SymbolFacts {
  readonly shape: Shape;
  readonly assumed: ReadonlySet<Assumption>;
}

type Operand = number | MatrixExpression;

/**
 * An expression of vectors and matrices, made of `vector("x")` and `matrix("A")` by operators: `*` is the matrix product
 * (or scaling), `.mul` works entry by entry, `.T` transposes.
 *
 * @example
 * const x = vector("x"), A = matrix("A");
 * matrixCalculus(x.T * A * x, x); // (A + A')*x
 */
export class MatrixExpression {
  readonly #tree: Tree;
  readonly #facts: ReadonlyMap<string, SymbolFacts>;

  constructor(tree: Tree, facts: ReadonlyMap<string, SymbolFacts>) {
    this.#tree = tree;
    this.#facts = facts;
  }

  /** What is known of the symbols in it, by name. */
  get facts(): ReadonlyMap<string, SymbolFacts> {
    return this.#facts;
  }

  get T(): MatrixExpression {
    const tree = this.#tree;
    return this.#make(
      tree.kind === "transpose" ? tree.of : { kind: "transpose", of: tree },
    );
  }

  "+"(other: Operand): MatrixExpression {
    return this.#join("sum", this, other);
  }
  "r+"(other: Operand): MatrixExpression {
    return this.#join("sum", other, this);
  }
  "-"(other: Operand): MatrixExpression {
    return this.#join("sum", this, negative(other));
  }
  "r-"(other: Operand): MatrixExpression {
    return this.#join("sum", other, negative(this));
  }
  "*"(other: Operand): MatrixExpression {
    return this.#join("product", this, other);
  }
  "r*"(other: Operand): MatrixExpression {
    return this.#join("product", other, this);
  }
  "/"(other: Operand): MatrixExpression {
    return this.#quotient(this, other);
  }
  "r/"(other: Operand): MatrixExpression {
    return this.#quotient(other, this);
  }
  "**"(exponent: Operand): MatrixExpression {
    const tree = power(this.#tree, treeOf(exponent), false);
    return this.#make(tree, exponent);
  }
  "-u"(): MatrixExpression {
    return this.#make({ kind: "negative", of: this.#tree });
  }

  /** The product entry by entry. */
  mul(other: Operand): MatrixExpression {
    return this.#join("hadamard", this, other);
  }

  inv(): MatrixExpression {
    return this.#call("inv");
  }
  det(): MatrixExpression {
    return this.#call("det");
  }
  logdet(): MatrixExpression {
    return this.#call("logdet");
  }
  trace(): MatrixExpression {
    return this.#call("tr");
  }
  sum(): MatrixExpression {
    return this.#call("sum");
  }
  /** The Euclidean norm, of a matrix the Frobenius norm. */
  norm(): MatrixExpression {
    return this.#call("norm2");
  }

  /** A function of each entry, by its name: exp, log, sin, cos, tan, tanh, abs, sign, relu, sqrt … */
  map(name: string): MatrixExpression {
    return this.#call(name);
  }

  /** In the grammar of `matrixCalculus`. */
  toString(): string {
    return print(this.#tree);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  [Symbol.for("Jupyter.display")](): LatexBundle {
    const writer = new TexWriter({
      kindOf: (name) => kindOf(this.#facts.get(name)?.shape ?? scalarShape),
      isSymmetric: () => false,
    });
    return latexBundle(writer.tex(this.#tree).text, this.toString());
  }

  get tree(): Tree {
    return this.#tree;
  }

  #call(name: string): MatrixExpression {
    return this.#make(call(name, this.#tree));
  }

  #join(
    kind: "sum" | "product" | "hadamard",
    left: Operand,
    right: Operand,
  ): MatrixExpression {
    const first = treeOf(left);
    const parts =
      first.kind === kind
        ? [...first.parts, treeOf(right)]
        : [first, treeOf(right)];
    return this.#make({ kind, parts }, left, right);
  }

  #quotient(above: Operand, below: Operand): MatrixExpression {
    return this.#make(
      {
        kind: "quotient",
        elementwise: false,
        above: treeOf(above),
        below: treeOf(below),
      },
      above,
      below,
    );
  }

  #make(tree: Tree, ...operands: readonly Operand[]): MatrixExpression {
    const facts = new Map(this.#facts);
    for (const operand of operands) {
      if (typeof operand === "number") continue;
      for (const [name, known] of operand.facts) facts.set(name, known);
    }
    return new MatrixExpression(tree, facts);
  }
}

function treeOf(operand: Operand): Tree {
  return typeof operand === "number" ? number(operand) : operand.tree;
}

function negative(operand: Operand): Operand {
  return typeof operand === "number" ? -operand : operand["-u"]();
}

function symbol(name: string, facts: SymbolFacts): MatrixExpression {
  if (!/^[A-Za-z]\w*$/.test(name)) {
    throw new SyntaxError(
      `matrixCalculus: ${JSON.stringify(name)} is not a name`,
    );
  }
  return new MatrixExpression({ kind: "name", name }, new Map([[name, facts]]));
}

/**
 * A column vector for matrix calculus.
 *
 * @example
 * matrixCalculus(vector("x").norm(), "x"); // x/norm2(x)
 */
export function vector(name: string): MatrixExpression {
  const shape = { rows: new Length(), columns: undefined };
  return symbol(name, { shape, assumed: new Set() });
}

/** What may be said of a matrix; all but `positive` make it square. */
export type MatrixProperties = {
  readonly [
    property in
      | "symmetric"
      | "diagonal"
      | "orthogonal"
      | "invertible"
      | "positive"
      | "positiveDefinite"
  ]?: boolean;
};

/** What follows from a property: a positive-definite or orthogonal matrix has an inverse. */
function assumptionsOf(property: string): Assumption[] {
  if (property === "positiveDefinite")
    return ["positive-definite", "invertible"];
  return property === "orthogonal"
    ? ["orthogonal", "invertible"]
    : [property as Assumption];
}

/**
 * A matrix for matrix calculus.
 *
 * @example
 * const x = vector("x"), A = matrix("A", { symmetric: true });
 * matrixCalculus(x.T * A * x, x); // 2*A*x
 */
export function matrix(
  name: string,
  properties: MatrixProperties = {},
): MatrixExpression {
  const assumed = new Set(
    Object.entries(properties).flatMap(([property, holds]) =>
      holds ? assumptionsOf(property) : [],
    ),
  );
  const rows = new Length();
  const square = [...assumed].some((property) => property !== "positive");
  const columns = square ? rows : new Length();
  return symbol(name, { shape: { rows, columns }, assumed });
}
