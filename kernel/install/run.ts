import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Executes a notebook where it stands, headless, and keeps its outputs in it. Returns the exit code: not 0 where a cell
 * failed.
 */
export function runNotebook(file: string): number {
  const notebook = resolve(file);
  if (!existsSync(notebook)) throw new Error(`run: there is no ${file}`);
  const { status, error } = spawnSync(
    "jupyter",
    [
      ...["nbconvert", "--to", "notebook", "--execute", "--inplace"],
      "--ExecutePreprocessor.kernel_name=nabla",
      notebook,
    ],
    { stdio: "inherit" },
  );
  if (error !== undefined)
    throw new Error(
      "run: no jupyter on the PATH; install it (pip install nbconvert) or activate its environment",
    );
  return status ?? 1;
}
