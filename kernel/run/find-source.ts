import { existsSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const endings = [".ts", ".mts", ".cts", ".tsx"];

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
  if (endings.some((ending) => path.endsWith(ending))) return path;
  if (isFile(path)) return undefined;
  const stem = path.replace(/\.[cm]?js$/, "");
  const candidates = [
    ...endings.map((ending) => stem + ending),
    ...endings.map((ending) => join(path, `index${ending}`)),
  ];
  return candidates.find(isFile);
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
