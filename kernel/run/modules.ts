import { readFileSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import type { CompiledModules, RefusedModule } from "../compile/protocol.js";
import { findLocal } from "./find-source.js";
import { KeptMap } from "./intrinsics.js";
import { LocalModules } from "./local-modules.js";
import { explained } from "./missing.js";
import { asTyped, namespaceOf } from "./namespace.js";
import type { Output } from "./output.js";
import type { Scripts } from "./scripts.js";

type Import = (specifier: string, options?: object) => Promise<object>;

/** How code gets at modules; relative ones are looked for from the folder that it was made for. */
export interface Modules {
  readonly import: Import;
  readonly require: NodeJS.Require;
}

/** Everything that cells and local modules can import. */
export class ModuleLoader {
  readonly #output: Output;
  readonly #scripts: Scripts;
  readonly #library: object;
  readonly #local: LocalModules;
  readonly #runtime: object;
  readonly #folders = new KeptMap<string, Modules>();
  readonly #json = new KeptMap<string, { stamp: string; value: unknown }>();

  /**
   * `library` is what `import "nabla"` shall give: the one whose names are preloaded, not a second copy of it. `runtime`
   * is what compiled code calls beside `import` and `require`.
   */
  constructor(
    output: Output,
    scripts: Scripts,
    library: object,
    runtime: object,
  ) {
    this.#output = output;
    this.#scripts = scripts;
    this.#library = library;
    this.#runtime = runtime;
    this.#local = new LocalModules(scripts, {
      in: (folder) => this.in(folder),
      runtimeFor: (file) => this.#runtimeFor(file),
      json: (path) => this.#readJson(path),
    });
  }

  /** The runtime object `$` for cells that lie in `folder`. */
  runtimeIn(folder: string): object {
    return this.#runtimeFor(join(folder, "notebook.js"));
  }

  /** The runtime object `$` for the code of a file. */
  #runtimeFor(file: string): object {
    const modules = this.in(dirname(file));
    return Object.freeze({ ...this.#runtime, ...modules, meta: metaOf(file) });
  }

  /** `import` and `require` as they work in `folder`. */
  in(folder: string): Modules {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const modules = this.#create(folder);
    this.#folders.set(folder, modules);
    return modules;
  }

  #create(folder: string): Modules {
    const here = join(folder, "notebook.js");
    const nativeRequire = createRequire(here);
    return {
      import: this.#importIn(folder, this.#native(here)),
      require: Object.assign(
        this.#requireIn(folder, nativeRequire),
        nativeRequire,
      ),
    };
  }

  /** Node's `import`, which resolves from where the file of the importing script would lie. */
  #native(here: string): Import {
    this.#scripts.hide(here);
    return new Script("(name, options) => import(name, options)", {
      filename: here,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as Import;
  }

  #importIn(folder: string, native: Import): Import {
    return async (specifier, options) => {
      if (specifier === "nabla") return this.#library;
      const local = findLocal(specifier, folder);
      if (local?.type === "json")
        return namespaceOf(this.#readJson(local.path));
      if (local !== undefined) {
        const question = { type: "module", path: local.path } as const;
        return this.#local.load(
          (await this.#output.askLater(question)) as Compiled,
        );
      }
      try {
        return asTyped(await native(specifier, options ?? forJson(specifier)));
      } catch (error) {
        throw explained(error);
      }
    };
  }

  #requireIn(folder: string, native: NodeJS.Require) {
    return (id: string): unknown => {
      if (id === "nabla") return this.#library;
      const local = findLocal(id, folder);
      if (local?.type === "json") return this.#readJson(local.path);
      if (local !== undefined) {
        const question = { type: "module", path: local.path } as const;
        return this.#local.loadNow(this.#output.ask(question) as Compiled);
      }
      try {
        return native(id);
      } catch (error) {
        throw explained(error);
      }
    };
  }

  /** What a JSON file says now; the same value as before where it has not changed. */
  #readJson(path: string): unknown {
    const { mtimeMs, size } = statSync(path);
    const stamp = `${mtimeMs}:${size}`;
    const known = this.#json.get(path);
    if (known?.stamp === stamp) return known.value;
    const value = parseJson(path);
    this.#json.set(path, { stamp, value });
    return value;
  }
}

type Compiled = CompiledModules | RefusedModule;

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SyntaxError(`import: ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Node imports JSON only where it is told that it is JSON. */
function forJson(specifier: string): object | undefined {
  return specifier.endsWith(".json") ? { with: { type: "json" } } : undefined;
}

/** `import.meta`. */
function metaOf(file: string): object {
  const { resolve } = createRequire(file);
  return {
    dirname: dirname(file),
    filename: file,
    url: pathToFileURL(file).href,
    resolve: (specifier: string): string => {
      if (isBuiltin(specifier))
        return `node:${specifier.replace(/^node:/, "")}`;
      return pathToFileURL(resolve(specifier)).href;
    },
  };
}
