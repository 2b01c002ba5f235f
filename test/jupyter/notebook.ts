// The part of a notebook file (nbformat 4.5) that the tests read.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../kernel/bootstrap/places.js";

export interface Output {
  readonly output_type: string;
  /** Of a stream: `stdout` or `stderr`. */
  readonly name?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string | readonly string[];
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

export interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly Output[];
}

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

export const notebooks = join(root, "notebooks");

/** The file names in notebooks/, in reading order. */
export const notebookNames = readdirSync(notebooks)
  .filter((name) => name.endsWith(".ipynb"))
  .sort();

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, "utf8")) as Notebook;
}

/** All outputs of a notebook, in order. */
export function outputsOf(notebook: Notebook): readonly Output[] {
  return notebook.cells.flatMap((cell) => cell.outputs ?? []);
}

/** The errors among the outputs, one readable line each. */
export function errorsOf(notebook: Notebook): readonly string[] {
  return notebook.cells.flatMap((cell) =>
    (cell.outputs ?? [])
      .filter((output) => output.output_type === "error")
      .map(({ ename = "", evalue = "" }) => `${cell.id}: ${ename}: ${evalue}`),
  );
}
