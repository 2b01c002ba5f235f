/** `nabla check`: what `tsc --noEmit` is to other programs. */
import type ts from "typescript";
import { loadTypeScript } from "../compile/typescript.js";

/** TypeScript's own command line: exported, though not declared. */
type CommandLine = (
  system: ts.System,
  done: () => void,
  args: readonly string[],
) => void;

/** Checks the program that `tsc` would compile with these arguments, operators and all, and ends the process. */
export function checkProgram(args: readonly string[]): void {
  const compiler = loadTypeScript();
  if (!("executeCommandLine" in compiler))
    throw new Error("internal: this TypeScript has no executeCommandLine");
  const run = compiler.executeCommandLine as CommandLine;
  // What it emitted would be TypeScript's JavaScript, in which no operator is overloaded.
  run(compiler.sys, () => undefined, [...args, "--noEmit"]);
}
