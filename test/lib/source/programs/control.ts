/** Ways through a program: jumps, labels, cases, exceptions. */
import { pair, type Program } from "./row.js";

export const control: readonly Program[] = [
  pair(
    "continue to a label",
    "const f = (x: number) => { let s = 0; outer: for (let i = 1; i < 5; i++) { for (let j = 1; j < 5; j++) { if (j > i) continue outer; if ((i + j) % 3 === 0) continue; s += x ** i / j; } s *= 100; } return s; };",
    "x: 100 * (x + x**2/2 + x**3 + x**3/2 + x**4 + x**4/3 + x**4/4)",
    [1.2],
  ),
  pair(
    "break to a label",
    "const f = (x: number) => { let s = x; outer: for (let i = 0; i < 6; i++) { for (let j = 0; j < 6; j++) { s = s * x + j; if (s > 40) break outer; if (s > 10 * (i + 1)) break; } s -= i * x; } return s * s; };",
    `def f(x):
      s = x
      for i in range(6):
        for j in range(6):
          s = s * x + j
          if s > 40: return s * s
          if s > 10 * (i + 1): break
        s -= i * x
      return s * s`,
    [1.3],
    [1.9],
  ),
  pair(
    "break out of a block",
    "const f = (x: number) => { let y = x; block: { y *= x; if (y > 1) break block; y += 3; } return y * x; };",
    "x: x**3 if x > 1 else (x**2 + 3) * x",
    [1.3],
    [0.3],
  ),
  pair(
    "cases that fall through",
    "const f = (x: number) => { let s = 0; for (let k = 0; k < 5; k++) { switch (k) { case 3: s *= x; case 1: s += x; break; case 2: s += 1; default: s = s * s + x; } } return s; };".replace(
      "case 3: s *= x;",
      "case 3: s *= x; // falls through\n",
    ),
    `def f(x):
      s = mpf(0)
      for k in range(5):
        if k == 3: s *= x
        if k in (1, 3): s += x; continue
        if k == 2: s += 1
        s = s * s + x
      return s`,
    [0.4],
  ),
  pair(
    "a default in the middle",
    "const f = (x: number, n: number) => { let s = x; switch (n) { case 1: s *= 2; break; default: s *= s; case 5: s += x; } return s * x; };",
    "x, n: {1: 2 * x, 5: 2 * x}.get(int(nint(n)), x * x + x) * x",
    [1.3, 1],
    [1.3, 5],
    [1.3, 7],
  ),
  pair(
    "cases of text",
    'const f = (x: number) => { let s = x; for (const c of "s2e-s") switch (c) { case "s": s = Math.sin(s); break; case "2": s *= s; break; case "e": s = Math.exp(s); break; default: s -= x; } return s; };',
    "x: sin(exp(sin(x)**2) - x)",
    [0.7],
  ),
  pair(
    "cases that are conditions",
    "const f = (x: number) => { switch (true) { case x < 0: return -x * x; case x < 1: return x ** 3; default: return Math.log(x); } };",
    "x: -x * x if x < 0 else x**3 if x < 1 else log(x)",
    [-0.5],
    [0.5],
    [2.5],
  ),
  pair(
    "thrown and caught",
    "const f = (x: number) => { const g = (v: number) => { if (v > 2) throw new RangeError('large'); return v * v; }; let s = x; for (let k = 1; k < 4; k++) { try { s += g(s * k); } catch { s -= x / k; } } return s; };",
    `def f(x):
      s = x
      for k in range(1, 4):
        s = s + (s * k) ** 2 if s * k <= 2 else s - x / k
      return s`,
    [0.6],
    [1.5],
  ),
  pair(
    "a number thrown",
    "const f = (x: number): number => { try { throw x * x; } catch (e) { return (e as number) * x; } };",
    "x: x**3",
    [1.3],
  ),
  pair(
    "finally",
    "const f = (x: number) => { let s = x; const g = () => { try { s *= x; return s * 2; } finally { s += 1; } }; return g() * s; };",
    "x: 2 * x**2 * (x**2 + 1)",
    [1.3],
  ),
  pair(
    "a loop without a body",
    "const f = (x: number) => { let s = x; for (let i = 0; i < 5; s *= x, i++); return s; };",
    "x: x**6",
    [1.3],
  ),
  pair(
    "two counters",
    "const f = (x: number[]) => { let s = 0; for (let i = 0, j = x.length - 1; i < j; i++, j--) s += x[i]! * x[j]!; return s * s; };",
    "x: (x[0] * x[3] + x[1] * x[2])**2",
    [[0.5, -1.5, 2, 0.7]],
  ),
  pair(
    "a counter that the body moves",
    "const f = (x: number) => { let s = 0; for (let i = 0; i < 10; i++) { s += x ** i; if (i === 2) i += 3; if (s > 1e6) i = 100; } return s; };",
    "x: 1 + x + x**2 + x**6 + x**7 + x**8 + x**9",
    [0.9],
  ),
  pair(
    "a loop whose length depends on the value",
    "const f = (x: number) => { let n = Math.ceil(x * 3), s = 1; while (n-- > 0) s = s * x + n; return s; };",
    `def f(x):
      n, s = int(ceil(x * 3)), mpf(1)
      while n > 0:
        n -= 1; s = s * x + n
      return s`,
    [1.4],
    [0.2],
  ),
  pair(
    "for in over an object",
    "const f = (x: number) => { const o: Record<string, number> = { a: x, b: x * x, c: 3 }; let s = 1; for (const k in o) s = s * 2 + o[k]! ** 2; return s; };",
    "x: ((2 + x**2) * 2 + x**4) * 2 + 9",
    [1.3],
  ),
  pair(
    "for of over entries",
    "const f = (x: number[]) => { let s = 0; for (const [i, v] of x.entries()) s += v ** (i + 1); for (const i of x.keys()) s *= 1 + i * x[0]!; return s; };",
    "x: (x[0] + x[1]**2 + x[2]**3) * (1 + x[0]) * (1 + 2 * x[0])",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "nested choices without blocks",
    "const f = (x: number, y: number) => { let s = 0; if (x > 0) if (y > 0) s = x * y; else s = x / y; else if (y > 0) s = y ** 2 * x; return s + x; };",
    "x, y: x + (x * y if x > 0 and y > 0 else x / y if x > 0 else y**2 * x if y > 0 else 0)",
    [1.2, 0.7],
    [1.2, -0.7],
    [-1.2, 0.7],
    [-1.2, -0.7],
  ),
  pair(
    "short circuits that change something",
    "const f = (x: number) => { let a = x; const grow = () => { a *= x; return a > 1; }; const both = x > 0 && grow() && grow(); const one = grow() || grow(); return a + (both ? x : 0) + (one ? x * x : 0); };",
    "x: x**4 + x + x**2 if x > 1 else x**4",
    [1.2],
    [0.7],
  ),
  pair(
    "choices as statements",
    "const f = (x: number) => { let a = x, b = 1; x > 1 ? (a *= 3) : (b += x); x > 2 || (b *= x); x > 0 && (a += b); return a * b; };",
    "x: (3 * x + x) * x if x > 1 else (x + (1 + x) * x) * (1 + x) * x",
    [1.2],
    [0.7],
  ),
  pair(
    "sequences by commas",
    "const f = (x: number) => { let a = x; const b = ((a *= x), (a += 1), a * x); let c = 0; return c++, a * b; };",
    "x: (x**2 + 1)**2 * x",
    [1.2],
  ),
  pair(
    "bisection, then one step of Newton's method",
    "const f = (p: number) => { let a = 0, b = 4; for (let k = 0; k < 30; k++) { const m = (a + b) / 2; if (m * m * m < p) a = m; else b = m; } let r = (a + b) / 2; for (let k = 0; k < 3; k++) r -= (r * r * r - p) / (3 * r * r); return r; };",
    "p: cbrt(p)",
    [5.3],
  ),
  pair(
    "the collatz way of a number",
    "const f = (x: number) => { let n = 7, s = x; while (n !== 1) { if (n % 2 === 0) { n /= 2; s = s * 0.5 + x; } else { n = 3 * n + 1; s = s * x - 1; } } return s; };",
    `def f(x):
      n, s = 7, x
      while n != 1:
        if n % 2 == 0: n //= 2; s = s / 2 + x
        else: n = 3 * n + 1; s = s * x - 1
      return s`,
    [0.8],
  ),
  pair(
    "an escape time",
    "const f = (a: number, b: number) => { let x = 0, y = 0, n = 0; while (x * x + y * y < 16 && n < 50) { [x, y] = [x * x - y * y + a, 2 * x * y + b]; n++; } return n + 1 - Math.log2(Math.log(Math.hypot(x, y))); };",
    `def f(a, b):
      x, y, n = mpf(0), mpf(0), 0
      while x * x + y * y < 16 and n < 50:
        x, y, n = x * x - y * y + a, 2 * x * y + b, n + 1
      return n + 1 - log(log(sqrt(x * x + y * y))) / log(2)`,
    [0.4, 0.5],
    [-0.8, 0.9],
  ),
  pair(
    "returned from a nested loop with a label",
    "const f = (x: number[]) => { search: for (let i = 0; i < x.length; i++) { for (let j = 0; j < x.length; j++) { if (i === j) continue; if (x[i]! * x[j]! < -1) return x[i]! ** 2 * x[j]!; if (x[j]! > 5) break search; } } return x[0]!; };",
    "x: x[0]**2 * x[1] if x[0] * x[1] < -1 else x[1]**2 * x[2] if x[1] * x[2] < -1 and x[2] < 5 else x[0]",
    [[0.5, -1.5, 2]],
    [[1, 0.5, 6]],
  ),
  pair(
    "do while with continue",
    "const f = (x: number) => { let k = 0, s = x; do { k++; if (k % 2) continue; s = s * x + k; } while (k < 6); return s; };",
    "x: ((x * x + 2) * x + 4) * x + 6",
    [0.8],
  ),
  pair(
    "var is the function's",
    "const f = (x: number) => { if (x > 0) { var y = x * x; } for (var i = 0; i < 3; i++) { var y = y! * x; } return y! + i; };",
    "x: x**5 + 3",
    [1.3],
  ),
  pair(
    "a function used before it stands",
    "const f = (x: number) => { const a = twice(x); return a * thrice(a); function twice(v: number) { return v * 2; } function thrice(v: number) { return twice(v) + v; } };",
    "x: 12 * x**2",
    [1.3],
  ),
  pair(
    "a counter that is a fraction of the value",
    "const f = (x: number) => { let s = 0; for (let t = 0; t < x; t += x / 4) s += t * t; return s; };",
    "x: x**2 * (0 + 1 + 4 + 9) / 16",
    [1.5],
  ),
];
