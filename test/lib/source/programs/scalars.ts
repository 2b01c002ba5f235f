/** Functions of a few numbers. */
import { type Program, row } from "./row.js";

export const scalars: readonly Program[] = [
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
  {
    ...row(
      "early return",
      "const f = (x: number) => { if (x < 0) return x * x; const y = Math.sin(x); if (y > 0.5) { return y * x; } else if (y > 0.2) return y / x; return x; };",
      [-1.2],
      [1.2],
      [0.3],
      [0.1],
    ),
    // sin(x)/x by the rule of quotients: each order divides by x once more.
    terms: 1e3,
  },
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
