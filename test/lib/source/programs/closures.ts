/** Functions as values: closures, callbacks, recursion, generators. */
import { pair, type Program } from "./row.js";

export const closures: readonly Program[] = [
  pair(
    "a counter kept in a closure",
    "const counter = (step: number) => { let n = step; return () => (n *= step); }; const f = (x: number) => { const a = counter(x), b = counter(x + 1); a(); b(); return a() * b() + a(); };",
    "x: x**3 * (x + 1)**3 + x**4",
    [1.1],
  ),
  pair(
    "closures made in a loop",
    "const f = (x: number) => { const fs: ((v: number) => number)[] = []; for (let i = 1; i <= 3; i++) { let k = x * i; fs.push((v) => (k += v)); } return fs[0]!(x) * fs[2]!(1) + fs[0]!(1) * fs[1]!(x * x); };",
    "x: 2*x * (3*x + 1) + (2*x + 1) * (2*x + x**2)",
    [1.1],
  ),
  pair(
    "composed",
    "const compose = (...fs: ((v: number) => number)[]) => (v: number) => fs.reduce((w, g) => g(w), v); const f = compose(Math.sin, (v) => v * v, Math.exp, (v) => v - 1);",
    "x: exp(sin(x)**2) - 1",
    [0.6],
  ),
  pair(
    "curried",
    "const add = (a: number) => (b: number) => (c: number) => a * b + c * a; const f = (x: number) => { const g = add(x); const h = g(x * x); return h(2) * g(1)(x); };",
    "x: (x**3 + 2*x) * (x + x**2)",
    [1.1],
  ),
  pair(
    "applied n times",
    "const times = (n: number, g: (v: number) => number): ((v: number) => number) => n === 0 ? (v) => v : (v) => g(times(n - 1, g)(v)); const f = (x: number) => times(4, (v) => v * v + x)(0.5);",
    `def f(x):
      v = mpf(0.5)
      for _ in range(4): v = v * v + x
      return v`,
    [0.3],
  ),
  pair(
    "a fixed point without a name",
    "type Self = (self: Self) => (n: number) => number; const f = (x: number) => ((g: Self) => g(g))((self) => (n) => (n <= 0 ? x : x * self(self)(n - 1) + n))(4);",
    "x: x**5 + x**3 + 2*x**2 + 3*x + 4",
    [0.9],
  ),
  pair(
    "the derivative's own shadow",
    "const x = 5, y = 7; const f = (z: number) => { const g = (x: number) => { const y = x * z; return (z: number) => z * y + x; }; return g(z)(z + 1) * x + y; };",
    "z: ((z + 1) * z**2 + z) * 5 + 7",
    [0.9],
  ),
  pair(
    "a memo table",
    "const f = (x: number) => { const memo = new Map<number, number>(); const fib = (n: number): number => { const known = memo.get(n); if (known !== undefined) return known; const v = n < 2 ? x + n : fib(n - 1) * 0.5 + fib(n - 2) * x; memo.set(n, v); return v; }; return fib(12); };",
    `def f(x):
      a, b = x, x + 1
      for _ in range(11): a, b = b, b / 2 + a * x
      return b`,
    [0.7],
  ),
  pair(
    "a memo in an object",
    "const f = (x: number) => { const memo: Record<string, number> = {}; const paths = (i: number, j: number): number => { if (i === 0 || j === 0) return x; const key = `${String(i)},${String(j)}`; return (memo[key] ??= paths(i - 1, j) * 0.5 + x * paths(i, j - 1)); }; return paths(3, 4); };",
    `def f(x):
      def p(i, j): return x if i == 0 or j == 0 else p(i - 1, j) / 2 + x * p(i, j - 1)
      return p(3, 4)`,
    [0.7],
  ),
  pair(
    "ackermann's kin",
    "const h = (m: number, n: number, x: number): number => m === 0 ? n + x : n === 0 ? h(m - 1, 1, x) * x : h(m - 1, n - 1, x) + h(m, n - 1, x) * x; const f = (x: number) => h(3, 3, x);",
    `def f(x):
      def h(m, n): return n + x if m == 0 else h(m - 1, 1) * x if n == 0 else h(m - 1, n - 1) + h(m, n - 1) * x
      return h(3, 3)`,
    [0.7],
  ),
  pair(
    "recursion with what was gathered",
    "const poly = (c: number[], x: number, i = 0, s = 0): number => i === c.length ? s : poly(c, x, i + 1, s * x + c[i]!); const f = (x: number) => poly([2, -1, 3, x], x);",
    "x: 2*x**3 - x**2 + 3*x + x",
    [1.3],
  ),
  pair(
    "a trampoline",
    "type Step = number | (() => Step); const f = (x: number): number => { const go = (n: number, s: number): Step => n === 0 ? s : () => go(n - 1, s * x + n); let r: Step = go(5, x); while (typeof r === 'function') r = r(); return r; };",
    `def f(x):
      s = x
      for n in (5, 4, 3, 2, 1): s = s * x + n
      return s`,
    [0.9],
  ),
  pair(
    "map, filter, reduce",
    "const f = (x: number[]) => x.map((v) => v * v).filter((v) => v > 0.5).map((v, i, all) => v * (i + all.length)).reduce((s, v) => s * v + 1, 1);",
    `def f(x):
      a = [v * v for v in x if v * v > mpf(0.5)]
      s = mpf(1)
      for i, v in enumerate(a): s = s * v * (i + len(a)) + 1
      return s`,
    [[0.5, -1.5, 2]],
  ),
  pair(
    "functions of Math as callbacks",
    "const f = (x: number[]) => x.map(Math.abs).map(Math.sqrt).reduce((a, b) => Math.max(a, b)) * [x[0]!, x[1]!].map(Math.exp)[1]!;",
    "x: sqrt(max(abs(v) for v in x)) * exp(x[1])",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "spread into Math",
    "const f = (x: number[]) => Math.max(...x) * Math.min(...x, 1) + Math.hypot(...x);",
    "x: max(x) * min(x + [1]) + sqrt(sum(v * v for v in x))",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "reduced from the right",
    "const f = (x: number[]) => x.reduceRight((s, v, i) => s * v + i, 1);",
    "x: ((x[2] + 2) * x[1] + 1) * x[0]",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "reduced to an object",
    "const f = (x: number[]) => { const { m, s } = x.reduce((o, v) => ({ m: Math.max(o.m, v), s: o.s + v * o.m }), { m: 0, s: 1 }); return m * s; };",
    `def f(x):
      m, s = mpf(0), mpf(1)
      for v in x: m, s = max(m, v), s + v * m
      return m * s`,
    [[0.5, -1.5, 2, 0.3]],
  ),
  pair(
    "flattened",
    "const f = (x: number) => [[x, [x * x]], [3]].flat(2).concat([x, 2].flatMap((v) => [v, v * x])).reduce((s, v) => (s as number) * 0.5 + (v as number), 1) as number;",
    `def f(x):
      s = mpf(1)
      for v in (x, x * x, 3, x, x * x, 2, 2 * x): s = s / 2 + v
      return s`,
    [1.3],
  ),
  pair(
    "found, and where",
    "const f = (x: number[]) => { const i = x.findIndex((v) => v > 1); const v = x.find((v) => v < 0) ?? 0; const last = x.at(-1)!; return x[i]! * v + last ** 2 + (x.some((v) => v > 1.9) ? x[0]! : 0) + (x.every((v) => v > 0) ? 1 : x[1]! ** 2); };",
    "x: x[2] * x[1] + x[2]**2 + x[0] + x[1]**2",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a generator",
    "function* powers(x: number, n: number) { let p = 1; for (let k = 0; k < n; k++) { yield p; p *= x; } } const f = (x: number) => { let s = 0; for (const p of powers(x, 5)) s = s * 0.5 + p; return s + [...powers(x, 3)][2]!; };",
    "x: 1/mpf(16) + x/8 + x**2/4 + x**3/2 + x**4 + x**2",
    [1.3],
  ),
  pair(
    "a generator that is spoken to",
    "function* sum(start: number): Generator<number, number, number> { let s = start; for (;;) { const v = yield s; if (v > 2) return s * v; s += v * v; } } const f = (x: number) => { const g = sum(x); g.next(); g.next(x); g.next(2 * x); return g.next(x + 2).value; };",
    "x: (x + 5 * x**2) * (x + 2)",
    [0.7],
  ),
  pair(
    "an iterable object",
    "const f = (x: number) => { const o = { *[Symbol.iterator]() { yield x; yield* [x * x, 3]; } }; const [a, b, c] = o; return a! * b! + c! * Math.max(...o); };",
    "x: x**3 + 3 * 3",
    [1.3],
  ),
  pair(
    "a set of numbers and a map of lists",
    "const f = (x: number) => { const seen = new Set([x, 2 * x, x]); const m = new Map<string, number[]>([['a', [x]], ['b', []]]); m.get('b')!.push(x * x); let s = seen.size; for (const [, v] of m) for (const w of v) s += w * w; return s; };",
    "x: 2 + x**2 + x**4",
    [1.3],
  ),
  pair(
    "call, apply and bind",
    "function g(this: { k: number }, a: number, b: number) { return this.k * a + b; } const f = (x: number) => g.call({ k: x }, x, 1) * g.apply({ k: 2 }, [x, x * x]) + g.bind({ k: x }, x)(3);",
    "x: (x**2 + 1) * (2*x + x**2) + x**2 + 3",
    [1.3],
  ),
  pair(
    "all the rest",
    "const g = (a: number, ...rest: number[]) => rest.reduce((s, v, i) => s + v * a ** i, a); const f = (x: number, y: number) => g(x, y, 2, x) + g(y) + g(x, ...[y, y]);",
    "x, y: (x + y + 2*x + x*x**2) + y + (x + y + y*x)",
    [1.3, 0.7],
  ),
  pair(
    "defaults that use what stands before",
    "const g = (a: number, b = a * a, c = a + b) => a * b * c; const f = (x: number) => g(x) + g(x, 2) * g(x, undefined, x);",
    "x: x**3 * (x + x**2) + 2*x * (x + 2) * x**4",
    [1.1],
  ),
  pair(
    "the arguments object",
    "const f = function (x: number, _y: number) { let s = 1; for (let i = 0; i < arguments.length; i++) s = s * (arguments[i] as number) + i; return s; };",
    "x, y: x * y + 1",
    [1.3, 0.7],
  ),
  pair(
    "a function that is passed itself",
    "const bump = (g: (v: number) => number, v: number) => g(v * 1.5) - g(v); const f = (x: number) => bump((u) => bump((w) => w ** 3 * u, u), x);",
    "x: (1.5**3 - 1) * (mpf(1.5)**4 - 1) * x**4",
    [0.8],
  ),
  pair(
    "even and odd",
    "const f = (x: number) => { const even = (n: number): number => (n === 0 ? x : odd(n - 1) * x + 1); const odd = (n: number): number => n === 0 ? 1 : even(n - 1) - x * n; return even(5) + odd(4); };",
    `def f(x):
      def e(n): return x if n == 0 else o(n - 1) * x + 1
      def o(n): return mpf(1) if n == 0 else e(n - 1) - x * n
      return e(5) + o(4)`,
    [0.8],
  ),
  pair(
    "towers of hanoi, weighed",
    "const f = (x: number) => { const pegs: number[][] = [[x, x * x, 3], [], []]; let s = 0; const move = (n: number, a: number, b: number, c: number): void => { if (n === 0) return; move(n - 1, a, c, b); const d = pegs[a]!.pop()!; s = s * 0.9 + d * pegs[b]!.length; pegs[b]!.push(d * 1.1); move(n - 1, c, b, a); }; move(3, 0, 1, 2); return s + pegs[1]![0]!; };",
    `def f(x):
      p = [[x, x * x, mpf(3)], [], []]
      s = [mpf(0)]
      def move(n, a, b, c):
        if n == 0: return
        move(n - 1, a, c, b)
        d = p[a].pop(); s[0] = s[0] * 0.9 + d * len(p[b]); p[b].append(d * 1.1)
        move(n - 1, c, b, a)
      move(3, 0, 1, 2)
      return s[0] + p[1][0]`,
    [1.3],
  ),
  pair(
    "a function made at once",
    "const f = (x: number) => (function (a: number) { return a * ((b: number) => b + a)(a * a); })(x + 1);",
    "x: (x + 1) * ((x + 1)**2 + x + 1)",
    [1.3],
  ),
  pair(
    "an outer variable written by the function",
    "let last = 0; const f = (x: number) => { last = x * x; const g = () => last * 2; return g() * x; };",
    "x: 2 * x**3",
    [1.3],
  ),
  pair(
    "lazy values",
    "const lazy = <T>(make: () => T) => { let v: T | undefined; return () => (v ??= make()); }; const f = (x: number) => { let n = 0; const v = lazy(() => { n++; return x * x; }); return v() * v() + n * x; };",
    "x: x**4 + x",
    [1.3],
  ),
];
