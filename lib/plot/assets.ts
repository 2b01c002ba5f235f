// Where the files beside the code lie: fonts, and the bundle of MathJax.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let cachedRoot: string | undefined;

function packageRoot(): string {
  if (cachedRoot !== undefined) return cachedRoot;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("internal: no package.json above");
    folder = parent;
  }
  cachedRoot = folder;
  return folder;
}

/** The first of several places, relative to the package, that exists. */
export function assetPath(...places: readonly string[]): string | undefined {
  return places
    .map((place) => join(packageRoot(), place))
    .find((path) => existsSync(path));
}

/** The font files that come with the package. */
export function fontFiles(): string[] {
  return ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].flatMap((name) => {
    const path = assetPath(
      join("dist/lib/fonts", name),
      join("lib/plot/text/fonts", name),
    );
    return path === undefined ? [] : [path];
  });
}
