import { atom, enclose, Precedence, type Tex } from "../ir/tex.js";
import { texOfName } from "../latex/names.js";
import { texOfNumber } from "../latex/numbers.js";
import { kindOfTree, type Names } from "./algebra.js";
import { elementwise } from "./functions.js";
import type { Indexed } from "./indices.js";
import type { CallTree, Tree } from "./tree.js";

/** The operator of a derivative by one variable after the other: ∂²/∂x∂y. */
export function partialTex(by: readonly string[], names: Names): string {
  const below = by
    .map((name) => {
      const letter = texOfName(name);
      const vector = names.kindOf(name) === "column";
      return `\\partial ${vector ? `\\mathbf{${letter}}` : letter}`;
    })
    .join(" \\, ");
  const order = by.length === 1 ? "" : `^{${String(by.length)}}`;
  return `\\frac{\\partial${order}}{${below}}`;
}

/** Writes trees as LaTeX: vectors bold, products side by side, ⊙ and ⊘ for the entrywise ones. */
export class TexWriter {
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  tex(tree: Tree): Tex {
    switch (tree.kind) {
      case "number":
        return texOfNumber(tree.value);
      case "name": {
        const name = texOfName(tree.name);
        const vector = this.#names.kindOf(tree.name) === "column";
        return atom(vector ? `\\mathbf{${name}}` : name);
      }
      case "eye":
        return atom("I");
      case "ones":
        return this.#constant(tree.rank, tree.value);
      case "sum":
        return { text: this.#sum(tree.parts), binds: Precedence.sum };
      case "product":
        return this.#product(tree.parts);
      case "hadamard":
        return this.#between(tree.parts, " \\odot ");
      case "quotient":
        return this.#quotient(tree);
      case "power":
        return this.#power(tree);
      case "negative":
        return {
          text: `-${enclose(this.tex(tree.of), Precedence.product)}`,
          binds: Precedence.sum,
        };
      case "transpose":
        return this.#transpose(tree.of);
      case "call":
        return this.#call(tree);
    }
  }

  #constant(rank: 1 | 2, value: Tree): Tex {
    const ones = rank === 1 ? "\\mathbf{1}" : "\\mathbf{1} \\mathbf{1}^{\\top}";
    const unit = value.kind === "number" && value.value === 1;
    const binds = rank === 1 ? Precedence.atom : Precedence.product;
    if (unit) return { text: ones, binds };
    const scale = enclose(this.tex(value), Precedence.product);
    return { text: `${scale} ${ones}`, binds: Precedence.product };
  }

