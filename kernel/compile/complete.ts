/** Completion: what TypeScript offers at the cursor, as the front ends want it. */
import type {
  CompletionEntry,
  Symbol as TsSymbol,
  SymbolFlags,
  TypeChecker,
} from "typescript";
import type { Asked } from "./asked.js";
import type { Descriptions } from "./descriptions.js";
import type { Completion, CompletionList } from "./protocol.js";
import { ts } from "./ts.js";

const PREFERENCES = {
  includeCompletionsForImportStatements: false,
  includeCompletionsForModuleExports: false,
  includeSymbol: true,
};

/** The completions at `cursor` of the text. */
export function completionsAt(
  { language, file, code, start: offset }: Asked,
  cursor: number,
  descriptions: Descriptions,
): CompletionList {
  const found = language.getCompletionsAtPosition(
    file,
    offset + cursor,
    PREFERENCES,
  );
  // The parts of a path have spans of their own.
  const span =
    found?.entries.find((entry) => entry.replacementSpan)?.replacementSpan ??
    found?.optionalReplacementSpan;
  const start = span ? span.start - offset : wordStart(code, cursor);
  const end = span ? Math.max(cursor, start + span.length) : cursor;
  const list = { start, end: Math.min(end, code.length) };
  const checker = language.getProgram()?.getTypeChecker();
  if (found === undefined || checker === undefined)
    return { ...list, items: [] };
  const typed = code.slice(start, cursor).toLowerCase();
  const entries = found.entries
    .filter((entry) => isWanted(entry, typed))
    .sort((a, b) => (rank(a, typed) < rank(b, typed) ? -1 : 1));
  return { ...list, items: described(checker, entries, descriptions) };
}

/** The entries with their kinds, types and docs. */
function described(
  checker: TypeChecker,
  entries: readonly CompletionEntry[],
  descriptions: Descriptions,
): Completion[] {
  const describe = descriptions.list(checker);
  return entries.map((entry): Completion => {
    const symbol = entry.symbol && meant(checker, entry.symbol);
    const item = { text: entry.name, kind: kindOf(entry, symbol) };
    return symbol === undefined ? item : { ...item, ...describe(symbol) };
  });
}

/** Where the word before the cursor begins. */
function wordStart(code: string, cursor: number): number {
  return (
    cursor -
    (/[\p{ID_Continue}$]*$/u.exec(code.slice(0, cursor))?.[0].length ?? 0)
  );
}

/** Keywords are offered only to one who has begun to type one. */
function isWanted(entry: CompletionEntry, typed: string): boolean {
  if (entry.kind === ts.ScriptElementKind.warning) return false;
  if (entry.kind === ts.ScriptElementKind.keyword && typed === "") return false;
  return entry.name.toLowerCase().startsWith(typed);
}

/** Own names before globals, as TypeScript ranks them, keywords last. */
function rank(entry: CompletionEntry, typed: string): string {
  const isKeyword = entry.kind === ts.ScriptElementKind.keyword;
  const isExact = entry.name.slice(0, typed.length).toLowerCase() === typed;
  return `${isKeyword ? 1 : 0}${isExact ? 0 : 1}${entry.sortText}${entry.name}`;
}

/** Names of earlier cells reach this one by an import: what counts is what they stand for. */
function meant(checker: TypeChecker, symbol: TsSymbol): TsSymbol {
  return symbol.flags & ts.SymbolFlags.Alias
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}

const ALIAS_KINDS: readonly (readonly [SymbolFlags, string])[] = [
  [ts.SymbolFlags.Function, ts.ScriptElementKind.functionElement],
  [ts.SymbolFlags.Class, ts.ScriptElementKind.classElement],
  [ts.SymbolFlags.Enum, ts.ScriptElementKind.enumElement],
  [ts.SymbolFlags.Module, ts.ScriptElementKind.moduleElement],
  [ts.SymbolFlags.Variable, ts.ScriptElementKind.constElement],
  [ts.SymbolFlags.Interface, ts.ScriptElementKind.interfaceElement],
  [ts.SymbolFlags.TypeAlias, ts.ScriptElementKind.typeElement],
];

function kindOf(entry: CompletionEntry, symbol: TsSymbol | undefined): string {
  if (entry.kind !== ts.ScriptElementKind.alias || symbol === undefined)
    return entry.kind;
  const found = ALIAS_KINDS.find(([flag]) => symbol.flags & flag);
  return found?.[1] ?? entry.kind;
}
