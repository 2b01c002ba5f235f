// The bundle of MathJax, where no build has made one.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../kernel/bootstrap/places.js";

const bundles = ["dist/lib/mathjax.cjs", "build/mathjax.cjs"];

/** Makes the bundle that formulas in figures are set by, unless it is there. */
export function ensureMathJax(): void {
  if (bundles.some((path) => existsSync(join(root, path)))) return;
  const script =
    'import { bundleMathJax } from "./kernel/bootstrap/mathjax.js"; await bundleMathJax("build/mathjax.cjs");';
  execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: root,
  });
}
