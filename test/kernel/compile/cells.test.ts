import { table } from "./notebook.js";

table("the value of a cell", [
  ["the last expression", ["1 + 1", "= 2"]],
  ["shown with a semicolon too, as in Deno", ["1 + 1;", "= 2"]],
  ["empty statements behind it do not count", ["3;;;", "= 3"]],
  ["a comment behind it does not count", ["4 // four", "= 4"]],
  ["a block comment behind it does not count", ["4 /* four */", "= 4"]],
  ["an empty cell", ["", "= undefined"]],
  ["only a comment", ["// nothing", "= undefined"]],
  ["a declaration shows nothing", ["const x = 5", "= undefined"]],
  ["an assignment shows its value", ["let x = 1; x = 7", "= 7"]],
  ["a statement that is no expression", ["if (1 < 2) { 3 }", "= undefined"]],
  ["a template", ["`a${1}b`", "= 'a1b'"]],
  ["an object in parentheses", ["({ a: 1 })", "= { a: 1 }"]],
  ["a function keeps its name", ["const f = () => 1; f.name", "= 'f'"]],
  ["a class keeps its name", ["const K = class {}; K.name", "= 'K'"]],
  ["a declared function keeps its name", ["function g() {} g.name", "= 'g'"]],
  ["null", ["null", "= null"]],
  ["a bigint", ["2n ** 64n", "= 18446744073709551616n"]],
  ["sloppy code is refused", ["undeclared = 1", "! TS2304 1:1"]],
]);

table("names of earlier cells", [
  ["a const", ["const x = 2"], ["x * 3", "= 6"]],
  ["a let", ["let x = 2"], ["x * 3", "= 6"]],
  ["a var", ["var x = 2"], ["x * 3", "= 6"]],
  ["a let assigned later", ["let x = 2"], ["x = 5; x", "= 5"], ["x", "= 5"]],
  [
    "a let without a value",
    ["let x: number | undefined"],
    ["x", "= undefined"],
  ],
  ["a let incremented later", ["let n = 0"], ["n++; ++n", "= 2"], ["n", "= 2"]],
  ["a let with +=", ["let s = 'a'"], ["s += 'b'", "= 'ab'"]],
  [
    "a const keeps its literal type",
    ["const x = 2"],
    ["const y: 2 = x; y", "= 2"],
  ],
  ["a function", ["function f(a: number) { return a + 1 }"], ["f(1)", "= 2"]],
  ["an arrow", ["const f = (a: number) => a + 1"], ["f(1)", "= 2"]],
  [
    "a generic function",
    ["function id<T>(a: T): T { return a }"],
    ["id('q').length", "= 1"],
  ],
  [
    "overloads",
    [
      "function f(a: string): string; function f(a: number): number; function f(a: unknown): unknown { return a }",
    ],
    ["f(3) + 1", "= 4"],
  ],
  [
    "a class",
    ["class K { constructor(public a: number) {} }"],
    ["new K(3).a", "= 3"],
  ],
  [
    "a class extended later",
    ["class A { m() { return 1 } }"],
    [
      "class B extends A { override m() { return super.m() + 1 } } new B().m()",
      "= 2",
    ],
  ],
  [
    "an abstract class",
    ["abstract class A { abstract m(): number }"],
    ["class B extends A { m() { return 4 } } new B().m()", "= 4"],
  ],
  [
    "private fields",
    ["class P { #n = 1; inc() { return ++this.#n } }"],
    ["new P().inc()", "= 2"],
  ],
  [
    "static blocks",
    ["class S { static v = 0; static { S.v = 9 } }"],
    ["S.v", "= 9"],
  ],
  ["an enum", ["enum E { A, B }"], ["[E.B, E[0]]", "= [ 1, 'A' ]"]],
  ["a string enum", ["enum E { A = 'a' }"], ["E.A", "= 'a'"]],
  ["a const enum", ["const enum E { A = 4 }"], ["E.A", "= 4"]],
  [
    "a namespace",
    [
      "namespace N { export const a = 1; export namespace M { export const b = 2 } }",
    ],
    ["N.a + N.M.b", "= 3"],
  ],
  [
    "a namespace of types only",
    ["namespace T { export type A = number }"],
    ["const a: T.A = 1; a", "= 1"],
  ],
  [
    "an interface",
    ["interface I { a: number }"],
    ["const i: I = { a: 1 }; i.a", "= 1"],
  ],
  [
    "a type",
    ["type P<T> = readonly [T, T]"],
    ["const p: P<number> = [1, 2]; p", "= [ 1, 2 ]"],
  ],
  [
    "a function merged with a namespace",
    ["function f() { return f.k } namespace f { export const k = 3 }"],
    ["f() + f.k", "= 6"],
  ],
  [
    "a class merged with an interface",
    ["class C {} interface C { x?: number }"],
    ["new C().x", "= undefined"],
  ],
  [
    "an enum merged with a namespace",
    ["enum E { A } namespace E { export const f = () => E.A }"],
    ["E.f()", "= 0"],
  ],
  [
    "a declared type that has no value",
    ["declare const ghost: number; type G = typeof ghost"],
    ["const g: G = 2; g", "= 2"],
  ],
  [
    "a symbol",
    ["const s: unique symbol = Symbol('s')"],
    ["const o = { [s]: 1 }; o[s]", "= 1"],
  ],
  [
    "an anonymous class with private members",
    [
      "const make = () => new (class { private a = 1; get() { return this.a } })()",
    ],
    ["make().get()", "= 1"],
  ],
  [
    "export modifiers are allowed",
    ["export const x = 1; export function f() { return x }"],
    ["f()", "= 1"],
  ],
  [
    "export lists are allowed",
    ["const x = 1, y = 2; export { x, y as z }"],
    ["x + y", "= 3"],
  ],
  [
    "a later cell does not see locals",
    ["{ const inner = 1 }"],
    ["inner", "! TS2304 1:1"],
  ],
]);

