import { elementwise } from "./functions.js";
import { MatrixSyntaxError } from "./syntax-error.js";
import type { Tree } from "./tree.js";

/**
 * A length that the expression leaves open. Lengths that must agree are joined: `find` gives the one that stands for all
 * of them.
 */
export class Length {
  #joined: Length | undefined;

  static #count = 0;
  readonly id = ++Length.#count;

  find(): Length {
    return this.#joined?.find() ?? this;
  }

  join(other: Length): void {
    const a = this.find();
    const b = other.find();
    if (a !== b) a.#joined = b;
  }
}

/** What a tree stands for: each axis has an open length, and a scalar, a column or a row lacks axes. */
export interface Shape {
  readonly rows: Length | undefined;
  readonly columns: Length | undefined;
}

export const scalarShape: Shape = { rows: undefined, columns: undefined };

export type Kind = "scalar" | "column" | "row" | "matrix";

export function kindOf({ rows, columns }: Shape): Kind {
  if (rows) return columns ? "matrix" : "column";
  return columns ? "row" : "scalar";
}

/** `a`–`g` are scalars, `h`–`z` vectors, capitals matrices, by the first letter. */
export function kindOfName(name: string): "scalar" | "column" | "matrix" {
  if (/^[A-Z]/.test(name)) return "matrix";
  return /^[a-g]/.test(name) ? "scalar" : "column";
}

/** The shapes of a tree's parts and of its variables. */
export class Shapes {
  readonly #text: string;
  readonly #shapes = new Map<Tree, Shape>();
  readonly variables = new Map<string, Shape>();

  /** @param variables the shapes of the variables that the convention of the letters does not say. */
  constructor(text: string, variables: ReadonlyMap<string, Shape> = new Map()) {
    this.#text = text;
    for (const [name, shape] of variables) this.variables.set(name, shape);
  }

  /** @throws MatrixSyntaxError where parts do not fit. */
  of(tree: Tree): Shape {
    const known = this.#shapes.get(tree);
    if (known) return known;
    const shape = this.#infer(tree);
    this.#shapes.set(tree, shape);
    return shape;
  }

  ofVariable(name: string): Shape {
    const known = this.variables.get(name);
    if (known) return known;
    const kind = kindOfName(name);
    const shape = {
      rows: kind === "scalar" ? undefined : new Length(),
      columns: kind === "matrix" ? new Length() : undefined,
    };
    this.variables.set(name, shape);
    return shape;
  }

  #fail(problem: string, tree: Tree): never {
    throw new MatrixSyntaxError(problem, this.#text, tree.at ?? 0);
  }

  #infer(tree: Tree): Shape {
    switch (tree.kind) {
      case "number":
        return scalarShape;
      case "name":
        return this.ofVariable(tree.name);
      case "eye": {
        const length = new Length();
        return { rows: length, columns: length };
      }
      case "ones":
        return {
          rows: new Length(),
          columns: tree.rank === 2 ? new Length() : undefined,
        };
      case "sum":
      case "hadamard":
        return tree.parts
          .map((part) => this.of(part))
          .reduce((a, b) => this.#alike(a, b, tree));
      case "product":
        return tree.parts
          .map((part) => this.of(part))
          .reduce((a, b) => this.#product(a, b, tree));
      case "quotient":
        return this.#quotient(tree);
      case "power":
        return this.#power(tree);
      case "negative":
        return this.of(tree.of);
      case "transpose": {
        const { rows, columns } = this.of(tree.of);
        return { rows: columns, columns: rows };
      }
      case "call":
        return this.#call(tree.name, tree);
    }
  }

  #alike(a: Shape, b: Shape, tree: Tree): Shape {
    const [x, y] = [kindOf(a), kindOf(b)];
    if (tree.kind === "hadamard" && (x === "scalar" || y === "scalar")) {
      return x === "scalar" ? b : a;
    }
    if (x !== y) {
      const advice =
        x === "scalar" || y === "scalar"
          ? "; vector(c) and matrix(c) are constant ones of the size that fits"
          : x !== "matrix" && y !== "matrix"
            ? "; transpose one of them with '"
            : "";
      const verb = tree.kind === "sum" ? "added" : "multiplied entry by entry";
      this.#fail(`a ${x} and a ${y} cannot be ${verb}${advice}`, tree);
    }
    if (a.rows && b.rows) a.rows.join(b.rows);
    if (a.columns && b.columns) a.columns.join(b.columns);
    return a;
  }

