/**
 * Programs to differentiate, each with a name by which `exact.py` knows the same function. `at` are the points; a list
 * of lists is one of arguments that are lists.
 */

type Point = readonly (number | readonly number[])[];

export interface Program {
  readonly name: string;
  /** TypeScript that declares `f`. */
  readonly source: string;
  readonly at: readonly Point[];
}

const row = (name: string, source: string, ...at: Point[]): Program => ({
  name,
  source,
  at,
});

const scalars: Program[] = [
  row("cubic", "const f = (x: number) => x ** 3 - 2 * x + 1;", [1.3], [-2.5]),
  row(
    "quotient",
    "const f = (x: number, y: number) => (x * y - 1) / (x + y * y);",
    [1.3, 0.7],
    [1e6, 1e-3],
  ),
  row(
    "nested quotient",
    "const f = (x: number, y: number) => x / (y / (x + y));",
    [1.3, 0.7],
  ),
  row("same twice", "const f = (x: number) => x * x * x * x + x / x;", [0.9]),
  row(
    "signs",
    "const f = (x: number, y: number) => -(-x - -y) * +x - (y - (x - y));",
    [1.3, 0.7],
  ),
  row(
    "remainder",
    "const f = (x: number, y: number) => (x * y) % y + x % 0.75;",
    [7.6, 2.1],
    [-7.6, 2.1],
  ),
  row(
    "powers",
    "const f = (x: number, y: number) => x ** y + y ** 2 + x ** -1.5 + 2 ** x + x ** 1 + y ** 0;",
    [1.3, 0.7],
    [2.2, -3.1],
  ),
  row(
    "negative base",
    "const f = (x: number) => (-x) ** 3 + Math.pow(x, 5);",
    [1.3],
    [-0.4],
  ),
  row(
    "shadowing",
    "const f = (x: number) => { let y = x; { const x = y * y; y += x; { let y = x * 3; y *= x; if (y > 0) { const y = 2; void y; } } } return y * x; };",
    [1.3],
  ),
  row(
    "reassigned parameter",
    "const f = (x: number, y: number) => { x = x * y; y = x + y; x *= x; return x * y; };",
    [1.3, 0.7],
  ),
  row(
    "self reference",
    "const f = (x: number) => { let s = x; s += s * x; s -= s * s; s *= s + x; s /= s + 3; return s; };",
    [0.3],
  ),
  row(
    "swap",
    "const f = (x: number, y: number) => { let a = x * 2, b = y * 3; [a, b] = [b, a * b]; [b, a] = [a - b, b]; return a * a * b; };",
    [1.3, 0.7],
  ),
  row(
    "conditional",
    "const f = (x: number, y: number) => (x > y ? x * y : x / y) + (x < 0 ? Math.exp(x) : Math.log(x + 1));",
    [1.3, 0.7],
    [0.2, 0.7],
    [-0.2, -0.1],
  ),
  row(
    "beside a kink",
    "const f = (x: number) => Math.abs(x - 1) * x + Math.max(x, 1) ** 2;",
    [1 + 2 ** -52],
    [1 - 2 ** -53],
  ),
  row(
    "early return",
    "const f = (x: number) => { if (x < 0) return x * x; const y = Math.sin(x); if (y > 0.5) { return y * x; } else if (y > 0.2) return y / x; return x; };",
    [-1.2],
    [1.2],
    [0.3],
    [0.1],
  ),
  row(
    "logic",
    "const f = (x: number, y: number) => { const near = x > 0 && y > 0; return near || !(x < y) ? x * x * y : y; };",
    [1.3, 0.7],
    [-1, 2],
    [-1, -2],
  ),
  row(
    "increments",
    "const f = (x: number) => { let a = x; const b = a++ * x; const c = --a; return a * b + c++ - ++a; };".replace(
      "const c",
      "let c",
    ),
    [1.7],
  ),
  row(
    "switch",
    "const f = (x: number, n: number) => { switch (n) { case 0: return x; case 1: case 2: { const y = x * n; return y * y; } case 3: x = x * x; break; default: x = 1 / x; } return x * 2; };",
    [1.3, 0],
    [1.3, 2],
    [1.3, 3],
    [1.3, 9],
  ),
  row(
    "nested choice",
    "const f = (x: number) => x < 1 ? (x < 0 ? -x * x : Math.exp(x) * x) : x < 2 ? Math.sqrt(x) : 1 / x;",
    [-0.3],
    [0.4],
    [1.5],
    [3],
  ),
  row(
    "bits",
    "const f = (x: number) => { const n = x | 0; return x ** 2 * n + (n << 1) * x; };",
    [3.6],
  ),
  row(
    "steps",
    "const f = (x: number) => Math.floor(x) * x + Math.ceil(x) * x * x + Math.trunc(-x) + Math.sign(x) * x;",
    [2.4],
    [-2.4],
  ),
  row(
    "ill-scaled",
    "const f = (x: number, y: number) => (x * x) / (1 + y * 1e-12) + Math.sqrt(x * 1e-20 + y * 1e20);",
    [1e-8, 1e10],
    [1e10, 1e-8],
  ),
  row(
    "cancellation",
    "const f = (x: number) => Math.log1p(x) * Math.expm1(x);",
    [1e-7],
  ),
];

