/** Functions of lists. */
import { type Program, row } from "./row.js";

export const lists: readonly Program[] = [
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
