import type { Completion, CompletionList } from "../compile/protocol.js";
import type { Kernel } from "../session/kernel.js";
import { magics } from "./index.js";
import { magicLines, type MagicLine } from "./lines.js";

/** What may be written at the cursor of a magic's line; undefined where that is TypeScript's to say. */
export function completeMagic(
  kernel: Kernel,
  code: string,
  cursor: number,
): CompletionList | undefined {
  const line = magicLines(code).find(
    ({ start, end }) => start <= cursor && cursor <= end,
  );
  if (line === undefined) return undefined;
  const nameEnd = code.indexOf("%", line.start) + 1 + line.name.length;
  if (cursor <= nameEnd)
    return matching(code, line.start, cursor, names(), nameEnd);
  const magic = magics.get(line.name);
  if (magic !== undefined && "timing" in magic) return undefined;
  return argumentAt(line, code, cursor, magic?.words?.(kernel) ?? []);
}

/** The names of all magics, where a cell's first word is still to be written: nothing else shows that they exist. */
export function magicsAtStart(
  code: string,
  cursor: number,
): readonly Completion[] {
  const before = code.slice(0, cursor);
  const isStart = /(^|\n)[^\S\n]*$/.test(before) && !hasTypeScript(before);
  return isStart ? names() : [];
}

function hasTypeScript(text: string): boolean {
  const rest = text.slice(magicLines(text).at(-1)?.end ?? 0);
  return rest.replace(/\/\/.*/g, "").trim() !== "";
}

function names(): Completion[] {
  return [...magics.values()].map(({ name, usage, help }) => ({
    text: `%${name}`,
    kind: "magic",
    signature: `${usage}: ${help}`,
  }));
}

/** Words for the argument's first word; those after it are anyone's. */
function argumentAt(
  { argumentStart }: MagicLine,
  code: string,
  cursor: number,
  words: readonly string[],
): CompletionList {
  const start = Math.min(argumentStart, cursor);
  const items = words.map((text) => ({ text, kind: "text" }));
  return matching(code, start, cursor, items, cursor);
}

function matching(
  code: string,
  from: number,
  cursor: number,
  items: readonly Completion[],
  end: number,
): CompletionList {
  const start = from + (/^\s*/.exec(code.slice(from, cursor))?.[0].length ?? 0);
  const typed = code.slice(start, cursor);
  return { start, end, items: items.filter((i) => i.text.startsWith(typed)) };
}
