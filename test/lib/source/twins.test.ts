import { describe, expect, it } from "vitest";
import { grad, Tensor } from "../../../lib/index.js";
import { twinOf } from "../../../lib/source/runtime.js";
import { functionsOf, run } from "./compiled.js";

/** A function, where it is differentiated, and its gradient there by the rules of calculus. */
interface Row {
  readonly what: string;
  readonly source: string;
  readonly at: readonly number[];
  readonly gradient: readonly number[];
}

const { exp, sqrt, sin, cos, tanh } = Math;
const sigmoid = (x: number) => 1 / (1 + exp(-x));

const rows: Row[] = [
  {
    what: "arithmetic",
    source: "const f = (x: number, y: number) => x * y + x / y - -(x ** 2);",
    at: [3, 2],
    gradient: [2 + 1 / 2 + 6, 3 - 3 / 4],
  },
  {
    what: "log-sum-exp",
    source:
      "const f = (x: number, y: number) => Math.log(Math.exp(x) + Math.exp(y));",
    at: [0.3, 0.7],
    gradient: [sigmoid(-0.4), sigmoid(0.4)],
  },
  {
    what: "remainder",
    source: "const f = (x: number, y: number) => x % y;",
    at: [7.5, 2],
    gradient: [1, -3],
  },
  {
    what: "a declared function, called",
    source:
      "function half(v: number) { return v / 2; } function f(x: number) { return half(x) * half(x); }",
    at: [3],
    gradient: [1.5],
  },
  {
    what: "a loop with continue, a closure and an outer counter",
    source: `const K = 3; let counter = 0;
      const f = (x: number) => { const sq = (z: number) => z * z * K; let s = 0;
        for (const k of [1, 2, 3]) { if (k === 2) continue; s += sq(x + k); } counter++; return s / 2; };`,
    at: [1.1],
    gradient: [3 * 2.1 + 3 * 4.1],
  },
  {
    what: "destructuring with rest and defaults, spread, methods of objects",
    source: `const f = (a: number, b0: number, b1: number, b2: number) => {
        const { v, b: [p, ...q], w = a * 2 } = { v: a, b: [b0, b1, b2] } as { v: number; b: [number, number, number]; w?: number };
        const o = { m: v * p, add(t: number) { return this.m + t; } };
        return o.add(q.map((z) => z ** 2).reduce((s, z) => s + z, 0)) + w; };`,
    at: [2, 3, 4, 5],
    gradient: [5, 2, 8, 10],
  },
  {
    what: "recursion",
    source: "const f = (x: number): number => (x < 1 ? x : f(x / 2) * x);",
    at: [5.3],
    gradient: [(4 * 5.3 ** 3) / 64],
  },
  {
    what: "recursion of a named function expression",
    source:
      "const f = function power(x: number, n = 3): number { return n === 0 ? 1 : x * power(x, n - 1); } as (x: number) => number;",
    at: [1.3],
    gradient: [3 * 1.3 ** 2],
  },
  {
    what: "while with swaps: the arithmetic-geometric mean by its own derivative",
    source: `const f = (x: number) => { let a = x, b = x; let n = 0;
        while (n < 3) { [a, b] = [(a + b) / 2, Math.sqrt(a * b)]; n++; } return a; };`,
    at: [2.2],
    gradient: [1],
  },
  {
    what: "switch, sort by a comparator, spread into Math.max",
    source: `const f = (x: number) => { switch (true) { case x > 10: return x; default: {
        const xs = Array.from({ length: 4 }, (_, i) => x * i); xs[2]! += x;
        xs.sort((a, b) => b - a); return xs[0]! * xs[3]! + xs[1]! + Math.max(...xs, 1); } } };`,
    at: [1.7],
    gradient: [6.5 - 0.5],
  },
  {
    what: "classes: parameter properties, methods, getters, statics, fields that compute",
    source: `class U { constructor(public u: number) {} } class V extends U { readonly twice = this.u * 2; static of(u: number) { return new V(u * u, u); }
        constructor(u: number, public w: number) { super(u); }
        dot(o: V) { return this.u * o.u + this.w * o.w; } get sum() { return this.u + this.w; } }
      const f = (x: number) => V.of(x).dot(new V(x, 2)) + new V(x, 1).sum * new V(x, 1).twice;`,
    at: [1.3],
    gradient: [3 * 1.3 ** 2 + 2 + 4 * 1.3 + 2],
  },
  {
    what: "a derived class that computes before and after super",
    source: `class A { area: number; constructor(readonly side: number) { this.area = side * side; } scaled(k: number) { return this.area * k; } }
      class B extends A { constructor(s: number) { super(s * 2); this.area += s; } override scaled(k: number) { return super.scaled(k) + this.side; } }
      const f = (x: number) => { const b = new B(x); return b instanceof A ? b.scaled(x) : 0; };`,
    at: [0.7],
    gradient: [12 * 0.7 ** 2 + 2 * 0.7 + 2],
  },
  {
    what: "a class with private fields",
    source: `class P { #v; constructor(v: number) { this.#v = v * v; } grow(k: number) { this.#v *= k; return this; } get value() { return this.#v; } }
      const f = (x: number) => new P(x).grow(x).value;`,
    at: [1.5],
    gradient: [3 * 1.5 ** 2],
  },
  {
    what: "a class declared inside the function",
    source: `const f = (x: number) => { class C { k = x * 3; times(y: number) { return this.k * y; } } class D extends C {} return new D().times(x); };`,
    at: [2],
    gradient: [12],
  },
  {
    what: "generators, throw and catch",
    source: `const f = (x: number) => { function* g() { yield x; yield x * 2; } let s = 0; for (const t of g()) s += t * t;
        try { if (s > 1) throw { s }; } catch (e) { s = (e as { s: number }).s * 2; } return s; };`,
    at: [0.9],
    gradient: [20 * 0.9],
  },
  {
    what: "a Map, and a table that remembers",
    source: `const f = (x: number) => { const m = new Map<string, number>(); m.set("k", x * x); m.set("k", m.get("k")! + x);
        const memo: Record<number, number> = {}; const fib = (n: number): number => n < 2 ? x : (memo[n] ??= fib(n - 1) + fib(n - 2) * x);
        return m.get("k")! + fib(3); };`,
    at: [0.8],
    gradient: [2 * 0.8 + 1 + (1 + 4 * 0.8)],
  },
  {
    what: "logical operators and their values",
    source:
      "const f = (x: number, y: number) => { let z = x && y; z ||= 5; z &&= z * x; return (z ?? 0) + (0 || x); };",
    at: [2, 3],
    gradient: [4, 2],
  },
  {
    what: "++ and --, before and after, on variables, properties and elements",
    source: `const f = (x: number) => { let a = x; const b = a++; const o = { p: x }; --o.p; const xs = [x]; const old = xs[0]!--; return a * b + o.p * xs[0]! + old; };`,
    at: [3],
    gradient: [2 * 3 + 1 + 2 * (3 - 1) + 1],
  },
  {
    what: "bits and whole numbers decide, without a derivative of their own",
    source:
      "const f = (x: number) => { const n = x | 0; const xs = [x, x * x]; return (n << 1) * x + xs[Math.floor(x) - 2]! + xs[n & 1]!; };",
    at: [2.5],
    gradient: [4 + 1 + 1],
  },
  {
    what: "built-in tests of numbers",
    source: `const f = (x: number) => Number.isFinite(x) && !Number.isNaN(x) && !isNaN(x) && Array.isArray([x]) && typeof x === "number" && Number(x) === x ? Number(x) * x : 0;`,
    at: [1.5],
    gradient: [3],
  },
  {
    what: "optional chains",
    source: `const f = (x: number) => { const o: { g?: { h(v: number): number; n: number[] }; none?: { h(v: number): number } } = { g: { h(v) { return v * x; }, n: [x] } };
        return (o.g?.h(x) ?? 0) + (o.none?.h(x) ?? 1) + (o.g?.n?.[0] ?? 0) + (o?.g?.h?.(2) ?? 0); };`,
    at: [3],
    gradient: [6 + 1 + 2],
  },
  {
    what: "functions of functions, call, apply and bind",
    source: `const twice = (g: (v: number) => number) => (v: number) => g(g(v)); function sq(this: { k: number } | void, v: number) { return v * v * (this?.k ?? 1); }
      const f = (x: number) => twice((v) => v * v)(x) + sq.call({ k: 2 }, x) + sq.apply({ k: 3 }, [x]) + sq.bind({ k: 4 })(x) + [x].map(Math.exp)[0]! + [x, 1].map((v) => sq(v))[0]!;`,
    at: [0.5],
    gradient: [4 * 0.125 + (2 + 3 + 4 + 1) * 2 * 0.5 + exp(0.5)],
  },
  {
    what: "a function that is handed to a built-in by its name",
    source: `const cube = (v: number) => v ** 3; const f = (x: number) => [x, 2 * x].map(cube).filter((v) => v).reduce((a, b) => a + b) + [1, x].find((v) => v > 1)!;`,
    at: [1.1],
    gradient: [27 * 1.1 ** 2 + 1],
  },
  {
    what: "templates, labels, do-while and the comma",
    source: `const f = (x: number) => { let s = x, n = 0; outer: do { for (;;) { s *= x, n++; if (n >= 3) break outer; if (n % 2) continue outer; } } while (true);
        return \`\${s}\`.length > 0 ? s : 0; };`,
    at: [1.2],
    gradient: [4 * 1.2 ** 3],
  },
  {
    what: "getters and setters of an object",
    source: `const f = (x: number) => { const o = { r: x, get area() { return this.r * this.r; }, set area(v: number) { this.r = v / 2; } }; const a = o.area; o.area = x * x; return a + o.r; };`,
    at: [3],
    gradient: [6 + 3],
  },
  {
    what: "a setter and a getter of a class made outside",
    source: `class Box { v = 1; set square(x: number) { this.v = x * x; } get square() { return this.v; } } const box = new Box();
      const f = (x: number) => { box.square = x; return box.square * x; };`,
    at: [2],
    gradient: [12],
  },
  {
    what: "the whole of Math that is smooth",
    source: `const f = (x: number) => Math.sin(x) * Math.cos(x) + Math.tanh(x) + Math.sqrt(x) + Math.hypot(x, 3) + Math.pow(x, 2.5) + Math.atan2(x, 2) + Math.cbrt(x) + Math.log1p(x) + Math.expm1(x);`,
    at: [0.9],
    gradient: [
      cos(0.9) ** 2 -
        sin(0.9) ** 2 +
        1 -
        tanh(0.9) ** 2 +
        0.5 / sqrt(0.9) +
        0.9 / sqrt(0.81 + 9) +
        2.5 * 0.9 ** 1.5 +
        2 / (4 + 0.81) +
        1 / (3 * 0.9 ** (2 / 3)) +
        1 / 1.9 +
        exp(0.9),
    ],
  },
  {
    what: "ties share evenly",
    source:
      "const f = (x: number, y: number, z: number) => Math.max(x, y, z, 0) + Math.abs(x - y) + Math.min(x, 5);",
    at: [2, 2, 2],
    gradient: [1 / 3 + 1, 1 / 3, 1 / 3],
  },
  {
    what: "steps have no slope",
    source:
      "const f = (x: number) => x * (Math.floor(x) + Math.ceil(x) + Math.round(x) + Math.trunc(x) + Math.sign(x));",
    at: [2.6],
    gradient: [2 + 3 + 3 + 2 + 1],
  },
  {
    what: "log of a power by a loop over a typed array of constants",
    source: `const w = new Float64Array([0.5, 1.5, 2]); const f = (x: number) => { let s = 0; for (let i = 0; i < w.length; i++) s += w[i]! * x ** i; return Math.log(s); };`,
    at: [1.4],
    gradient: [(1.5 + 4 * 1.4) / (0.5 + 1.5 * 1.4 + 2 * 1.96)],
  },
];

