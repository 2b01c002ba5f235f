// The compiler process is bundled by itself, as CommonJS: a start-up snapshot can hold no ECMAScript module.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./places.js";

const folder = join("kernel", "compile");

/** Writes main.cjs and snapshot-entry.cjs into the folder, dist/kernel/compile unless given. */
export async function bundleCompiler(outdir = join("dist", folder)) {
  await build({
    absWorkingDir: root,
    entryPoints: ["main", "snapshot-entry"].map((name) =>
      join(folder, `${name}.ts`),
    ),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    external: ["typescript", "ts-node"],
    define: { "import.meta.url": "importMetaUrl" },
    banner: {
      js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
    },
  });
}

/** Builds the start-up snapshot for this Node. Where that fails, the compiler starts without one. */
export function buildSnapshot() {
  spawnSync(
    process.execPath,
    [join(root, "dist", folder, "build-snapshot.js")],
    { cwd: root, stdio: "inherit" },
  );
}
