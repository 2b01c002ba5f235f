import { afterAll, describe, expect, it } from "vitest";
import { completeness } from "../../../kernel/compile/completeness.js";
import type { Inspection } from "../../../kernel/compile/protocol.js";
import { Notebook } from "./notebook.js";

const notebook = new Notebook({
  "local.ts":
    "/** Twice as much. */\nexport const twice = (n: number) => 2 * n;\n",
  "node_modules/pkg/package.json": '{ "name": "pkg", "types": "i.d.ts" }',
  "node_modules/pkg/i.d.ts": "export declare const inside: 1;\n",
});
afterAll(() => {
  notebook.close();
});

for (const cell of [
  "/** Adds its arguments.\n * @example\n * total(1, 2) // 3\n */\nfunction total(a: number, b: number) { return a + b }",
  "class Vec { '+'(o: Vec): Vec { return o } norm() { return 1 } x = 0 }\nconst v = new Vec(), w = new Vec()",
  "const options = { first: 1, second: 'b' }; let mode: 'slow' | 'fast' = 'slow'",
  "interface Shape { side: number }\nenum Colour { Red }",
]) {
  const compiled = notebook.compile(cell);
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  notebook.compiler.accept(compiled.id);
}

/** The text with its cursor marked by `|`. */
function atBar(marked: string): [code: string, cursor: number] {
  return [marked.replace("|", ""), marked.indexOf("|")];
}

describe("completion", () => {
  it.each([
    ["a member", "v.no|", "norm", "method", "(): number"],
    ["a member after an operator", "(v + w).|", "norm", "method", "(): number"],
    ["a property", "v.|", "x", "property", "number"],
    [
      "a function of an earlier cell",
      "tot|",
      "total",
      "function",
      "(a: number, b: number): number",
    ],
    ["a class of an earlier cell", "Ve|", "Vec", "class", "typeof Vec"],
    ["an enum of an earlier cell", "Col|", "Colour", "enum", "typeof Colour"],
    [
      "an interface where types stand",
      "let s: Sha|",
      "Shape",
      "interface",
      undefined,
    ],
    ["a name of this cell", "const mine = 1; mi|", "mine", "const", "1"],
    ["an object's key", "options.se|", "second", "property", "string"],
    [
      "a key in a literal",
      "const o: Shape = { si| }",
      "side",
      "property",
      "number",
    ],
    ["a string literal", "mode = 'f|'", "fast", "string", undefined],
    [
      "a built-in module",
      "import x from 'node:pa|'",
      "node:path",
      "external module name",
      undefined,
    ],
    ["a package's name", "import x from 'pk|'", "pkg", "directory", undefined],
    [
      "the library's name",
      "import { grad } from 'na|'",
      "nabla",
      "external module name",
      undefined,
    ],
    ["a local file", "import x from './lo|'", "local", "script", undefined],
    ["an imported name", "import { ins| } from 'pkg'", "inside", "const", "1"],
    ["a global", "structuredCl|", "structuredClone", "function", undefined],
    ["a keyword begun", "functi|", "function", "keyword", undefined],
    [
      "after characters beyond the BMP",
      "'😀'; v.no|",
      "norm",
      "method",
      "(): number",
    ],
    ["inside unfinished code", "total(v.no|", "norm", "method", "(): number"],
    [
      "inside a block that is still open",
      "for (const u of [v, w]) {\n  u.no|",
      "norm",
      "method",
      "(): number",
    ],
    [
      "a type of an earlier cell among open parameters",
      "function f(a: Sha|",
      "Shape",
      "interface",
      undefined,
    ],
    [
      "a name of an earlier cell in an open template",
      "`${tot|",
      "total",
      "function",
      "(a: number, b: number): number",
    ],
    [
      "an element's member behind an operator",
      "[v + w][0].no|",
      "norm",
      "method",
      "(): number",
    ],
    [
      "a string literal among open arguments",
      "const g = (m: typeof mode) => m; g('f|",
      "fast",
      "string",
      undefined,
    ],
    [
      "dynamic import",
      "await import('node:pa|",
      "node:path",
      "external module name",
      undefined,
    ],
    [
      "after astral letters",
      "const 𝒙 = v; 𝒙.no|",
      "norm",
      "method",
      "(): number",
    ],
  ])("%s", (_, marked, text, kind, signature) => {
    const [code, cursor] = atBar(marked);
    const { items, start, end } = notebook.compiler.complete(code, cursor);
    const found = items.find((item) => item.text === text);
    expect(found).toMatchObject({ text, kind });
    if (signature !== undefined) expect(found?.signature).toBe(signature);
    expect(text.startsWith(code.slice(start, cursor))).toBe(true);
    expect(end).toBeGreaterThanOrEqual(cursor);
  });

  it("tells the first paragraph of docstrings", () => {
    const { items } = notebook.compiler.complete("tota", 4);
    expect(items[0]).toMatchObject({
      text: "total",
      documentation: "Adds its arguments.",
    });
  });

  it("offers no keywords where nothing is typed", () => {
    const { items } = notebook.compiler.complete("", 0);
    expect(items.filter(({ kind }) => kind === "keyword")).toEqual([]);
    expect(items.map(({ text }) => text)).toContain("total");
  });

  it("offers no operators as members", () => {
    const { items } = notebook.compiler.complete("v.", 2);
    expect(items.map(({ text }) => text).sort()).toEqual(["norm", "x"]);
  });

  it("has nothing to say inside a string or a comment", () => {
    expect(notebook.compiler.complete("'abc'", 3).items).toEqual([]);
    expect(notebook.compiler.complete("// ab", 5).items).toEqual([]);
  });
});

