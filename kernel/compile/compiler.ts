/** The compile service itself: one at a time, cells are checked, lowered and remembered. */
import { TSError } from "ts-node";
import type { Diagnostic } from "typescript";
import { readCell, syntaxErrors, type Cell } from "./cell.js";
import { cellDiagnostics } from "./diagnostics.js";
import { Files } from "./files.js";
import { Watch } from "./host.js";
import { slotOf } from "./names.js";
import { cellOptions } from "./options.js";
import type { CellSource, CompiledCell, RefusedCell } from "./protocol.js";
import { Scope } from "./scope.js";
import { toSlots } from "./slots.js";
import { ts } from "./ts.js";
import { createTsNode, type TsNode } from "./tsnode.js";

export interface CompilerSettings {
  /** The notebook's folder, where imports start. */
  readonly folder: string;
  /** The declarations of the preloaded names; none where undefined. */
  readonly prelude?: string | undefined;
}

interface Checked {
  readonly cell: Cell;
  readonly text: string;
}

/** Checks, lowers and remembers cells. Everything is synchronous: requests are answered in order. */
export class Compiler {
  private readonly files = new Files();
  private readonly scope = new Scope();
  private readonly watch: Watch;
  private readonly tsNode: TsNode;
  /** Cells compiled and not yet accepted, by id. */
  private readonly pending = new Map<number, Checked>();
  private current: Cell | undefined;
  private readonly cellModule: string;
  private readonly cellFile: string;

  constructor(settings: CompilerSettings) {
    const folder = settings.folder.replaceAll("\\", "/");
    this.watch = new Watch(this.files, {
      folder,
      roots: [],
      options: cellOptions(folder),
    });
    this.tsNode = createTsNode(this.watch, (program) => ({
      before: [
        toSlots(program, (file) =>
          file === this.cellFile ? this.current : undefined,
        ),
      ],
    }));
    this.cellModule = `${folder}/.nabla-cell`;
    this.cellFile = `${this.cellModule}.ts`;
    this.watch.project.roots = [this.cellFile];
    this.put(readCell("", this.cellFile));
    if (settings.prelude !== undefined)
      this.preload(settings.prelude.replaceAll("\\", "/"));
  }

  compile(source: CellSource): CompiledCell | RefusedCell {
    this.watch.refresh();
    const cell = readCell(source.code, this.cellFile);
    const syntax = syntaxErrors(cell.source);
    if (syntax.length > 0) return refused(source, "SyntaxError", cell, syntax);
    const text = this.put(cell);
    let output: string;
    try {
      output = this.tsNode.service.compile(text, this.cellFile);
    } catch (error) {
      if (!(error instanceof TSError)) throw error;
      return refused(
        source,
        "TypeError",
        cell,
        error.diagnostics as Diagnostic[],
      );
    }
    this.pending.set(source.id, { cell, text });
    return {
      ok: true,
      id: source.id,
      ...splitMap(output, source),
      isAsync: cell.isAsync,
      warnings: [],
      declares: [...cell.declared].map(([name, kind]) => ({
        name,
        slot: kind === "type" ? undefined : slotOf(name),
      })),
    };
  }

  /** The cell has started to run: what it declares is what later cells see. */
  accept(id: number): void {
    const checked = this.pending.get(id);
    this.pending.delete(id);
    if (checked === undefined || checked.cell.declared.size === 0) return;
    const { cell, text } = checked;
    const module = `${this.cellModule}-${id}`;
    this.scope.declare(module, cell.declared);
    const declarations = this.declarationsOf(cell, text);
    if (declarations === undefined) this.files.set(`${module}.ts`, text);
    else this.files.set(`${module}.d.ts`, declarations);
    this.watch.touch();
  }

  /** The preloaded names are those that the declarations of the prelude export. */
  private preload(declarations: string): void {
    const { project } = this.watch;
    project.roots = [...project.roots, declarations];
    this.watch.touch();
    const program = this.tsNode.language.getProgram();
    const source = program?.getSourceFile(declarations);
    const checker = program?.getTypeChecker();
    const symbol = source && checker?.getSymbolAtLocation(source);
    if (checker === undefined || symbol === undefined)
      throw new Error(`compiler: no declarations in ${declarations}`);
    const module = declarations.replace(/\.d\.ts$/, "");
    this.scope.declare(
      module,
      checker
        .getExportsOfModule(symbol)
        .map((name) => [name.name, "constant"] as const),
    );
  }

  /** The `.d.ts` of the cell; undefined where TypeScript cannot write one (TS4094 and the like). */
  private declarationsOf(cell: Cell, text: string): string | undefined {
    if (this.current !== cell) this.put(cell, text);
    const output = this.tsNode.language.getEmitOutput(
      this.cellFile,
      true,
      true,
    );
    const file = output.outputFiles.find(({ name }) => name.endsWith(".d.ts"));
    return output.emitSkipped ? undefined : file?.text;
  }

  /** Makes the text of the cell the one that the service sees. */
  private put(cell: Cell, text = cell.code + this.scope.suffix(cell)): string {
    this.current = cell;
    this.files.set(this.cellFile, text);
    this.watch.touch();
    return text;
  }
}

/** ts-node's output without the map in its last line, and the map with the cell for a source. */
function splitMap(
  output: string,
  source: CellSource,
): { js: string; map: string } {
  const marker = "//# sourceMappingURL=";
  const at = output.lastIndexOf(marker);
  const encoded = output.slice(output.indexOf(",", at) + 1);
  const map = JSON.parse(Buffer.from(encoded, "base64").toString()) as object;
  return {
    js: output.slice(0, at),
    map: JSON.stringify({
      ...map,
      file: undefined,
      sources: [source.label],
      sourcesContent: [source.code],
    }),
  };
}

function refused(
  { id }: CellSource,
  kind: RefusedCell["kind"],
  cell: Cell,
  diagnostics: readonly Diagnostic[],
): RefusedCell {
  return {
    ok: false,
    id,
    kind,
    diagnostics: cellDiagnostics(cell, diagnostics),
  };
}
