/** TypeScript whose checker knows operators, loaded from the installed package with `patch.ts` applied. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";
import type ts from "typescript";
import { patchTypeScript } from "./patch.js";

/** The checker of the patched TypeScript. */
export interface OperatorChecker extends ts.TypeChecker {
  /** Whether a value of the type may carry the operator's member (`"+"`, `"r+"`, `"-u"`, `"[]"` …). */
  hasOperator(type: ts.Type, member: string): boolean;
}

let loaded: typeof ts | undefined;

/**
 * The patched TypeScript, read and compiled once a process.
 *
 * @throws Error where the installed TypeScript is not one that the patch fits.
 * @example
 * const ts = loadTypeScript();
 * ts.createProgram(["a.ts"], {}).getTypeChecker();
 */
export function loadTypeScript(): typeof ts {
  loaded ??= compile();
  return loaded;
}

function compile(): typeof ts {
  const here = createRequire(import.meta.url);
  const file = here.resolve("typescript/lib/typescript.js");
  const module = { exports: {} as typeof ts };
  const run = compileFunction(
    patchTypeScript(readFileSync(file, "utf8")),
    ["exports", "require", "module", "__filename", "__dirname"],
    { filename: file },
  ) as (...args: unknown[]) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

/** The program's checker, with what the patch adds. */
export function operatorChecker(program: ts.Program): OperatorChecker {
  const checker = program.getTypeChecker();
  if (!("hasOperator" in checker))
    throw new Error(
      "operators: the program was made by an unpatched TypeScript; make it with loadTypeScript()",
    );
  return checker as OperatorChecker;
}
