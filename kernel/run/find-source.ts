import { existsSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const typeScript = [".ts", ".mts", ".cts", ".tsx"];
const javaScript = [".js", ".mjs", ".cjs"];

/**
 * The local TypeScript file that a specifier means: the one it names, with its ending left out, written as the `.js`
 * that it would become, or the index of a folder. Undefined where Node finds the module itself.
 */
export function findSource(
  specifier: string,
  folder: string,
): string | undefined {
  const path = localPath(specifier, folder);
  if (path === undefined) return undefined;
  if (endsWith(path, typeScript)) return path;
  if (isFile(path)) return undefined;
  const stem = path.replace(/\.([cm]?)js$/, "");
  return [...filesOf(stem, typeScript), ...indicesOf(path, typeScript)].find(
    isFile,
  );
}

/** A local file that can be imported, and anew whenever it has changed. */
export interface LocalFile {
  readonly path: string;
  readonly type: "code" | "json";
}

/** The local TypeScript, JavaScript or JSON file that a specifier means; undefined for packages, and for anything else. */
export function findLocal(
  specifier: string,
  folder: string,
): LocalFile | undefined {
  const source = findSource(specifier, folder);
  if (source !== undefined) return { path: source, type: "code" };
  const stem = localPath(specifier, folder);
  if (stem === undefined || /[\\/]node_modules[\\/]/.test(stem))
    return undefined;
  const candidates = [
    ...(endsWith(stem, [...javaScript, ".json"]) ? [stem] : []),
    ...filesOf(stem, javaScript),
    ...indicesOf(stem, javaScript),
  ];
  const path = candidates.find(isFile);
  if (path === undefined) return undefined;
  return { path, type: path.endsWith(".json") ? "json" : "code" };
}

function filesOf(stem: string, endings: readonly string[]): string[] {
  return endings.map((ending) => stem + ending);
}

function indicesOf(folder: string, endings: readonly string[]): string[] {
  return filesOf(join(folder, "index"), endings);
}

function endsWith(path: string, endings: readonly string[]): boolean {
  return endings.some((ending) => path.endsWith(ending));
}

function localPath(specifier: string, folder: string): string | undefined {
  if (specifier.startsWith("file:")) return fileURLToPath(specifier);
  if (isAbsolute(specifier)) return specifier;
  if (/^\.\.?(\/|$)/.test(specifier)) return resolve(folder, specifier);
  return undefined;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
