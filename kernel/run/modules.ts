import { createRequire } from "node:module";
import { join } from "node:path";
import { constants, Script } from "node:vm";
import type { CompiledModules, RefusedModule } from "../compile/protocol.js";
import { KeptMap } from "./intrinsics.js";
import { findSource } from "./find-source.js";
import { LocalModules } from "./local-modules.js";
import type { Output } from "./output.js";
import type { Scripts } from "./scripts.js";

type Import = (specifier: string, options?: object) => Promise<unknown>;

/** How code gets at modules; relative ones are looked for from the folder that it was made for. */
export interface Modules {
  readonly import: Import;
  readonly require: NodeJS.Require;
}

/** Everything that cells and local modules can import. */
export class ModuleLoader {
  readonly #output: Output;
  readonly #library: string;
  readonly #local: LocalModules;
  readonly #runtime: object;
  readonly #folders = new KeptMap<string, Modules>();

  /**
   * `library` is the address of the library that `import "nabla"` shall give: the one whose names are preloaded, not
   * a second copy of it. `runtime` is what compiled code calls beside `import` and `require`.
   */
  constructor(
    output: Output,
    scripts: Scripts,
    library: string,
    runtime: object,
  ) {
    this.#output = output;
    this.#library = library;
    this.#runtime = runtime;
    this.#local = new LocalModules(scripts, (folder) => this.runtimeIn(folder));
  }

  /** The runtime object `$` for code that lies in `folder`. */
  runtimeIn(folder: string): object {
    return Object.freeze({ ...this.#runtime, ...this.in(folder) });
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
    // Node resolves an import from where the file of the importing script would lie.
    const native = new Script("(name, options) => import(name, options)", {
      filename: here,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as Import;
    const nativeRequire = createRequire(here);
    const require = (id: string): unknown => {
      const path = findSource(id, folder);
      if (path === undefined) return nativeRequire(id);
      return this.#load(this.#output.ask({ type: "module", path }));
    };
    return {
      import: async (specifier, options) => {
        if (specifier === "nabla") return native(this.#library, options);
        const path = findSource(specifier, folder);
        if (path === undefined) return native(specifier, options);
        return this.#load(
          await this.#output.askLater({ type: "module", path }),
        );
      },
      require: Object.assign(require, nativeRequire),
    };
  }

  #load(compiled: unknown): object {
    return this.#local.load(compiled as CompiledModules | RefusedModule);
  }
}
