/** What accepted cells have left: the modules that later cells import from, and what they add to everyone's types. */
import { takeAugmentations, type Augmentation } from "./augmentations.js";
import type { Cell } from "./cell.js";
import type { Files } from "./files.js";
import type { Former } from "./former.js";
import { parse } from "./parse.js";
import type { AcceptedCell } from "./protocol.js";
import { Scope } from "./scope.js";
import { declarationOf } from "./written.js";

export class EarlierCells {
  readonly scope = new Scope();
  /** Top-level names that functions of accepted cells see. */
  readonly captured = new Set<string>();
  /** What the user wrote, by the module of the cell. */
  private readonly sources = new Map<string, { code: string; label: string }>();
  /** The files of augmentations, which no cell imports, with what they declare. */
  private readonly augmenting = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly files: Files,
    private readonly former: Former,
  ) {}

  /** Takes up what a cell has left, as the module of the name. */
  take(module: string, accepted: AcceptedCell): void {
    const { label, names, captured, code, text, isSource } = accepted;
    for (const name of captured) this.captured.add(name);
    const file = `${module}${isSource ? ".ts" : ".d.ts"}`;
    const { augmentations, rest } = takeAugmentations(parse(file, text));
    if (names.length > 0) {
      this.sources.set(module, { code, label });
      this.scope.declare(module, names);
      this.files.set(file, rest);
      this.former.keep(module);
    }
    this.supersede(augmentations);
    for (const [
      index,
      { text, names, identifiers },
    ] of augmentations.entries()) {
      const adding = `${module}-adds-${index}`;
      const imports = this.scope.importsOf(identifiers);
      this.files.set(`${adding}.d.ts`, `${imports}${text}\nexport {};`);
      this.augmenting.set(`${adding}.d.ts`, names);
      this.former.keep(adding);
    }
  }

  /** What is declared anew is so in place of what was. */
  private supersede(augmentations: readonly Augmentation[]): void {
    for (const file of this.overlapping(augmentations)) {
      this.augmenting.delete(file);
      this.files.delete(file);
    }
  }

  /** The files whose augmentations hold beside the cell: all but those that it declares anew. */
  beside({ source }: Cell): string[] {
    if (this.augmenting.size === 0) return [];
    const { augmentations } = takeAugmentations(source);
    const anew = this.overlapping(augmentations);
    return [...this.augmenting.keys()].filter((file) => !anew.includes(file));
  }

  private overlapping(augmentations: readonly Augmentation[]): string[] {
    const names = new Set(augmentations.flatMap((one) => [...one.names]));
    return [...this.augmenting]
      .filter(([, others]) => [...others].some((name) => names.has(name)))
      .map(([file]) => file);
  }

  /** What the cell of the module is called. */
  labelOf(module: string): string | undefined {
    return this.sources.get(module)?.label;
  }

  /** The user's own text of a declaration; undefined where no cell of the module's name has made it. */
  textOf(module: string, name: string): { text?: string } | undefined {
    const made = this.sources.get(module);
    if (made === undefined) return undefined;
    const text = declarationOf(made.code, name);
    return text === undefined ? {} : { text };
  }

  forget(): void {
    for (const module of this.sources.keys()) {
      this.files.delete(`${module}.ts`);
      this.files.delete(`${module}.d.ts`);
    }
    for (const file of this.augmenting.keys()) this.files.delete(file);
    this.sources.clear();
    this.augmenting.clear();
    this.former.clear();
    this.scope.clear();
    this.captured.clear();
  }
}
