import { table } from "./notebook.js";

table("decorators, as the standard has them", [
  [
    "of a class",
    [
      "function tagged<T extends new (...args: any[]) => object>(base: T, context: ClassDecoratorContext) { return class extends base { tag = context.name } }",
    ],
    ["@tagged class K { a = 1 } new K()", "= K { a: 1, tag: 'K' }"],
  ],
  [
    "of a method, from an earlier cell",
    [
      "function twice<T>(f: (this: T) => number, _: ClassMethodDecoratorContext) { return function (this: T) { return 2 * f.call(this) } }",
    ],
    ["class C { @twice m() { return 21 } } new C().m()", "= 42"],
  ],
  [
    "of a field",
    [
      "const plusOne = (_: undefined, __: ClassFieldDecoratorContext) => (v: number) => v + 1",
    ],
    ["class F { @plusOne x = 1 } new F().x", "= 2"],
  ],
  [
    "of an accessor",
    [
      `const seen: string[] = []; function watched<T, V>(target: ClassAccessorDecoratorTarget<T, V>, context: ClassAccessorDecoratorContext<T, V>) { return { get(this: T) { seen.push(String(context.name)); return target.get.call(this) } } }`,
    ],
    ["class A { @watched accessor x = 3 } new A().x", "= 3"],
    ["seen", "= [ 'x' ]"],
  ],
  [
    "that does not fit is refused",
    ["const d = (n: number) => n"],
    ["@d class K {}", "! TS1238 1:2, TS1270 1:2"],
  ],
]);

const resource =
  "const log: string[] = []; const open = (name: string) => ({ name, [Symbol.dispose]() { log.push(name) } }); const later = (name: string) => ({ name, async [Symbol.asyncDispose]() { await null; log.push(name) } })";

table("resources", [
  [
    "using in a block",
    [resource],
    [
      "{ using a = open('a'); using b = open('b'); void [a, b] } log",
      "= [ 'b', 'a' ]",
    ],
  ],
  [
    "using at the top ends with its cell",
    [resource],
    ["using a = open('a'); log.push('body'); log.length", "= 1"],
    ["log", "= [ 'body', 'a' ]"],
  ],
  [
    "await using",
    [resource],
    [
      "{ await using a = later('a'); log.push('in ' + a.name) } log",
      "= [ 'in a', 'a' ]",
    ],
  ],
  [
    "is let go where the cell throws",
    [resource],
    ["using a = open('a'); throw new RangeError(a.name)", "throws RangeError"],
    ["log", "= [ 'a' ]"],
  ],
  [
    "using what cannot be let go is refused",
    ["using a = { x: 1 }", "! TS2850 1:11"],
  ],
]);

table("generics", [
  [
    "constraints over cells",
    ["type Keys<T> = keyof T & string"],
    ["const pick = <T, K extends Keys<T>>(o: T, k: K): T[K] => o[k]"],
    ["pick({ a: 7 }, 'a') + 1", "= 8"],
    ["pick({ a: 7 }, 'b')", "! TS2345 1:16"],
  ],
  [
    "conditional types with infer",
    ["type Inner<T> = T extends readonly (infer E)[] ? E : never"],
    ["const e: Inner<string[]> = 'q'; e", "= 'q'"],
  ],
  [
    "mapped types",
    [
      "type Flags<T> = { [K in keyof T as `is${Capitalize<K & string>}`]: boolean }",
    ],
    ["const f: Flags<{ ok: 1 }> = { isOk: true }; f.isOk", "= true"],
  ],
  [
    "a generic class with a default",
    [
      "class Box<T = number> { constructor(readonly value: T) {} map<U>(f: (v: T) => U) { return new Box(f(this.value)) } }",
    ],
    ["new Box(2).map(String).value.length", "= 1"],
  ],
  [
    "const type parameters",
    ["const list = <const T extends readonly string[]>(...xs: T): T => xs"],
    ["const ab: readonly ['a', 'b'] = list('a', 'b'); ab.length", "= 2"],
  ],
  [
    "variadic tuples",
    [
      "const concat = <A extends unknown[], B extends unknown[]>(a: [...A], b: [...B]): [...A, ...B] => [...a, ...b]",
    ],
    ["const t: [number, string] = concat([1], ['x']); t", "= [ 1, 'x' ]"],
  ],
  [
    "satisfies",
    ["const o = { a: 1 } satisfies Record<string, number>; o.a", "= 1"],
  ],
  [
    "an assertion function of an earlier cell",
    [
      "function assertNumber(x: unknown): asserts x is number { if (typeof x !== 'number') throw new TypeError('no number') }",
    ],
    ["const v: unknown = 4; assertNumber(v); v + 1", "= 5"],
  ],
  [
    "a type guard of an earlier cell",
    ["const isText = (x: unknown): x is string => typeof x === 'string'"],
    ["const v: unknown = 'abc'; isText(v) ? v.length : 0", "= 3"],
  ],
]);

