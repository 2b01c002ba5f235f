/**
 * Local files that cells import: TypeScript is compiled like cells, operators and all, JavaScript stays what it says;
 * both are handed over as CommonJS, so that they can be loaded, and loaded anew, one by one.
 */
import { TSError } from "ts-node";
import type {
  CustomTransformers,
  Diagnostic,
  Program,
  SourceFile,
} from "typescript";
import { interruptible } from "./awaits.js";
import { readCell } from "./cell.js";
import { toCommonJs } from "./commonjs.js";
import { cellDiagnostics, type Surroundings } from "./diagnostics.js";
import { runtimeName } from "./emitter.js";
import { isOfPackage } from "./files.js";
import type { Watch } from "./host.js";
import {
  awaitsAtTop,
  dollarIn,
  staticImports,
  toRuntimeImports,
} from "./local-code.js";
import { differentiable } from "./operators.js";
import type {
  CellDiagnostic,
  CheckMode,
  CompiledModule,
  CompiledModules,
  RefusedModule,
} from "./protocol.js";
import { emitUnchecked, splitMap, type Mapped } from "./source-map.js";
import { ts } from "./ts.js";
import type { TsNode } from "./tsnode.js";

/** What Node gives to a CommonJS module, behind the runtime object. */
const PARAMETERS = "exports, require, module, __filename, __dirname";

export class Modules {
  /** The file being emitted, while one is. */
  emitting: string | undefined;
  private check: CheckMode = "on";
  private readonly compiled = new Map<string, CompiledModule>();

  constructor(
    private readonly watch: Watch,
    private readonly tsNode: TsNode,
    private readonly around: Surroundings,
  ) {}

  /** Compiles the file and all local files that it reaches. */
  compile(
    path: string,
    check: CheckMode = "on",
  ): CompiledModules | RefusedModule {
    this.check = check;
    const { project } = this.watch;
    const { roots } = project;
    project.roots = [...roots, path];
    this.watch.touch();
    try {
      const modules = new Map<string, CompiledModule>();
      const refused = this.follow(path, modules);
      return refused ?? { ok: true, modules: [...modules.values()] };
    } finally {
      project.roots = roots;
      this.watch.touch();
    }
  }

  /** What rewrites the file being emitted, while one is. JavaScript has no operators, and no `$`. */
  transformers(program: Program): CustomTransformers | undefined {
    const file = this.emitting;
    if (file === undefined) return undefined;
    const imports = toRuntimeImports(nameOfRuntime(file), (specifier) =>
      this.watch.aliased(specifier, file),
    );
    return isJavaScript(file)
      ? { before: [imports], after: [toCommonJs] }
      : {
          before: [differentiable(ts, program), imports],
          after: [interruptible, toCommonJs],
        };
  }

