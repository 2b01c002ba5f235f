/** `nabla run x.ts`: a TypeScript program with operators and derivatives, and its own arguments. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

/** Whether the operand of `nabla run` is a program, not a notebook. */
export function isScript(file: string | undefined): file is string {
  return file !== undefined && /\.[cm]?[jt]s$/.test(file);
}

/** Runs the program to its end; returns its exit code. `register` is the file behind `nabla/register`. */
export function runScript(
  register: string,
  file: string,
  args: readonly string[],
): number {
  const { status } = spawnSync(
    process.execPath,
    ["--import", pathToFileURL(register).href, file, ...args],
    { stdio: "inherit" },
  );
  return status ?? 1;
}
