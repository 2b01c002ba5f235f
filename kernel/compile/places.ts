/** Where the package keeps what the compiler needs, found from wherever a bundle put this code. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package: the nearest one above that holds `package.json`. */
export function packageRoot(from = fileURLToPath(import.meta.url)): string {
  for (let at = dirname(from); at !== dirname(at); at = dirname(at))
    if (existsSync(join(at, "package.json"))) return at;
  throw new Error(`internal: no package.json above ${from}`);
}

/** The script of the compiler process. */
export function compilerScript(root = packageRoot()): string {
  return join(root, "dist", "kernel", "compile", "main.cjs");
}

/** The declarations of the library, beside those of the preloaded names; undefined where it has none. */
export function libraryDeclarations(
  prelude: string | undefined,
): string | undefined {
  if (prelude === undefined) return undefined;
  const file = join(dirname(prelude), "..", "..", "lib", "index.d.ts");
  return existsSync(file) ? file.replaceAll("\\", "/") : undefined;
}

/** The declarations of the preloaded names. */
export function preludeDeclarations(root = packageRoot()): string {
  return join(root, "dist", "kernel", "run", "prelude.d.ts");
}
