import { MatrixSyntaxError } from "./syntax-error.js";

export interface Token {
  readonly kind: "number" | "name" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

const pattern =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_][A-Za-z_0-9]*)|(\.\*|\.\/|\.\^|\.'|[-+*/^'(),]))/y;

/** The tokens of a text, with an `end` after the last. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  let position = 0;
  while (text.slice(position).trim() !== "") {
    const match = pattern.exec(text);
    if (!match) {
      const at = position + text.slice(position).search(/\S/);
      throw new MatrixSyntaxError(
        `${JSON.stringify(text[at])} is no sign of the grammar; it has + - * / ^ .* ./ .^ ' ( ) and ,`,
        text,
        at,
      );
    }
    const [whole, number, name, sign] = match;
    position = pattern.lastIndex;
    const found = number ?? name ?? sign ?? "";
    tokens.push({
      kind:
        number !== undefined ? "number" : name !== undefined ? "name" : "sign",
      text: found === ".'" ? "'" : found,
      at: match.index + whole.length - found.length,
    });
  }
  tokens.push({ kind: "end", text: "", at: text.trimEnd().length });
  return tokens;
}

/** How long an expression is: what the shorter of two forms is measured by. */
export function tokenCount(text: string): number {
  return tokensOf(text).length - 1;
}
