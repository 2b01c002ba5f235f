/** Imports of every kind, as they are resolved, loaded and loaded anew. */
import { kernelTable } from "./rows.js";

/** A package that Node and TypeScript find in the notebook's folder. */
function pack(
  name: string,
  manifest: object,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const folder = `node_modules/${name}`;
  const all = {
    "package.json": JSON.stringify({ name, version: "1.0.0", ...manifest }),
    ...files,
  };
  return Object.fromEntries(
    Object.entries(all).map(([file, text]) => [`${folder}/${file}`, text]),
  );
}

const PACKAGES = {
  ...pack(
    "modern",
    { type: "module", exports: "./i.js", types: "./i.d.ts" },
    {
      "i.js": "export default class Q { hi() { return 1 } }",
      "i.d.ts": "export default class Q { hi(): number }",
    },
  ),
  ...pack(
    "compiled",
    { main: "i.js", types: "i.d.ts" },
    {
      "i.js":
        'Object.defineProperty(exports, "__esModule", { value: true });\n' +
        'exports.default = () => "default"; exports.other = 5;',
      "i.d.ts":
        "export default function f(): string; export const other: number;",
    },
  ),
  ...pack(
    "classic",
    { main: "i.js", types: "i.d.ts" },
    {
      "i.js":
        'const f = () => "classic"; f.extra = 7; const all = f; module.exports = all;',
      "i.d.ts":
        "declare function f(): string; declare namespace f { const extra: number; } export = f;",
    },
  ),
  ...pack(
    "dual",
    {
      exports: {
        import: { types: "./i.d.ts", default: "./i.mjs" },
        require: { types: "./i.d.ts", default: "./i.cjs" },
      },
    },
    {
      "i.mjs": "export class D {}",
      "i.cjs": "exports.D = class D {}",
      "i.d.ts": "export class D {}",
    },
  ),
  ...pack(
    "needy",
    { type: "module", exports: "./i.js", types: "./i.d.ts" },
    { "i.js": 'import "not-there";', "i.d.ts": "export {};" },
  ),
  ...pack(
    "@types/plainly",
    { types: "i.d.ts" },
    {
      "i.d.ts": "export const n: 3;",
    },
  ),
  ...pack("plainly", { main: "i.js" }, { "i.js": "exports.n = 3;" }),
};

kernelTable(
  "packages",
  [
    ["an ECMAScript module", ['import Q from "modern"; new Q().hi()', "= 1"]],
    [
      "one compiled to CommonJS: its default is its default",
      [
        'import f, { other } from "compiled"; [f(), other]',
        "= [ 'default', 5 ]",
      ],
      ['import * as all from "compiled"; all.default()', "= 'default'"],
    ],
    [
      "CommonJS: all of its properties are exports",
      [
        'import f, { extra } from "classic"; [f(), extra]',
        "= [ 'classic', 7 ]",
      ],
      ['import * as all from "classic"; all.extra', "= 7"],
      ['(await import("classic")).default()', "= 'classic'"],
      ['require("classic").extra', "= 7"],
    ],
    [
      "types from @types",
      [
        'import { n } from "plainly"; const s: string = n',
        "TS2322 at ",
        "Type 'number' is not assignable to type 'string'",
      ],
      ['import { n } from "plainly"; n', "= 3"],
    ],
    [
      "what a local file and a cell import is one and the same",
      {
        "uses.ts":
          'import { D } from "dual"; import f, { other } from "compiled";\n' +
          'import c, { extra } from "classic"; import * as star from "classic";\n' +
          'import Q from "modern"; import fs, { readFileSync } from "node:fs";\n' +
          "export const d = new D();\n" +
          "export const all = [f(), other, c(), extra, star.extra, new Q().hi(), fs.readFileSync === readFileSync];\n" +
          'export const late = async () => (await import("dual")).D === D;',
      },
      [
        'import { D } from "dual"; import { d, all, late } from "./uses"; [d instanceof D, await late()]',
        "= [ true, true ]",
      ],
      ["all.join()", "= 'default,5,classic,7,7,1,true'"],
    ],
    [
      "one that is missing names the command, however it is imported",
      ['import "gone";', "TS2882", "%npm install gone"],
      ['import x from "@a/gone/deep";', "TS2307", "%npm install @a/gone"],
      [
        'await import("gone" as string)',
        "package 'gone'. Install it with: %npm install gone",
      ],
      ['require("gone")', "package 'gone'. Install it with: %npm install gone"],
      [
        'await import("needy")',
        "'not-there', which ",
        "needy/i.js imports. Install it with: %npm install not-there",
      ],
    ],
    [
      "one that is there, but not what is asked of it",
      [
        'import p from "dual/package.json" with { type: "json" };',
        "TS2307",
        "The package 'dual' is installed, but has nothing to import as 'dual/package.json'.",
      ],
    ],
    [
      "the library is the one whose names are there already",
      ['import { tensor as t } from "nabla"; t === tensor', "= true"],
      {
        "own.ts":
          'import { tensor, Tensor } from "nabla";\n' +
          "export const sq = (x: Tensor) => x ** 2 + tensor([1]);",
      },
      [
        'import { sq } from "./own"; const y = sq(tensor([3])); [y instanceof Tensor, y.toArray()]',
        "= [ true, [ 10 ] ]",
      ],
    ],
  ],
  PACKAGES,
);

