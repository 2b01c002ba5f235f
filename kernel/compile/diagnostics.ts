/** TypeScript's messages as the kernel shows them: in its own words, except where ours would show through. */
import type { Diagnostic } from "typescript";
import type { Cell } from "./cell.js";
import { lineAndColumn } from "./positions.js";
import type { CellDiagnostic } from "./protocol.js";
import { ts } from "./ts.js";

/** Messages that name what the suffix does rather than what the user did. */
const REWORDED = new Map<number, (message: string) => string>([
  [2632, (message) => message.replace("it is an import", "it is a constant")],
]);

const CANNOT_FIND_MODULE = new Set([2307, 2792]);
const NO_TYPES_FOR_MODULE = 7016;

/** The messages about the cell, in the order of its text, without repetition. */
export function cellDiagnostics(
  cell: Cell,
  diagnostics: readonly Diagnostic[],
): CellDiagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .map((diagnostic) => cellDiagnostic(cell, diagnostic))
    .sort((a, b) => a.start - b.start)
    .filter(({ code, start, message }) => {
      const key = `${code} ${start} ${message}`;
      return !seen.has(key) && seen.add(key);
    });
}

function cellDiagnostic(cell: Cell, diagnostic: Diagnostic): CellDiagnostic {
  const end = cell.code.length;
  const start = Math.min(diagnostic.start ?? 0, end);
  const length = Math.min(diagnostic.length ?? 0, end - start);
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  return {
    code: `TS${diagnostic.code}`,
    message: worded(diagnostic.code, message),
    start,
    length,
    ...lineAndColumn(cell.code, start),
  };
}

function worded(code: number, message: string): string {
  const reword = REWORDED.get(code);
  if (reword) return reword(message);
  const name = packageIn(message);
  if (name === undefined) return message;
  if (CANNOT_FIND_MODULE.has(code))
    return `Cannot find package '${name}'. Install it with: %npm install ${name}`;
  if (code === NO_TYPES_FOR_MODULE)
    return `${message.split("\n", 1)[0] ?? message}\nInstall its types with: %npm install @types/${typesName(name)}`;
  return message;
}

/** The npm package of the module that a message quotes first; undefined for paths and Node's own modules. */
function packageIn(message: string): string | undefined {
  const module = /'([^']+)'/.exec(message)?.[1];
  if (module === undefined || /^[./]|^node:|^[a-z]:/i.test(module))
    return undefined;
  const [scope = "", name] = module.split("/");
  return scope.startsWith("@") && name !== undefined
    ? `${scope}/${name}`
    : scope;
}

/** DefinitelyTyped's name for a scoped package: `@a/b` is `@types/a__b`. */
function typesName(name: string): string {
  return name.replace(/^@/, "").replace("/", "__");
}
