import { axesOf } from "./check.js";
import { kindOfTree } from "./algebra.js";
import { type Answer, shapesLike } from "./derive.js";
import { printNumber } from "./print.js";
import type { Kind, Length, Shape, Shapes } from "./shapes.js";
import type { CallTree, Tree } from "./tree.js";
import { namesOf } from "./tree.js";

export type Language = "typescript" | "numpy";

/** How one language writes what the other writes otherwise. */
interface Dialect {
  product(left: string, right: string, kinds: readonly [Kind, Kind]): string;
  transpose(matrix: string): string;
  call(name: string, input: string, kind: Kind): string;
  power(base: string, exponent: string): string;
  matrixPower(base: string, exponent: string): string;
  eye(size: string): string;
  full(sizes: readonly string[], value: string): string;
  size(name: string, axis: number): string;
  einsum(subscripts: string, inputs: readonly string[]): string;
  program(names: readonly string[], shapes: Shapes, body: string): string;
}

/** A function that computes a derivative. */
export function programFor(language: Language, answer: Answer): string {
  const dialect = language === "numpy" ? numpy : typescript;
  const { shapes, tensor, matrix, tree } = answer;
  const own = matrix ? shapesLike("", matrix, tensor, shapes) : shapes;
  const coder = new Coder(dialect, answer, own);
  const body = matrix ? coder.code(matrix) : coder.einsum();
  return dialect.program([...namesOf(tree)], shapes, body);
}

class Coder {
  readonly #dialect: Dialect;
  readonly #answer: Answer;
  readonly #shapes: Shapes;

  constructor(dialect: Dialect, answer: Answer, shapes: Shapes) {
    this.#dialect = dialect;
    this.#answer = answer;
    this.#shapes = shapes;
  }

  code(tree: Tree): string {
    const dialect = this.#dialect;
    switch (tree.kind) {
      case "number":
        return printNumber(tree.value);
      case "name":
        return tree.name;
      case "eye":
        return dialect.eye(this.#sizes(this.#shapes.of(tree))[0] ?? "n");
      case "ones": {
        const sizes = this.#sizes(this.#shapes.of(tree));
        return dialect.full(sizes, this.code(tree.value));
      }
      case "sum":
        return tree.parts
          .map((part, i) =>
            i === 0
              ? this.code(part)
              : part.kind === "negative"
                ? ` - ${this.#within(part.of)}`
                : ` + ${this.#within(part)}`,
          )
          .join("");
      case "product":
        return this.#product(tree.parts);
      case "hadamard":
        return tree.parts.map((part) => this.#within(part)).join(" * ");
      case "quotient":
        return `${this.#within(tree.above)} / ${this.#within(tree.below)}`;
      case "power":
        return this.#power(tree);
      case "negative":
        return `-${this.#within(tree.of)}`;
      case "transpose":
        return this.#kind(tree.of) === "matrix"
          ? dialect.transpose(this.#within(tree.of))
          : this.code(tree.of);
      case "call":
        return this.#call(tree);
    }
  }

  #kind(tree: Tree): Kind {
    return kindOfTree(tree, this.#answer.names);
  }

  /** A part in parentheses where it is not a single thing. */
  #within(tree: Tree): string {
    const text = this.code(tree);
    const single =
      tree.kind === "name" ||
      tree.kind === "number" ||
      tree.kind === "call" ||
      tree.kind === "transpose" ||
      tree.kind === "eye" ||
      tree.kind === "ones";
    return single ? text : `(${text})`;
  }

  #product(parts: readonly Tree[]): string {
    const [first, ...rest] = parts;
    if (!first) return "1";
    let text = this.#within(first);
    let kind = this.#kind(first);
    for (const part of rest) {
      const next = this.#kind(part);
      text = this.#dialect.product(text, this.#within(part), [kind, next]);
      kind = productKind(kind, next);
    }
    return text;
  }

  #power(tree: Tree & { kind: "power" }): string {
    const base = this.#within(tree.base);
    const exponent = this.#within(tree.exponent);
    return !tree.elementwise && this.#kind(tree.base) === "matrix"
      ? this.#dialect.matrixPower(base, exponent)
      : this.#dialect.power(base, exponent);
  }

  #call({ name, inputs }: CallTree): string {
    const kind = inputs[0] ? this.#kind(inputs[0]) : "scalar";
    const list = inputs.map((input) => this.code(input)).join(", ");
    return this.#dialect.call(name, list, kind);
  }

  #sizes(shape: Shape): string[] {
    return axesOf(shape).map((length) => this.#size(length));
  }

  #size(length: Length): string {
    for (const [name, shape] of this.#answer.shapes.variables) {
      const axis = axesOf(shape).findIndex(
        (own) => own.find() === length.find(),
      );
      if (axis >= 0) return this.#dialect.size(name, axis);
    }
    return "n";
  }

  /** A derivative in index notation, as a sum of Einstein sums. */
  einsum(): string {
    const { indexed, tensor } = this.#answer;
    const outer = indexed.letters.flat();
    const lengths = new Map(
      outer.map((letter, i) => [letter, tensor.outer[i]?.length]),
    );
    return indexed.terms
      .map(({ coefficient, factors }, n) => {
        const inputs = factors.map(({ tree, exponent, letters }) => {
          const length = lengths.get(letters[0] ?? "");
          const base =
            tree.kind === "eye" && length
              ? this.#dialect.eye(this.#size(length))
              : this.code(tree);
          return exponent === 1
            ? base
            : this.#dialect.power(`(${base})`, `(${printNumber(exponent)})`);
        });
        const subscripts = factors.map(({ letters }) => letters.join(""));
        const text = this.#dialect.einsum(
          `${subscripts.join(",")}->${outer.join("")}`,
          inputs,
        );
        const size = Math.abs(coefficient);
        const sized = size === 1 ? text : `${printNumber(size)} * ${text}`;
        const sign = coefficient < 0 ? "-" : n > 0 ? "+" : "";
        return n > 0 ? ` ${sign} ${sized}` : sign + sized;
      })
      .join("");
  }
}

