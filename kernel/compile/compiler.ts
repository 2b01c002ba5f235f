/** The compile service itself: one at a time, cells are checked, lowered and remembered. */
import { TSError } from "ts-node";
import type {
  DefinitionInfo,
  Program,
  SourceFile,
  TransformerFactory,
} from "typescript";
import { interruptible } from "./awaits.js";
import type { Asked } from "./asked.js";
import { completionsAt } from "./complete.js";
import { completeness } from "./completeness.js";
import { inspectionAt } from "./inspect.js";
import { readCell, syntaxErrors, type Cell } from "./cell.js";
import { isCaught } from "./caught.js";
import {
  cellDiagnostics,
  refused,
  syntaxDiagnostics,
  type Surroundings,
} from "./diagnostics.js";
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
import { declarationOf, libraryAt, wordAt } from "./written.js";
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
import { Scope } from "./scope.js";
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
  private readonly scope = new Scope();
  private readonly watch: Watch;
  private readonly tsNode: TsNode;
  private readonly modules: Modules;
  /** Cells compiled and not yet accepted, by id. */
  private readonly pending = new Map<number, Checked>();
  private current: Localized | undefined;
  /** Top-level names that functions of accepted cells see. */
  private readonly captured = new Set<string>();
  /** The file of the preloaded names' declarations, if there is one. */
  private readonly prelude: readonly string[] = [];
  /** What the user wrote, by the module of the cell. */
  private readonly sources = new Map<string, { code: string; label: string }>();
  /** What messages about cells are told of what lies around them. */
  private readonly around: Surroundings = {
    labelOf: (module) => this.sources.get(module)?.label,
    isInstalled: (name) => this.watch.isInstalled(name),
    remark: (diagnostic) =>
      this.watch.former.hasAny
        ? remarkOnFormer(this.tsNode.language.getProgram(), diagnostic)
        : undefined,
  };
  /** Where the text that was last asked about begins in its file. */
  private written = 0;
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
    this.tsNode = createTsNode(this.watch, (program) => ({
      before: this.cellTransformers(program),
      after: [interruptible],
      ...this.modules.transformers(program),
    }));
    this.modules = new Modules(this.watch, this.tsNode, this.around);
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
        captured: this.captured,
        isVariable: (name) => this.scope.get(name)?.kind === "variable",
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
    if (cell.declared.size === 0 && captured.size === 0) return undefined;
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
    const { id, label, names, captured, code, text, isSource } = accepted;
    for (const name of captured) this.captured.add(name);
    if (names.length === 0) return;
    const module = `${this.cellModule}-${id}`;
    this.declaredCount = Math.min(this.declaredCount, id);
    this.sources.set(module, { code, label });
    this.scope.declare(module, names);
    this.files.set(`${module}${isSource ? ".ts" : ".d.ts"}`, text);
    this.watch.former.keep(module);
    this.watch.touch();
  }

  complete(code: string, cursor: number): CompletionList {
    // Behind a dot no other names are offered than the cell needs anyway.
    const isMember = /\.\s*[\p{ID_Continue}$]*$/u.test(code.slice(0, cursor));
    const asked = this.asking(code, isMember ? "used" : "all");
    const found = completionsAt(asked, cursor, this.watch.descriptions);
    const library = libraryAt(code, cursor);
    return library === undefined
      ? found
      : { ...found, items: [library, ...found.items] };
  }

  inspect(code: string, cursor: number, detail: 0 | 1): Inspection | undefined {
    const sourceOf = (definition: DefinitionInfo): string | undefined =>
      detail === 1 ? this.sourceOf(definition) : undefined;
    const type = wordAt(code, cursor);
    if (this.scope.get(type)?.kind !== "type")
      return inspectionAt(this.asking(code, "used"), cursor, sourceOf);
    // A type is nothing where a value would stand, and that is where its name does when it is typed by itself.
    const asType = `type _ = ${type}`;
    const asked = this.asking(asType, "used");
    return inspectionAt(asked, asType.length, sourceOf);
  }

  isComplete(code: string): Completeness {
    return completeness(code);
  }

  /** Forgets all cells: only the preloaded names remain. */
  reset(): void {
    for (const module of this.sources.keys()) {
      this.files.delete(`${module}.ts`);
      this.files.delete(`${module}.d.ts`);
    }
    this.sources.clear();
    this.watch.former.clear();
    this.pending.clear();
    this.scope.clear();
    this.captured.clear();
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
    this.put(cell, cell.code + this.scope.suffix(cell, others) + text);
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

  /** Shows the service a text that is being written, with the names that it uses or with all there are. */
  private asking(code: string, names: "used" | "all"): Asked {
    this.watch.refresh();
    const cell = readCell(code, this.cellFile);
    const wanted = names === "all" ? this.scope.allNames() : cell.identifiers;
    const prefix = this.scope.prefix(cell, wanted);
    this.written = prefix.length;
    // The end of a line closes a string that is still open.
    this.put(cell, `${prefix}${code}\n;`);
    const { language } = this.tsNode;
    return { language, file: this.cellFile, code, start: prefix.length };
  }

  /** The text of a declaration: the user's own where a cell made it. */
  private sourceOf(definition: DefinitionInfo): string | undefined {
    const { fileName, name } = definition;
    // What an earlier cell can assign to is declared anew before the text.
    const isOurs =
      fileName === this.cellFile && definition.textSpan.start < this.written;
    const module = isOurs
      ? (this.scope.get(name)?.module ?? "")
      : fileName.replace(/(\.d)?\.ts$/, "");
    const made = this.sources.get(module);
    if (made !== undefined) return declarationOf(made.code, name);
    const { start, length } = definition.contextSpan ?? definition.textSpan;
    return this.files.read(fileName)?.slice(start, start + length);
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
    this.scope.declare(
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
    const { project } = this.watch;
    this.files.delete(this.cellFile);
    this.cellModule = `${folder}/.nabla-cell`;
    this.cellFile = `${this.cellModule}.ts`;
    this.watch.move(folder);
    project.roots = [this.cellFile, ...this.prelude];
    this.put(readCell("", this.cellFile));
  }

  /** Makes the text of the cell the one that the service sees. */
  private put(cell: Cell, text = cell.code + this.scope.suffix(cell)): string {
    this.current = { cell, locals: noLocals };
    this.files.set(this.cellFile, text);
    this.watch.touch();
    return text;
  }
}
