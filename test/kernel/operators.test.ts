import { compileFunction } from "node:vm";
import { describe, expect, it } from "vitest";
import { differentiable } from "../../kernel/compile/operators.js";
import { loadTypeScript } from "../../kernel/compile/typescript.js";
import { diagnosticsOf, emitted } from "./check-source.js";

const library = `
declare class Tensor {
  "+"(other: number | Tensor): Tensor;
  "r+"(other: number): Tensor;
  "*"(other: number | Tensor): Tensor;
  "r*"(other: number): Tensor;
  "**"(other: number | Tensor): Tensor;
  "-u"(): Tensor;
  "[]"(index: number): Tensor;
  readonly data: number[];
  sum(): number;
}
interface Math { exp(x: Tensor): Tensor; exp(x: number): number; max(...x: Tensor[]): Tensor; max(...x: number[]): number }
declare const w: Tensor, x: Tensor, n: number, s: string, big: bigint, any: any, list: Tensor[], maybe: Tensor | undefined;
declare let t: Tensor, m: number, u: Tensor | number;
declare function make(): { p: Tensor; q: Tensor[]; n: number };
`;

const compiler = loadTypeScript();

function emit(source: string): string {
  return emitted(library + source, (program) =>
    differentiable(compiler, program),
  )
    .replace('"use strict";', "")
    .trim();
}

/** Statements outside functions, with what each becomes; all in one program, since starting one takes long. */
function checkEmitted(rows: readonly (readonly [string, string])[]): void {
  const source = rows
    .map(([statement], i) => `"row ${String(i)}";\n${statement}`)
    .join("\n");
  it("check", () => {
    expect(diagnosticsOf(library + source)).toEqual([]);
  });
  const parts = emit(source)
    .split(/^"row \d+";$/m)
    .slice(1)
    .map((part) => renumbered(part.trim()));
  it.each(rows.map(([statement, expected], i) => [statement, expected, i]))(
    "%s → %s",
    (_, expected, i) => {
      expect(parts[i]).toBe(expected);
    },
  );
}

/** Temporary names count from `_a` in each row. */
function renumbered(text: string): string {
  const names = [...new Set(text.match(/\b_[a-z]\b/g))];
  return text.replaceAll(
    /\b_[a-z]\b/g,
    (name) => `_${String.fromCharCode(97 + names.indexOf(name))}`,
  );
}

describe("operators where a type overloads them", () => {
  checkEmitted([
    ["w + x;", "$.add(w, x);"],
    ["2 * w ** 2;", "$.mul(2, $.pow(w, 2));"],
    ["-w;", "$.neg(w);"],
    ["u * 2;", "$.mul(u, 2);"],
    ["any + 1;", "$.add(any, 1);"],
    ["t += 1;", "t = $.add(t, 1);"],
    ["t *= w + 1;", "t = $.mul(t, $.add(w, 1));"],
    ["make().p += w;", "(_a = make(), _a.p = $.add(_a.p, w));"],
    [
      "make().q[m++]! *= 2;",
      "(_a = make().q, _b = m++, _a[_b] = $.mul(_a[_b], 2));",
    ],
    ["w[0];", "$.index(w, 0);"],
    ["w[n + 1]!;", "$.index(w, n + 1);"],
    ["maybe?.[0];", "((_a = maybe) == null ? void 0 : $.index(_a, 0));"],
    ["Math.exp(w);", '$.math("exp", w);'],
    ["Math.max(...list);", '$.math("max", ...list);'],
    ["any[n];", "$.index(any, n);"],
  ]);
});

describe("operators that stay as they are", () => {
  const rows = [
    "n + 1;",
    "n ** 2 % 3;",
    "m += n * 2;",
    "m++;",
    "-n;",
    "s + n;",
    's + "text" + w;',
    "big * 2n;",
    "w.data[0];",
    'w["data"];',
    'any["name"];',
    "any[n] = 1;",
    "any[n]();",
    "delete any[n];",
    "[any[n], any[m]] = [1, 2];",
    "list[0];",
    "make().n += 1;",
    "make().n++;",
    "n < 1 && m > 2;",
    "Math.exp(n);",
    "[1, 2].map(Math.exp);",
    "n | 1;",
    "n === m;",
  ];
  checkEmitted(rows.map((source) => [source, source]));
});

describe("plain code beside its twin", () => {
  const hot = `const f = (xs: number[], k: number) => {
    let s = 0;
    for (let i = 0; i < xs.length; i++) {
        if (xs[i]! > k)
            s += xs[i]! * Math.exp(-k) - s % 2;
    }
    return s;
};`;

  /** The emitted text from the plain function's start to its twin's. */
  const plainPart = (text: string) => text.slice(0, text.indexOf("() => ({"));

  it("is what it was, without one call of the runtime", () => {
    const text = emit(hot);
    const plain = plainPart(text);
    expect(plain.match(/\$\./g)).toEqual(["$."]);
    const body = hot
      .slice(hot.indexOf("=> {"), -1)
      .replaceAll("!", "")
      .replaceAll(/\s+/g, " ");
    expect(plain.replaceAll(/\s+/g, " ")).toContain(body);
  });

  it("calls the runtime in plain code only where a type asks for it", () => {
    const plain = plainPart(
      emit("const g = (a: Tensor, k: number) => (a + k) * (k + k);"),
    );
    expect(plain.match(/\$\.(?!fn)\w+/g)).toEqual(["$.mul", "$.add"]);
  });

  it("has none where the twin would be the same", () => {
    for (const source of [
      "const id = (v: number) => v;",
      'function greet(name: string) { return "hello " + name; }',
      "class Point { constructor(public x: number) {} }",
    ])
      expect(emit(source)).not.toContain("$.");
  });

  it("leaves loops over indices as they are in the twin too", () => {
    const text = emit(
      "const h = (v: number[]) => { let s = 0; for (let i = v.length - 1; i > 0; i -= 2) s += v[i - 1]!; for (let j = 0; j < 3; j = s) s++; return s; };",
    );
    const twin = text.slice(text.indexOf("() => ({"));
    expect(twin).toContain("for (let i = v.length - 1; i > 0; i -= 2)");
    expect(twin).toContain("s = $.add(s, v[i - 1])");
    expect(twin).toContain("for (let j = 0; $.lt(j, 3); j = s)");
  });

  it("keeps the names of functions", () => {
    const text = emit(
      `const a = (v: number) => v + 1; let b = 0 as unknown; b = (v: number) => v + 1;
       const o = { c: (v: number) => v + 1, "d e": (v: number) => v + 1, f(v: number) { return v + 1; } };
       const { g = (v: number) => v + 1 } = {} as { g?: (v: number) => number };
       class K { h = (v: number) => v + 1; #i = (v: number) => v + 1; name() { return this.#i.name; } }`,
    );
    const names = compileFunction(
      `${text}; return [a.name, b.name, o.c.name, o["d e"].name, o.f.name, g.name, new K().h.name, new K().name()];`,
      ["$"],
    ) as ($: unknown) => string[];
    const same = (value: unknown) => value;
    expect(
      names({ fn: same, methods: same, class: same, methodsOf: same }),
    ).toEqual(["a", "b", "c", "d e", "f", "g", "h", "#i"]);
  });
});