table("redeclared as something else", [
  [
    "a class as a function",
    ["class X { a = 1 }"],
    ["function X() { return 2 } X()", "= 2"],
  ],
  [
    "a function as a class",
    ["function X() { return 1 }"],
    ["class X { b = 3 } new X().b", "= 3"],
  ],
  ["an enum as a const", ["enum X { A }"], ["const X = 'x'; X", "= 'x'"]],
  ["a const as an enum", ["const X = 1"], ["enum X { A = 5 } X.A", "= 5"]],
  [
    "an enum with other members",
    ["enum X { A }"],
    ["enum X { B = 2 } X.B", "= 2"],
    ["X.A", "! TS2339 1:3"],
  ],
  [
    "an interface as a type",
    ["interface X { a: 1 }"],
    ["type X = string; const x: X = 'q'; x", "= 'q'"],
  ],
  [
    "a type as a class",
    ["type X = string"],
    ["class X { c = 4 } new X().c", "= 4"],
  ],
  [
    "a namespace as a const",
    ["namespace X { export const a = 1 }"],
    ["const X = { b: 2 }; X.b", "= 2"],
  ],
  [
    "a const as a namespace",
    ["const X = 1"],
    ["namespace X { export const a = 6 } X.a", "= 6"],
  ],
  [
    "a let as a const of another type",
    ["let x = 1"],
    ["const x = 'a'; x.length", "= 1"],
    ["x = 'b'", "! TS2588 1:1"],
  ],
  [
    "a const as a let",
    ["const x = 1"],
    ["let x: string | undefined"],
    ["x = 'b'; x", "= 'b'"],
  ],
  [
    "an instance of a class before its redeclaration",
    ["class K { a = 1 } const k = new K()"],
    ["class K { a = 2 }"],
    ["[k instanceof K, new K().a]", "= [ false, 2 ]"],
  ],
]);

table("what JSX, modules and labels are told", [
  ["JSX is off", ["const x = <div>hello</div>", "!  1:11"]],
  ["a return at the top", ["return 1", "! TS1108 1:1"]],
  [
    "a label and its break",
    [
      "outer: for (let i = 0; ; i++) { for (;;) { if (i > 2) break outer; else continue outer } }",
      "= undefined",
    ],
  ],
  ["export default", ["export default 5"], ["1", "= 1"]],
  [
    "new.target in a function",
    [
      "function F(this: object) { return new.target === undefined } F.call({})",
      "= true",
    ],
  ],
  [
    "tagged templates",
    [
      "const tag = (s: TemplateStringsArray, ...v: number[]) => s.raw.join('|') + v.length",
    ],
    ["tag`a${1}b\\n${2}`", "= 'a|b\\\\n|2'"],
  ],
  [
    "optional chains and nullish assignment",
    ["let o: { a?: { b: number } } = {}; o.a ??= { b: 3 }; o?.a?.b", "= 3"],
  ],
  [
    "private names with in",
    [
      "class P { #x = 1; static has(o: object) { return #x in o } } P.has(new P())",
      "= true",
    ],
  ],
  [
    "async generators at the top",
    [
      "async function* g() { yield 1; yield 2 } let s = 0; for await (const v of g()) s += v; s",
      "= 3",
    ],
  ],
  ["numeric separators and bigints", ["1_000n * 2n", "= 2000n"]],
]);

table("await of what is in brackets", [
  ["parentheses", ["await (1)", "= 1"]],
  ["a function called at once", ["await (async () => 2)()", "= 2"]],
  ["an await inside", ["await (await Promise.resolve({ x: 3 })).x", "= 3"]],
  ["a list", ["await [4]", "= [ 4 ]"]],
  ["a regular expression", ["(await /a/g).source", "= 'a'"]],
  ["a template", ["await `b${1}`", "= 'b1'"]],
  ["a sign", ["await -1", "= -1"]],
  [
    "a declaration by it",
    ["const x = await (async () => { await null; return 5 })(); x", "= 5"],
  ],
  ["with a name from an earlier cell", ["const y = 1"], ["await (y)", "= 1"]],
]);

