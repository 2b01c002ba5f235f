// Builds dist/: bundles for Node (esbuild) and declarations for the checker (tsc). Needs node_modules.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { bundleCommonJs } from "./commonjs.js";
import { buildSnapshot, bundleCompiler, identifyCompiler } from "./compiler.js";
import { bundleInteractive } from "./interactive.js";
import { bundleMathJax } from "./mathjax.js";
import { root } from "./places.js";
import { digestOfSources, recordBuild } from "./sources.js";

// Taken first: what is edited while the build runs is for the next one.
const digest = digestOfSources();
const entries = [
  "lib/index",
  "lib/source/runtime",
  "kernel/main",
  "kernel/run/prelude",
  "kernel/compile/build-snapshot",
  "kernel/cli",
  "kernel/outside/register",
  "kernel/outside/hooks",
  "kernel/outside/vitest",
];

rmSync(join(root, "dist"), { recursive: true, force: true });

// One build with shared chunks, so that a cell's `import "nabla"` and the preloaded names are the same objects.
await build({
  absWorkingDir: root,
  entryPoints: entries.map((entry) => `${entry}.ts`),
  outdir: "dist",
  outbase: ".",
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
  external: [
    "zeromq",
    "typescript",
    "ts-node",
    "@resvg/resvg-js",
    "@photostructure/sqlite",
  ],
});

await bundleCompiler();
await bundleCommonJs("kernel/transport", ["worker"]);
// TypeScript's server calls what it loads as a plugin.
await bundleCommonJs("kernel/outside", ["tsserver"], { isFunction: true });
await bundleMathJax("dist/lib/mathjax.cjs");
await bundleInteractive("dist/lib/interactive.js");
cpSync(join(root, "lib/plot/text/fonts"), join(root, "dist/lib/fonts"), {
  recursive: true,
});

const tsc = spawnSync(
  process.execPath,
  [
    join(root, "node_modules", "typescript", "bin", "tsc"),
    ...["--project", join(root, "kernel", "bootstrap")],
  ],
  { cwd: root, stdio: "inherit" },
);
if (tsc.status === 0) {
  identifyCompiler();
  buildSnapshot();
  recordBuild(digest);
}
process.exitCode = tsc.status ?? 1;
