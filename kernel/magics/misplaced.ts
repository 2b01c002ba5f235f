import type { RefusedCell } from "../compile/protocol.js";
import { magics } from "./index.js";

/** The refusal with a word on each magic that stands below TypeScript, which takes it for a remainder. */
export function explainMisplaced(
  refused: RefusedCell,
  source: string,
): RefusedCell {
  const lines = source.split("\n");
  const diagnostics = refused.diagnostics.map((diagnostic) => {
    const line = lines[diagnostic.line - 1] ?? "";
    const name = /^\s*%(\w+)/.exec(line)?.[1] ?? "";
    if (!magics.has(name)) return diagnostic;
    const hint = `%${name} is a line magic: those stand at the start of a cell, before any TypeScript.`;
    return { ...diagnostic, message: `${diagnostic.message}\n${hint}` };
  });
  return { ...refused, diagnostics };
}
