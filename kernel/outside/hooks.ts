/** The hooks that `register.ts` gives to Node; they run in a thread of Node's own. */
import type { LoadHook, ResolveHook } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findSource } from "../run/find-source.js";
import { isSource, libraryFile, Program, runtimeFile } from "./program.js";

const program = new Program(process.cwd());
const runtime = pathToFileURL(runtimeFile).href;
const library = pathToFileURL(libraryFile).href;

/** Imports as TypeScript means them: `./a` and `./a.js` may be `a.ts`; `nabla` is this very copy of it. */
export const resolve: ResolveHook = (specifier, context, next) => {
  if (specifier === "nabla") return { url: library, shortCircuit: true };
  const { parentURL } = context;
  if (parentURL?.startsWith("file:") !== true) return next(specifier, context);
  const from = fileURLToPath(parentURL);
  if (!isSource(from)) return next(specifier, context);
  const path =
    findSource(specifier, dirname(from)) ?? program.aliased(specifier, from);
  return path === undefined
    ? next(specifier, context)
    : next(pathToFileURL(path).href, context);
};

export const load: LoadHook = (url, context, next) => {
  const path = url.startsWith("file:") ? fileURLToPath(url) : "";
  if (/\.(cts|tsx)$/.test(path))
    throw new Error(
      `register: ${path}: only .ts and .mts files, which are ECMAScript modules, can be run; rename it`,
    );
  if (!isSource(path)) return next(url, context);
  const { js, map } = program.compile(path, runtime, true);
  return { format: "module", source: withMap(js, map), shortCircuit: true };
};

/** The code with its map in it, so that stacks speak of the file as it was written. */
function withMap(js: string, map: string): string {
  const encoded = Buffer.from(map).toString("base64");
  return `${js}//# sourceMappingURL=data:application/json;base64,${encoded}\n`;
}