table("names declared anew", [
  ["a const", ["const x = 1"], ["const x = 2; x", "= 2"]],
  [
    "a const with another type",
    ["const x = 1"],
    ["const x = 'a'"],
    ["x.length", "= 1"],
  ],
  [
    "a const as a let",
    ["const x = 1"],
    ["let x = 'b'"],
    ["x = 'c'; x", "= 'c'"],
  ],
  [
    "a let as a const",
    ["let x = 1"],
    ["const x = 2"],
    ["x = 3", "! TS2588 1:1"],
  ],
  [
    "a const as a function",
    ["const f = 1"],
    ["function f() { return 2 } f()", "= 2"],
  ],
  [
    "a function as a const",
    ["function f() { return 1 }"],
    ["const f = 2; f", "= 2"],
  ],
  [
    "a function seen by old callers",
    ["function f() { return 1 }"],
    ["function g() { return f() }"],
    ["function f() { return 2 }"],
    ["g()", "= 2"],
  ],
  [
    "a const seen by old closures",
    ["const k = 1; const get = () => k"],
    ["const k = 2"],
    ["get()", "= 2"],
  ],
  [
    "a recursive function",
    [
      "function f(n: number): number { return n < 1 ? 0 : 1 + f(n - 1) } f(3)",
      "= 3",
    ],
    ["const old = f; function g() { return old(2) }"],
    ["function f(n: number): number { return 100 }"],
    ["g()", "= 101"],
  ],
  [
    "a class",
    ["class K { a = 1 }"],
    ["class K { b = 2 }"],
    ["new K().b", "= 2"],
  ],
  [
    "a class and its old instance",
    ["class K { a = 1 } const k = new K()"],
    ["class K { b = 2 }"],
    ["k.a", "= 1"],
  ],
  ["an enum", ["enum E { A }"], ["enum E { B = 5 }"], ["E.B", "= 5"]],
  [
    "an interface",
    ["interface I { a: number }"],
    ["interface I { b: string }"],
    ["const i: I = { b: '' }; i", "= { b: '' }"],
  ],
  [
    "a type",
    ["type T = number"],
    ["type T = string"],
    ["const t: T = 'q'; t", "= 'q'"],
  ],
  [
    "a namespace",
    ["namespace N { export const a = 1 }"],
    ["namespace N { export const b = 2 }"],
    ["N.b", "= 2"],
  ],
  [
    "twice in one cell is an error",
    ["const x = 1; const x = 2", "! TS2451 1:7, TS2451 1:20"],
  ],
  [
    "from its own old value",
    ["let xs = [1]"],
    ["xs = [...xs, 2]; xs", "= [ 1, 2 ]"],
  ],
  [
    "the same cell run again",
    ["let n = 0; n += 1; n", "= 1"],
    ["let n = 0; n += 1; n", "= 1"],
  ],
  [
    "after a failure, what had run stays",
    ["let a = 1; throw new RangeError('no'); let b = 2", "throws RangeError"],
    ["a", "= 1"],
  ],
  [
    "a refused cell changes nothing",
    ["const x = 1"],
    ["const x: string = 2", "! TS2322 1:7"],
    ["x", "= 1"],
  ],
]);

