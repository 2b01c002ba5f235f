// Every notebook runs headless, is committed without outputs, and names this kernel.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  errorsOf,
  notebookNames,
  notebooks,
  outputsOf,
  readNotebook,
} from "../jupyter/notebook.js";
import { executedNotebook } from "./execute.js";

describe.each(notebookNames)("%s", (name) => {
  it("is committed without outputs, for the kernel nabla", () => {
    const notebook = readNotebook(join(notebooks, name));
    expect(outputsOf(notebook)).toEqual([]);
    expect(notebook.metadata).toMatchObject({
      kernelspec: {
        name: "nabla",
        display_name: "TypeScript (Nabla)",
        language: "typescript",
      },
    });
  });

  it("runs through nbconvert without an error", () => {
    const notebook = executedNotebook(name);
    expect(errorsOf(notebook)).toEqual([]);
    expect(outputsOf(notebook).length).toBeGreaterThan(0);
  });
});
