// nbconvert and nbclient: headless runs, with cells that fail and cells that never end.
import { beforeAll, describe, expect, it } from "vitest";
import { notebookOf, python, read, shownBy, verdicts } from "./drive.js";

const failing = ["const a = 6;", "throw new RangeError('no')", "a * 7"];

it("nbconvert --execute --allow-errors goes on after an error", () => {
  const { folder, path } = notebookOf(failing);
  const { output } = python(
    [
      ...["-m", "nbconvert", "--execute", "--allow-errors", "--to", "notebook"],
      ...["--output", "out", path],
    ],
    folder,
  );
  expect(output).toContain("out.ipynb");
  expect(shownBy(read(`${folder}/out.ipynb`))).toEqual([
    "",
    "RangeError",
    "42",
  ]);
});

describe("nbclient", () => {
  let found: Record<string, unknown>;
  beforeAll(() => {
    found = verdicts("nbclient_cells.py");
  });
  it.each([
    ["a cell that fails", "CellExecutionError: RangeError"],
    ["a cell that fails where errors are allowed", "RangeError"],
    ["a cell that never ends", "CellTimeoutError"],
    ["a cell that never ends, interrupted at the timeout", "KeyboardInterrupt"],
    ["what was set before", "42"],
    // nbclient reads outputs until `idle`: what comes later is lost.
    ["a hundred cells that print and show", "100"],
  ])("%s", (what, expected) => {
    expect(found[what]).toBe(expected);
  });
});
