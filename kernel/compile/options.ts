/** How cells are checked. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { CompilerOptions } from "typescript";
import { ts } from "./ts.js";

/** What a `tsconfig.json` beside the notebook decides: how strictly cells are checked, and what imports mean. */
const LEFT_TO_USER = [
  "strict",
  "strictNullChecks",
  "strictFunctionTypes",
  "strictBindCallApply",
  "strictPropertyInitialization",
  "strictBuiltinIteratorReturn",
  "noImplicitAny",
  "noImplicitThis",
  "noImplicitOverride",
  "noImplicitReturns",
  "noFallthroughCasesInSwitch",
  "noUncheckedIndexedAccess",
  "noPropertyAccessFromIndexSignature",
  "exactOptionalPropertyTypes",
  "useUnknownInCatchVariables",
  "experimentalDecorators",
  "paths",
  "pathsBasePath",
  "baseUrl",
  "lib",
  "types",
  "customConditions",
] as const;

/**
 * The compiler options of cells in the folder. Style rules are off: a notebook is no place for them.
 *
 * @example
 * cellOptions("/home/me/notebooks").strict; // true, unless its tsconfig.json says otherwise
 */
export function cellOptions(folder: string): CompilerOptions {
  const own = ownOptions(folder);
  return {
    ...defaults(),
    ...own,
    types: [...new Set(["node", ...(own.types ?? [])])],
  };
}

function ownOptions(folder: string): CompilerOptions {
  const file = join(folder, "tsconfig.json");
  if (!ts.sys.fileExists(file)) return {};
  const { config } = ts.readConfigFile(file, (path) =>
    ts.sys.readFile(path),
  ) as {
    config?: unknown;
  };
  // Which files belong to a project is of no interest here, and finding them can take long.
  const host = { ...ts.sys, readDirectory: () => [] };
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, host, folder);
  return Object.fromEntries(
    LEFT_TO_USER.filter((name) => options[name] !== undefined).map((name) => [
      name,
      options[name],
    ]),
  );
}

function defaults(): CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
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
