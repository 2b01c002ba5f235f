/** What an editor asks about a text that is being written: completions and what stands at a place. */
import type { DefinitionInfo, LanguageService } from "typescript";
import type { Asked } from "./asked.js";
import { readCell, type Cell } from "./cell.js";
import { completionsAt } from "./complete.js";
import type { EarlierCells } from "./earlier.js";
import type { Watch } from "./host.js";
import { inspectionAt } from "./inspect.js";
import type { CompletionList, Inspection } from "./protocol.js";
import { libraryAt, wordAt } from "./written.js";

/** Where the texts are shown to the language service. */
export interface Desk {
  readonly watch: Watch;
  readonly earlier: EarlierCells;
  readonly language: LanguageService;
  /** The file that stands for the cell. */
  file(): string;
  /** Makes the text of the cell the one that the service sees. */
  put(cell: Cell, text: string): void;
}

export class Editor {
  /** Where the text that was last asked about begins in its file. */
  private written = 0;

  constructor(private readonly desk: Desk) {}

  complete(code: string, cursor: number): CompletionList {
    // Behind a dot no other names are offered than the cell needs anyway.
    const isMember = /\.\s*[\p{ID_Continue}$]*$/u.test(code.slice(0, cursor));
    const asked = this.asking(code, isMember ? "used" : "all");
    const found = completionsAt(asked, cursor, this.desk.watch.descriptions);
    const library = libraryAt(code, cursor);
    return library === undefined
      ? found
      : { ...found, items: [library, ...found.items] };
  }

  inspect(code: string, cursor: number, detail: 0 | 1): Inspection | undefined {
    const sourceOf = (definition: DefinitionInfo): string | undefined =>
      detail === 1 ? this.sourceOf(definition) : undefined;
    const type = wordAt(code, cursor);
    if (this.desk.earlier.scope.get(type)?.kind !== "type")
      return inspectionAt(this.asking(code, "used"), cursor, sourceOf);
    // A type is nothing where a value would stand, and that is where its name does when it is typed by itself.
    const asType = `type _ = ${type}`;
    const asked = this.asking(asType, "used");
    return inspectionAt(asked, asType.length, sourceOf);
  }

  /** Shows the service a text that is being written, with the names that it uses or with all there are. */
  private asking(code: string, names: "used" | "all"): Asked {
    const { watch, earlier, language } = this.desk;
    watch.refresh();
    const file = this.desk.file();
    const cell = readCell(code, file);
    const { scope } = earlier;
    const wanted = names === "all" ? scope.allNames() : cell.identifiers;
    const prefix = scope.prefix(cell, wanted);
    this.written = prefix.length;
    // The end of a line closes a string that is still open.
    this.desk.put(cell, `${prefix}${code}\n;`);
    return { language, file, code, start: prefix.length };
  }

  /** The text of a declaration: the user's own where a cell made it. */
  private sourceOf(definition: DefinitionInfo): string | undefined {
    const { fileName, name } = definition;
    const { earlier, watch } = this.desk;
    // What an earlier cell can assign to is declared anew before the text.
    const isOurs =
      fileName === this.desk.file() && definition.textSpan.start < this.written;
    const module = isOurs
      ? (earlier.scope.get(name)?.module ?? "")
      : fileName.replace(/(\.d)?\.ts$/, "");
    const made = earlier.textOf(module, name);
    if (made !== undefined) return made.text;
    const { start, length } = definition.contextSpan ?? definition.textSpan;
    return watch.files.read(fileName)?.slice(start, start + length);
  }
}
