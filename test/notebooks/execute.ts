// One run of each notebook serves all tests of a test run: what nbconvert wrote is kept until the next.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  jupyterEnvironment,
  root,
  venvPython,
} from "../../kernel/bootstrap/places.js";
import { notebooks, readNotebook, type Notebook } from "../jupyter/notebook.js";

const folder = join(root, "build", "notebooks", "executed");

/** A notebook of notebooks/ as `jupyter nbconvert --execute` leaves it, with its outputs. Throws what nbconvert said where it failed. */
export function executedNotebook(name: string): Notebook {
  const result = join(folder, name);
  if (!existsSync(result)) execute(name);
  return readNotebook(result);
}

function execute(name: string): void {
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync(
    venvPython,
    [
      ...["-m", "nbconvert", "--execute", "--to", "notebook"],
      // A failing cell is a finding of the tests, which name it; it must not hide the others.
      "--allow-errors",
      ...["--output-dir", folder, join(notebooks, name)],
    ],
    {
      cwd: root,
      encoding: "utf8",
      timeout: 240_000,
      env: jupyterEnvironment(join(root, "build", "jupyter")),
    },
  );
  if (status !== 0) throw new Error(`nbconvert of ${name} failed:\n${stderr}`);
}