table("destructuring", [
  ["an object", ["const { a, b } = { a: 1, b: 2 }"], ["[a, b]", "= [ 1, 2 ]"]],
  ["renamed", ["const { a: x } = { a: 1 }"], ["x", "= 1"]],
  ["a default", ["const { a = 5 } = {} as { a?: number }"], ["a", "= 5"]],
  [
    "rest of an object",
    ["const { a, ...rest } = { a: 1, b: 2, c: 3 }"],
    ["rest", "= { b: 2, c: 3 }"],
  ],
  ["an array", ["const [a, , b] = [1, 2, 3]"], ["[a, b]", "= [ 1, 3 ]"]],
  ["rest of an array", ["const [h, ...t] = [1, 2, 3]"], ["t", "= [ 2, 3 ]"]],
  ["nested", ["const { p: { q: [r] } } = { p: { q: [7] } }"], ["r", "= 7"]],
  [
    "nested with defaults",
    ["const { p: { q = 3 } = {} } = {} as { p?: { q?: number } }"],
    ["q", "= 3"],
  ],
  [
    "a computed key",
    ["const key = 'k' as const; const { [key]: v } = { k: 4 }"],
    ["v", "= 4"],
  ],
  [
    "a let, assigned later",
    ["let [a, b] = [1, 2]"],
    ["[a, b] = [b, a]; [a, b]", "= [ 2, 1 ]"],
  ],
  [
    "several in one statement",
    ["const a = 1, { b } = { b: 2 }, [c] = [3]"],
    ["[a, b, c]", "= [ 1, 2, 3 ]"],
  ],
  [
    "parameters",
    [
      "const f = ({ a, b = 2 }: { a: number; b?: number }) => a + b; f({ a: 1 })",
      "= 3",
    ],
  ],
  [
    "an awaited value",
    ["const { a } = await Promise.resolve({ a: 6 })"],
    ["a", "= 6"],
  ],
]);

table("loops and blocks", [
  [
    "var in a loop belongs to the cell",
    ["for (var i = 0; i < 3; i++) {}"],
    ["i", "= 3"],
  ],
  ["var in a block", ["if (true) { var z = 1 }"], ["z", "= 1"]],
  ["var in for … of", ["for (var v of [1, 2]) {}"], ["v", "= 2"]],
  ["var in for … in", ["for (var k in { a: 1 }) {}"], ["k", "= 'a'"]],
  [
    "var pattern in a loop",
    ["for (var [a, b] of [[1, 2]] as const) {}"],
    ["a + b", "= 3"],
  ],
  ["var in try", ["try { var t = 1 } catch { var t = 2 }"], ["t", "= 1"]],
  [
    "var in a function stays there",
    ["function f() { var w = 1; return w } f()", "= 1"],
    ["w", "! TS2304 1:1"],
  ],
  [
    "let in a loop stays there",
    ["for (let j = 0; j < 2; j++) {}"],
    ["j", "! TS2304 1:1"],
  ],
  [
    "closures of a loop have their own let",
    [
      "const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map((f) => f())",
      "= [ 0, 1, 2 ]",
    ],
  ],
  [
    "labels",
    [
      "let n = 0; outer: for (const a of [1, 2]) for (const b of [1, 2]) { if (b === 2) continue outer; n += a } n",
      "= 3",
    ],
  ],
  [
    "switch",
    [
      "const s = (x: number) => { switch (x) { case 1: return 'one'; default: return 'many' } }; s(2)",
      "= 'many'",
    ],
  ],
  [
    "a sum in a loop",
    ["let s = 0; for (let i = 1; i <= 10; i++) s += i; s", "= 55"],
    ["s", "= 55"],
  ],
  ["generators", ["function* g() { yield 1; yield 2 } [...g()]", "= [ 1, 2 ]"]],
]);

