/** Local `.ts` files that cells import: compiled like cells, operators and all, and handed over as CommonJS. */
import { TSError } from "ts-node";
import type { Diagnostic, SourceFile } from "typescript";
import { readCell } from "./cell.js";
import { cellDiagnostics } from "./diagnostics.js";
import { isOfPackage } from "./files.js";
import type { Watch } from "./host.js";
import type {
  CompiledModule,
  CompiledModules,
  RefusedModule,
} from "./protocol.js";
import { splitMap } from "./source-map.js";
import { ts } from "./ts.js";
import type { TsNode } from "./tsnode.js";

/** What Node gives to a CommonJS module, and before it the runtime object. */
const PARAMETERS = "$, exports, require, module, __filename, __dirname";

export class Modules {
  /** The file being emitted, while one is. */
  emitting: string | undefined;
  private readonly compiled = new Map<string, CompiledModule>();

  constructor(
    private readonly watch: Watch,
    private readonly tsNode: TsNode,
  ) {}

  /** Compiles the file and all local `.ts` files that it reaches. */
  compile(path: string): CompiledModules | RefusedModule {
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
      const refused = done.has(next) ? undefined : this.follow(next, done);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  private emit(
    path: string,
    source: SourceFile,
  ): CompiledModule | RefusedModule {
    const version = this.versionOf(path, new Set());
    const known = this.compiled.get(path);
    if (known?.version === version) return known;
    this.emitting = path;
    try {
      const output = this.tsNode.service.compile(source.text, path);
      const { js, map } = splitMap(output, path, source.text);
      const module = {
        path,
        js: `((${PARAMETERS}) => {${js}\n})`,
        map,
        version,
        imports: this.importsOf(source),
      };
      this.compiled.set(path, module);
      return module;
    } catch (error) {
      if (!(error instanceof TSError)) throw error;
      return refusal(path, source.text, error.diagnostics);
    } finally {
      this.emitting = undefined;
    }
  }

  /** The local `.ts` files behind the specifiers of the file's imports. */
  private importsOf(source: SourceFile): Record<string, string> {
    const imports: Record<string, string> = {};
    const { importedFiles } = ts.preProcessFile(source.text, true, true);
    for (const { fileName: name } of importedFiles) {
      const file = this.watch.meaning(name, source.fileName);
      if (file !== undefined && isLocalSource(file)) imports[name] = file;
    }
    return imports;
  }

  /** The versions of the file and of all local files that it reaches, in one text. */
  private versionOf(path: string, seen: Set<string>): string {
    if (seen.has(path)) return "";
    seen.add(path);
    const program = this.tsNode.language.getProgram();
    const source = program?.getSourceFile(path);
    const next = source ? Object.values(this.importsOf(source)) : [];
    return [
      this.watch.files.version(path),
      ...next.map((file) => this.versionOf(file, seen)),
    ]
      .filter((version) => version !== "")
      .join("+");
  }
}

function isLocalSource(file: string): boolean {
  return !isOfPackage(file) && /(?<!\.d)\.(ts|mts|cts)$/.test(file);
}

function refusal(
  path: string,
  source: string,
  diagnostics: readonly Diagnostic[],
): RefusedModule {
  return {
    ok: false,
    kind: "TypeError",
    path,
    source,
    diagnostics: cellDiagnostics(readCell(source, path), diagnostics),
  };
}
