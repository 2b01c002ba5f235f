import { kindOfTree, type Names } from "./algebra.js";
import { negativeOf, productTree, sumTree, zero } from "./combine.js";
import { elementwise } from "./functions.js";
import type { Kind } from "./shapes.js";
import {
  call,
  type CallTree,
  namesOf,
  number,
  power,
  type Tree,
} from "./tree.js";

/** What one rule makes of a differential. */
export interface Ruled {
  readonly rule: string;
  readonly tree: Tree;
}

/** The differential of a tree, to be taken: `d(x'*A*x)`. That of a variable stays. */
export const differential = (tree: Tree): Tree => call("d", tree);

/** The rules by which the differential of a tree is that of its parts (after Magnus and Neudecker, chapter 8). */
export class Differentials {
  readonly #by: string;
  readonly #names: Names;

  constructor(by: string, names: Names) {
    this.#by = by;
    this.#names = names;
  }

  /** Whether it is a differential that a rule can be applied to. */
  isOpen(tree: Tree): boolean {
    if (tree.kind !== "call" || tree.name !== "d") return false;
    const [of] = tree.inputs;
    return of?.kind !== "name" || of.name !== this.#by;
  }

  /** One rule applied to d(tree). */
  of(tree: Tree): Ruled {
    if (!this.#moves(tree)) return { rule: "constant", tree: zero };
    const d = differential;
    switch (tree.kind) {
      case "sum": {
        const parts = tree.parts.filter((part) => this.#moves(part));
        return { rule: "sum rule", tree: sumTree(parts.map(d)) };
      }
      case "negative":
        return { rule: "sum rule", tree: negativeOf(d(tree.of)) };
      case "ones":
        return {
          rule: "constant factor",
          tree: { ...tree, value: d(tree.value) },
        };
      case "transpose":
        return {
          rule: "transpose",
          tree: { kind: "transpose", of: d(tree.of) },
        };
      case "product":
      case "hadamard":
        return this.#product(tree.kind, tree.parts);
      case "quotient":
        return this.#quotient(tree);
      case "power":
        return this.#power(tree);
      case "call":
        return this.#call(tree);
      case "number":
      case "name":
      case "eye":
        throw new Error(`internal: no rule for d(${tree.kind})`);
    }
  }

  #moves(tree: Tree): boolean {
    return namesOf(tree).has(this.#by);
  }

  #kind(tree: Tree): Kind {
    return kindOfTree(tree, this.#names);
  }

  /** A slope times a differential: entry by entry, or a product of scalars. */
  #times(slope: Tree, of: Tree): Tree {
    const kind = this.#kind(of) === "scalar" ? "product" : "hadamard";
    return productTree(kind, [slope, differential(of)], this.#names);
  }

  #chain(...parts: readonly Tree[]): Tree {
    return productTree("product", parts, this.#names);
  }

  #over(above: Tree, below: Tree): Tree {
    const entries = this.#kind(below) !== "scalar";
    return { kind: "quotient", elementwise: entries, above, below };
  }

  #product(kind: "product" | "hadamard", parts: readonly Tree[]): Ruled {
    const moving = parts.filter((part) => this.#moves(part));
    const terms = parts.flatMap((part, i) =>
      this.#moves(part)
        ? [productTree(kind, parts.with(i, differential(part)), this.#names)]
        : [],
    );
    return {
      rule: moving.length === 1 ? "constant factor" : "product rule",
      tree: sumTree(terms),
    };
  }

  #quotient({ above, below }: Tree & { kind: "quotient" }): Ruled {
    const first = this.#moves(above)
      ? this.#over(differential(above), below)
      : zero;
    if (!this.#moves(below)) return { rule: "constant factor", tree: first };
    const entries = this.#kind(below) !== "scalar";
    const slope = this.#over(above, power(below, number(2), entries));
    const second = entries
      ? this.#times(slope, below)
      : this.#chain(differential(below), slope);
    return {
      rule: "quotient rule",
      tree: sumTree([first, negativeOf(second)]),
    };
  }

  #power(tree: Tree & { kind: "power" }): Ruled {
    const { base, exponent, elementwise: entries } = tree;
    const negative = exponent.kind === "negative";
    const size = negative ? exponent.of : exponent;
    const p = size.kind === "number" ? (negative ? -1 : 1) * size.value : NaN;
    if (!entries && this.#kind(base) === "matrix") {
      const factor = p < 0 ? call("inv", base) : base;
      const copies = new Array<Tree>(Math.abs(p)).fill(factor);
      return {
        rule: "a power is a product",
        tree: differential(this.#chain(...copies)),
      };
    }
    if (Number.isNaN(p)) {
      const logarithm = this.#chain(exponent, call("log", base));
      return {
        rule: "logarithmic differentiation",
        tree: this.#times(tree, logarithm),
      };
    }
    const lower = p === 2 ? base : power(base, number(p - 1), entries);
    return {
      rule: "power rule",
      tree: this.#chain(number(p), this.#times(lower, base)),
    };
  }

  #call(tree: CallTree): Ruled {
    const { name, inputs } = tree;
    const [of] = inputs;
    if (!of) throw new Error(`internal: ${name} of nothing`);
    if (name in elementwise) return this.#entrywise(name, of);
    const d = differential(of);
    const rule = `derivative of ${name}`;
    switch (name) {
      case "tr":
        if (of.kind === "call" && of.name === "expm" && of.inputs[0]) {
          const product = this.#chain(of, differential(of.inputs[0]));
          return { rule: "derivative of tr expm", tree: call("tr", product) };
        }
        return { rule: "linear", tree: call(name, d) };
      case "sum":
      case "diag":
      case "cumsum":
      case "revcumsum":
        return { rule: "linear", tree: call(name, d) };
      case "det": {
        const trace = call("tr", this.#chain(call("inv", of), d));
        return { rule: "Jacobi's formula", tree: this.#chain(tree, trace) };
      }
      case "logdet":
        return { rule, tree: call("tr", this.#chain(call("inv", of), d)) };
      case "inv":
        return { rule, tree: negativeOf(this.#chain(tree, d, tree)) };
      case "adj":
        return {
          rule: "adj is det times inv",
          tree: differential(this.#chain(call("det", of), call("inv", of))),
        };
      case "norm1":
        return { rule, tree: call("sum", this.#times(call("sign", of), of)) };
      case "norm2":
        return { rule, tree: this.#norm(tree, of) };
      case "softmax": {
        const inner = this.#chain({ kind: "transpose", of: tree }, d);
        const second = this.#chain(tree, inner);
        return {
          rule,
          tree: sumTree([this.#times(tree, of), negativeOf(second)]),
        };
      }
      case "kron":
        return this.#kronecker(inputs);
    }
    throw new RangeError(
      `steps: ${name} has no differential in matrix notation`,
    );
  }

  #norm(tree: Tree, of: Tree): Tree {
    const d = differential(of);
    switch (this.#kind(of)) {
      case "scalar":
        return this.#times(call("sign", of), of);
      case "column":
        return this.#over(this.#chain({ kind: "transpose", of }, d), tree);
      case "row":
        return this.#over(this.#chain(d, { kind: "transpose", of }), tree);
      case "matrix": {
        const product = this.#chain({ kind: "transpose", of }, d);
        return this.#over(call("tr", product), tree);
      }
    }
  }

  #kronecker(inputs: readonly Tree[]): Ruled {
    const terms = inputs.flatMap((input, i) =>
      this.#moves(input)
        ? [call("kron", ...inputs.with(i, differential(input)))]
        : [],
    );
    return { rule: "product rule", tree: sumTree(terms) };
  }

  /** A function of each entry: its slope times the differential, entry by entry. */
  #entrywise(name: string, of: Tree): Ruled {
    const rule = `derivative of ${name}`;
    const { slope } = elementwise[name] ?? {};
    if (slope === "zero") return { rule, tree: zero };
    if (slope) {
      const product = this.#times(call(slope.name, of), of);
      return {
        rule,
        tree: slope.sign < 0 ? negativeOf(product) : product,
      };
    }
    const entries = this.#kind(of) !== "scalar";
    const square = (tree: Tree): Tree => power(tree, number(2), entries);
    const one = this.#ones(of);
    const over = (below: Tree): Tree => this.#over(differential(of), below);
    switch (name) {
      case "log":
        return { rule, tree: over(of) };
      case "sqrt":
        return { rule, tree: over(this.#chain(number(2), call("sqrt", of))) };
      case "tan": {
        const total = sumTree([one, square(call("tan", of))]);
        return { rule, tree: this.#times(total, of) };
      }
      case "tanh": {
        const rest = sumTree([one, negativeOf(square(call("tanh", of)))]);
        return { rule, tree: this.#times(rest, of) };
      }
      case "arctan":
        return { rule, tree: over(sumTree([one, square(of)])) };
      case "arcsin":
      case "arccos": {
        const rest = sumTree([one, negativeOf(square(of))]);
        const tree = over(call("sqrt", rest));
        return { rule, tree: name === "arcsin" ? tree : negativeOf(tree) };
      }
    }
    throw new Error(`internal: no slope for ${name}`);
  }

  /** Ones in the shape of a tree. */
  #ones(like: Tree): Tree {
    const column: Tree = { kind: "ones", rank: 1, value: number(1) };
    switch (this.#kind(like)) {
      case "scalar":
        return number(1);
      case "column":
        return column;
      case "row":
        return { kind: "transpose", of: column };
      case "matrix":
        return { ...column, rank: 2 };
    }
  }
}
