/** Variables that live in a cell's script while it runs: nobody can tell that they do. */
import { describe, expect, it } from "vitest";
import { Notebook, table } from "./notebook.js";

table("variables of loops", [
  ["a sum", ["let s = 0; for (let i = 0; i < 4; i++) s += i; s", "= 6"]],
  [
    "seen by the next cell",
    ["let s = 0; for (let i = 0; i < 4; i++) s += i"],
    ["s", "= 6"],
  ],
  [
    "of an earlier cell",
    ["let s = 1"],
    ["for (let i = 0; i < 4; i++) s += i"],
    ["s", "= 7"],
  ],
  [
    "of an earlier cell that never set it",
    ["throw new Error('no'); let s = 1", "throws Error"],
    ["for (let i = 0; i < 4; i++) s += i", "throws ReferenceError"],
  ],
  [
    "kept when the loop throws",
    [
      "let n = 0; while (true) if (++n > 4) throw new RangeError('n')",
      "throws RangeError",
    ],
    ["n", "= 5"],
  ],
  [
    "kept when a loop after an await throws",
    [
      "let n = 0; while (true) { await null; if (++n > 4) throw new RangeError('n') }",
      "throws RangeError",
    ],
    ["n", "= 5"],
  ],
  [
    "not set before their declaration has run",
    ["let n = 1"],
    [
      "if (n > 0) throw new RangeError('n'); let k = 2; while (k < 3) k++",
      "throws RangeError",
    ],
    ["k", "throws ReferenceError"],
  ],
  [
    "set to undefined",
    ["let x: number | undefined = 1; while (x !== undefined) x = undefined"],
    ["x", "= undefined"],
  ],
  ["without a value", ["let x; for (x of [1, 2]) { }"], ["x", "= 2"]],
  [
    "of a pattern",
    [
      "let [a, b] = [0, 1], { c } = { c: 3 }; while (a < 50) [a, b] = [b, a + b + c]",
    ],
    ["[a, b, c]", "= [ 73, 120, 3 ]"],
  ],
  [
    "constants",
    [
      "const n = 3, f = (x: number) => x * 2; let s = 0; for (let i = 0; i < n; i++) s += f(i); s",
      "= 6",
    ],
    ["[f.name, n]", "= [ 'f', 3 ]"],
  ],
  [
    "var before its declaration",
    ["var v = 9"],
    ["for (let i = 0; i < 2; i++) { var v: number; if (i === 0) v = i }"],
    ["v", "= 0"],
  ],
  ["var of a loop", ["for (var i = 0; i < 5; i++) {}"], ["i", "= 5"]],
  [
    "names of Node's",
    [
      "let name = 0, $ = 1, $run = 2; for (; name < 3; name++) { $ += name; $run += $ }",
    ],
    ["[name, $, $run]", "= [ 3, 4, 9 ]"],
  ],
  [
    "hidden in a block",
    ["let s = 1; for (let i = 0; i < 3; i++) { let s = i; s++ } s", "= 1"],
  ],
  [
    "hidden by a block's $run",
    [
      "let s = 0; for (let i = 0; i < 3; i++) { const $run = 5; s += $run; await s } s",
      "= 15",
    ],
  ],
  [
    "under for await",
    ["let s = 0; for await (const x of [1, 2, 3]) s += x; s", "= 6"],
    ["s", "= 6"],
  ],
  [
    "under using",
    [
      "let s = 0; using r = { [Symbol.dispose]() {} }; for (const x of [1, 2]) s += x; s",
      "= 3",
    ],
    ["s", "= 3"],
  ],
  [
    "nested awaits",
    [
      "const one = async (x: number) => x; let s = 0; for (let i = 0; i < 3; i++) s += await one(await one(s) + await one(i)); s",
      "= 4",
    ],
  ],
  [
    "labels and continue",
    [
      "let n = 0; outer: for (;;) { for (;;) { if (n++ < 5) continue outer; break outer } } n",
      "= 6",
    ],
  ],
  [
    "globalThis knows them",
    [
      "let s = 0; for (let i = 0; i < 3; i++) s += (globalThis as any).s + 1; s",
      "= 7",
    ],
  ],
]);

table("variables that functions see", [
  [
    "a function of the cell",
    [
      "let s = 0; const add = (x: number) => { s += x }; for (let i = 0; i < 4; i++) add(i); s",
      "= 6",
    ],
  ],
  [
    "a function that reads in the loop",
    [
      "let s = 0; const get = () => s; const seen = []; for (let i = 0; i < 3; i++) { s += i; seen.push(get()) } seen",
      "= [ 0, 1, 3 ]",
    ],
  ],
  [
    "a function of an earlier cell",
    ["let s = 0; const get = () => s"],
    ["for (let i = 0; i < 3; i++) s += get() + 1; s", "= 7"],
  ],
  [
    "a function of an earlier cell, and a new declaration",
    ["let s = 0; const get = () => s"],
    ["let s = 1; for (let i = 0; i < 3; i++) s += get(); s", "= 8"],
  ],
  [
    "a method",
    [
      "let s = 0; class K { get now() { return s } } const k = new K(); for (let i = 0; i < 3; i++) s += k.now + 1; s",
      "= 7",
    ],
  ],
  [
    "a namespace",
    [
      "let s = 2; for (let i = 0; i < 3; i++) s += i; namespace N { export const a = s } N.a",
      "= 5",
    ],
  ],
  ["an enum", ["let s = 2; for (; s < 5; s++) {} enum E { A = s } E.A", "= 5"]],
  [
    "a callback that comes later",
    [
      "let s = 0; setTimeout(() => { s = 100 }, 0); while (s < 100) await new Promise((r) => setTimeout(r, 1)); s",
      "= 100",
    ],
  ],
  [
    "its own name hides nothing",
    [
      "let s = 0; const f = (s: number) => s + 1; for (let i = 0; i < 3; i++) s = f(s); s",
      "= 3",
    ],
    ["s", "= 3"],
  ],
]);

describe("the script of a loop", () => {
  const notebook = new Notebook();
  const script = (code: string): string => {
    const cell = notebook.compile(code);
    if (!cell.ok) throw new Error("refused");
    notebook.compiler.accept(cell.id);
    return cell.js;
  };

  it("has its variables as locals", () => {
    const js = script("let s = 0; for (let i = 0; i < 3; i++) s += i");
    expect(js).toContain("let s = $run");
  });

  it("unless a function of an earlier cell sees them", () => {
    script("let t = 0; const get = () => t");
    const js = script("let t = 0; for (let i = 0; i < 3; i++) t += i");
    expect(js).not.toContain("let t");
  });

  it("again, once the notebook is reset", () => {
    script("let u = 0; const get = () => u");
    notebook.reset();
    const js = script("let u = 0; for (let i = 0; i < 3; i++) u += i");
    expect(js).toContain("let u = $run");
    notebook.close();
  });
});
