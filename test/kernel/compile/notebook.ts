/** A notebook without a kernel: cells are compiled, run here, and what they show is compared. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { runInThisContext } from "node:vm";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Compiler } from "../../../kernel/compile/compiler.js";
import type {
  CompiledCell,
  RefusedCell,
} from "../../../kernel/compile/protocol.js";
import { Background } from "../../../kernel/run/background.js";
import { runtime as operators } from "../../../lib/source/runtime.js";

/** What compiled code calls; no cell is interrupted here. */
const runtime = {
  ...operators,
  ...new Background(() => undefined).runtime(),
};

/**
 * A cell and what comes of it: `= value` as `util.inspect` prints it, `! TS2322 1:7` for the first message of a refusal
 * (several are separated by commas), `throws Name`, or nothing where it only must run.
 */
export type Step = readonly [cell: string, outcome?: string];
export type Row = readonly [title: string, ...steps: Step[]];

/** The files that the rows of a table may import, by their path in the notebook's folder. */
export type FileTree = Readonly<Record<string, string>>;

export class Notebook {
  readonly folder = mkdtempSync(join(tmpdir(), "nabla-cells-"));
  readonly compiler = new Compiler({ folder: this.folder });
  private readonly slots = new Set<string>();
  private count = 0;

  constructor(files: FileTree = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    // The first check reads TypeScript's libraries: no test's time.
    this.compile("1");
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  compile(code: string): CompiledCell | RefusedCell {
    const id = ++this.count;
    return this.compiler.compile({ id, label: `Cell [${id}]`, code });
  }

  /** What a step's outcome says of the cell. */
  async outcome(code: string): Promise<string> {
    const cell = this.compile(code);
    if (!cell.ok)
      return `! ${cell.diagnostics
        .map(({ code, line, column }) => `${code} ${line}:${column}`)
        .join(", ")}`;
    this.compiler.accept(cell.id);
    for (const { slot } of cell.declares)
      if (slot !== undefined) this.slots.add(slot);
    try {
      const value = await this.run(cell);
      return `= ${inspect(value, { breakLength: Infinity, depth: 6 })}`;
    } catch (error) {
      return `throws ${error instanceof Error ? error.name : String(error)}`;
    }
  }

  private run(cell: CompiledCell): unknown {
    const script = runInThisContext(cell.js) as (
      $: unknown,
      run: { running: boolean },
    ) => unknown;
    const run = { running: true };
    const $ = {
      ...runtime,
      import: (name: string) => this.import(name),
      require: createRequire(join(this.folder, "notebook.js")),
      meta: { dirname: this.folder },
    };
    return script($, run);
  }

  private async import(name: string): Promise<unknown> {
    const requireHere = createRequire(join(this.folder, "notebook.js"));
    if (isBuiltin(name)) return import(name);
    if (!name.startsWith("."))
      return import(pathToFileURL(requireHere.resolve(name)).href);
    if (name.endsWith(".json"))
      return { default: requireHere(name) as unknown };
    const path = join(this.folder, name);
    const compiled = this.compiler.module(path);
    if (!compiled.ok) throw new TypeError(compiled.diagnostics[0]?.message);
    const loaded = new Map<string, { exports: unknown }>();
    const load = (file: string): unknown => {
      const known = loaded.get(file);
      if (known !== undefined) return known.exports;
      const module = { exports: {} };
      loaded.set(file, module);
      const found = compiled.modules.find((one) => one.path === file);
      if (found === undefined) return createRequire(path)(file);
      const requires = (id: string): unknown =>
        load(found.imports[id] ?? createRequire(file).resolve(id));
      const script = runInThisContext(found.js) as (
        ...args: unknown[]
      ) => unknown;
      script(runtime, module.exports, requires, module, file, dirname(file));
      return module.exports;
    };
    return load(path);
  }

  reset(): void {
    for (const slot of this.slots) Reflect.deleteProperty(globalThis, slot);
    this.slots.clear();
    this.compiler.reset();
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Tests every row of a table in one notebook, each with no names of the others. */
export function table(
  title: string,
  rows: readonly Row[],
  files: FileTree = {},
): void {
  describe(title, () => {
    const notebook = new Notebook(files);
    afterEach(() => {
      notebook.reset();
    });
    afterAll(() => {
      notebook.close();
    });
    it.each(rows.map((row) => ({ row, title: row[0] })))(
      "$title",
      async ({ row: [, ...steps] }) => {
        for (const [cell, outcome] of steps) {
          const shown = await notebook.outcome(cell);
          if (outcome === undefined)
            expect(shown, cell).not.toMatch(/^(!|throws)/);
          else expect(shown, cell).toBe(outcome);
        }
      },
    );
  });
}