const names: readonly (readonly [string, readonly number[]])[] = [
  ["acos", [0.3, 1 - 2 ** -40]],
  ["acosh", [1.7]],
  ["asin", [-0.6]],
  ["asinh", [0.8, 1e9]],
  ["atan", [2.2]],
  ["atanh", [0.4]],
  ["cbrt", [-3.3]],
  ["cos", [1.1]],
  ["cosh", [0.9]],
  ["exp", [-1.4]],
  ["expm1", [1e-9]],
  ["log", [3.3]],
  ["log10", [0.02]],
  ["log1p", [-0.4]],
  ["log2", [9.1]],
  ["sin", [2.4]],
  ["sinh", [1.2]],
  ["sqrt", [2.3, 1e-12]],
  ["tan", [0.7]],
  ["tanh", [0.6, 8]],
];

const mathematics: Program[] = [
  ...names.map(([name, at]) =>
    row(
      `Math.${name}`,
      `const f = (x: number) => x * Math.${name}(x);`,
      ...at.map((x) => [x]),
    ),
  ),
  row(
    "Math.hypot",
    "const f = (x: number, y: number) => Math.hypot(x, y, x * y);",
    [3.1, -4.2],
  ),
  row(
    "Math.atan2",
    "const f = (x: number, y: number) => Math.atan2(y, x * y);",
    [-1.1, 0.4],
  ),
  row(
    "Math.max",
    "const f = (x: number, y: number) => Math.max(x * y, x, y) * Math.min(x, y, 1);",
    [1.3, 0.7],
    [0.4, 3],
  ),
];

