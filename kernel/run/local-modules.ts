import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Script } from "node:vm";
import type {
  CompiledModule,
  CompiledModules,
  RefusedModule,
} from "../compile/protocol.js";
import { formatDiagnostic } from "../display/diagnostics.js";
import type { Scripts } from "./scripts.js";

/** A compiled module's script: a CommonJS module, with the runtime of cells in front. */
type ModuleFunction = (
  $: object,
  exports: object,
  require: (specifier: string) => unknown,
  module: { exports: object },
  filename: string,
  folder: string,
) => void;

interface Loaded {
  readonly version: string;
  readonly module: { exports: object };
}

/** The runtime object for code that lies in `folder`. */
export type RuntimeIn = (folder: string) => object;

/**
 * The local TypeScript files that cells have imported. A file that has changed, or whose imports have, is run again;
 * all others keep their state.
 */
export class LocalModules {
  readonly #scripts: Scripts;
  readonly #runtimeIn: RuntimeIn;
  readonly #loaded = new Map<string, Loaded>();

  constructor(scripts: Scripts, runtimeIn: RuntimeIn) {
    this.#scripts = scripts;
    this.#runtimeIn = runtimeIn;
  }

  /** Runs what the compiler has made of a file and returns its exports. */
  load(compiled: CompiledModules | RefusedModule): object {
    if (!compiled.ok) throw refused(compiled);
    const modules = new Map(compiled.modules.map((m) => [m.path, m]));
    const [first] = compiled.modules;
    if (first === undefined)
      throw new Error("internal: import: the compiler returned no module");
    return this.#run(first, modules);
  }

  #run(
    compiled: CompiledModule,
    modules: ReadonlyMap<string, CompiledModule>,
  ): object {
    const { path, js, map, version, imports } = compiled;
    const known = this.#loaded.get(path);
    if (known?.version === version) return known.module.exports;
    const module = { exports: {} };
    // Kept before it runs: modules may import each other in a circle.
    this.#loaded.set(path, { version, module });
    const native = createRequire(path);
    const require = (specifier: string): unknown => {
      const local = modules.get(imports[specifier] ?? "");
      return local === undefined
        ? native(specifier)
        : this.#run(local, modules);
    };
    this.#scripts.add(path, path, () => readFileSync(path, "utf8"), map);
    const folder = dirname(path);
    try {
      const script = new Script(js, { filename: path });
      const run = script.runInThisContext() as ModuleFunction;
      const $ = this.#runtimeIn(folder);
      run($, module.exports, require, module, path, folder);
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
    return module.exports;
  }
}

/** The error of a file that must not run: the compiler's words are its message. */
function refused({ kind, path, source, diagnostics }: RefusedModule): Error {
  const [first] = diagnostics;
  const message =
    first === undefined
      ? `import: ${path} was refused`
      : stripVTControlCharacters(formatDiagnostic(first, path, source));
  return kind === "SyntaxError"
    ? new SyntaxError(message)
    : new TypeError(message);
}