table("what a cell adds to everyone's types", [
  [
    "a method of a built-in class, for later cells",
    [
      "declare global { interface Array<T> { last(): T | undefined } }\nArray.prototype.last = function () { return this[this.length - 1] }; 0",
    ],
    ["[1, 2, 3].last()", "= 3"],
    ["const s: string = [1].last()", "! TS2322 1:7"],
  ],
  [
    "declared anew with another type",
    ["declare global { interface Array<T> { most(): T } }"],
    ["declare global { interface Array<T> { most(): string } }"],
    [
      "let s: () => string = () => ''; if (s() > 'z') s = [1].most",
      "= undefined",
    ],
  ],
  [
    "what stands beside stays",
    [
      "declare global { interface Array<T> { most(): T } var depth: number }\nglobalThis.depth = 4",
    ],
    ["declare global { interface Array<T> { most(): string } }"],
    ["depth + 1", "= 5"],
  ],
  [
    "with a type of the cell",
    [
      "interface Size { n: number }\ndeclare global { interface String { size(): Size } }\nString.prototype.size = function () { return { n: this.length } }; 0",
    ],
    ["interface Size { other: string }"],
    ["'abc'.size().n", "= 3"],
  ],
  [
    "to a module",
    ["declare module 'os' { export const farewell: 'bye' }"],
    [
      "import { farewell } from 'os'; type T = typeof farewell; const t: T = 'bye'; t",
      "= 'bye'",
    ],
  ],
  [
    "a name that is not there is told",
    [
      "declare global { interface Array<T> { least(): Absent } }",
      "! TS2304 1:48",
    ],
    ["[1].least()", "! TS2339 1:5"],
  ],
]);

table("names of Node's", [
  [
    "a class keeps its own",
    ["class URL { a = 1 } new URL()", "= URL { a: 1 }"],
  ],
  [
    "a class knows itself",
    [
      "class URL { static one = new URL(); copy() { return new URL() } } [URL.name, URL.one.copy()]",
      "= [ 'URL', URL {} ]",
    ],
  ],
  [
    "a class extends the one it hides, of an earlier cell",
    ["class Map { a = 1 }"],
    ["class Set extends Map {} new Set()", "= Set { a: 1 }"],
  ],
  [
    "a variable hides one",
    ["const process = { pid: 'mine' }; process.pid", "= 'mine'"],
    ["process.pid.length", "= 4"],
  ],
  [
    "that the script needs",
    [
      "const $ = 5, require = 6, module = 7; [$, require, module]",
      "= [ 5, 6, 7 ]",
    ],
    ["$ + require + module", "= 18"],
  ],
  ["Promise", ["const Promise = 5"], ["(await Promise) + 1", "= 6"]],
  [
    "a keyword elsewhere",
    [
      "const async = 1, of = 2, type = 3, get = 4, from = 5; async + of + type + get + from",
      "= 15",
    ],
  ],
]);

table("how a text may begin, end and be spelt", [
  ["a byte order mark", ["\uFEFFconst bom = 1; bom", "= 1"]],
  ["a shebang", ["#!/usr/bin/env node\n1 + 1", "= 2"]],
  ["CRLF", ["const a = 1;\r\nconst b = 2;\r\na + b", "= 3"]],
  ["blank lines", ["\n  \n\t", "= undefined"]],
  [
    "types alone",
    ["type A = 1\ninterface B { a: A }", "= undefined"],
    ["const b: B = { a: 1 }; b", "= { a: 1 }"],
  ],
  [
    "identifiers of every script",
    ["const größe = 3, π = 2, 変数 = 1, 𝒳 = 4; größe * π", "= 6"],
    ["größe + π + 変数 + 𝒳", "= 10"],
  ],
  ["an escape in a name", ["const \\u0061bc = 1; abc", "= 1"], ["abc", "= 1"]],
  [
    "two thousand lines",
    [
      `${Array.from({ length: 2000 }, (_, i) => `const n${i} = ${i === 0 ? "0" : `n${i - 1} + 1`};`).join("\n")}\nn1999`,
      "= 1999",
    ],
    ["n1999 - n1000", "= 999"],
  ],
]);

table("what only functions have, at the top", [
  ["arguments", ["arguments", "! TS2304 1:1"]],
  ["this is the global object", ["this === globalThis", "= true"]],
  ["new.target", ["new.target", "! TS17013 1:1"]],
  ["super", ["super.x", "! TS2660 1:1"]],
  ["yield", ["yield 1", "! TS1163 1:1"]],
  [
    "await in a callback that is not async",
    ["[1].map((x) => await x)", "! TS1308 1:16"],
  ],
  ["a break without a loop", ["break", "! TS1105 1:1"]],
  [
    "a generator",
    [
      "function* g() { const got: number = yield 1; return got } const it = g(); [it.next(), it.next(5)]",
      "= [ { value: 1, done: false }, { value: 5, done: true } ]",
    ],
  ],
]);

table("exports", [
  ["export const", ["export const a = 1"], ["a", "= 1"]],
  [
    "export function and class",
    ["export function f() { return 2 } export class C {}"],
    ["[f(), new C()]", "= [ 2, C {} ]"],
  ],
  ["a list", ["const a = 1; export { a }"], ["a", "= 1"]],
  ["an empty list", ["export {}", "= undefined"]],
  ["export =", ["export = 5", "! TS1203 1:1"]],
]);