describe("gradients through twins", () => {
  const functions = functionsOf(rows.map((row) => row.source));
  it.each(rows.map((row, i) => [row.what, row, i] as const))(
    "%s",
    (_, row, i) => {
      const f = functions[i];
      expect(f && twinOf(f)).toBeDefined();
      const gradient: unknown = grad(f as (...args: number[]) => number)(
        ...row.at,
      );
      const found = Array.isArray(gradient) ? gradient : [gradient];
      expect(found).toHaveLength(row.gradient.length);
      row.gradient.forEach((exact, k) => {
        expect(Math.abs((found[k] as number) - exact)).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(exact)),
        );
      });
      const value: unknown = twinOf(f as (...args: unknown[]) => unknown)?.(
        ...row.at.map((x) => new Tensor(x, { requiresGrad: true })),
      );
      expect(value instanceof Tensor ? value.item() : value).toBeCloseTo(
        f?.(...row.at) ?? NaN,
        13,
      );
    },
  );
});

describe("twins on plain numbers", () => {
  const functions = functionsOf(rows.map((row) => row.source));
  it.each(rows.map((row, i) => [row.what, row, i] as const))(
    "%s",
    (_, { at }, i) => {
      const f = functions[i] as (...args: number[]) => number;
      const plain = f(...at);
      expect(twinOf(f)?.(...at)).toBe(plain);
    },
  );
});

