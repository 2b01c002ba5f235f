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
