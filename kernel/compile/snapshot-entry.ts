/**
 * What `node --build-snapshot` runs: `snapshot-entry.cjs <main.cjs> <folder> <declarations>`.
 *
 * Node refuses to start from a snapshot in which its own loader has run a module of the user's, so this one loads
 * `main.cjs` and what it requires, TypeScript and ts-node.
 */
import { readFileSync } from "node:fs";
import Module, { createRequire, isBuiltin } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";

type Require = (id: string) => unknown;

interface LoadedModule {
  exports: unknown;
  readonly require: Require;
}

/** Built-in modules that no snapshot can hold, and that the compiler has no use for. */
const LEFT_OUT = new Set(["repl", "worker_threads", "inspector"]);

const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];

/** Node's own, while ours stands in for it. */
const nodeRequireOf = createRequire;

const cache: Record<string, LoadedModule | undefined> = {};

/** The `require` of the file: Node's own modules from Node, all others from here. */
function requireOf(file: string): Require {
  const { resolve } = nodeRequireOf(file);
  const load = (id: string): unknown => {
    if (!isBuiltin(id)) return loadFile(resolve(id));
    return LEFT_OUT.has(id.replace("node:", ""))
      ? {}
      : process.getBuiltinModule(id);
  };
  return Object.assign(load, { resolve, cache, extensions: {} });
}

function loadFile(file: string): unknown {
  const known = cache[file];
  if (known !== undefined) return known.exports;
  const module: LoadedModule = { exports: {}, require: requireOf(file) };
  cache[file] = module;
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".json")) module.exports = JSON.parse(text);
  else {
    const run = compileFunction(text, PARAMETERS, { filename: file });
    Reflect.apply(run, module.exports, [
      module.exports,
      module.require,
      module,
      file,
      dirname(file),
    ]);
  }
  return module.exports;
}

const [main, ...rest] = process.argv.slice(2);
if (main === undefined)
  throw new Error("usage: snapshot-entry.cjs <main.cjs> <arguments…>");
process.argv = [process.execPath, main, ...rest];
Object.assign(Module, { createRequire: requireOf });
loadFile(main);
Object.assign(Module, { createRequire: nodeRequireOf });