  #product(a: Shape, b: Shape, tree: Tree): Shape {
    const [x, y] = [kindOf(a), kindOf(b)];
    if (x === "scalar") return b;
    if (y === "scalar") return a;
    if (x === "column" && y === "row") {
      return { rows: a.rows, columns: b.columns };
    }
    if (!a.columns || !b.rows) {
      const advice =
        x === "column" && y === "column"
          ? "; write x'*y for their inner product, x*y' for the outer, x.*y entry by entry"
          : "; transpose one of them with '";
      return this.#fail(`a ${x} times a ${y} does not fit${advice}`, tree);
    }
    a.columns.join(b.rows);
    return { rows: a.rows, columns: b.columns };
  }

  #quotient(tree: Tree & { kind: "quotient" }): Shape {
    const above = this.of(tree.above);
    const below = this.of(tree.below);
    if (kindOf(below) === "scalar") return above;
    if (kindOf(above) === "scalar" && tree.elementwise) return below;
    if (!tree.elementwise) {
      return this.#fail(
        `a ${kindOf(below)} cannot divide; write ./ to divide entry by entry, or inv(X)`,
        tree,
      );
    }
    return this.#alike(above, below, { ...tree, kind: "hadamard", parts: [] });
  }

  #power(tree: Tree & { kind: "power" }): Shape {
    const base = this.of(tree.base);
    if (kindOf(this.of(tree.exponent)) !== "scalar") {
      return this.#fail("an exponent must be a scalar", tree.exponent);
    }
    const kind = kindOf(base);
    if (tree.elementwise || kind === "scalar") return base;
    if (kind !== "matrix") {
      return this.#fail(
        `a ${kind} has no power; write .^ for the power of each entry`,
        tree,
      );
    }
    return this.#square(base, tree, "a power");
  }

  #square(shape: Shape, tree: Tree, who: string): Shape {
    if (kindOf(shape) !== "matrix") {
      this.#fail(`${who} needs a square matrix, not a ${kindOf(shape)}`, tree);
    }
    if (shape.rows && shape.columns) shape.rows.join(shape.columns);
    // A Kronecker product is square where its factors are; other ways to be so are not thought of.
    const [input] = tree.kind === "call" ? tree.inputs : [];
    if (input?.kind === "call" && input.name === "kron") {
      for (const part of input.inputs) this.#square(this.of(part), input, who);
    }
    return shape;
  }

  #call(name: string, tree: Tree & { kind: "call" }): Shape {
    const [first = scalarShape, second = scalarShape] = tree.inputs.map(
      (input) => this.of(input),
    );
    if (name in elementwise) return first;
    switch (name) {
      case "sum":
      case "norm1":
      case "norm2":
        return scalarShape;
      case "tr":
      case "det":
      case "logdet":
        this.#square(first, tree, name);
        return scalarShape;
      case "inv":
      case "adj":
      case "expm":
        return this.#square(first, tree, name);
      case "diag":
        return this.#diagonal(first, tree);
      case "kron":
        return kindOf(first) === "matrix" && kindOf(second) === "matrix"
          ? { rows: new Length(), columns: new Length() }
          : this.#fail("kron takes two matrices", tree);
      default:
        return kindOf(first) === "column"
          ? first
          : this.#fail(`${name} takes a vector, not a ${kindOf(first)}`, tree);
    }
  }

  #diagonal(shape: Shape, tree: Tree): Shape {
    if (kindOf(shape) === "scalar") {
      this.#fail("diag takes a vector or a square matrix", tree);
    }
    if (kindOf(shape) !== "matrix") {
      const length = shape.rows ?? shape.columns;
      return { rows: length, columns: length };
    }
    this.#square(shape, tree, "diag");
    return { rows: shape.rows, columns: undefined };
  }
}
