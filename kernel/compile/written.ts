/** What stands in a text that somebody has written: at the cursor, or as the declaration of a name. */
import { declarations, readCell } from "./cell.js";
import type { Completion } from "./protocol.js";
import { ts } from "./ts.js";

/** The library's own name, where a module's is begun that it may be: it lies in no folder that would be listed. */
export function libraryAt(
  code: string,
  cursor: number,
): Completion | undefined {
  const begun = /\b(?:from|import|require)\s*\(?\s*["']([^"'./]*)$/;
  const [, name] = begun.exec(code.slice(0, cursor)) ?? [];
  return name !== undefined && "nabla".startsWith(name)
    ? { text: "nabla", kind: ts.ScriptElementKind.externalModuleName }
    : undefined;
}

/** The name that the cursor is in, or behind. */
export function wordAt(code: string, cursor: number): string {
  const before = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, cursor))?.[0];
  const after = /^[\p{ID_Continue}$]*/u.exec(code.slice(cursor))?.[0];
  return `${before ?? ""}${after ?? ""}`;
}

/** The statement of the cell that declares the name. */
export function declarationOf(code: string, name: string): string | undefined {
  const { source } = readCell(code, "cell.ts");
  const statement = source.statements.find((s) =>
    declarations(s).some(([declared]) => declared === name),
  );
  return statement?.getText(source);
}
