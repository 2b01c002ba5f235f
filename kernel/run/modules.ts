import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";

type Import = (specifier: string, options?: object) => Promise<unknown>;

/** How a cell gets at modules: everything starts in the notebook's folder. */
export interface Modules {
  readonly import: Import;
  readonly require: NodeJS.Require;
}

/** Loads a local TypeScript file; `undefined` where the loader is none of its business. */
export type LoadLocal = (path: string) => unknown;

/**
 * `folder` is the notebook's; `library` the address of the library that `import "nabla"` shall give: the one whose
 * names are preloaded, not a second copy of it.
 */
export function createModules(
  folder: string,
  library: string,
  loadLocal: LoadLocal,
): Modules {
  const here = join(folder, "notebook.js");
  // Node resolves an import from where the file of the importing script would lie.
  const native = new Script("(name, options) => import(name, options)", {
    filename: here,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as Import;
  const importModule: Import = async (specifier, options) => {
    if (specifier === "nabla") return native(library, options);
    const path = localPath(specifier, folder);
    if (path === undefined) return native(specifier, options);
    const source = findSource(path);
    if (source === undefined) return native(specifier, options);
    return loadLocal(source);
  };
  return { import: importModule, require: createRequire(here) };
}

function localPath(specifier: string, folder: string): string | undefined {
  if (specifier.startsWith("file:")) return fileURLToPath(specifier);
  if (isAbsolute(specifier)) return specifier;
  if (/^\.\.?(\/|$)/.test(specifier)) return resolve(folder, specifier);
  return undefined;
}

const sources = [".ts", ".mts", ".cts", ".tsx"];

/** The TypeScript file that a path means: itself, with its ending left out, or written as the `.js` it would become. */
function findSource(path: string): string | undefined {
  if (sources.some((ending) => path.endsWith(ending))) return path;
  if (existsSync(path) && /\.\w+$/.test(path)) return undefined;
  const stem = path.replace(/\.([cm]?)js$/, "");
  return [
    ...sources.map((ending) => stem + ending),
    join(path, "index.ts"),
  ].find((candidate) => existsSync(candidate));
}

/** The address by which Node's loader knows a file. */
export function addressOf(path: string): string {
  return pathToFileURL(path).href;
}
