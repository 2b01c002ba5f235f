/**
 * Local files as they were when a cell imported them. What an older cell has made is of those classes and types, whatever
 * the file has become since: in the module of that cell an import keeps its meaning.
 */
import type { Diagnostic, Node, Program } from "typescript";
import type { Files } from "./files.js";
import { ts } from "./ts.js";

/** Marks the copy of a file that has been edited since; a number of the edit follows. */
const MARK = ".nabla-was-";

/** What an import of `name` in `from` means now. */
export type Meaning = (name: string, from: string) => string | undefined;

export class Former {
  /** How often files have been edited that cells depend on. */
  private edits = 0;
  /** By module of a cell: the edits before it. */
  private readonly cells = new Map<string, number>();
  /** By file: the edits before which a copy of it was kept, in order. */
  private readonly copies = new Map<string, number[]>();

  constructor(private readonly files: Files) {}

  /** From now on imports in the module keep the meaning that they have. */
  keep(module: string): void {
    this.cells.set(module, this.edits);
  }

  /**
   * Copies files that have just been edited, and those that import them, for the cells that have run.
   *
   * @param edited the edited files, with the texts that they had.
   * @param textOf the text of any other file.
   */
  copy(edited: ReadonlyMap<string, string>, meaning: Meaning): void {
    const textOf = (file: string): string | undefined =>
      edited.get(file) ?? this.files.read(file);
    const reached = new Map<string, boolean>();
    /** Whether the file is an edited one, or reaches one by its imports. */
    const reaches = (file: string): boolean => {
      const known = reached.get(file);
      if (known !== undefined) return known;
      reached.set(file, edited.has(file));
      for (const next of importsIn(file, textOf(file), meaning))
        if (reaches(next)) reached.set(file, true);
      return reached.get(file) ?? false;
    };
    for (const module of this.cells.keys())
      for (const ending of [".d.ts", ".ts"])
        if (this.files.has(module + ending)) reaches(module + ending);
    const stale = [...reached].filter(
      ([file, is]) => is && !this.files.has(file),
    );
    if (stale.length === 0) return;
    const edit = ++this.edits;
    for (const [file] of stale) {
      const text = textOf(file);
      if (text === undefined) continue;
      this.files.set(copyOf(file, edit), text);
      this.copies.set(file, [...(this.copies.get(file) ?? []), edit]);
    }
  }

  /** What an import in `from` that means `file` now meant when the cell ran. */
  meant(file: string, from: string): string {
    const since = this.editsBefore(from);
    const edit =
      since === undefined
        ? undefined
        : this.copies.get(file)?.find((copied) => copied > since);
    return edit === undefined ? file : copyOf(file, edit);
  }

  /** Whether any file has been edited that a cell depends on. */
  get hasAny(): boolean {
    return this.copies.size > 0;
  }

  clear(): void {
    for (const [file, edits] of this.copies)
      for (const edit of edits) this.files.delete(copyOf(file, edit));
    this.copies.clear();
    this.cells.clear();
  }

  /** How many edits there were when `from` got its meaning; undefined for what follows the files as they are. */
  private editsBefore(from: string): number | undefined {
    const at = from.lastIndexOf(MARK);
    if (at >= 0) return Number.parseInt(from.slice(at + MARK.length), 10) - 1;
    return this.cells.get(from.replace(/(\.d)?\.ts$/, ""));
  }
}

function importsIn(
  file: string,
  text: string | undefined,
  meaning: Meaning,
): string[] {
  if (text === undefined || file.endsWith(".json")) return [];
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.flatMap(({ fileName }) => meaning(fileName, file) ?? []);
}

/** `/a/shape.ts` → `/a/shape.nabla-was-2.ts`. */
function copyOf(file: string, edit: number): string {
  return file.replace(/(\.d)?\.\w+$/, (ending) => `${MARK}${edit}${ending}`);
}

/** The types of files as they were, said so that a person knows them: `Circle of shape.ts before its edit`. */
export function sayFormer(text: string): string {
  if (!text.includes(MARK)) return text;
  return text.replace(
    /import\("(?:[^"]*\/)?([^"/]*)"\)\.([\p{ID_Continue}$.]+)/gu,
    (_, file: string, name: string) => {
      const [stem = file, edit] = file.split(MARK);
      const when = edit === undefined ? "as it is" : "before its edit";
      return `${name} of ${stem} ${when}`;
    },
  );
}

/** A word on a message about a value whose class, or other type, is of a file as it was; undefined where none is due. */
export function remarkOnFormer(
  program: Program | undefined,
  { file, start }: Diagnostic,
): string | undefined {
  if (program === undefined || file === undefined || start === undefined)
    return undefined;
  const find = (node: Node): Node =>
    ts.forEachChild(node, (child) =>
      child.getStart(file) <= start && start < child.end
        ? find(child)
        : undefined,
    ) ?? node;
  const node = find(file);
  const { parent } = node;
  const isMember =
    ts.isPropertyAccessExpression(parent) && parent.name === node;
  const value = isMember ? parent.expression : node;
  const symbol = program.getTypeChecker().getTypeAtLocation(value).getSymbol();
  const from = symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
  if (!from.includes(MARK)) return undefined;
  const name = from.slice(from.lastIndexOf("/") + 1);
  return `This '${symbol?.name ?? ""}' is the one of ${name.replace(/\.nabla-was-\d+/, "")} before its edit.`;
}
