import { compileFunction } from "node:vm";
import { expect, it } from "vitest";
import ts from "typescript";
import { grad } from "../../../lib/index.js";
import { functionsOf, run } from "./compiled.js";

type Gradient = (...args: unknown[]) => unknown;

const gradientOf = (f: unknown) =>
  grad<unknown[]>(f as (...args: unknown[]) => number);

/** The gradient that is read in `source`, as a function. */
function readFrom(source: string): Gradient {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const name = /function (gradientOf\w+)/.exec(source)?.[1] ?? "";
  const make = compileFunction(`${outputText}\nreturn ${name};`);
  return (make as () => Gradient)();
}

const sources: readonly (readonly [string, readonly unknown[]])[] = [
  [
    "const f = (x: number, y: number) => x * Math.exp(-(x ** 2) - y ** 2);",
    [-1, 0.2],
  ],
  [
    "const f = (x: number[]) => { let sum = 0; for (let i = 0; i < x.length - 1; i++) { const a = x[i + 1]! - x[i]! * x[i]!; sum += 100 * a * a + (1 - x[i]!) ** 2; } return sum; };",
    [[0.3, -0.2, 1.1]],
  ],
  [
    "const f = (x: number) => { let y = x; while (y < 10) { if (y > 5) break; y = y * y + 1; } return y * x; };",
    [0.7],
  ],
  [
    "const f = (p: { a: number; rows: number[][] }) => { let s = p.a; for (const row of p.rows) for (let j = row.length - 1; j >= 0; j--) s = Math.sin(s) * row[j]!; return s; };",
    [{ a: 0.4, rows: [[1, 2], [0.5]] }],
  ],
];

it("the source of a gradient is the gradient", () => {
  const functions = functionsOf(sources.map(([source]) => source));
  functions.forEach((f, k) => {
    const gradient = gradientOf(f);
    const { source = "" } = gradient;
    const args = sources[k]?.[1] ?? [];
    expect(readFrom(source)(...structuredClone(args))).toEqual(
      gradient(...args),
    );
  });
});

it("the source has types, the names of the function, and ordinary loops", () => {
  const [f] = functionsOf([sources[1]?.[0] ?? ""]);
  const { source } = gradientOf(f);
  expect(source).toMatch(/function gradientOfF\(x: number\[\]\): number\[\]/);
  expect(source).toMatch(/for \(let i = 0; i < \(?x\.length - 1\)?; i\+\+\)/);
  expect(source).toMatch(/for \(let i = x\.length - 2; i >= 0; i--\)/);
});

it("a gradient says where it came from", () => {
  const text =
    "const make = (a: number) => (x: number) => a * x * x; let g = make(3); const calls = (x: number) => g(x) + 1; const change = () => { g = (x: number) => x * 5; }; const one = make(2), two = make(7); const texts = (x: number) => `${x}`.length * x;";
  const scope = run(text, ["one", "two", "calls", "change", "texts"]);
  const { one, two, calls, texts } = scope as Record<
    string,
    (x: number) => number
  >;
  if (!one || !two || !calls || !texts) throw new Error("nothing was compiled");
  expect(grad(one)(1)).toBe(4);
  expect(grad(one).cache).toMatch(
    /compiled, the first derivative of a function with this text/,
  );
  expect(grad(two)(1)).toBe(14);
  expect(grad(two).cache).toMatch(/found in the cache/);
  expect(grad(calls)(2)).toBe(12);
  (scope["change"] as () => void)();
  expect(grad(calls)(2)).toBe(5);
  expect(grad(calls).cache).toMatch(/it calls another \w+ than before/);
  expect(grad(texts).cache).toMatch(/recorded at every call/);
});