function productKind(a: Kind, b: Kind): Kind {
  if (a === "scalar") return b;
  if (b === "scalar") return a;
  if (a === "row") return b === "column" ? "scalar" : "row";
  if (b === "column") return a === "matrix" ? "column" : "matrix";
  return "matrix";
}

function isScaling([a, b]: readonly [Kind, Kind]): boolean {
  return a === "scalar" || b === "scalar";
}

const numpyNames: Readonly<Record<string, string>> = {
  inv: "np.linalg.inv",
  det: "np.linalg.det",
  tr: "np.trace",
  expm: "scipy.linalg.expm",
};

const numpy: Dialect = {
  product(left, right, kinds) {
    if (isScaling(kinds)) return `${left} * ${right}`;
    const [a, b] = kinds;
    return a === "column" && b === "row"
      ? `np.outer(${left}, ${right})`
      : `${left} @ ${right}`;
  },
  transpose: (matrix) => `${matrix}.T`,
  power: (base, exponent) => `${base} ** ${exponent}`,
  matrixPower: (base, exponent) =>
    `np.linalg.matrix_power(${base}, ${exponent})`,
  eye: (size) => `np.eye(${size})`,
  full: (sizes, value) =>
    value === "1"
      ? `np.ones((${sizes.join(", ")},))`
      : `np.full((${sizes.join(", ")},), ${value})`,
  size: (name, axis) => `${name}.shape[${String(axis)}]`,
  einsum: (subscripts, inputs) =>
    `np.einsum("${subscripts}", ${inputs.join(", ")})`,
  call(name, input) {
    switch (name) {
      case "logdet":
        return `np.linalg.slogdet(${input})[1]`;
      case "norm2":
        return `np.linalg.norm(${input})`;
      case "norm1":
        return `np.abs(${input}).sum()`;
      case "adj":
        return `np.linalg.det(${input}) * np.linalg.inv(${input})`;
      case "relu":
        return `np.maximum(${input}, 0)`;
      case "step":
        return `(${input} > 0) * 1.0`;
      case "revcumsum":
        return `np.cumsum((${input})[::-1])[::-1]`;
      default:
        return `${numpyNames[name] ?? `np.${name}`}(${input})`;
    }
  },
  program(names, _shapes, body) {
    const scipy = body.includes("scipy.") ? "import scipy.linalg\n" : "";
    return `import numpy as np\n${scipy}\n\ndef derivative(${names.join(", ")}):\n    return ${body}\n`;
  },
};

const typescriptNames: Readonly<Record<string, string>> = {
  tr: "trace",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
};

const typescript: Dialect = {
  product(left, right, kinds) {
    if (isScaling(kinds)) return `${left} * ${right}`;
    const [a, b] = kinds;
    if (a === "column" && b === "row") return `outer(${left}, ${right})`;
    return a === "row" && b === "column"
      ? `dot(${left}, ${right})`
      : `matmul(${left}, ${right})`;
  },
  transpose: (matrix) => `${matrix}.T`,
  power: (base, exponent) => `${base} ** ${exponent}`,
  matrixPower(base, exponent) {
    const count = Number(exponent);
    return new Array<string>(count)
      .fill(base)
      .reduce((product, next) => `matmul(${product}, ${next})`);
  },
  eye: (size) => `eye(${size})`,
  full: (sizes, value) =>
    value === "1"
      ? `ones([${sizes.join(", ")}])`
      : `full([${sizes.join(", ")}], ${value})`,
  size: (name, axis) => `${name}.shape[${String(axis)}]`,
  einsum: (subscripts, inputs) =>
    `einsum("${subscripts}", ${inputs.join(", ")})`,
  call(name, input) {
    switch (name) {
      case "norm2":
        return `norm(${input})`;
      case "norm1":
        return `sum(abs(${input}))`;
      case "adj":
        return `(det(${input}) * inv(${input}))`;
      case "step":
        return `relu(sign(${input}))`;
      default:
        return `${typescriptNames[name] ?? name}(${input})`;
    }
  },
  program(names, shapes, body) {
    const parameters = names.map((name) => {
      const scalar = axesOf(shapes.ofVariable(name)).length === 0;
      return `${name}: ${scalar ? "number" : "Tensor"}`;
    });
    return `const derivative = (${parameters.join(", ")}) =>\n  ${body};\n`;
  },
};