const loops: Program[] = [
  row(
    "series",
    "const f = (x: number) => { let t = 1, s = 0; for (let k = 1; k <= 12; k++) { s += t; t *= x / k; } return s; };",
    [1.3],
    [-3],
  ),
  row(
    "continue and break",
    "const f = (x: number) => { let s = 0; for (let k = 1; k < 20; k++) { if (k % 3 === 0) continue; if (s > 8) break; s += Math.sin(k * x) + x; } return s * x; };",
    [1.1],
    [0.1],
  ),
  row(
    "mutation in a loop",
    "const f = (x: number) => { const a = [x, 1, x * x, 0.5]; for (let r = 0; r < 3; r++) for (let i = 1; i < a.length; i++) { a[i]! += a[i - 1]! * a[i]!; a[i - 1] = a[i]! / (1 + a[i - 1]!); } return a[3]! + a[0]!; };",
    [0.3],
  ),
  row(
    "while",
    "const f = (x: number) => { let y = x, n = 0; while (y < 50) { y = y * 1.5 + x; n++; } return y * n; };",
    [1.3],
  ),
  row(
    "do while",
    "const f = (x: number) => { let y = x; do { y = Math.sqrt(y) + y * 1.1; } while (y < 3); return y; };",
    [1.3],
    [8],
  ),
  row(
    "newton",
    "const f = (x: number) => { let y = x > 1 ? x : 1; for (;;) { const z = 0.5 * (y + x / y); if (Math.abs(z - y) < 1e-14) break; y = z; } return y * y * y; };",
    [2.3],
  ),
  row(
    "return from within",
    "const f = (x: number) => { for (let i = 1; i < 9; i++) { for (let j = 1; j < 9; j++) { if (i * j * x > 20) return (x * i) / j; x += 0.1 * x; } } return -1; };",
    [1.3],
  ),
  row(
    "counter down",
    "const f = (x: number) => { let p = 1; for (let i = 5; i > 0; i--) { const q = x + i; p = p * q - i; } return p; };",
    [0.4],
  ),
  row(
    "fractional steps",
    "const f = (x: number) => { let s = 0; for (let t = 0.1; t < 1; t += 0.1) s += Math.exp(-t * x) * t; return s; };",
    [1.9],
  ),
  row(
    "logistic map",
    "const f = (x: number) => { let y = 0.3; for (let k = 0; k < 20; k++) y = x * y * (1 - y); return y; };",
    [2.9],
  ),
  row(
    "arithmetic-geometric mean",
    "const f = (x: number, y: number) => { let a = x, b = y; for (let k = 0; k < 6; k++) { [a, b] = [(a + b) / 2, Math.sqrt(a * b)]; } return a; };",
    [1.3, 0.7],
  ),
  row(
    "loop in a branch",
    "const f = (x: number) => { let s = x; for (let i = 0; i < 4; i++) { if (i % 2 === 0) { for (let j = 0; j < i; j++) s += s * x * 0.1; } else { s = s / (1 + x); } } return s; };",
    [1.3],
  ),
];

const functions: Program[] = [
  row(
    "recursion",
    "const f = (x: number): number => (x < 1 ? x * x : f(x / 2) * x);",
    [5.3],
  ),
  row(
    "power by recursion",
    "const power = (x: number, n: number): number => n === 0 ? 1 : x * power(x, n - 1); const f = (x: number) => power(x, 5) + power(-x, 2);",
    [1.3],
    [-0.7],
  ),
  row(
    "two that call each other",
    "function even(x: number, n: number): number { return n <= 0 ? x : odd(x * 1.1, n - 1) + x; } function odd(x: number, n: number): number { return n <= 0 ? -x : even(x * x, n - 1); } const f = (x: number) => even(x, 5);",
    [0.8],
  ),
  row(
    "calls in order",
    "const g = (u: number, v: number) => u * Math.exp(v); const f = (x: number) => g(g(x, 0.1), g(0.2, x)) - g(x, x);",
    [0.6],
  ),
  row(
    "inner functions",
    "const K = 3; const f = (x: number) => { let n = 0; const add = (v: number) => { n += v * K; }; const sq = (v: number) => v * v; add(sq(x)); add(sq(n)); return n / x; };",
    [0.4],
  ),
  row(
    "outer values",
    "const K = 1.5, table = [1, 2, 4]; const f = (x: number) => { let s = 0; for (const t of table) s = s * x + t * K; return s; };",
    [1.2],
  ),
  row(
    "returns a list",
    "const pair = (x: number) => [x * x, 1 / x]; const f = (x: number) => { const [a, b] = pair(x) as [number, number]; return a * a * b; };",
    [1.2],
  ),
  row(
    "writes to a list",
    "const halve = (a: number[]): void => { for (let i = 0; i < a.length; i++) a[i]! /= 2 + a[0]!; }; const f = (x: number) => { const a = [x, x * x, 3]; halve(a); halve(a); return a[0]! + a[1]! * a[2]!; };",
    [1.2],
  ),
];

