/** What has become of a notebook's cells, read from the executed notebook. */
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** One code cell that has been executed, or would have been. */
export interface CellOutcome {
  /** Its place among the code cells, from 1. */
  readonly place: number;
  /** Its first line of code. */
  readonly name: string;
  /** In seconds. */
  readonly time: number;
  readonly state: "passed" | "failed" | "skipped";
  /** What went wrong, as the cell shows it. */
  readonly error?: { readonly title: string; readonly text: string };
}

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly execution_count?: number | null;
  readonly metadata: {
    readonly tags?: readonly string[];
    readonly execution?: Readonly<Record<string, string>>;
  };
  readonly outputs?: readonly Output[];
}

interface Output {
  readonly output_type: string;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/** The cells of an executed notebook, up to the first that failed; those after it have not run. */
export function outcomesOf(file: string): CellOutcome[] {
  let stopped = false;
  return cellsOf(file)
    .filter((cell) => cell.cell_type === "code")
    .map((cell, index) => {
      const about = {
        place: index + 1,
        name: firstLine(cell.source),
        time: timeOf(cell),
      };
      if (stopped) return { ...about, state: "skipped" };
      const error = errorOf(cell);
      if (error === undefined) return { ...about, state: "passed" };
      stopped = true;
      return { ...about, state: "failed", error };
    });
}

/** The sources of all cells: what does not change when a notebook is executed. */
export function sourcesOf(file: string): string {
  return JSON.stringify(cellsOf(file).map((cell) => textOf(cell.source)));
}

function cellsOf(file: string): readonly Cell[] {
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly cells: readonly Cell[];
  };
  return cells;
}

function textOf(source: Cell["source"]): string {
  return typeof source === "string" ? source : source.join("");
}

function firstLine(source: Cell["source"]): string {
  const lines = textOf(source).split("\n");
  return lines.map((line) => line.trim()).find(Boolean) ?? "(empty)";
}

/** The error of a cell that is not marked as one that fails. */
function errorOf(cell: Cell): CellOutcome["error"] | undefined {
  if (cell.metadata.tags?.includes("raises-exception") === true)
    return undefined;
  const error = cell.outputs?.find((one) => one.output_type === "error");
  if (error === undefined) return undefined;
  const { ename = "Error", evalue = "", traceback = [] } = error;
  const text = stripVTControlCharacters(traceback.join("\n"));
  return { title: `${ename}: ${evalue}`, text };
}

function timeOf(cell: Cell): number {
  const times = cell.metadata.execution;
  const [start, end] = ["iopub.status.busy", "shell.execute_reply"].map(
    (event) => Date.parse(times?.[event] ?? ""),
  );
  const seconds = ((end ?? NaN) - (start ?? NaN)) / 1000;
  return Number.isFinite(seconds) ? seconds : 0;
}
