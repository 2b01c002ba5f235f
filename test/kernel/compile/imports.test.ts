import { afterAll, describe, expect, it } from "vitest";
import { Notebook, table } from "./notebook.js";

const FILES = {
  "shape.ts":
    "import { half } from './inner/half.js';\nexport interface Point { x: number }\nexport const twice = (p: Point): number => half(p.x) * 4;\nexport default class Circle { r = 2 }\n",
  "inner/half.ts":
    "import { readFileSync } from 'node:fs';\nexport function half(x: number): number { return x / 2 }\nexport const has = typeof readFileSync;\n",
  "plain.js": "exports.three = 3;\n",
  "data.json": '{ "list": [1, 2, 3] }\n',
  "wrong.ts": "export const n: string = 1;\n",
  "left.ts":
    "import { right } from './right';\nexport const left = (n: number): string => n === 0 ? 'l' : right(n - 1);\n",
  "right.ts":
    "import { left } from './left';\nexport const right = (n: number): string => n === 0 ? 'r' : left(n - 1);\n",
  "counter.ts":
    "export let count = 0;\nexport const more = () => { count++ };\n",
  "node_modules/pkg/package.json":
    '{ "name": "pkg", "version": "1.0.0", "type": "module", "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" } } }',
  "node_modules/pkg/index.d.ts":
    "/** Adds one. */\nexport declare function inc(n: number): number;\ndeclare const value: { deep: string };\nexport default value;\n",
  "node_modules/pkg/index.js":
    "export const inc = (n) => n + 1;\nexport default { deep: 'd' };\n",
  "node_modules/untyped/package.json": '{ "name": "untyped", "main": "i.js" }',
  "node_modules/untyped/i.js": "module.exports = 1;\n",
};

table(
  "imports",
  [
    [
      "a named import",
      ["import { basename } from 'node:path'; basename('/a/b')", "= 'b'"],
    ],
    [
      "seen by later cells",
      ["import { basename } from 'node:path'"],
      ["basename('/a/b')", "= 'b'"],
    ],
    [
      "a default import",
      ["import path from 'node:path'; path.sep", "= '/'"],
      ["path.sep", "= '/'"],
    ],
    [
      "a namespace",
      ["import * as path from 'node:path'; path.sep", "= '/'"],
      ["path.basename('/q')", "= 'q'"],
    ],
    [
      "default and named",
      ["import path, { sep } from 'node:path'; path.sep === sep", "= true"],
    ],
    [
      "default and namespace",
      ["import v, * as all from 'pkg'; all.default === v", "= true"],
    ],
    ["renamed", ["import { sep as s } from 'node:path'"], ["s", "= '/'"]],
    ["for its effect", ["import 'node:path'"]],
    [
      "after its use in the text",
      ["const b = sep; import { sep } from 'node:path'; b", "= '/'"],
    ],
    [
      "a type",
      ["import type { Stats } from 'node:fs'"],
      ["const f = (s: Stats) => s.size; typeof f", "= 'function'"],
    ],
    [
      "a type among values",
      [
        "import { type Stats, existsSync } from 'node:fs'; existsSync('/')",
        "= true",
      ],
      ["let s: Stats | undefined; s", "= undefined"],
    ],
    [
      "a name that is only a type is no value",
      ["import { Stats } from 'node:fs'; 1", "= 1"],
    ],
    ["dynamic", ["(await import('node:path')).sep", "= '/'"]],
    [
      "dynamic in a function",
      ["const load = () => import('node:path')"],
      ["(await load()).sep", "= '/'"],
    ],
    [
      "twice, under another meaning",
      ["import { sep } from 'node:path'"],
      ["const sep = 5"],
      ["sep + 1", "= 6"],
    ],
    [
      "of a name that is Node's",
      ["import process from 'node:process'; process.pid > 0", "= true"],
      ["process.pid > 0", "= true"],
    ],
    [
      "an import cannot be assigned to",
      ["import { sep } from 'node:path'; sep = 'x'", "! TS2632 1:34"],
    ],
    ["a missing package", ["import x from 'no-such-package'", "! TS2307 1:15"]],
    [
      "a missing local file",
      ["import x from './no-such-file'", "! TS2307 1:15"],
    ],
    [
      "a missing name",
      ["import { nothing } from 'node:path'", "! TS2305 1:10"],
    ],
    ["a package without types", ["import u from 'untyped'", "! TS7016 1:15"]],
    [
      "a package's types",
      ["import { inc } from 'pkg'; const s: string = inc(1)", "! TS2322 1:34"],
    ],
    [
      "a local module",
      ["import { twice } from './shape.ts'; twice({ x: 3 })", "= 6"],
    ],
    [
      "a local module without its extension",
      [
        "import { twice } from './shape'; const s: string = twice({ x: 3 })",
        "! TS2322 1:40",
      ],
    ],
    [
      "a local module's default and types",
      ["import Circle, { type Point } from './shape.ts'"],
      ["const p: Point = { x: new Circle().r }; p", "= { x: 2 }"],
    ],
    [
      "a local module that does not check",
      ["import { n } from './wrong.ts'", "throws TypeError"],
    ],
    [
      "local modules in a circle",
      ["import { left } from './left.ts'; left(3)", "= 'r'"],
    ],
    [
      "a local module's binding is read when imported",
      ["import * as c from './counter.ts'; c.more(); c.count", "= 1"],
    ],
    [
      "JSON, with its type",
      [
        "import data from './data.json' with { type: 'json' }; const n: number = data.list[0]; n",
        "= 1",
      ],
    ],
    [
      "JSON by require",
      ["const d = require('./data.json'); d.list.length", "= 3"],
    ],
    ["JavaScript by require", ["require('./plain.js').three", "= 3"]],
    ["import.meta", ["typeof import.meta.dirname", "= 'string'"]],
    [
      "a type of a module by import()",
      [
        "type S = import('node:fs').Stats; let s: S | undefined; s",
        "= undefined",
      ],
    ],
  ],
  FILES,
);

