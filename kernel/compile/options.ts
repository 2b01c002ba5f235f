/** How cells are checked. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { CompilerOptions } from "typescript";
import { ts } from "./ts.js";

/** The compiler options of cells. Style rules are off: a notebook is no place for them. */
export function cellOptions(folder: string): CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    typeRoots: [join(folder, "node_modules", "@types"), nodeTypes()],
    strict: true,
    // The script of a cell opens with "use strict", as the module that it stands for would be.
    alwaysStrict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    allowJs: true,
    allowImportingTsExtensions: true,
    noEmit: false,
    noErrorTruncation: false,
    sourceMap: true,
    inlineSources: true,
    outDir: join(folder, ".nabla-out"),
  };
}

/** The folder of `@types` that comes with the kernel. */
function nodeTypes(): string {
  const manifest = createRequire(import.meta.url).resolve(
    "@types/node/package.json",
  );
  return dirname(dirname(manifest));
}
