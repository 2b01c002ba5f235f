/** Whether a cell typed at a console is a whole one. */
import { readCell, syntaxErrors } from "./cell.js";
import type { Completeness } from "./protocol.js";
import { ts } from "./ts.js";

const UNTERMINATED = new Set([
  1160, // Unterminated template literal.
  1010, // '*/' expected.
]);

/**
 * A text is incomplete where the parser's first complaint is that it came to the end; `indent` is what the next line
 * should start with.
 *
 * @example
 * completeness("for (const x of xs) {"); // { status: "incomplete", indent: "  " }
 */
export function completeness(code: string): Completeness {
  const [first] = syntaxErrors(readCell(code, "cell.ts").source);
  if (first === undefined)
    return isUnfinished(code)
      ? { status: "incomplete", indent: nextIndent(code) }
      : { status: "complete", indent: "" };
  const isAtEnd = first.start >= code.trimEnd().length;
  return isAtEnd || UNTERMINATED.has(first.code)
    ? { status: "incomplete", indent: nextIndent(code) }
    : { status: "invalid", indent: "" };
}

/** What parses, and yet nobody means to stop at. */
function isUnfinished(code: string): boolean {
  return /(^|\n)\s*(let|const|var|export|import|@\w+)\s*$/.test(code);
}

/** The last line's indent, one step deeper for each bracket that the line leaves open. */
function nextIndent(code: string): string {
  const line = code.trimEnd().split("\n").at(-1) ?? "";
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true);
  scanner.setText(line);
  let open = 0;
  for (
    let token = scanner.scan();
    token !== ts.SyntaxKind.EndOfFileToken;
    token = scanner.scan()
  ) {
    if (OPENING.has(token)) open++;
    else if (CLOSING.has(token)) open = Math.max(0, open - 1);
  }
  return open > 0 ? `${indent}  ` : indent;
}

const OPENING: ReadonlySet<number> = new Set([
  ts.SyntaxKind.OpenBraceToken,
  ts.SyntaxKind.OpenBracketToken,
  ts.SyntaxKind.OpenParenToken,
]);

const CLOSING: ReadonlySet<number> = new Set([
  ts.SyntaxKind.CloseBraceToken,
  ts.SyntaxKind.CloseBracketToken,
  ts.SyntaxKind.CloseParenToken,
]);
