import { SourceMap, type SourceMapPayload } from "node:module";
import { afterAll, describe, expect, it } from "vitest";
import { Notebook } from "./notebook.js";

const notebook = new Notebook();
afterAll(() => {
  notebook.close();
});

/** Where in the cell the `needle` of its script came from, counted from 1. */
function origin(code: string, needle: string): string {
  const cell = notebook.compile(code);
  if (!cell.ok) throw new Error(cell.diagnostics[0]?.message);
  const at = cell.js.indexOf(needle);
  const before = cell.js.slice(0, at).split("\n");
  const map = new SourceMap(JSON.parse(cell.map) as SourceMapPayload);
  const column = before.at(-1)?.length ?? 0;
  const entry = map.findEntry(before.length - 1, column);
  if (!("originalLine" in entry)) return "nowhere";
  return `${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

describe("the source map leads back", () => {
  it.each([
    [
      "an expression",
      "boom()",
      "declare const boom: () => void;\n  boom()",
      "2:3",
    ],
    [
      "a call in a function",
      "inner()",
      "declare const inner: () => void;\nfunction f() {\n  return [1,\n    inner()];\n}",
      "4:5",
    ],
    [
      "an initializer",
      "made()",
      "declare const made: () => number;\nconst a = 1, b = made()",
      "2:18",
    ],
    [
      "a pattern's default",
      "made()",
      "declare const made: () => number;\nconst { a = made() } = {} as { a?: number }",
      "2:13",
    ],
    [
      "a class member",
      "made()",
      "declare const made: () => number;\nclass K {\n  x = made();\n}",
      "3:7",
    ],
    [
      "the value of the cell",
      "made()",
      "declare const made: () => number;\n\n\nmade()",
      "4:1",
    ],
    [
      "a line with characters beyond the BMP",
      "made()",
      "declare const made: () => number;\n'😀'; made()",
      "2:7",
    ],
    [
      "a nested var",
      "made()",
      "declare const made: () => number;\nfor (var i = 0; i < 1; i++) {\n  var z = made();\n}",
      "3:11",
    ],
    [
      "an awaited call",
      "made()",
      "declare const made: () => Promise<number>;\nawait made()",
      "2:7",
    ],
  ])("%s", (_, needle, code, expected) => {
    expect(origin(code, needle)).toBe(expected);
  });

  it("to the cell's label and text", () => {
    const cell = notebook.compile("1 + 1");
    if (!cell.ok) throw new Error("refused");
    const map = JSON.parse(cell.map) as SourceMapPayload;
    expect(map.sources).toEqual([`Cell [${cell.id}]`]);
    expect(map.sourcesContent).toEqual(["1 + 1"]);
  });
});

describe("messages name cells, not files", () => {
  const message = (code: string): string => {
    const cell = notebook.compile(code);
    if (cell.ok) notebook.compiler.accept(cell.id);
    return cell.ok ? "" : (cell.diagnostics[0]?.message ?? "");
  };

  it("where two types of one name meet", () => {
    notebook.reset();
    expect(message("class K { private a = 1 }; const k = new K()")).toBe("");
    const text = message("class K { private b = 2 }\nconst j: K = k");
    expect(text).toMatch(
      /^Property 'b' is missing in type 'K of Cell \[\d+\]' but required in type 'K'\.$/,
    );
    expect(text).not.toContain("nabla-cell");
  });
});
