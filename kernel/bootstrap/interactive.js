// Bundles the script of interactive figures for the reader's page. Needs node_modules.
import { build } from "esbuild";
import { root } from "./places.js";

/** @param {string} outfile where the bundle goes, relative to the package */
export async function bundleInteractive(outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: ["lib/plot/page/client.ts"],
    outfile,
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2020",
    minify: true,
    logLevel: "warning",
  });
}
