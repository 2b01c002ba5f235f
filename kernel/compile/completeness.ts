/** Whether a cell typed at a console is a whole one. */
import type { DiagnosticWithLocation } from "typescript";
import { readCell, syntaxErrors } from "./cell.js";
import type { Completeness } from "./protocol.js";
import { ts } from "./ts.js";

const UNTERMINATED = new Set([
  1160, // Unterminated template literal.
  1010, // '*/' expected.
]);

const UNTERMINATED_STRING = 1002;

/**
 * A text is incomplete where the parser's first complaint is that it came to the end; `indent` is what the next line
 * should start with.
 *
 * @example
 * completeness("for (const x of xs) {"); // { status: "incomplete", indent: "  " }
 */
export function completeness(code: string): Completeness {
  const [first] = syntaxErrors(readCell(code, "cell.ts").source);
  const isOpen =
    isUnfinished(code) || (first !== undefined && isAtEnd(first, code));
  if (isOpen) return { status: "incomplete", indent: nextIndent(code) };
  return { status: first === undefined ? "complete" : "invalid", indent: "" };
}

/** Whether the complaint is that the text ends: a string alone cannot go on in the next line. */
function isAtEnd(error: DiagnosticWithLocation, code: string): boolean {
  if (error.code === UNTERMINATED_STRING) return false;
  return UNTERMINATED.has(error.code) || error.start >= code.trimEnd().length;
}

/** What nobody means to stop at, whatever the parser makes of it. */
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
