import { inputCounts } from "./functions.js";
import { type Token, tokensOf } from "./lexer.js";
import { MatrixSyntaxError } from "./syntax-error.js";
import type { Tree } from "./tree.js";

/**
 * Reads the grammar of matrixcalculus.org: `+ - * / ^ .* ./ .^ '`, calls of functions, numbers and names. `'` and powers
 * bind tightest, then the sign, then products and quotients from left to right, then sums.
 *
 * @throws MatrixSyntaxError with the place and what would be right.
 */
export function parse(text: string): Tree {
  return new Parser(text).whole();
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  whole(): Tree {
    const tree = this.#sum();
    const rest = this.#peek();
    if (rest.kind !== "end") {
      this.#fail(
        rest.text === ")"
          ? "this bracket closes none"
          : `an operator is missing before \`${rest.text}\``,
        rest,
      );
    }
    return tree;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "", at: 0 };
  }

  #accept(...signs: string[]): Token | undefined {
    const token = this.#peek();
    if (token.kind !== "sign" || !signs.includes(token.text)) return undefined;
    this.#next++;
    return token;
  }

  #fail(problem: string, token: Token): never {
    throw new MatrixSyntaxError(problem, this.#text, token.at);
  }

  #sum(): Tree {
    const first = this.#product();
    const parts = [first];
    for (
      let sign = this.#accept("+", "-");
      sign;
      sign = this.#accept("+", "-")
    ) {
      const part = this.#product();
      parts.push(
        sign.text === "+" ? part : { kind: "negative", of: part, at: sign.at },
      );
    }
    return parts.length === 1
      ? first
      : { kind: "sum", parts, at: startOf(first) };
  }

  #product(): Tree {
    let left = this.#signed();
    for (;;) {
      const sign = this.#accept("*", ".*", "/", "./");
      if (!sign) return left;
      const right = this.#signed();
      left = joined(left, right, sign.text, sign.at);
    }
  }

  #signed(): Tree {
    const sign = this.#accept("-", "+");
    if (!sign) return this.#power();
    const of = this.#signed();
    return sign.text === "+" ? of : { kind: "negative", of, at: sign.at };
  }

  #power(): Tree {
    let base = this.#atom();
    for (;;) {
      const sign = this.#accept("'", "^", ".^");
      if (!sign) return base;
      const { at } = sign;
      if (sign.text === "'") {
        base = { kind: "transpose", of: base, at };
      } else {
        const exponent = this.#exponent();
        const elementwise = sign.text === ".^";
        base = { kind: "power", elementwise, base, exponent, at };
      }
    }
  }

  #exponent(): Tree {
    const minus = this.#accept("-");
    const tree = this.#atom();
    return minus ? { kind: "negative", of: tree, at: minus.at } : tree;
  }

  #atom(): Tree {
    const token = this.#peek();
    this.#next++;
    if (token.kind === "number") {
      return { kind: "number", value: Number(token.text), at: token.at };
    }
    if (token.kind === "name") {
      const open = this.#accept("(");
      if (open) return this.#call(token, open);
      return token.text === "eye"
        ? { kind: "eye", at: token.at }
        : { kind: "name", name: token.text, at: token.at };
    }
    if (token.text === "(") {
      const inner = this.#sum();
      this.#close(token);
      return inner;
    }
    return this.#fail(
      token.kind === "end"
        ? "the expression ends where a name, a number or a bracket should follow"
        : `a name, a number or a bracket should stand before \`${token.text}\``,
      token,
    );
  }

  #close(open: Token): void {
    if (!this.#accept(")")) {
      this.#fail("this bracket is never closed", open);
    }
  }

  #call(name: Token, open: Token): Tree {
    const inputs = [this.#sum()];
    while (this.#accept(",")) inputs.push(this.#sum());
    this.#close(open);
    const { at, text } = name;
    const [first] = inputs;
    const count = inputCounts[text];
    if (count === undefined) {
      this.#fail(
        `\`${text}\` is not a function here; there are ${Object.keys(inputCounts).join(" ")}`,
        name,
      );
    }
    if (inputs.length !== count || !first) {
      this.#fail(
        `${text} takes ${String(count)} ${count === 1 ? "argument" : "arguments"}, not ${String(inputs.length)}`,
        name,
      );
    }
    if (text === "eye") return { kind: "eye", at };
    if (text === "vector") return { kind: "ones", rank: 1, value: first, at };
    if (text === "matrix") return { kind: "ones", rank: 2, value: first, at };
    return { kind: "call", name: text, inputs, at };
  }
}

function joined(left: Tree, right: Tree, sign: string, at: number): Tree {
  if (sign === "/" || sign === "./") {
    const elementwise = sign === "./";
    return { kind: "quotient", elementwise, above: left, below: right, at };
  }
  const kind = sign === "*" ? "product" : "hadamard";
  return left.kind === kind && left.at !== undefined && left.at < at
    ? { kind, parts: [...left.parts, right], at: left.at }
    : { kind, parts: [left, right], at };
}

function startOf(tree: Tree): number {
  return tree.at ?? 0;
}
