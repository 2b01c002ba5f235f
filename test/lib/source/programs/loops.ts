/** Loops, and functions that call each other. */
import { type Program, row } from "./row.js";

export const loops: readonly Program[] = [
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

export const functions: readonly Program[] = [
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