describe("derivatives of derivatives", () => {
  const D = (f: (x: number) => number, at: number) => grad(f)(at);
  const { nested, product, fourth, quotient } = run(
    `declare function D(f: (x: number) => number, at: number): number;
     const nested = (x: number) => x * D((y) => x + y, 1);
     const product = (x: number) => x * D((y) => x * y, 4);
     const fourth = (x: number): number => D((a) => D((b) => D((c) => D((d) => d ** 4 * Math.exp(d), c), b), a), x);
     const quotient = (x: number) => { let s = x; for (let i = 0; i < 3; i++) s = s * s + D((y) => Math.sin(y) * s, x); return s; };`,
    ["nested", "product", "fourth", "quotient"],
    { D },
  ) as Record<string, (x: number) => number>;

  it("are not confused with each other", () => {
    expect(grad(nested as (x: number) => number)(1)).toBe(1);
    expect(grad(product as (x: number) => number)(4)).toBe(8);
  });

  it("of the fourth order are exact", () => {
    const x = 0.7;
    // (x⁴eˣ)⁗ by Leibniz: Σ C(4,k) (x⁴)⁽ᵏ⁾ eˣ.
    const exact = (x ** 4 + 16 * x ** 3 + 72 * x ** 2 + 96 * x + 24) * exp(x);
    expect(fourth?.(x)).toBeCloseTo(exact, 10);
  });

  it("pass through loops", () => {
    const x = 0.3;
    // s ← s² + s·cos(x): with its derivative along.
    let s = x;
    let ds = 1;
    for (let i = 0; i < 3; i++)
      [s, ds] = [s * s + s * cos(x), 2 * s * ds + ds * cos(x) - s * sin(x)];
    expect(quotient?.(x)).toBeCloseTo(s, 14);
    expect(grad(quotient as (x: number) => number)(x)).toBeCloseTo(ds, 13);
  });
});
