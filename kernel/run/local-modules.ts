import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { constants, Script } from "node:vm";
import type {
  CompiledModule,
  CompiledModules,
  RefusedModule,
} from "../compile/protocol.js";
import { formatDiagnostics } from "../display/diagnostics.js";
import { KeptMap } from "./intrinsics.js";
import type { Modules } from "./modules.js";
import { asRequired, isObject, namespaceOf } from "./namespace.js";
import type { Scripts } from "./scripts.js";

/** A compiled module's script: a CommonJS module, with the runtime of cells in front. */
type ModuleFunction = (
  $: object,
  exports: object,
  require: (specifier: string) => unknown,
  module: { exports: object },
  filename: string,
  folder: string,
) => unknown;

/** One import and all that it brings along. */
interface Load {
  readonly modules: ReadonlyMap<string, CompiledModule>;
  /** The import of somebody else's that this one waits for. */
  waitsFor: Load | undefined;
}

interface Loaded {
  readonly version: string;
  readonly module: { exports: object };
  readonly load: Load;
  /** Undefined once it has run. */
  running: Promise<void> | undefined;
}

/** What local modules get from outside of them. */
interface Surroundings {
  in(folder: string): Modules;
  runtimeFor(file: string): object;
  json(path: string): unknown;
}

/**
 * The local files that cells have imported. A file that has changed, or whose imports have, is run again; all others
 * keep their state.
 */
export class LocalModules {
  readonly #scripts: Scripts;
  readonly #around: Surroundings;
  readonly #loaded = new KeptMap<string, Loaded>();

  constructor(scripts: Scripts, around: Surroundings) {
    this.#scripts = scripts;
    this.#around = around;
  }

  /** Runs what the compiler has made of a file, once all that it imports has run, and returns what it exports. */
  async load(compiled: CompiledModules | RefusedModule): Promise<object> {
    const { first, load } = begin(compiled);
    await this.#evaluate(first, load);
    return exportsOf(this.#loaded.get(first.path));
  }

  /** The same at once, as `require` does it: each import is loaded where it stands. */
  loadNow(compiled: CompiledModules | RefusedModule): object {
    const { first, load } = begin(compiled);
    return this.#now(first, load);
  }

  /** Undefined where there is nothing to wait for. */
  #evaluate(compiled: CompiledModule, load: Load): Promise<void> | undefined {
    const known = this.#loaded.get(compiled.path);
    if (known?.version === compiled.version) return waiting(known, load);
    const loaded = this.#keep(compiled, load);
    loaded.running = this.#run(compiled, loaded).then(
      () => {
        loaded.running = undefined;
      },
      (error: unknown) => {
        this.#forget(compiled.path, loaded);
        throw error;
      },
    );
    return loaded.running;
  }

  async #run(compiled: CompiledModule, loaded: Loaded): Promise<void> {
    const { path, imports, statics } = compiled;
    const { modules } = loaded.load;
    const externals = new KeptMap<string, object>();
    const around = this.#around.in(dirname(path));
    for (const specifier of statics) {
      const file = imports[specifier];
      const local = file === undefined ? undefined : modules.get(file);
      if (local !== undefined) await this.#evaluate(local, loaded.load);
      else if (file === undefined)
        externals.set(specifier, asRequired(await around.import(specifier)));
    }
    await this.#execute(compiled, loaded, externals);
  }

  #now(compiled: CompiledModule, load: Load): object {
    const { path, version, isAsync } = compiled;
    const known = this.#loaded.get(path);
    if (known?.version === version) return known.module.exports;
    if (isAsync)
      throw new Error(
        `require: ${path} awaits at its top level; import it instead`,
      );
    const loaded = this.#keep(compiled, load);
    try {
      void this.#execute(compiled, loaded, new KeptMap());
    } catch (error) {
      this.#forget(path, loaded);
      throw error;
    }
    return loaded.module.exports;
  }

  /** Kept before it runs: modules may import each other in a circle. */
  #keep({ path, version }: CompiledModule, load: Load): Loaded {
    const module = { exports: {} };
    const loaded: Loaded = { version, module, load, running: undefined };
    this.#loaded.set(path, loaded);
    return loaded;
  }

  #forget(path: string, loaded: Loaded): void {
    if (this.#loaded.get(path) === loaded) this.#loaded.delete(path);
  }

  /** Returns what the script returns: a promise where it awaits at its top level. */
  #execute(
    compiled: CompiledModule,
    { module, load }: Loaded,
    externals: ReadonlyMap<string, object>,
  ): unknown {
    const { path, js, map, imports } = compiled;
    warn(compiled);
    const folder = dirname(path);
    const around = this.#around.in(folder);
    const require = (specifier: string): unknown => {
      const file = imports[specifier];
      if (file?.endsWith(".json") === true) return this.#around.json(file);
      const local = file === undefined ? undefined : load.modules.get(file);
      if (local !== undefined) return this.#now(local, load);
      return externals.get(specifier) ?? around.require(specifier);
    };
    this.#scripts.add(path, path, () => readFileSync(path, "utf8"), map);
    const script = new Script(js, {
      filename: path,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    const run = script.runInThisContext() as ModuleFunction;
    const $ = this.#around.runtimeFor(path);
    const given = Object.assign(require, around.require);
    return run($, module.exports, given, module, path, folder);
  }
}

function begin(compiled: CompiledModules | RefusedModule): {
  first: CompiledModule;
  load: Load;
} {
  if (!compiled.ok) throw refused(compiled);
  const [first] = compiled.modules;
  if (first === undefined)
    throw new Error("internal: import: the compiler returned no module");
  const modules = new KeptMap(compiled.modules.map((m) => [m.path, m]));
  return { first, load: { modules, waitsFor: undefined } };
}

/**
 * Waits for a module that has begun, unless it is this import's own, in a circle, or one whose import waits for this one
 * in turn.
 */
function waiting({ running, load: its }: Loaded, load: Load) {
  if (running === undefined) return undefined;
  for (let at: Load | undefined = its; at !== undefined; at = at.waitsFor)
    if (at === load) return undefined;
  load.waitsFor = its;
  return running.finally(() => {
    load.waitsFor = undefined;
  });
}

/** TypeScript's own CommonJS says that it was an ECMAScript module; what does not is JavaScript's. */
function exportsOf(loaded: Loaded | undefined): object {
  const exported: unknown = loaded?.module.exports;
  return isObject(exported) && "__esModule" in exported
    ? exported
    : namespaceOf(exported);
}

/** Says what is wrong with a file that runs all the same. */
function warn({ warnings, path }: CompiledModule): void {
  if (warnings.length === 0) return;
  const source = readFileSync(path, "utf8");
  process.stderr.write(`${formatDiagnostics(warnings, path, source)}\n`);
}

/** The error of a file that must not run: the compiler's words are its message. */
function refused({ kind, path, source, diagnostics }: RefusedModule): Error {
  const told = formatDiagnostics(diagnostics, path, source);
  const message =
    diagnostics.length === 0
      ? `import: ${path} was refused`
      : stripVTControlCharacters(told);
  return kind === "SyntaxError"
    ? new SyntaxError(message)
    : new TypeError(message);
}