describe("inspection", () => {
  const at = (marked: string, detail: 0 | 1 = 0): Inspection | undefined =>
    notebook.compiler.inspect(...atBar(marked), detail);

  it.each([
    ["on a name", "tot|al(1, 2)", "total(a: number, b: number): number"],
    ["behind a name", "total|", "function total(a: number, b: number): number"],
    [
      "behind an open bracket",
      "total(|",
      "total(a: number, b: number): number",
    ],
    [
      "among the arguments",
      "total(1, |",
      "total(a: number, b: number): number",
    ],
    ["a const of an earlier cell", "v|", "const v: Vec"],
    ["the result of an operator", "const u = v + w; u|", "const u: Vec"],
    ["a method", "v.norm|()", "(method) Vec.norm(): number"],
    ["a let", "mode|", 'let mode: "slow" | "fast"'],
    ["a type by itself", "Shape|", "interface Shape"],
    [
      "in a block that is still open",
      "if (true) { total(1, |",
      "total(a: number, b: number): number",
    ],
    [
      "a built-in",
      "Math.ma|x(1)",
      "(method) Math.max(...values: number[]): number",
    ],
  ])("%s", (_, marked, signature) => {
    expect(at(marked)?.signature).toBe(signature);
  });

  it("has the docstring, its example as code", () => {
    expect(at("total|")?.documentation).toBe(
      "Adds its arguments.\n\n```ts\ntotal(1, 2) // 3\n```",
    );
  });

  it("has the source of a cell's function at detail 1 only", () => {
    expect(at("total|")?.source).toBeUndefined();
    expect(at("total|", 1)?.source).toBe(
      "function total(a: number, b: number) { return a + b }",
    );
  });

  it("has the source of every kind of declaration at detail 1", () => {
    expect(at("Shape|", 1)?.source).toBe("interface Shape { side: number }");
    expect(at("Colour|", 1)?.source).toBe("enum Colour { Red }");
    expect(at("mode|", 1)?.source).toContain("let mode: 'slow' | 'fast'");
    expect(at("const own = () => 1; own|", 1)?.source).toContain(
      "own = () => 1",
    );
    expect(at("parseFloat|", 1)?.source).toContain("function parseFloat(");
  });

  it("tells what the parameter at the cursor means", () => {
    const help = at(
      "/** @param n how far */ const go = (n: number) => n; go(|",
    );
    expect(help?.signature).toBe("go(n: number): number");
    expect(help?.documentation).toContain("how far");
  });

  it("says nothing where nothing is", () => {
    expect(at("1 + |")).toBeUndefined();
  });
});

describe("completeness", () => {
  it.each([
    ["1 + 1", "complete", ""],
    ["", "complete", ""],
    ["const x = 1", "complete", ""],
    ["function f() {", "incomplete", "  "],
    ["function f() {\n  if (a) {", "incomplete", "    "],
    ["function f() {\n  return 1;", "incomplete", "  "],
    ["f(1,", "incomplete", "  "],
    ["[1, 2,", "incomplete", "  "],
    ["const x =", "incomplete", ""],
    ["a +", "incomplete", "  "],
    ["`text", "incomplete", ""],
    ["/* remark", "incomplete", ""],
    ["if (a) {\n} else {", "incomplete", "  "],
    ["for (const x of xs)", "incomplete", "  "],
    ["class A extends", "incomplete", "  "],
    ["export", "incomplete", ""],
    ["if (a)", "incomplete", "  "],
    ["if (a) {\n  b();\n} else", "incomplete", "  "],
    ["const f = () =>", "incomplete", "  "],
    ["switch (a) {\n  case 1:", "incomplete", "    "],
    ["f(() => {\n  g();\n  h(", "incomplete", "    "],
    ["class A {\n  m() {\n    return 1;\n  }", "incomplete", "  "],
    ["const f = () => {\n\treturn {", "incomplete", "\t\t"],
    ["import { a", "incomplete", "  "],
    ["'😀'; f({", "incomplete", "  "],
    ["`${", "incomplete", "  "],
    ["await f()", "complete", ""],
    ["1 + 2)", "invalid", ""],
    ["const 3 = 4", "invalid", ""],
    ["'abc", "invalid", ""],
    ["f(1, 2) // {", "complete", ""],
  ])("%j", (code, status, indent) => {
    expect(completeness(code)).toEqual({ status, indent });
  });
});
