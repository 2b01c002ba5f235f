/**
 * The names that live between cells, and the text appended to a cell so that it sees them.
 *
 * A cell is checked as a file of its own. After the user's text, so that no position moves, come imports of the names
 * that it uses and exports of those that it declares. An unfinished text, which is only asked about, has them before it.
 */
import type { Cell, NameKind } from "./cell.js";

/** Where a name's latest declaration is. */
export interface Live {
  /** The module's path as an import names it, without extension. */
  readonly module: string;
  readonly kind: NameKind;
}

export class Scope {
  private readonly names = new Map<string, Live>();

  get(name: string): Live | undefined {
    return this.names.get(name);
  }

  /** Declares names: from now on they mean this module's. */
  declare(module: string, names: Iterable<readonly [string, NameKind]>): void {
    for (const [name, kind] of names) this.names.set(name, { module, kind });
  }

  /**
   * What follows the user's text: imports of the names that it uses, then exports of the cell's own.
   */
  suffix(cell: Cell, wanted: Iterable<string> = cell.identifiers): string {
    const own = [...cell.declared.keys()].filter(
      (name) => !cell.exported.has(name),
    );
    return `\n;${this.imports(cell, wanted)}export {${own.join()}};`;
  }

  /** What stands before a text that is being written: brackets that are still open would swallow what follows them. */
  prefix(cell: Cell, wanted: Iterable<string>): string {
    return `${this.imports(cell, wanted)}\n`;
  }

  private imports({ declared }: Cell, wanted: Iterable<string>): string {
    return this.importsOf([...wanted].filter((name) => !declared.has(name)));
  }

  /** Imports of the names, as far as cells have declared them. */
  importsOf(names: Iterable<string>): string {
    const imports = new Map<string, string[]>();
    let variables = "";
    for (const name of names) {
      const live = this.names.get(name);
      if (live === undefined) continue;
      const module = JSON.stringify(live.module);
      // An import cannot be assigned to; an ambient variable can.
      if (live.kind === "variable")
        variables += `declare let ${name}: typeof import(${module}).${name};`;
      else imports.set(module, [...(imports.get(module) ?? []), name]);
    }
    const lines = [...imports].map(
      ([module, names]) => `import {${names.join()}} from ${module};`,
    );
    return lines.join("") + variables;
  }

  /** Forgets every name. */
  clear(): void {
    this.names.clear();
  }

  allNames(): Iterable<string> {
    return this.names.keys();
  }
}
