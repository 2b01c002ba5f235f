/** What is debugged: texts of cells, and files. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { text } from "../../messages/fields.js";
import { cellPath } from "../cell-paths.js";
import type { Debugger } from "../debugger.js";
import type { DebugRequest } from "./request.js";

/** `dumpCell` (Jupyter): the path by which breakpoints of the cell are set. */
export const dumpCell: DebugRequest<Record<string, unknown>> = (
  debug,
  args,
) => {
  const code = text(args, "code");
  const sourcePath = cellPath(code);
  debug.breakpoints.dump(sourcePath, code);
  return { sourcePath };
};

/** `source`: the text of a cell or file. */
export const source: DebugRequest<DebugProtocol.SourceArguments> = async (
  debug,
  args,
) => {
  const path = args.source?.path;
  if (path === undefined) throw new TypeError("source: a path is needed");
  const content =
    debug.breakpoints.codeAt(path) ??
    (await readFile(path, "utf8").catch(() => undefined));
  if (content === undefined) throw new Error(`source: there is no ${path}`);
  const mimeType = /\.[cm]?[jt]sx?$/.test(path)
    ? "text/x-typescript"
    : undefined;
  return mimeType === undefined ? { content } : { content, mimeType };
};

/** `modules`: the files that cells have loaded, the user's own first. */
export const modules: DebugRequest<DebugProtocol.ModulesArguments> = (
  debug,
  { startModule = 0, moduleCount = 0 },
) => {
  const all = paths(debug).map((path, i) => {
    return { id: i + 1, name: nameOf(path), path };
  });
  const end = moduleCount === 0 ? undefined : startModule + moduleCount;
  return { modules: all.slice(startModule, end), totalModules: all.length };
};

/** `loadedSources`: the same, as sources. */
export const loadedSources: DebugRequest = (debug) => ({
  sources: paths(debug).map((path) => ({ name: nameOf(path), path })),
});

function paths({ units }: Debugger): string[] {
  const own = units.modules().map(({ path }) => path);
  const others = units.foreign().map(({ file }) => file);
  return [...new Set([...own, ...others])];
}

/** A file of a package by the package's name, any other by its own. */
function nameOf(path: string): string {
  const inPackage = /.*[\\/]node_modules[\\/](.+)$/.exec(path);
  return inPackage?.[1] ?? basename(path);
}
