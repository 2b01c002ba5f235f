/** Lists and objects that are written to, shared and exchanged. */
import { pair, type Program } from "./row.js";

export const mutation: readonly Program[] = [
  pair(
    "two names of one list",
    "const f = (x: number) => { const a = [x, x * x]; const b = a; b[0] = a[1]! * 3; a[1] = b[0]! + x; return a[0]! * b[1]!; };",
    "x: 3 * x**2 * (3 * x**2 + x)",
    [1.3],
  ),
  pair(
    "one row thrice",
    "const f = (x: number) => { const r = [x, 1]; const m = [r, r, r]; for (const each of m) each[0]! *= x; return m[0]![0]! + m[2]![0]! * r[1]!; };",
    "x: 2 * x**4",
    [1.1],
  ),
  pair(
    "filled with one list",
    "const f = (x: number) => { const m = new Array<number[]>(3).fill([x, 2 * x]); m[1]![0] = x ** 3; return m[0]![0]! * m[2]![1]!; };",
    "x: 2 * x**4",
    [0.8],
  ),
  pair(
    "three exchanged",
    "const f = (x: number, y: number, z: number) => { for (let k = 0; k < 4; k++) [x, y, z] = [y, z, x * y]; return x * y + z; };",
    `def f(x, y, z):
      for _ in range(4):
        x, y, z = y, z, x * y
      return x * y + z`,
    [1.1, 0.7, -1.3],
  ),
  pair(
    "exchanged by a third",
    "const f = (x: number, y: number) => { let a = x, b = y; const t = a; a = b * a; b = t + a; { const t = b; b = a * t; a = t; } return a * b; };",
    "x, y: (x + x*y) ** 2 * x * y",
    [1.2, 0.4],
  ),
  pair(
    "exchanged without a third",
    "const f = (x: number, y: number) => { x = x + y; y = x - y; x = x - y; return x * x * x - y; };",
    "x, y: y**3 - x",
    [1.2, 0.4],
  ),
  pair(
    "prefix sums in place",
    "const f = (x: number[]) => { const a = x.slice(); for (let i = 1; i < a.length; i++) a[i]! += a[i - 1]! * a[i]!; return a[a.length - 1]! * a[0]!; };",
    `def f(x):
      a = list(x)
      for i in range(1, len(a)):
        a[i] += a[i - 1] * a[i]
      return a[-1] * a[0]`,
    [[0.5, -1.5, 2, 0.3]],
  ),
  pair(
    "an argument is written to",
    "const f = (x: number[]) => { for (let i = 0; i < x.length; i++) x[i]! *= x[(i + 1) % x.length]!; return x[0]! + x[1]! * x[2]!; };",
    "x: x[0]*x[1] + (x[1]*x[2]) * (x[2]*x[0]*x[1])",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a callee writes over what its caller needs",
    "const put = (a: number[], v: number): void => { a[0] = v * v; }; const f = (x: number) => { const a = [x, 2]; const p = a[0]! * a[0]!; put(a, 3 * x); return p * a[0]! * a[1]!; };",
    "x: 18 * x**4",
    [1.3],
  ),
  pair(
    "a callee writes over what its caller needs, in a loop and by another name",
    "const step = (h: number[], c: number[], x: number): void => { for (let i = 0; i < h.length; i++) { const old = h[i]!; c[i] = c[i]! * x + old; h[i] = Math.tanh(c[i]!) * x; } }; const f = (x: number) => { const s = [[0.3, x], [0.4, 0.5]]; let sum = 0; for (let t = 0; t < 3; t++) { step(s[0]!, s[1]!, x); const h = s[0]!; for (let i = 0; i < 2; i++) sum += h[i]! * h[i]! * x; } return sum; };",
    `def f(x):
      h, c, s = [mpf(0.3), x], [mpf(0.4), mpf(0.5)], 0
      for _ in range(3):
        c = [p * x + q for p, q in zip(c, h)]; h = [tanh(p) * x for p in c]; s += sum(p * p * x for p in h)
      return s`,
    [0.7],
  ),
  pair(
    "pushed and popped",
    "const f = (x: number) => { const s = [x]; s.push(x * x, 3); s.push(s.pop()! * s.pop()!); s.push(2); return s.pop()! * s[1]! + s.length * s[0]!; };",
    "x: 6 * x**2 + 2 * x",
    [1.4],
  ),
  pair(
    "shifted and unshifted",
    "const f = (x: number) => { const q = [1, x, x * x]; q.unshift(x ** 3); const a = q.shift()!; q.shift(); return a * q[0]! + q[1]!; };",
    "x: x**4 + x**2",
    [0.9],
  ),
  pair(
    "spliced",
    "const f = (x: number) => { const a = [x, 2, x * x, 4]; const out = a.splice(1, 2, x ** 3); return out[1]! * a[1]! + a.length * a[0]!; };",
    "x: x**5 + 3 * x",
    [1.1],
  ),
  pair(
    "reversed",
    "const f = (x: number[]) => { const a = [...x].reverse(); const b = x.map((v) => v * v).reverse(); return a[0]! * b[1]! + a[2]!; };",
    "x: x[2] * x[1]**2 + x[0]",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "sorted by value",
    "const f = (x: number[]) => { const a = [...x].sort((p, q) => p - q); return a[0]! * 1 + a[1]! ** 2 + a[2]! ** 3; };",
    "x: sorted(x)[0] + sorted(x)[1] ** 2 + sorted(x)[2] ** 3",
    [[0.5, -1.5, 2]],
    [[3, 2.5, 1]],
  ),
  pair(
    "sorted by a key that is computed",
    "const f = (x: number[]) => { const a = x.map((v, i) => ({ v, w: v * v - i })); a.sort((p, q) => q.w - p.w); return a[0]!.v * a[1]!.w + a[2]!.v ** 3; };",
    `def f(x):
      a = sorted([(v, v * v - i) for i, v in enumerate(x)], key=lambda p: -p[1])
      return a[0][0] * a[1][1] + a[2][0] ** 3`,
    [[0.5, -1.5, 2]],
  ),
  pair(
    "the median",
    "const f = (x: number[]) => { const s = x.slice().sort((a, b) => a - b); const h = s.length >> 1; return s.length % 2 ? s[h]! * s[0]! : (s[h - 1]! + s[h]!) / 2; };",
    "x: sorted(x)[1] * sorted(x)[0] if len(x) == 3 else (sorted(x)[1] + sorted(x)[2]) / 2",
    [[0.5, -1.5, 2]],
    [[0.5, -1.5, 2, 7]],
  ),
  pair(
    "a bubble sort",
    "const f = (x: number[]) => { const a = [...x]; for (let i = 0; i < a.length; i++) for (let j = 0; j + 1 < a.length - i; j++) if (a[j]! > a[j + 1]!) { const t = a[j]!; a[j] = a[j + 1]!; a[j + 1] = t; } let s = 0; a.forEach((v, i) => { s += v ** (i + 1); }); return s; };",
    "x: sum(v ** (i + 1) for i, v in enumerate(sorted(x)))",
    [[0.5, -1.5, 2, -0.1]],
  ),
  pair(
    "copied within",
    "const f = (x: number[]) => { const a = x.slice(); a.copyWithin(1, 0, 2); return a[0]! * a[1]! * a[2]!; };",
    "x: x[0] * x[0] * x[1]",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a part is not shared",
    "const f = (x: number[]) => { const a = x.slice(1); a[0]! *= x[0]!; const b = x.concat(a, [x[0]! * 2]); b[1] = 0; return a[0]! * x[1]! + b[3]! * b[5]!; };",
    "x: x[0] * x[1]**2 + x[0]*x[1] * 2*x[0]",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "rows are shared by a shallow copy",
    "const f = (x: number) => { const m = [[x, 1], [2, x]]; const c = [...m]; c[0]![1] = x * x; c[1] = [5, 5 * x]; return m[0]![1]! * m[1]![1]! + c[1]![1]!; };",
    "x: x**3 + 5 * x",
    [1.3],
  ),
  pair(
    "rows are not shared by a deep copy",
    "const f = (x: number) => { const m = [[x, 1], [2, x]]; const c = m.map((r) => [...r]); c[0]![1] = x * x; c[1]![0]! += x; return m[0]![1]! * m[0]![0]! + c[1]![0]! * c[0]![1]!; };",
    "x: x + (2 + x) * x**2",
    [1.3],
  ),
  pair(
    "transposed",
    "const f = (x: number[]) => { const m = [[x[0]!, x[1]!], [x[2]!, x[3]!]]; for (let i = 0; i < 2; i++) for (let j = i + 1; j < 2; j++) [m[i]![j], m[j]![i]] = [m[j]![i]!, m[i]![j]!]; return m[0]![1]! ** 2 * m[1]![0]! + m[0]![0]! * m[1]![1]!; };",
    "x: x[2]**2 * x[1] + x[0] * x[3]",
    [[0.5, -1.5, 2, 0.7]],
  ),
  pair(
    "a tensor of three axes",
    "const f = (x: number) => { const t: number[][][] = []; for (let i = 0; i < 2; i++) { t.push([]); for (let j = 0; j < 2; j++) { t[i]!.push([]); for (let k = 0; k < 2; k++) t[i]![j]!.push(x ** (i + j + k)); } } t[0]![1]![1]! *= t[1]![1]![1]!; let s = 0; for (const m of t) for (const r of m) for (const v of r) s += v; return s; };",
    "x: 1 + 3*x + 2*x**2 + x**5 + x**3",
    [0.9],
  ),
  pair(
    "an index that the list tells",
    "const f = (x: number[]) => { const next = [2, 0, 1]; let i = 0, s = 0; for (let k = 0; k < 5; k++) { s = s * 0.5 + x[i]! * x[next[i]!]!; i = next[i]!; } return s; };",
    `def f(x):
      n = [2, 0, 1]; i = 0; s = mpf(0)
      for k in range(5):
        s = s / 2 + x[i] * x[n[i]]; i = n[i]
      return s`,
    [[0.5, -1.5, 2]],
  ),
  pair(
    "an index that a number tells",
    "const f = (x: number) => { const t = [x, x * x, x ** 3, x ** 4]; const i = Math.floor(x * 2); t[i]! *= 3; return t[i]! + t[i - 1]! * x; };",
    "x: 3 * x**3 + x**3",
    [1.1],
  ),
  pair(
    "the index changes with the assignment",
    "const f = (x: number) => { const a = [x, x * 2, x * 3]; let i = 0; a[i++] = a[i]! * x; a[i] = a[i++]! + a[i]! * a[0]!; return a[0]! * a[1]! + i * a[2]!; };",
    "x: 2*x**2 * (2*x + 3*x * 2*x**2) + 6*x",
    [1.1],
  ),
  pair(
    "compound assignment to what the right side changes",
    "const f = (x: number) => { let a = x; a += (a = a * x) * 2; const b = [x]; b[0]! *= (b[0] = x * x) + 1; return a + b[0]!; };",
    "x: x + 2 * x**2 + x * (x**2 + 1)",
    [1.3],
  ),
  pair(
    "assignments within expressions",
    "const f = (x: number) => { let a: number, b: number; const c = (a = x * x) * (b = a + 1) + (a *= 2); return a * b + c; };",
    "x: 2*x**2 * (x**2 + 1) + x**2 * (x**2 + 1) + 2*x**2",
    [1.3],
  ),
  pair(
    "chained assignment",
    "const f = (x: number) => { let a, b, c; a = b = c = x * x; b *= x; c += a * b; return a + b * c; };",
    "x: x**2 + x**3 * (x**2 + x**5)",
    [1.1],
  ),
  pair(
    "a ring of a fixed size",
    "const f = (x: number) => { const ring = new Array<number>(3).fill(1); for (let k = 0; k < 8; k++) ring[k % 3] = ring[(k + 1) % 3]! * x + ring[(k + 2) % 3]!; return ring[0]! * ring[1]! - ring[2]!; };",
    `def f(x):
      r = [mpf(1)] * 3
      for k in range(8):
        r[k % 3] = r[(k + 1) % 3] * x + r[(k + 2) % 3]
      return r[0] * r[1] - r[2]`,
    [0.7],
  ),
  pair(
    "a linked list",
    "const f = (x: number) => { interface Cell { v: number; next: Cell | null } let head: Cell | null = null; for (let k = 1; k <= 4; k++) head = { v: x * k, next: head }; let s = 1; for (let c: Cell | null = head; c !== null; c = c.next) { c.v += s; s = s * 0.5 + c.v * x; } return s; };",
    `def f(x):
      s = mpf(1)
      for k in (4, 3, 2, 1):
        s = s / 2 + (x * k + s) * x
      return s`,
    [0.8],
  ),
  pair(
    "a binary tree",
    "interface Tree { v: number; kids: Tree[] } const grow = (x: number, d: number): Tree => ({ v: x + d, kids: d === 0 ? [] : [grow(x * 1.5, d - 1), grow(x - 1, d - 1)] }); const total = (t: Tree): number => t.v * t.kids.reduce((s, k) => s + total(k), 1); const f = (x: number) => total(grow(x, 3));",
    `def f(x):
      def t(x, d):
        return (x + d) * (1 + (t(x * 1.5, d - 1) + t(x - 1, d - 1) if d else 0))
      return t(x, 3)`,
    [0.8],
  ),
  pair(
    "a heap of numbers",
    "const f = (x: number[]) => { const h: number[] = []; const push = (v: number) => { h.push(v); let i = h.length - 1; while (i > 0) { const p = (i - 1) >> 1; if (h[p]! <= h[i]!) break; [h[p], h[i]] = [h[i]!, h[p]!]; i = p; } }; for (const v of x) push(v * v); return h[0]! * 2 + h[1]! * h[2]!; };",
    "x: 2 * x[1]**2 + x[0]**2 * x[2]**2",
    [[1.5, 0.5, 2]],
  ),
];