  #sum(parts: readonly Tree[]): string {
    return parts
      .map((part, i) => {
        if (i === 0) return this.tex(part).text;
        return part.kind === "negative"
          ? ` - ${enclose(this.tex(part.of), Precedence.product)}`
          : ` + ${enclose(this.tex(part), Precedence.product)}`;
      })
      .join("");
  }

  #product(parts: readonly Tree[]): Tex {
    let text = "";
    for (const part of parts) {
      const tex = this.tex(part);
      const mixed = part.kind === "hadamard" || part.kind === "product";
      const place = mixed ? Precedence.power : Precedence.product;
      const next = enclose(tex, place);
      const digits = /\d$/.test(text) && /^\d/.test(next);
      text += text === "" ? next : digits ? ` \\cdot ${next}` : ` ${next}`;
    }
    return { text, binds: Precedence.product };
  }

  #between(parts: readonly Tree[], sign: string): Tex {
    const text = parts
      .map((part) => {
        const loose = part.kind === "product" || part.kind === "hadamard";
        const place = loose ? Precedence.sign : Precedence.product;
        return enclose(this.tex(part), place);
      })
      .join(sign);
    return { text, binds: Precedence.product };
  }

  #quotient(tree: Tree & { kind: "quotient" }): Tex {
    const { above, below, elementwise: entries } = tree;
    const scalar = kindOfTree(below, this.#names) === "scalar";
    if (entries && !scalar) return this.#between([above, below], " \\oslash ");
    const text = `\\frac{${this.tex(above).text}}{${this.tex(below).text}}`;
    return { text, binds: Precedence.product };
  }

  #power(tree: Tree & { kind: "power" }): Tex {
    const base = enclose(this.tex(tree.base), Precedence.atom);
    const exponent = this.tex(tree.exponent).text;
    const scalar = kindOfTree(tree.base, this.#names) === "scalar";
    const entries = tree.elementwise && !scalar;
    return {
      text: `${base}^{${entries ? `\\odot ${exponent}` : exponent}}`,
      binds: Precedence.power,
    };
  }

  #transpose(of: Tree): Tex {
    if (of.kind === "call" && of.name === "inv" && of.inputs[0]) {
      const base = enclose(this.tex(of.inputs[0]), Precedence.atom);
      return { text: `${base}^{-\\top}`, binds: Precedence.power };
    }
    const base = enclose(this.tex(of), Precedence.atom);
    return { text: `${base}^{\\top}`, binds: Precedence.power };
  }

  #call({ name, inputs }: CallTree): Tex {
    const texts = inputs.map((input) => this.tex(input));
    const [first = atom("")] = texts;
    const scalar = inputs[0] && kindOfTree(inputs[0], this.#names) === "scalar";
    switch (name) {
      case "inv":
        return {
          text: `${enclose(first, Precedence.atom)}^{-1}`,
          binds: Precedence.power,
        };
      case "norm1":
        return atom(`\\left\\lVert ${first.text} \\right\\rVert_{1}`);
      case "norm2":
        return atom(`\\left\\lVert ${first.text} \\right\\rVert_{2}`);
      case "abs":
        return atom(`\\left|${first.text}\\right|`);
      case "sqrt":
        return atom(`\\sqrt{${first.text}}`);
      case "d":
        return {
          text: `\\mathrm{d}${enclose(first, Precedence.atom)}`,
          binds: Precedence.sign,
        };
      case "kron":
        return this.#between(inputs, " \\otimes ");
      case "exp":
        if (scalar) {
          return { text: `e^{${first.text}}`, binds: Precedence.power };
        }
        break;
      case "step":
        return this.#called("\\operatorname{relu}", [
          this.#called("\\operatorname{sign}", texts),
        ]);
    }
    return this.#called(commandOf(name), texts);
  }

  #called(command: string, inputs: readonly Tex[]): Tex {
    const list = inputs.map(({ text }) => text).join(", ");
    return atom(`${command}\\left(${list}\\right)`);
  }

  /** Index notation, with δ and the letters as subscripts. */
  indexed({ terms }: Indexed): string {
    const written = terms.map(({ coefficient, factors }, n) => {
      const size = Math.abs(coefficient);
      const parts = factors.map(({ tree, exponent, letters }) => {
        const base =
          tree.kind === "eye"
            ? "\\delta"
            : enclose(this.tex(tree), Precedence.atom);
        const below = letters.length > 0 ? `_{${letters.join(" ")}}` : "";
        const raised = texOfNumber(exponent).text;
        const power = exponent === 1 ? "" : `^{${raised}}`;
        return letters.length > 0 || exponent === 1
          ? `${base}${below}${power}`
          : `${base}${power}`;
      });
      if (size !== 1 || parts.length === 0) {
        parts.unshift(texOfNumber(size).text);
      }
      const sign = coefficient < 0 ? "-" : n > 0 ? "+" : "";
      return n > 0 ? ` ${sign} ${parts.join(" ")}` : sign + parts.join(" ");
    });
    return written.join("") || "0";
  }
}

function commandOf(name: string): string {
  switch (name) {
    case "sum":
    case "tr":
    case "adj":
    case "diag":
    case "cumsum":
    case "revcumsum":
    case "softmax":
    case "expm":
      return `\\operatorname{${name}}`;
    case "det":
      return "\\det";
    case "logdet":
      return "\\log\\det";
    default:
      return elementwise[name]?.tex ?? `\\operatorname{${name}}`;
  }
}
