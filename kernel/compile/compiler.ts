/** The compile service itself: one at a time, cells are checked, lowered and remembered. */
import { TSError } from "ts-node";
import type { Program, SourceFile, TransformerFactory } from "typescript";
import { interruptible } from "./awaits.js";
import { completeness } from "./completeness.js";
import { readCell, syntaxErrors, type Cell } from "./cell.js";
import { isCaught } from "./caught.js";
import {
  cellDiagnostics,
  refused,
  syntaxDiagnostics,
  type Surroundings,
} from "./diagnostics.js";
import { EarlierCells } from "./earlier.js";
import { Editor } from "./editor.js";
import {
  asFunction,
  declarationOfAny,
  declareLocals,
  readExpression,
} from "./expression.js";
import { Files, slashed } from "./files.js";
import { remarkOnFormer } from "./former.js";
import { Watch } from "./host.js";
import { salvage } from "./keeping.js";
import { layoutOf } from "./layout.js";
import { findLocals, noLocals } from "./locals.js";
import { slotOf } from "./names.js";
import { Modules } from "./modules.js";
import { differentiable } from "./operators.js";
import { emitUnchecked, splitMap, type Mapped } from "./source-map.js";
import { cellOptions } from "./options.js";
import { libraryDeclarations } from "./places.js";
import type {
  AcceptedCell,
  CellDiagnostic,
  CellSource,
  CheckMode,
  CompiledCell,
  CompiledExpression,
  CompiledModules,
  Completeness,
  CompletionList,
  ExpressionSource,
  Inspection,
  Layout,
  RefusedCell,
  RefusedModule,
} from "./protocol.js";
import { toSlots, type Localized } from "./slots.js";
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
  readonly label: string;
  readonly text: string;
  readonly captured: ReadonlySet<string>;
}

/** Checks, lowers and remembers cells. Everything is synchronous: requests are answered in order. */
export class Compiler {
  private readonly files = new Files();
  private readonly watch: Watch;
  private readonly tsNode: TsNode;
  private readonly modules: Modules;
  private readonly earlier: EarlierCells;
  private readonly editor: Editor;
  /** Cells compiled and not yet accepted, by id. */
  private readonly pending = new Map<number, Checked>();
  private current: Localized | undefined;
  /** The file of the preloaded names' declarations, if there is one. */
  private readonly prelude: readonly string[] = [];
  /** What messages about cells are told of what lies around them. */
  private readonly around: Surroundings = {
    labelOf: (module) => this.earlier.labelOf(module),
    isInstalled: (name) => this.watch.isInstalled(name),
    remark: (diagnostic) =>
      this.watch.former.hasAny
        ? remarkOnFormer(this.tsNode.language.getProgram(), diagnostic)
        : undefined,
  };
  /** Names that no cell declared have negative numbers in place of a cell's. */
  private declaredCount = 0;
  private cellModule = "";
  private cellFile = "";

  constructor(settings: CompilerSettings) {
    const folder = slashed(settings.folder);
    this.watch = new Watch(this.files, {
      folder,
      roots: [],
      options: cellOptions(folder),
      library: libraryDeclarations(settings.prelude),
    });
    this.earlier = new EarlierCells(this.files, this.watch.former);
    this.tsNode = createTsNode(this.watch, (program) => ({
      before: this.cellTransformers(program),
      after: [interruptible],
      ...this.modules.transformers(program),
    }));
    this.modules = new Modules(this.watch, this.tsNode, this.around);
    this.editor = new Editor({
      watch: this.watch,
      earlier: this.earlier,
      language: this.tsNode.language,
      file: () => this.cellFile,
      put: (cell, text) => this.put(cell, text),
    });
    if (settings.prelude !== undefined)
      this.prelude = [slashed(settings.prelude)];
    this.moveTo(folder);
    this.prelude.forEach((file) => {
      this.preload(file);
    });
  }

  compile(source: CellSource): CompiledCell | RefusedCell {
    this.watch.refresh();
    const cell = readCell(source.code, this.cellFile);
    const syntax = syntaxErrors(cell.source);
    if (syntax.length > 0)
      return refused(
        source,
        "SyntaxError",
        syntaxDiagnostics(cell, syntax, this.around),
      );
    const text = this.put(cell);
    const { captured, locals } = findLocals(
      cell,
      this.tsNode.language.getProgram(),
      {
        captured: this.earlier.captured,
        isVariable: (name) => this.earlier.scope.get(name)?.kind === "variable",
        // Unchecked code may read what it has not set.
        areAllowed: (source.check ?? "on") === "on" && source.asSlots !== true,
      },
    );
    this.current = { cell, locals };
    const { emitted, errors } = this.emit(source, cell, text);
    if (emitted === undefined) return refused(source, "TypeError", errors);
    this.pending.set(source.id, { cell, label: source.label, text, captured });
    return {
      ok: true,
      id: source.id,
      ...emitted,
      isAsync: cell.isAsync,
      salvage: salvage(locals.kept),
      warnings: errors,
      declares: [...cell.declared].map(([name, kind]) => ({
        name,
        slot: kind === "type" ? undefined : slotOf(name),
      })),
    };
  }

  private cellTransformers(program: Program): TransformerFactory<SourceFile>[] {
    return [
      differentiable(ts, program),
      toSlots(
        program,
        (file) => (file === this.cellFile ? this.current : undefined),
        (specifier) => this.watch.aliased(specifier, this.cellFile),
      ),
    ];
  }