describe("files that change while the notebook runs", () => {
  const notebook = new Notebook(FILES);
  afterAll(() => {
    notebook.close();
  });
  const messages = (code: string): string[] => {
    const cell = notebook.compile(code);
    if (cell.ok) return [];
    return cell.diagnostics.map(({ message }) => message);
  };

  it("sees a local file that comes to be", () => {
    const cell = "import { late } from './late.ts'; const n: number = late";
    expect(messages(cell)).toHaveLength(1);
    notebook.write("late.ts", "export const late = 1;\n");
    expect(messages(cell)).toEqual([]);
  });

  it("sees a local file that was edited", () => {
    notebook.write("edited.ts", "export const e = 1;\n");
    const cell = "import { e } from './edited.ts'; const n: number = e";
    expect(messages(cell)).toEqual([]);
    notebook.write("edited.ts", "export const e = 'text now';\n");
    expect(messages(cell)).toEqual([
      "Type 'string' is not assignable to type 'number'.",
    ]);
  });

  it("compiles an edited local file anew, and only then", () => {
    const version = (): string => {
      notebook.compile("1");
      const found = notebook.compiler.module(`${notebook.folder}/edited.ts`);
      if (!found.ok) throw new Error(found.diagnostics[0]?.message);
      return found.modules[0]?.version ?? "";
    };
    const before = version();
    expect(version()).toBe(before);
    notebook.write("edited.ts", "export const e = 'another text';\n");
    expect(version()).not.toBe(before);
  });

  it("sees a package that is installed", () => {
    const cell = "import { five } from 'fresh'; const n: number = five";
    expect(messages(cell)[0]).toBe(
      "Cannot find package 'fresh'. Install it with: %npm install fresh",
    );
    notebook.write("node_modules/.package-lock.json", "{}");
    notebook.write(
      "node_modules/fresh/package.json",
      '{ "name": "fresh", "types": "index.d.ts" }',
    );
    notebook.write(
      "node_modules/fresh/index.d.ts",
      "export declare const five: 5;\n",
    );
    expect(messages(cell)).toEqual([]);
  });

  it("sees a package that is installed in another version", () => {
    notebook.write(
      "node_modules/fresh/index.d.ts",
      "export declare const five: 'five';\n",
    );
    notebook.write("node_modules/.package-lock.json", '{ "changed": true }');
    expect(
      messages("import { five } from 'fresh'; const n: number = five"),
    ).toEqual(["Type 'string' is not assignable to type 'number'."]);
  });

  it("names the types to install for a package without any", () => {
    expect(messages("import u from 'untyped'")[0]).toContain(
      "%npm install @types/untyped",
    );
  });

  it("moves to another folder", () => {
    notebook.write("sub/here.ts", "export const here = 1;\n");
    const cell = "import { here } from './here.ts'; here";
    expect(messages(cell)).toHaveLength(1);
    notebook.compiler.changeFolder(`${notebook.folder}/sub`);
    expect(messages(cell)).toEqual([]);
  });
});
