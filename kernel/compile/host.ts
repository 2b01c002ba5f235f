/**
 * What the language service asks the kernel: which files there are, what stands in them, what an import means.
 *
 * ts-node's own answers are kept for ever; these see files that are edited and packages that are installed while the
 * notebook runs.
 */
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import type {
  CompilerOptions,
  LanguageServiceHost,
  ModuleResolutionCache,
  ModuleResolutionHost,
  ResolutionMode,
  ResolvedModuleWithFailedLookupLocations,
} from "typescript";
import { Descriptions } from "./descriptions.js";
import { Files, isOfPackage, stampOf } from "./files.js";
import { Former } from "./former.js";
import { cellOptions } from "./options.js";
import { ts } from "./ts.js";

/** The settings of the host that move while the kernel runs. */
export interface Project {
  /** The notebook's folder. */
  folder: string;
  /** The files that are checked as such; what they import follows. */
  roots: readonly string[];
  options: CompilerOptions;
  /** The declarations of the library, which `"nabla"` means everywhere. */
  library?: string | undefined;
}

/** What changed since the last request, and what every import was found to mean. */
export class Watch {
  private version = 0;
  private cache: ModuleResolutionCache | undefined;
  private readonly resolved = new Map<
    string,
    ResolvedModuleWithFailedLookupLocations
  >();
  /** How the files look that imports are resolved by. */
  readonly disk: ModuleResolutionHost;
  /** What the modules of cells import, where it has been edited since. */
  readonly former: Former;
  /** What names of packages, of the library and of earlier cells were described as. */
  descriptions: Descriptions;
  private state: string;
  private stale = false;
  private missing = false;

  constructor(
    readonly files: Files,
    readonly project: Project,
  ) {
    this.state = stateOf(project.folder);
    this.former = new Former(files);
    this.descriptions = this.newDescriptions();
    this.disk = {
      fileExists: (file) => files.exists(file),
      readFile: (file) => files.read(file),
      directoryExists: (folder) => ts.sys.directoryExists(folder),
      realpath: (file) => ts.sys.realpath?.(file) ?? file,
    };
  }

  /** Moves to another folder, where other packages are installed and other options may hold. */
  move(folder: string): void {
    this.project.folder = folder;
    this.project.options = cellOptions(folder);
    this.state = stateOf(folder);
    this.descriptions = this.newDescriptions();
    this.touch();
  }

  /** Cells that have run do not change, and packages do so by an installation alone. */
  private newDescriptions(): Descriptions {
    const { files, project } = this;
    const library = project.library && dirname(project.library);
    return new Descriptions(
      (file) =>
        isOfPackage(file) ||
        (library !== undefined && file.startsWith(`${library}/`)) ||
        (files.has(file) && !project.roots.includes(file)),
    );
  }

  /** Makes the service look again: a file in memory, the roots or the options have changed. */
  touch(): void {
    this.version++;
  }

  get projectVersion(): string {
    return String(this.version);
  }

  /** Looks for edits and installations since the last request. */
  refresh(): void {
    const { folder } = this.project;
    const isNew = stateOf(folder) !== this.state;
    if (isNew) this.move(folder);
    const edited = this.files.refresh(isNew);
    // Before anything is looked up anew: what imports meant is what the copies are made by.
    if (edited.size > 0)
      this.former.copy(edited, (name, from) => this.localMeaning(name, from));
    this.stale = isNew || edited.size > 0 || this.missing;
    if (!this.stale) return;
    this.missing = false;
    this.cache = undefined;
    for (const key of this.resolved.keys())
      if (isNew || !isOfPackage(key)) this.resolved.delete(key);
    this.touch();
  }

  /** The local file that an import means, for whoever follows imports from file to file. */
  private localMeaning(name: string, from: string): string | undefined {
    const file = this.meaning(name, from);
    return file === undefined || isOfPackage(file) || name === "nabla"
      ? undefined
      : file;
  }

  /** Whether what the file imports must be looked up again. */
  isStale(file: string): boolean {
    return this.stale && !isOfPackage(file);
  }

  /** The file that an import of `name` in `from` means, by either kind of import. */
  meaning(name: string, from: string): string | undefined {
    for (const mode of MODES) {
      const found = this.lookUp(name, from, mode).resolvedModule;
      if (found) return found.resolvedFileName;
    }
    if (!isBuiltin(name)) this.missing = true;
    return undefined;
  }

  /** Whether a package of the name lies in the notebook's folder, or in one above it. */
  isInstalled(name: string): boolean {
    const { folder } = this.project;
    for (let at = folder; ; at = dirname(at)) {
      if (ts.sys.directoryExists(join(at, "node_modules", name))) return true;
      if (at === dirname(at)) return false;
    }
  }

  /** The local file that a bare name means, which can only be so by the `paths` of the options. */
  aliased(name: string, from: string): string | undefined {
    const { paths } = this.project.options;
    if (paths === undefined || /^[./]|^[a-z]:/i.test(name)) return undefined;
    const file = this.meaning(name, from);
    // A linked package is found by its declarations, outside of node_modules; Node knows it by its name.
    return file === undefined || isOfPackage(file) || file.endsWith(".d.ts")
      ? undefined
      : file;
  }

