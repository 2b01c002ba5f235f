// Bundles MathJax, TeX to SVG only, into one CommonJS file that plots load when
// the first formula appears. Needs node_modules.
import { build } from "esbuild";
import { root } from "./places.js";

/** @param {string} outfile where the bundle goes, relative to the package */
export async function bundleMathJax(outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: ["lib/plot/text/mathjax.ts"],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    logLevel: "warning",
  });
}
