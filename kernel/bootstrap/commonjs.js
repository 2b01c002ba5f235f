// What starts a thread or a process of its own is bundled by itself, as CommonJS: it loads sooner than ECMAScript
// modules do, and a start-up snapshot can hold no such module.
import { build } from "esbuild";
import { root } from "./places.js";

/**
 * Bundles `folder/NAME.ts` for each name into `outdir/NAME.cjs`. Where `isFunction`, what the module exports as its
 * default is all that it exports, as `module.exports = …` has it.
 */
export async function bundleCommonJs(
  folder,
  names,
  { outdir = `dist/${folder}`, isFunction = false } = {},
) {
  await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => `${folder}/${name}.ts`),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    external: [
      ...["typescript", "ts-node", "zeromq", "@photostructure/sqlite"],
      "@resvg/resvg-js",
    ],
    footer: isFunction
      ? { js: "module.exports = module.exports.default;" }
      : {},
    define: { "import.meta.url": "importMetaUrl" },
    banner: {
      js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
    },
  });
}
