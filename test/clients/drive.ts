// Programs of Jupyter's world, run on this kernel in a folder of their own.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { capture } from "../../kernel/bootstrap/command.js";
import {
  jupyterEnvironment,
  root,
  venvPython,
} from "../../kernel/bootstrap/places.js";
import type { Notebook } from "../jupyter/notebook.js";

/** How long a program may take: several kernels start in some. */
const patience = 240_000;

interface Ran {
  readonly status: number;
  readonly output: string;
}

/** Runs `python -m MODULE …`, or a script, with the checkout's Jupyter. */
export function python(args: readonly string[], cwd = root): Ran {
  return capture(venvPython, args, {
    ...{ cwd, timeout: patience },
    env: jupyterEnvironment(join(root, "build", "jupyter")),
  });
}

/** What a script beside this file prints, as JSON. */
export function verdicts(script: string): Record<string, unknown> {
  const { status, output } = python([join(import.meta.dirname, script)]);
  // The kernels may have said something, too.
  const told = output.split("\n").findLast((line) => line.startsWith("{"));
  if (status !== 0 || told === undefined) throw new Error(output);
  return JSON.parse(told) as Record<string, unknown>;
}

/** A cell: its source, and the tags that it has. */
type Cell = string | { readonly source: string; readonly tags: string[] };

/** A folder with a notebook of these cells in it; gone when the test is over. */
export function notebookOf(cells: readonly Cell[]): {
  readonly folder: string;
  readonly path: string;
} {
  const folder = mkdtempSync(join(tmpdir(), "nabla-client-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, "cells.ipynb");
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        ...{ name: "nabla", language: "typescript" },
        display_name: "TypeScript (Nabla)",
      },
    },
    cells: cells.map((cell, i) => ({
      ...{ id: `cell-${i}`, cell_type: "code", execution_count: null },
      source: typeof cell === "string" ? cell : cell.source,
      metadata: typeof cell === "string" ? {} : { tags: cell.tags },
      outputs: [],
    })),
  };
  writeFileSync(path, JSON.stringify(notebook));
  return { folder, path };
}

export function read(path: string): Notebook {
  return JSON.parse(readFileSync(path, "utf8")) as Notebook;
}

/** What each cell of a notebook shows, in one line: its results, its prints, or the name of its error. */
export function shownBy({ cells }: Notebook): string[] {
  return cells.map(({ outputs = [] }) =>
    outputs
      .map(({ data, text, ename }) => {
        const plain = data?.["text/plain"] as typeof text;
        return [plain ?? text ?? ename ?? ""].flat().join("").trimEnd();
      })
      .join("|"),
  );
}
