/** Objects, classes, destructuring and typed arrays. */
import { pair, type Program } from "./row.js";

export const objects: readonly Program[] = [
  pair(
    "destructured with renaming, defaults and rest",
    "const f = (x: number) => { const { a: p, b = x * x, ...rest } = { a: x, c: x + 1, d: [x, 2] } as { a: number; b?: number; c: number; d: number[] }; const [q, , r = 3, ...more] = [x, 1, undefined, p, b] as (number | undefined)[]; return p * b + rest.c * rest.d[0]! * q! + r! * more[1]!; };",
    "x: x**3 + (x + 1) * x**2 + 3 * x**2",
    [1.3],
  ),
  pair(
    "destructured deep, in parameters",
    "const g = ({ u, v: [w, { z }] }: { u: number; v: [number, { z: number }] }, [a, b = 2]: number[]) => u * w + z * a! * b; const f = (x: number) => g({ u: x, v: [x * x, { z: 3 }] }, [x]) * g({ u: 1, v: [2, { z: x }] }, [x, x]);",
    "x: (x**3 + 6 * x) * (2 + x**3)",
    [1.3],
  ),
  pair(
    "destructured into places that exist",
    "const f = (x: number) => { const o = { a: 0, b: [0, 0] }; let c: number; ({ p: o.a, q: [o.b[1], c] } = { p: x * x, q: [x, 3 * x] as [number, number] }); return o.a * o.b[1]! + c; };",
    "x: x**3 + 3 * x",
    [1.3],
  ),
  pair(
    "objects spread and assigned",
    "const f = (x: number) => { const a = { u: x, v: 2 }; const b = { ...a, v: x * x }; const c = Object.assign({ w: 1 }, a, { u: 3 * x }); b.u *= 2; return a.u * b.u + b.v * c.u * c.w * c.v; };",
    "x: 2 * x**2 + 6 * x**3",
    [1.3],
  ),
  pair(
    "keys, values and entries",
    "const f = (x: number) => { const o = { a: x, b: x * x }; let s = 0; for (const v of Object.values(o)) s = s * 2 + v; for (const [k, v] of Object.entries(o)) s += k === 'b' ? v * x : v; return s * Object.keys(o).length + Object.fromEntries([['z', x]])['z']!; };",
    "x: 2 * (2 * x + x**2 + x + x**3) + x",
    [1.3],
  ),
  pair(
    "computed names",
    "const f = (x: number) => { const k = 'b'; const o: Record<string, number> = { ['a' + k]: x, [k]: 2 }; o[k + k] = o['ab']! * x; delete o[k]; return ('b' in o ? 100 : 1) * o['bb']! + (o['none'] ?? x); };",
    "x: x**2 + x",
    [1.3],
  ),
  pair(
    "getters and setters",
    "const f = (x: number) => { const o = { r: x, get area() { return this.r * this.r * 3; }, set area(a: number) { this.r = a / this.r; } }; o.area = o.area * x; o.r += 1; return o.area; };",
    "x: 3 * (3 * x**2 + 1)**2",
    [1.3],
  ),
  pair(
    "optional chains",
    "interface O { a?: { b?: (v: number) => number; c?: number[] } } const f = (x: number) => { const o: O = { a: { b: (v) => v * x, c: [x, x * x] } }; const n: O = {}; return (o.a?.b?.(x) ?? 1) * (n.a?.b?.(x) ?? x) + (o?.a?.c?.[1] ?? 0) * (n.a?.c?.[0] ?? 2); };",
    "x: x**3 + 2 * x**2",
    [1.3],
  ),
  pair(
    "logical assignment",
    "const f = (x: number) => { let a: number | undefined, b: number | null = null, c = x; a ??= x * x; a ??= 100; b ??= a + x; c &&= c * b; let d = 0; d ||= c; d ||= 7; return a * b + d; };",
    "x: x**2 * (x**2 + x) + x * (x**2 + x)",
    [1.3],
  ),
  pair(
    "complex numbers as a class",
    "class C { constructor(readonly re: number, readonly im: number) {} times(o: C) { return new C(this.re * o.re - this.im * o.im, this.re * o.im + this.im * o.re); } plus(o: C) { return new C(this.re + o.re, this.im + o.im); } get norm() { return Math.hypot(this.re, this.im); } static of(re: number) { return new C(re, 0); } } const f = (a: number, b: number) => { let z = new C(a, b); const c = z; for (let k = 0; k < 4; k++) z = z.times(z).plus(c); return z.norm + C.of(a).times(z).im; };",
    `def f(a, b):
      # Real and imaginary parts by hand, so that derivatives by each are real.
      x, y = a, b
      for _ in range(4): x, y = x * x - y * y + a, 2 * x * y + b
      return sqrt(x * x + y * y) + a * y`,
    [0.3, 0.4],
    [-1.1, 0.2],
  ),
  pair(
    "vectors as classes that are written to",
    "class V { constructor(public x: number, public y: number) {} add(o: V) { this.x += o.x; this.y += o.y; return this; } scale(k: number) { this.x *= k; this.y *= k; return this; } clone() { return new V(this.x, this.y); } dot(o: V) { return this.x * o.x + this.y * o.y; } } const f = (x: number, y: number) => { const v = new V(x, y); const w = v.clone().scale(x).add(v); v.add(w).add(v); return v.dot(w); };",
    "x, y: 2 * (x + x*x + x) * (x*x + x) + 2 * (y + y*x + y) * (y*x + y)",
    [1.3, 0.7],
  ),
  pair(
    "inheritance with an abstract method",
    "abstract class Shape { abstract area(): number; scaled(k: number) { return this.area() * k * k; } } class Circle extends Shape { constructor(readonly r: number) { super(); } area() { return 3 * this.r ** 2; } } class Ring extends Circle { constructor(r: number, readonly hole: number) { super(r); } override area() { return super.area() - 3 * this.hole ** 2; } } const f = (x: number) => { const all: Shape[] = [new Circle(x), new Ring(2, x)]; return all.reduce((s, a) => s + a.scaled(x), 0); };",
    "x: 3 * x**4 + (12 - 3 * x**2) * x**2",
    [1.3],
  ),
  pair(
    "statics and private fields",
    "class A { static count = 0; static #scale = 2; #v: number; constructor(v: number) { this.#v = v * A.#scale; A.count++; } get v() { return this.#v; } set v(w: number) { this.#v = w * w; } static join(a: A, b: A) { return a.#v * b.#v; } } const f = (x: number) => { const a = new A(x), b = new A(x * x); b.v = b.v + 1; return A.join(a, b); };",
    "x: 2 * x * (2 * x**2 + 1)**2",
    [1.1],
  ),
  pair(
    "fields made by arrow functions",
    "class Acc { total = 0; readonly add = (v: number) => { this.total += v * v; return this; }; } const f = (x: number[]) => { const acc = new Acc(); x.forEach((v) => acc.add(v)); const { add } = acc; add(x[0]!); return acc.total * x[1]!; };",
    "x: (2 * x[0]**2 + x[1]**2 + x[2]**2) * x[1]",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a stack machine",
    "const f = (x: number) => { const stack: number[] = []; for (const op of ['x', 'x', '*', '3', 'x', '+', '*', 'sin']) { switch (op) { case '*': stack.push(stack.pop()! * stack.pop()!); break; case '+': stack.push(stack.pop()! + stack.pop()!); break; case 'sin': stack.push(Math.sin(stack.pop()!)); break; case 'x': stack.push(x); break; default: stack.push(Number(op)); } } return stack[0]!; };",
    "x: sin(x**2 * (3 + x))",
    [0.7],
  ),
  pair(
    "a table of functions",
    "const ops: Record<string, (a: number, b: number) => number> = { add: (a, b) => a + b, mul: (a, b) => a * b, pow: Math.pow, max: Math.max }; const f = (x: number) => Object.keys(ops).reduce((s, k) => ops[k]!(s, 1.5), x) * ops['pow']!(2, x);",
    "x: max(((x + 1.5) * 1.5) ** mpf(1.5), mpf(1.5)) * mpf(2) ** x",
    [0.7],
  ),
  pair(
    "an object argument",
    "const f = (p: { m: number; v: number[]; at: { h: number } }) => 0.5 * p.m * p.v.reduce((s, v) => s + v * v, 0) + p.m * 9.81 * p.at.h;",
    "p: p['m'] * sum(v * v for v in p['v']) / 2 + p['m'] * 9.81 * p['at']['h']",
    [{ m: 1.5, v: [0.3, -2, 1], at: { h: 10 } }],
  ),
  pair(
    "a list of objects",
    "const f = (bodies: { m: number; x: number }[]) => { let e = 0; for (let i = 0; i < bodies.length; i++) for (let j = 0; j < i; j++) e -= (bodies[i]!.m * bodies[j]!.m) / Math.abs(bodies[i]!.x - bodies[j]!.x); return e; };",
    "b: -sum(b[i]['m'] * b[j]['m'] / abs(b[i]['x'] - b[j]['x']) for i in range(len(b)) for j in range(i))",
    [
      [
        { m: 1, x: 0 },
        { m: 2, x: 1.5 },
        { m: 0.5, x: -2 },
      ],
    ],
  ),
  pair(
    "a matrix and a vector",
    "const f = (a: number[][], b: number[]) => { const y = a.map((r) => r.reduce((s, v, j) => s + v * b[j]!, 0)); return y.reduce((s, v) => s + Math.tanh(v) ** 2, 0); };",
    "a, b: sum(tanh(sum(v * w for v, w in zip(r, b)))**2 for r in a)",
    [
      [
        [0.5, -1],
        [1.5, 0.2],
      ],
      [0.3, 0.7],
    ],
  ),
  pair(
    "a typed array as the argument",
    "const f = (x: Float64Array) => { let s = 0; for (let i = 0; i < x.length; i++) s += x[i]! * x[x.length - 1 - i]! * (i + 1); return s; };",
    "x: sum(x[i] * x[len(x) - 1 - i] * (i + 1) for i in range(len(x)))",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "typed arrays made of lists",
    "const f = (x: number[]) => { const a = Float64Array.from(x); const b = new Float64Array(x); a[0] = b[1]! * b[1]!; b.set([x[2]!], 0); return a[0]! * b[0]! + a.length * a[2]!; };",
    "x: x[1]**2 * x[2] + 3 * x[2]",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a window on a typed array",
    "const f = (x: number[]) => { const a = new Float64Array(4); for (let i = 0; i < 3; i++) a[i] = x[i]!; const w = a.subarray(1, 3); w[0]! *= x[0]!; a[2]! += w[0]!; return w[1]! * a[1]!; };",
    "x: (x[2] + x[0]*x[1]) * x[0]*x[1]",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a table of whole numbers",
    "const f = (x: number[]) => { const order = new Int32Array([2, 0, 1]); let s = 1; for (const k of order) s = s * x[k]! + k; return s; };",
    "x: ((x[2] + 2) * x[0] + 0) * x[1] + 1",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a grid in one typed array",
    "const f = (k: number) => { const n = 5; let u = new Float64Array(n), v = new Float64Array(n); u[2] = 1; for (let t = 0; t < 4; t++) { for (let i = 0; i < n; i++) v[i] = u[i]! + k * (u[(i + 1) % n]! - 2 * u[i]! + u[(i + n - 1) % n]!); [u, v] = [v, u]; } return u[2]! * u[1]! + u[0]!; };",
    `def f(k):
      n, u = 5, [mpf(i == 2) for i in range(5)]
      for _ in range(4): u = [u[i] + k * (u[(i + 1) % n] - 2 * u[i] + u[i - 1]) for i in range(n)]
      return u[2] * u[1] + u[0]`,
    [0.1],
  ),
  pair(
    "dates and texts that do not matter",
    "const f = (x: number) => { const label = `x = ${x.toFixed(2)}`; const when = new Date(0).getTime(); return label.length > 3 ? x * x + when : x; };",
    "x: x**2",
    [1.3],
  ),
  pair(
    "questions about a number",
    "const f = (x: number) => (Number.isFinite(x) && !Number.isNaN(x) && !Number.isInteger(x) && typeof x === 'number' && isFinite(x) ? Number(x) * x : 0) + Number.EPSILON * 0 + +x;",
    "x: x**2 + x",
    [1.3],
  ),
  pair(
    "copies by other means",
    "const f = (x: number) => { const a = [x, [x * x]] as [number, number[]]; const b: [number, number[]] = [a[0], Array.from(a[1])]; const c = JSON.parse('[2]') as number[]; b[1][0] = 5; const d = Array.of(x, 3); return a[1][0]! * c[0]! * d[0]! + b[1][0]! * b[0]; };",
    "x: 2 * x**3 + 5 * x",
    [1.3],
  ),
  pair(
    "a queue of points",
    "const f = (x: number) => { const q: [number, number][] = [[x, 1]]; let s = 0; while (q.length > 0) { const [v, d] = q.shift()!; s += v / d; if (d < 4) { q.push([v * 0.5, d * 2], [v * v, d + 2]); } } return s; };",
    `def f(x):
      q, s = [(x, 1)], mpf(0)
      while q:
        v, d = q.pop(0); s += v / d
        if d < 4: q += [(v / 2, d * 2), (v * v, d + 2)]
      return s`,
    [0.8],
  ),
];