  private follow(
    path: string,
    done: Map<string, CompiledModule>,
  ): RefusedModule | undefined {
    const source = this.tsNode.language.getProgram()?.getSourceFile(path);
    if (source === undefined)
      throw new Error(`import: there is no file ${path}`);
    const module = this.emit(path, source);
    if ("ok" in module) return module;
    done.set(path, module);
    for (const next of Object.values(module.imports)) {
      const isDone = done.has(next) || next.endsWith(".json");
      const refused = isDone ? undefined : this.follow(next, done);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  private emit(
    path: string,
    source: SourceFile,
  ): CompiledModule | RefusedModule {
    const version = this.versionOf(path, new Set());
    const key = `${this.check} ${path}`;
    const known = this.compiled.get(key);
    if (known?.version === version) return known;
    const syntax = this.tsNode.language.getSyntacticDiagnostics(path);
    if (syntax.length > 0)
      return refusal("SyntaxError", source, this.told(source, syntax));
    const dollar = isJavaScript(path) ? undefined : dollarIn(source);
    if (dollar !== undefined) return refusal("SyntaxError", source, [dollar]);
    const { script, errors } = this.scripted(path, source.text);
    const warnings = this.told(source, errors);
    if (script === undefined) return refusal("TypeError", source, warnings);
    const { js, map } = script;
    const module = {
      ...{ path, version, map, warnings },
      ...this.wrapped(source, js),
    };
    this.compiled.set(key, module);
    return module;
  }

  /** The script of the file, unless its errors forbid it, and the errors that are to be told. */
  private scripted(
    path: string,
    text: string,
  ): { script?: Mapped; errors: readonly Diagnostic[] } {
    const { language, service } = this.tsNode;
    this.emitting = path;
    try {
      const unchecked = (): Mapped => emitUnchecked(language, path, path, text);
      if (this.check === "off") return { script: unchecked(), errors: [] };
      try {
        const output = service.compile(text, path);
        return { script: splitMap(output, path, text), errors: [] };
      } catch (error) {
        if (!(error instanceof TSError)) throw error;
        const errors = error.diagnostics;
        return this.check === "on"
          ? { errors }
          : { script: unchecked(), errors };
      }
    } finally {
      this.emitting = undefined;
    }
  }

  private told(
    source: SourceFile,
    diagnostics: readonly Diagnostic[],
  ): CellDiagnostic[] {
    const cell = readCell(source.text, source.fileName);
    return cellDiagnostics(cell, diagnostics, this.around);
  }

  private wrapped(
    source: SourceFile,
    js: string,
  ): Pick<CompiledModule, "js" | "imports" | "statics" | "isAsync"> {
    const isAsync = awaitsAtTop(source);
    const parameters = `${nameOfRuntime(source.fileName)}, ${PARAMETERS}`;
    // What is imported for its types alone is not required any more.
    const left = new Set(specifiersIn(js));
    return {
      js: `(${isAsync ? "async " : ""}(${parameters}) => {${js}\n})`,
      imports: this.importsOf(source),
      statics: staticImports(source).filter((name) => left.has(name)),
      isAsync,
    };
  }

  /** The local files behind the specifiers of the file's imports. */
  private importsOf(source: SourceFile): Record<string, string> {
    const imports: Record<string, string> = {};
    for (const name of specifiersIn(source.text)) {
      const file = this.watch.meaning(name, source.fileName);
      const local = file === undefined ? undefined : this.codeOf(name, file);
      if (local !== undefined) imports[name] = local;
    }
    return imports;
  }

  /** The local file that runs where the checker reads `file` for `name`; undefined for packages. */
  private codeOf(name: string, file: string): string | undefined {
    if (isOfPackage(file)) return undefined;
    if (!isDeclaration(file)) return file;
    if (!/^[./]|^[a-z]:/i.test(name)) return undefined;
    const script = file.replace(/\.d\.([cm]?)ts$/, ".$1js");
    return this.watch.files.exists(script) ? script : undefined;
  }

  /** The versions of the file and of all local files that it reaches, in one text. */
  private versionOf(path: string, seen: Set<string>): string {
    if (seen.has(path)) return "";
    seen.add(path);
    const program = this.tsNode.language.getProgram();
    const source = path.endsWith(".json")
      ? undefined
      : program?.getSourceFile(path);
    const next = source ? Object.values(this.importsOf(source)) : [];
    return [
      this.watch.files.version(path),
      ...next.map((file) => this.versionOf(file, seen)),
    ]
      .filter((version) => version !== "")
      .join("+");
  }
}

function specifiersIn(text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function isDeclaration(file: string): boolean {
  return /\.d\.[cm]?ts$/.test(file);
}

function isJavaScript(file: string): boolean {
  return /\.[cm]?jsx?$/.test(file);
}

/** What a module's script calls the runtime: JavaScript has every right to a `$` of its own. */
function nameOfRuntime(file: string): string {
  return isJavaScript(file) ? "__nabla" : runtimeName;
}

function refusal(
  kind: RefusedModule["kind"],
  { fileName: path, text }: SourceFile,
  diagnostics: readonly CellDiagnostic[],
): RefusedModule {
  return { ok: false, kind, path, source: text, diagnostics };
}