  /** What has been read of folders and of their `package.json`. */
  packages(): ModuleResolutionCache {
    const { options, folder } = this.project;
    this.cache ??= ts.createModuleResolutionCache(folder, canonical, options);
    return this.cache;
  }

  resolve(
    name: string,
    from: string,
    mode: ResolutionMode,
  ): ResolvedModuleWithFailedLookupLocations {
    const found = this.asItWas(this.lookUp(name, from, mode), from);
    // Node's own modules are declared in @types/node, not found as files.
    if (!found.resolvedModule && !isOfPackage(from) && !isBuiltin(name))
      this.missing = true;
    return found;
  }

  /** In the module of a cell, imports mean what they meant when it ran. */
  private asItWas(
    found: ResolvedModuleWithFailedLookupLocations,
    from: string,
  ): ResolvedModuleWithFailedLookupLocations {
    const { resolvedModule } = found;
    if (resolvedModule === undefined) return found;
    const { resolvedFileName } = resolvedModule;
    const file = this.former.meant(resolvedFileName, from);
    return file === resolvedFileName
      ? found
      : {
          ...found,
          resolvedModule: { ...resolvedModule, resolvedFileName: file },
        };
  }

  private lookUp(
    name: string,
    from: string,
    mode: ResolutionMode,
  ): ResolvedModuleWithFailedLookupLocations {
    const { options, library } = this.project;
    if (name === "nabla" && library !== undefined) return declaredBy(library);
    const at = from.slice(0, from.lastIndexOf("/"));
    const key = keyOf(at, name, mode);
    let found = this.resolved.get(key);
    if (found === undefined) {
      found = ts.resolveModuleName(
        name,
        from,
        options,
        this.disk,
        this.packages(),
        undefined,
        mode,
      );
      this.resolved.set(key, found);
    }
    return found;
  }
}

const MODES: readonly ResolutionMode[] = [
  ts.ModuleKind.ESNext,
  undefined,
  ts.ModuleKind.CommonJS,
];

/** What the checker is told of a module whose declarations are at hand. */
function declaredBy(file: string): ResolvedModuleWithFailedLookupLocations {
  const resolvedModule = {
    resolvedFileName: file,
    extension: ts.Extension.Dts,
    isExternalLibraryImport: true,
  };
  return { resolvedModule };
}

/** What npm, pnpm and Yarn write last when they install something, and what configures the checks. */
const TELLING = [
  "node_modules/.package-lock.json",
  "node_modules/.modules.yaml",
  "node_modules/.yarn-state.yml",
  "node_modules/.yarn-integrity",
  "tsconfig.json",
];

/** Differs after every installation in the folder, and every edit of its `tsconfig.json`. */
function stateOf(folder: string): string {
  return TELLING.map((file) => stampOf(join(folder, file))).join();
}

function keyOf(at: string, name: string, mode: ResolutionMode): string {
  return `${at}\0${name}\0${String(mode)}`;
}

function canonical(file: string): string {
  return ts.sys.useCaseSensitiveFileNames ? file : file.toLowerCase();
}

/** TypeScript asks its hosts two questions more than its declarations tell. */
export interface HostAnswers extends Omit<
  LanguageServiceHost,
  "getDefaultLibFileName"
> {
  hasInvalidatedResolutions(file: string): boolean;
  getModuleResolutionCache(): ModuleResolutionCache;
}

/** The host's answers; ts-node's remain for what is not named here (its transformers, above all). */
export function hostAnswers(watch: Watch): HostAnswers {
  const { files, project, disk } = watch;
  return {
    fileExists: (file) => files.exists(file),
    readFile: (file) => files.read(file),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    realpath: (file) => ts.sys.realpath?.(file) ?? file,
    getProjectVersion: () => watch.projectVersion,
    getScriptFileNames: () => [...project.roots],
    getScriptVersion: (file) => files.version(file),
    getScriptSnapshot: (file) => files.snapshot(file),
    getCurrentDirectory: () => project.folder,
    getCompilationSettings: () => project.options,
    getDirectories: (folder) => ts.sys.getDirectories(folder),
    readDirectory: (...list) => ts.sys.readDirectory(...list),
    getModuleResolutionCache: () => watch.packages(),
    hasInvalidatedResolutions: (file) => watch.isStale(file),
    resolveModuleNameLiterals: (names, from, _redirect, options, source) =>
      names.map((literal) =>
        watch.resolve(
          literal.text,
          from,
          ts.getModeForUsageLocation(source, literal, options),
        ),
      ),
    resolveTypeReferenceDirectiveReferences: (names, from, redirect, options) =>
      names.map((reference) =>
        ts.resolveTypeReferenceDirective(
          typeof reference === "string" ? reference : reference.fileName,
          from,
          options,
          disk,
          redirect,
        ),
      ),
  };
}