table("await", [
  ["at the top", ["await Promise.resolve(4)", "= 4"]],
  ["in a declaration", ["const x = await Promise.resolve(4)"], ["x", "= 4"]],
  [
    "for await",
    [
      "async function* g() { yield 1; yield 2 } const out: number[] = []; for await (const x of g()) out.push(x); out",
      "= [ 1, 2 ]",
    ],
  ],
  ["a promise as the value is awaited", ["Promise.resolve(3)", "= 3"]],
  [
    "an async function is no await",
    ["async function f() { return await Promise.resolve(1) }"],
    ["await f()", "= 1"],
  ],
  [
    "a rejection",
    ["await Promise.reject(new RangeError('x'))", "throws RangeError"],
  ],
  [
    "what ran before a rejection stays",
    ["let a = 1; await Promise.reject(new Error('x'))", "throws Error"],
    ["a", "= 1"],
  ],
  ["an await in a template", ["`${await Promise.resolve('t')}`", "= 't'"]],
  [
    "an await in a class member is refused",
    ["class K { x = await Promise.resolve(1) }", "! TS1308 1:15"],
  ],
]);

table("using", [
  [
    "ends with the cell",
    ["const log: string[] = []"],
    [
      "using r = { [Symbol.dispose]() { log.push('gone') } }; log.push('here')",
      "= 1",
    ],
    ["log", "= [ 'here', 'gone' ]"],
  ],
  [
    "functions of the cell see it",
    [
      "using r = { v: 5, [Symbol.dispose]() {} }; function q() { return r.v } q()",
      "= 5",
    ],
  ],
  [
    "await using",
    ["const log: string[] = []"],
    [
      "await using r = { async [Symbol.asyncDispose]() { log.push('gone') } }; log.length",
      "= 0",
    ],
    ["log", "= [ 'gone' ]"],
  ],
]);

table("names of Node's own", [
  [
    "a cell's URL",
    ["const URL = 'mine'; URL", "= 'mine'"],
    ["URL.length", "= 4"],
    ["new (globalThis.URL)('http://a').host", "= 'a'"],
  ],
  [
    "a cell's fetch and process",
    ["const fetch = 1, process = 2"],
    ["[fetch, process]", "= [ 1, 2 ]"],
    ["typeof globalThis.process.pid", "= 'number'"],
  ],
  [
    "a cell's name",
    ["const name = 'n'; name", "= 'n'"],
    ["({ name })", "= { name: 'n' }"],
  ],
  ["as a property it stays", ["const URL = { URL: 1 }"], ["URL.URL", "= 1"]],
  ["in a shorthand", ["const process = 1; ({ process })", "= { process: 1 }"]],
  [
    "as a parameter it stays",
    ["const URL = 1; const f = (URL: number) => URL; f(2)", "= 2"],
  ],
  [
    "as an inner const it stays",
    ["const console = 1; { const console = 2; console }"],
    ["console", "= 1"],
  ],
  [
    "a function",
    ["function fetch() { return 'f' } fetch()", "= 'f'"],
    ["fetch() + fetch.name", "= 'ffetch'"],
  ],
  ["a class", ["class Event { x = 1 }"], ["new Event().x", "= 1"]],
  [
    "destructured",
    ["const { URL, process: { pid } } = { URL: 1, process: { pid: 2 } }"],
    ["[URL, pid]", "= [ 1, 2 ]"],
  ],
  [
    "assigned later",
    ["let status = 1, performance = 2"],
    ["performance += 5; performance", "= 7"],
  ],
  [
    "a type of the name leaves the value",
    ["interface URL { mine: 1 }"],
    ["const u: URL = { mine: 1 }; u", "= { mine: 1 }"],
  ],
  [
    "dollar",
    ["const $ = 7; $ + 1", "= 8"],
    ["const f = ($: number) => $ * 2; f($)", "= 14"],
  ],
  ["require", ["const p = require('node:path'); p.basename('/a/b')", "= 'b'"]],
  ["a cell's require", ["const require = 5"], ["require", "= 5"]],
]);
