/** Completion: what TypeScript offers at the cursor, as the front ends want it. */
import type {
  CompletionEntry,
  LanguageService,
  Symbol as TsSymbol,
  TypeChecker,
} from "typescript";
import type { Completion, CompletionList } from "./protocol.js";
import { ts } from "./ts.js";

/** How many entries are told with their types: printing one costs about what finding twenty does. */
const SIGNATURES = 60;

const PREFERENCES = {
  includeCompletionsForImportStatements: false,
  includeCompletionsForModuleExports: false,
  includeSymbol: true,
};

/** The completions at `cursor` in the file, whose text up to the user's end is `code`. */
export function completionsAt(
  language: LanguageService,
  file: string,
  code: string,
  cursor: number,
): CompletionList {
  const found = language.getCompletionsAtPosition(file, cursor, PREFERENCES);
  const start =
    found?.optionalReplacementSpan?.start ?? wordStart(code, cursor);
  const end = Math.max(cursor, spanEnd(found?.optionalReplacementSpan));
  const list = { start, end: Math.min(end, code.length) };
  if (found === undefined) return { ...list, items: [] };
  const typed = code.slice(start, cursor).toLowerCase();
  const entries = found.entries
    .filter((entry) => isWanted(entry, typed))
    .sort((a, b) => rank(a, typed).localeCompare(rank(b, typed)));
  const checker = language.getProgram()?.getTypeChecker();
  const items = entries.map((entry, index): Completion => {
    const item = { text: entry.name, kind: entry.kind };
    const signature =
      index < SIGNATURES && checker && entry.symbol
        ? signatureOf(checker, entry.symbol)
        : undefined;
    return signature === undefined ? item : { ...item, signature };
  });
  return { ...list, items };
}

function spanEnd(span: { start: number; length: number } | undefined): number {
  return span === undefined ? 0 : span.start + span.length;
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

function signatureOf(
  checker: TypeChecker,
  symbol: TsSymbol,
): string | undefined {
  const target =
    symbol.flags & ts.SymbolFlags.Alias
      ? checker.getAliasedSymbol(symbol)
      : symbol;
  if (!(target.flags & ts.SymbolFlags.Value)) return undefined;
  const type = checker.getTypeOfSymbol(target);
  const [call, ...more] = type.getCallSignatures();
  if (call === undefined) return checker.typeToString(type);
  const text = checker.signatureToString(call);
  return more.length === 0 ? text : `${text} (+${more.length} more)`;
}