kernelTable("local files", [
  [
    "that await at their top",
    {
      "tla.ts":
        'import { base } from "./base.js";\nexport const t = await Promise.resolve(base + 1);',
      "base.ts": "export const base: number = await Promise.resolve(40);",
    },
    ['import { t } from "./tla"; t + 1', "= 42"],
    ['require("./tla").t', "= 41"],
    { "base.ts": "export const base: number = await Promise.resolve(50);" },
    ['require("./tla")', "awaits at its top level; import it instead"],
    [
      'const [a, b] = await Promise.all([import("./tla"), import("./base")]); [a.t, b.base]',
      "= [ 51, 50 ]",
    ],
  ],
  [
    "that know where they are",
    {
      "in/where.ts":
        "export const here = [import.meta.dirname === __dirname, import.meta.filename === __filename, " +
        'import.meta.url.endsWith("/in/where.ts"), import.meta.resolve("node:fs")];',
    },
    [
      'import { here } from "./in/where"; here',
      "= [ true, true, true, 'node:fs' ]",
    ],
    [
      'new URL("./x.csv", import.meta.url).pathname === `${import.meta.dirname}/x.csv`',
      "= true",
    ],
  ],
  [
    "of every ending",
    {
      "m.mts": "export default () => 'm';",
      "c.cts": "export const c = 'c';",
      "e.mjs": "export const e = 'e';",
      "d.cjs": "module.exports = { d: 'd' };",
      "f/index.js": "exports.f = 'f'; exports.$ = 1;",
    },
    [
      'import m from "./m.mjs"; import { c } from "./c.cjs"; import { e } from "./e.mjs"; import d from "./d.cjs"; import { f } from "./f";\n' +
        "[m(), c, e, d.d, f].join()",
      "= 'm,c,e,d,f'",
    ],
  ],
  [
    "edited: the next cell that imports them sees it, with all that they import",
    {
      "top.ts":
        'import { deep } from "./deep.js"; import data from "./d.json" with { type: "json" }; import js from "./plain.js";\n' +
        "export const sum = deep + data.k + js.v;",
      "deep.ts": "export const deep = 1;",
      "d.json": '{ "k": 10 }',
      "plain.js": "export default { v: 100 };",
    },
    ['import { sum } from "./top"; sum', "= 111"],
    { "deep.ts": "export const deep = 2;" },
    ["sum", "= 111"],
    ['import { sum } from "./top"; sum', "= 112"],
    { "d.json": '{ "k": 20 }' },
    ['import { sum } from "./top"; sum', "= 122"],
    { "plain.js": "export default { v: 200 };" },
    ['(await import("./top")).sum', "= 222"],
    [
      'import data from "./d.json"; import { k } from "./d.json"; [data.k, k]',
      "= [ 20, 20 ]",
    ],
  ],
  [
    "edited below: what imports them is another, too",
    {
      "low.ts": "export class Low { a = 1 }",
      "high.ts":
        'import { Low } from "./low.js"; export const made = new Low();',
    },
    ['import { made } from "./high"; const first = made; first.a', "= 1"],
    { "low.ts": "export class Low { a = 2; b = 3 }" },
    ['import { made } from "./high"; [made.b, made.a]', "= [ 3, 2 ]"],
    ["first.b", "TS2339"],
    { "low.ts": "export class Low { a = 'third' }" },
    ["first.a + made.b", "= 4"],
    ['import { made as third } from "./high"; third.a', "= 'third'"],
    ["first.a + made.b", "= 4"],
  ],
  [
    "not edited: they keep their state",
    { "state.ts": "export const list: number[] = [];" },
    ['import { list } from "./state"; list.push(1)', "= 1"],
    ['import { list as same } from "./state.ts"; same === list', "= true"],
  ],
  [
    "edited: classes of before and after are two",
    {
      "shape.ts":
        "export class Circle { constructor(public r: number) {} area() { return 3 * this.r } }",
    },
    [
      'import { Circle } from "./shape"; const old = new Circle(2); old.area()',
      "= 6",
    ],
    {
      "shape.ts":
        "export class Circle { constructor(public r: number) {} area() { return 4 * this.r } name() { return 'n' } }",
    },
    [
      'import { Circle } from "./shape"; [new Circle(2).area(), old.area(), old instanceof Circle]',
      "= [ 8, 6, false ]",
    ],
    [
      "const now: Circle = old;",
      "TS2741",
      "Property 'name' is missing in type 'Circle of shape before its edit' but required in type 'Circle of shape as it is'",
    ],
    ["const same = old; same.area()", "= 6"],
    [
      "same.name()",
      "TS2339",
      "Property 'name' does not exist on type 'Circle'.\nThis 'Circle' is the one of shape.ts before its edit.",
    ],
    ["const made: Circle = new Circle(1); made.name()", "= 'n'"],
  ],
  [
    "with the paths of tsconfig.json, in every kind of import",
    {
      "tsconfig.json":
        '{ "compilerOptions": { "paths": { "~/*": ["./src/*"], "@one": ["./src/one.ts"] } } }',
      "src/one.ts": 'import { two } from "~/two"; export default two - 1;',
      "src/two.ts":
        'export const two = 2; export const late = async () => (await import("@one")).default;',
    },
    [
      'import one from "@one"; [one, (await import("~/two")).two, require("~/two").two, await (await import("~/two")).late()]',
      "= [ 1, 2, 2, 1 ]",
    ],
    { "tsconfig.json": "{}" },
  ],
  [
    "with errors: each is told, and where",
    {
      "wrong.ts": 'export const a: string = 1;\nexport const b: number = "b";',
      "broken.ts": "export const a = ;",
      "dollar.ts": "export const $ = 1;",
      "via.ts": 'export { a } from "./wrong";',
    },
    [
      'import { a } from "./via";',
      "TypeError: TS2322 at <folder>/wrong.ts:1:14",
      "> 1 | export const a: string = 1;",
      "TS2322 at <folder>/wrong.ts:2:14",
    ],
    [
      'import { a } from "./broken";',
      "SyntaxError: TS1109 at <folder>/broken.ts:1:18",
    ],
    ['import { $ } from "./dollar";', "<folder>/dollar.ts:1:14", "the name $"],
    ['%check off\nimport { b } from "./wrong"; b', "= 'b'"],
    ["%check on"],
  ],
  [
    "that throw: as they load, as they are called, and later",
    {
      "throws.ts":
        'export function boom(n: number): never {\n  throw new RangeError("far " + n);\n}\n' +
        "export async function later() {\n  await null;\n  boom(2);\n}",
      "load.ts": 'export {};\nthrow new Error("at load");',
    },
    [
      'import { boom, later } from "./throws"; boom(1)',
      "far 1",
      "> 2 |   throw",
      "at boom (<folder>/throws.ts:2:9)",
      "at Cell [",
    ],
    [
      "await later()",
      "far 2",
      "at boom (<folder>/throws.ts:2:9)",
      "at later (<folder>/throws.ts:6:3)",
      "at async Cell [",
    ],
    [
      "await new Promise<void>((done) => { setTimeout(() => { setTimeout(done, 5); boom(3); }, 1); });",
      "Uncaught exception",
      "far 3",
      "at boom (<folder>/throws.ts:2:9)",
      "Cell [",
    ],
    [
      'import "./load";',
      "Error: at load",
      "> 2 | throw",
      "at <folder>/load.ts:2:7",
    ],
  ],
  [
    "that are not there",
    ['import x from "./no-such";', "TS2307", "Cannot find module './no-such'"],
    [
      'await import("./no-such.ts" as string)',
      "there is no file <folder>/no-such.ts",
    ],
    { "bad.json": "{ nope" },
    [
      'await import("./bad.json" as string)',
      "SyntaxError: import: <folder>/bad.json: ",
    ],
  ],
]);
