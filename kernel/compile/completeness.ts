/** Whether a cell typed at a console is a whole one. */
import type { DiagnosticWithLocation, LanguageServiceHost } from "typescript";
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

/** As TypeScript's editors indent the next line, with tabs where the text has them. */
function nextIndent(code: string): string {
  const usesTabs = /^\t/m.test(code);
  const options = {
    ...{ indentSize: SIZE, tabSize: SIZE, convertTabsToSpaces: !usesTabs },
    indentStyle: ts.IndentStyle.Smart,
    newLineCharacter: "\n",
  };
  const text = `${code.trimEnd()}\n`;
  const service = ts.createLanguageService(hostOf(text), undefined, true);
  const width = service.getIndentationAtPosition(FILE, text.length, options);
  return usesTabs ? "\t".repeat(width / SIZE) : " ".repeat(width);
}

const SIZE = 2;
const FILE = "/cell.ts";

/** One file without a program: indentation is a matter of syntax alone. */
function hostOf(text: string): LanguageServiceHost {
  const snapshot = ts.ScriptSnapshot.fromString(text);
  return {
    getScriptFileNames: () => [FILE],
    getScriptVersion: () => "1",
    getScriptSnapshot: () => snapshot,
    getCurrentDirectory: () => "/",
    getCompilationSettings: () => ({}),
    getDefaultLibFileName: () => "",
    fileExists: () => false,
    readFile: () => undefined,
  };
}