const lists: Program[] = [
  row(
    "sum of squares",
    "const f = (x: number[]) => { let s = 0; for (const v of x) s += v * v; return s; };",
    [[1, -2, 3.5]],
  ),
  row(
    "rosenbrock",
    "const f = (x: number[]) => { let s = 0; for (let i = 0; i + 1 < x.length; i++) { const a = x[i + 1]! - x[i]! * x[i]!; const b = 1 - x[i]!; s += 100 * a * a + b * b; } return s; };",
    [[1.2, 1, 0.5, -0.3]],
  ),
  row(
    "log-sum-exp",
    "const f = (x: number[]) => { let m = -Infinity; for (const v of x) m = Math.max(m, v); let s = 0; for (const v of x) s += Math.exp(v - m); return m + Math.log(s); };",
    [[1, 2.5, -30, 2]],
    [[1000, 1001]],
  ),
  row(
    "aliases",
    "const f = (x: number[]) => { const a = [x[0]!, x[1]!]; const b = a; b[0] = b[0]! * a[1]!; a[1] = b[0]! + a[0]!; return a[0]! * b[1]!; };",
    [[1.3, 0.7]],
  ),
  row(
    "reversed in place",
    "const f = (x: number[]) => { const a = [...x]; for (let i = 0, j = a.length - 1; i < j; i++, j--) { [a[i], a[j]] = [a[j]!, a[i]! * 2]; } let s = 0; for (let i = 0; i < a.length; i++) s = s * 0.5 + a[i]! * a[i]!; return s; };",
    [[1.3, 0.7, 2, -1]],
  ),
  row(
    "prefix products",
    "const f = (x: number[]) => { const p: number[] = []; let q = 1; for (const v of x) { q *= v; p.push(q); } let s = 0; for (let i = 0; i < p.length; i++) s += p[i]! * (i + 1); return s; };",
    [[1.3, 0.7, 2, -1]],
  ),
  row(
    "typed array",
    "const f = (x: number[]) => { const a = new Float64Array(3); for (let i = 0; i < 3; i++) a[i] = x[i]! * x[2 - i]!; a[1]! *= a[0]!; return a[0]! + a[1]! * a[2]!; };",
    [[1.3, 0.7, 2]],
  ),
  row(
    "matrix product",
    "const f = (x: number[]) => { const m = Array.from({ length: 2 }, (_, i) => [x[i]!, x[i + 2]! * x[i]!]); let s = 0; for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) { let t = 0; for (let k = 0; k < 2; k++) t += m[i]![k]! * m[k]![j]!; s += t * t; } return s; };",
    [[1.3, 0.7, 2, -1]],
  ),
  row(
    "map and reduce",
    "const f = (x: number[]) => x.map((v, i) => v * v * (i + 1)).reduce((s, v) => s * 0.5 + v, 1) + x.reduce((s, v) => s * v);",
    [[1.3, 0.7, 2]],
  ),
  row(
    "rows exchanged",
    "const f = (x: number[]) => { const m = [[x[0]!, 1], [x[1]!, x[0]! * x[1]!]]; const r = m[0]!; m[0] = m[1]!; m[1] = r; m[0]![1] = m[1]![0]! * 2; r[0] = r[0]! * m[0]![1]!; return m[0]![0]! * m[1]![0]!; };",
    [[1.3, 0.7]],
  ),
  row(
    "records",
    "const f = (x: number, y: number) => { const p = { u: x * y, v: { w: x } }; p.u += p.v.w; const { u, v } = p; v.w = u * v.w; return p.v.w * u; };",
    [1.3, 0.7],
  ),
  row(
    "points",
    "const f = (x: number[]) => { const points = [{ t: x[0]!, w: 1 }, { t: x[1]!, w: x[0]! }]; let s = 0; for (const { t, w } of points) s += t * t * w; points[0]!.t = s; return s * points[0]!.t; };",
    [[1.3, 0.7]],
  ),
  row(
    "dot with an outer list",
    "const data = [[1, 2], [3, -1]]; const dot = (a: number[], b: number[]) => { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!; return s; }; const f = (w: number[]) => { let s = 0; for (const row of data) s += Math.tanh(dot(row, w)); return s; };",
    [[0.3, -0.2]],
  ),
];

export const programs: readonly Program[] = [
  ...scalars,
  ...mathematics,
  ...loops,
  ...functions,
  ...lists,
];