  /** The script of the cell, unless its errors forbid it, and the errors that are to be told. */
  private emit(
    { label, code, check = "on" }: CellSource,
    cell: Cell,
    text: string,
  ): { emitted?: Mapped; errors: CellDiagnostic[] } {
    const { service, language } = this.tsNode;
    const unchecked = (): Mapped =>
      emitUnchecked(language, this.cellFile, label, code);
    if (check === "off") return { emitted: unchecked(), errors: [] };
    try {
      const output = service.compile(text, this.cellFile);
      return { emitted: splitMap(output, label, code), errors: [] };
    } catch (error) {
      if (!(error instanceof TSError)) throw error;
      const errors = cellDiagnostics(cell, error.diagnostics, this.around);
      return check === "on" ? { errors } : { emitted: unchecked(), errors };
    }
  }

  /**
   * The cell has started to run: what it declares is what later cells see.
   *
   * @returns what a compiler that starts anew must be told; undefined where the cell declares nothing.
   */
  accept(id: number): AcceptedCell | undefined {
    const checked = this.pending.get(id);
    this.pending.delete(id);
    if (checked === undefined) return undefined;
    const { cell, label, text, captured } = checked;
    const leaves = cell.declared.size + captured.size > 0 || cell.augments;
    if (!leaves) return undefined;
    const declarations = this.declarationsOf(cell, text);
    const accepted = {
      id,
      label,
      names: [...cell.declared],
      captured: [...captured],
      code: cell.code,
      text: declarations ?? text,
      isSource: declarations === undefined,
    };
    this.restore(accepted);
    return accepted;
  }

  /** Takes up what an accepted cell left. */
  restore(accepted: AcceptedCell): void {
    this.declaredCount = Math.min(this.declaredCount, accepted.id);
    this.earlier.take(`${this.cellModule}-${accepted.id}`, accepted);
    this.watch.touch();
  }

  complete(code: string, cursor: number): CompletionList {
    return this.editor.complete(code, cursor);
  }

  inspect(code: string, cursor: number, detail: 0 | 1): Inspection | undefined {
    return this.editor.inspect(code, cursor, detail);
  }

  isComplete(code: string): Completeness {
    return completeness(code);
  }

  /** Forgets all cells: only the preloaded names remain. */
  reset(): void {
    this.pending.clear();
    this.earlier.forget();
    this.put(readCell("", this.cellFile));
    this.prelude.forEach((file) => {
      this.preload(file);
    });
  }

  module(path: string, check?: CheckMode): CompiledModules | RefusedModule {
    this.watch.refresh();
    return this.modules.compile(slashed(path), check);
  }

  changeFolder(folder: string): void {
    this.moveTo(folder);
  }

  layout(code: string, js?: string): Layout {
    return layoutOf(code, js);
  }

  isCaught(code: string, line: number, column: number): boolean {
    return isCaught(code, line, column);
  }

  /** What is evaluated beside a running cell runs whatever the checker says of it. */
  expression(source: ExpressionSource): CompiledExpression {
    const cell = readExpression(source, this.cellFile);
    if (typeof cell === "string") return { ok: false, message: cell };
    this.watch.refresh();
    const { text, isLocal } = declareLocals(cell, source);
    const others = [...cell.identifiers].filter((name) => !isLocal(name));
    this.put(cell, cell.code + this.earlier.scope.suffix(cell, others) + text);
    const { language } = this.tsNode;
    const { js } = emitUnchecked(language, this.cellFile, "", cell.code);
    return { ok: true, js: asFunction(js) };
  }

  /** Makes a name known that no cell has declared. */
  declare(name: string): AcceptedCell {
    const accepted = declarationOfAny(--this.declaredCount, name);
    this.restore(accepted);
    return accepted;
  }

  /** The preloaded names are those that the declarations of the prelude export. */
  private preload(declarations: string): void {
    const program = this.tsNode.language.getProgram();
    const source = program?.getSourceFile(declarations);
    const checker = program?.getTypeChecker();
    const symbol = source && checker?.getSymbolAtLocation(source);
    if (checker === undefined || symbol === undefined)
      throw new Error(`compiler: no declarations in ${declarations}`);
    const module = declarations.replace(/\.d\.ts$/, "");
    this.earlier.scope.declare(
      module,
      checker
        .getExportsOfModule(symbol)
        .map((name) => [name.name, "constant"] as const),
    );
  }

  /** The `.d.ts` of the cell; undefined where TypeScript cannot write one (TS4094 and the like). */
  private declarationsOf(cell: Cell, text: string): string | undefined {
    if (this.current?.cell !== cell) this.put(cell, text);
    const output = this.tsNode.language.getEmitOutput(
      this.cellFile,
      true,
      true,
    );
    const file = output.outputFiles.find(({ name }) => name.endsWith(".d.ts"));
    return output.emitSkipped ? undefined : file?.text;
  }

  /** Cells are files of the notebook's folder: there their imports start. */
  private moveTo(path: string): void {
    const folder = slashed(path);
    this.files.delete(this.cellFile);
    this.cellModule = `${folder}/.nabla-cell`;
    this.cellFile = `${this.cellModule}.ts`;
    this.watch.move(folder);
    this.put(readCell("", this.cellFile));
  }

  /** Makes the text of the cell the one that the service sees. */
  private put(
    cell: Cell,
    text = cell.code + this.earlier.scope.suffix(cell),
  ): string {
    this.current = { cell, locals: noLocals };
    this.files.set(this.cellFile, text);
    const beside = this.earlier.beside(cell);
    this.watch.project.roots = [this.cellFile, ...this.prelude, ...beside];
    this.watch.touch();
    return text;
  }
}
