/** How cells are checked. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { CompilerOptions } from "typescript";
import { ts } from "./ts.js";

/** The compiler options of cells. Style rules are off: a notebook is no place for them. */
export function cellOptions(): CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    typeRoots: [nodeTypes()],
    strict: true,
    // The script of a cell opens with "use strict", as the module that it stands for would be.
    alwaysStrict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    allowJs: true,
    allowImportingTsExtensions: true,
    noEmit: false,
    sourceMap: true,
    inlineSources: true,
    // Nothing is written; without it the output of a local .js file would be the file itself.
    outDir: "/.nabla-out",
  };
}

/** The folder of `@types` that comes with the kernel. */
function nodeTypes(): string {
  const manifest = createRequire(import.meta.url).resolve(
    "@types/node/package.json",
  );
  return dirname(dirname(manifest));
}
