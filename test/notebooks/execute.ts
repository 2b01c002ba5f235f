import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import {
  jupyterEnvironment,
  root,
  venvPython,
} from "../../kernel/bootstrap/places.js";

/** An output of a cell, as nbformat 4 keeps it. */
export interface Output {
  readonly output_type: "stream" | "display_data" | "execute_result" | "error";
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly evalue?: string;
}

export interface Cell {
  readonly id: string;
  readonly cell_type: "code" | "markdown" | "raw";
  readonly source: string | readonly string[];
  readonly outputs?: readonly Output[];
}

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, "utf8")) as Notebook;
}

/** Runs a notebook from top to bottom through `jupyter nbconvert --execute` and returns it with its outputs. */
export async function executed(path: string): Promise<Notebook> {
  const folder = join(root, "build", "notebooks");
  mkdirSync(folder, { recursive: true });
  await promisify(execFile)(
    venvPython,
    [
      ...["-m", "nbconvert", "--execute", "--to", "notebook"],
      ...["--output-dir", folder, path],
    ],
    { cwd: root, env: jupyterEnvironment(join(root, "build", "jupyter")) },
  );
  return readNotebook(join(folder, basename(path)));
}

/** What a cell printed to stdout. */
export function printed(cell: Cell): string {
  return (cell.outputs ?? [])
    .filter(({ name }) => name === "stdout")
    .map(({ text = "" }) => (typeof text === "string" ? text : text.join("")))
    .join("");
}

/** The numbers in a text, in order. Digits inside a word (`2π`, `x0`) do not count. */
export function numbersIn(text: string): number[] {
  const number =
    /(?<![\p{L}\d_.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\p{L}\d_])/gu;
  return [...text.matchAll(number)].map(([digits]) => Number(digits));
}
