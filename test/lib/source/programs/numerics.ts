/** Methods of numerical mathematics, written as anyone writes them. */
import { pair, type Program } from "./row.js";

export const numerics: readonly Program[] = [
  pair(
    "gaussian elimination with pivots",
    "const f = (x: number[]) => { const a = [[x[0]!, 2, 1], [4, x[1]!, -1], [2, 1, x[2]!]], b = [1, x[0]!, 3]; const n = 3; for (let k = 0; k < n; k++) { let p = k; for (let i = k + 1; i < n; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[p]![k]!)) p = i; [a[k], a[p]] = [a[p]!, a[k]!]; [b[k], b[p]] = [b[p]!, b[k]!]; for (let i = k + 1; i < n; i++) { const m = a[i]![k]! / a[k]![k]!; for (let j = k; j < n; j++) a[i]![j]! -= m * a[k]![j]!; b[i]! -= m * b[k]!; } } const y = [0, 0, 0]; for (let i = n - 1; i >= 0; i--) { let s = b[i]!; for (let j = i + 1; j < n; j++) s -= a[i]![j]! * y[j]!; y[i] = s / a[i]![i]!; } return y[0]! + y[1]! * y[2]!; };",
    `def f(x):
      a = matrix([[x[0], 2, 1], [4, x[1], -1], [2, 1, x[2]]])
      y = lu_solve(a, matrix([1, x[0], 3]))
      return y[0] + y[1] * y[2]`,
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a determinant by cofactors",
    "const det = (m: number[][]): number => m.length === 1 ? m[0]![0]! : m[0]!.reduce((s, v, j) => s + (j % 2 ? -v : v) * det(m.slice(1).map((r) => r.filter((_, k) => k !== j))), 0); const f = (x: number[]) => det([[x[0]!, 1, 2], [x[1]!, x[0]!, 3], [4, x[2]!, x[1]!]]);",
    "x: x[0] * (x[0]*x[1] - 3*x[2]) - (x[1]*x[1] - 12) + 2 * (x[1]*x[2] - 4*x[0])",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "cholesky's factors",
    "const f = (x: number[]) => { const a = [[4 + x[0]! ** 2, x[1]!, 1], [x[1]!, 5, x[2]!], [1, x[2]!, 6]]; const l = [[0, 0, 0], [0, 0, 0], [0, 0, 0]]; for (let i = 0; i < 3; i++) for (let j = 0; j <= i; j++) { let s = a[i]![j]!; for (let k = 0; k < j; k++) s -= l[i]![k]! * l[j]![k]!; l[i]![j] = i === j ? Math.sqrt(s) : s / l[j]![j]!; } let d = 0; for (let i = 0; i < 3; i++) d += 2 * Math.log(l[i]![i]!); return d; };",
    "x: log((4 + x[0]**2) * (30 - x[2]**2) - x[1] * (6*x[1] - x[2]) + (x[1]*x[2] - 5))",
    [[0.5, -1.5, 2]],
  ),
  pair(
    "power iteration",
    "const f = (t: number) => { let v = [1, 1], l = 0; for (let k = 0; k < 60; k++) { const w = [2 * v[0]! + t * v[1]!, t * v[0]! + 5 * v[1]!]; l = Math.hypot(...w); v = w.map((c) => c / l); } return l; };",
    "t: (7 + sqrt(9 + 4 * t * t)) / 2",
    [0.7],
  ),
  pair(
    "a product of matrices and a power of one",
    "const mul = (a: number[][], b: number[][]) => a.map((r) => b[0]!.map((_, j) => r.reduce((s, v, k) => s + v * b[k]![j]!, 0))); const f = (x: number, y: number) => { let p = [[1, 0], [0, 1]], a = [[x, y], [1, x * y]]; for (let n = 5; n > 0; n >>= 1) { if (n & 1) p = mul(p, a); a = mul(a, a); } return p[0]![0]! - p[1]![0]! * p[0]![1]!; };",
    `def f(x, y):
      p = matrix([[x, y], [1, x * y]]) ** 5
      return p[0, 0] - p[1, 0] * p[0, 1]`,
    [0.8, -0.6],
  ),
  pair(
    "gram and schmidt",
    "const dot = (a: number[], b: number[]) => a.reduce((s, v, i) => s + v * b[i]!, 0); const f = (x: number[]) => { const basis: number[][] = []; for (const v of [[x[0]!, 1, 0], [1, x[1]!, 1], [0, 1, x[2]!]]) { const w = basis.reduce((u, b) => { const d = dot(u, b); return u.map((c, i) => c - d * b[i]!); }, v); const n = Math.sqrt(dot(w, w)); basis.push(w.map((c) => c / n)); } return basis[2]![0]! * x[2]! + basis[1]![2]! * basis[0]![1]!; };",
    `def f(x):
      basis = []
      for v in ([x[0], 1, 0], [1, x[1], 1], [0, 1, x[2]]):
        w = [mpf(c) if isinstance(c, int) else c for c in v]
        for b in basis:
          d = sum(p * q for p, q in zip(w, b)); w = [c - d * q for c, q in zip(w, b)]
        n = sqrt(sum(c * c for c in w)); basis.append([c / n for c in w])
      return basis[2][0] * x[2] + basis[1][2] * basis[0][1]`,
    [[0.5, -1.5, 2]],
  ),
  pair(
    "a fourier transform",
    "const f = (x: number[]) => { const fft = (re: number[], im: number[]): [number[], number[]] => { const n = re.length; if (n === 1) return [re, im]; const half = (a: number[], o: number) => a.filter((_, i) => i % 2 === o); const [er, ei] = fft(half(re, 0), half(im, 0)); const [or, oi] = fft(half(re, 1), half(im, 1)); const r = new Array<number>(n).fill(0), m = new Array<number>(n).fill(0); for (let k = 0; k < n / 2; k++) { const c = Math.cos((2 * Math.PI * k) / n), s = -Math.sin((2 * Math.PI * k) / n); const tr = c * or[k]! - s * oi[k]!, ti = c * oi[k]! + s * or[k]!; r[k] = er[k]! + tr; m[k] = ei[k]! + ti; r[k + n / 2] = er[k]! - tr; m[k + n / 2] = ei[k]! - ti; } return [r, m]; }; const [re, im] = fft(x, x.map(() => 0)); return re.reduce((s, v, k) => s + (v * v + im[k]! ** 2) * (k + 1), 0); };",
    `def f(x):
      s = 0
      for k in range(4):
        re = sum(v * cos(2 * pi * k * n / 4) for n, v in enumerate(x))
        im = sum(v * sin(2 * pi * k * n / 4) for n, v in enumerate(x))
        s += (re * re + im * im) * (k + 1)
      return s`,
    [[0.5, -1.5, 2, 0.3]],
  ),
  pair(
    "simpson's rule",
    "const simpson = (g: (t: number) => number, a: number, b: number, n: number) => { const h = (b - a) / n; let s = g(a) + g(b); for (let k = 1; k < n; k++) s += (k % 2 ? 4 : 2) * g(a + k * h); return (s * h) / 3; }; const f = (x: number) => simpson((t) => Math.exp(-x * t * t), 0, x, 8);",
    `def f(x):
      g = lambda t: exp(-x * t * t); h = x / 8
      return (g(mpf(0)) + g(x) + sum((4 if k % 2 else 2) * g(k * h) for k in range(1, 8))) * h / 3`,
    [1.2],
  ),
  pair(
    "runge and kutta",
    "const f = (k: number, y0: number) => { const slope = (t: number, y: number) => -k * y * y + Math.sin(t); let y = y0, t = 0; const h = 0.1; for (let i = 0; i < 10; i++) { const k1 = slope(t, y), k2 = slope(t + h / 2, y + (h / 2) * k1), k3 = slope(t + h / 2, y + (h / 2) * k2), k4 = slope(t + h, y + h * k3); y += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4); t += h; } return y; };",
    `def f(k, y):
      s = lambda t, y: -k * y * y + sin(t)
      t, h = mpf(0), mpf(0.1)
      # Times are those of the program, whose sums are rounded.
      times = [0.0]
      for i in range(10): times.append(times[-1] + 0.1)
      for t in times[:10]:
        half, full = t + 0.1 / 2, t + 0.1
        k1 = s(mpf(t), y); k2 = s(mpf(half), y + h / 2 * k1); k3 = s(mpf(half), y + h / 2 * k2); k4 = s(mpf(full), y + h * k3)
        y += mpf(0.1 / 6) * (k1 + 2 * k2 + 2 * k3 + k4)
      return y`,
    [0.7, 1.3],
  ),
  pair(
    "planets",
    "const f = (v: number) => { let p = { x: 1, y: 0 }, q = { x: 0, y: v }; const h = 0.05; for (let k = 0; k < 12; k++) { const r3 = (p.x * p.x + p.y * p.y) ** 1.5; q = { x: q.x - (h * p.x) / r3, y: q.y - (h * p.y) / r3 }; p = { x: p.x + h * q.x, y: p.y + h * q.y }; } return 0.5 * (q.x ** 2 + q.y ** 2) - 1 / Math.hypot(p.x, p.y); };",
    `def f(v):
      x, y, a, b, h = mpf(1), mpf(0), mpf(0), v, mpf(0.05)
      for _ in range(12):
        r = (x * x + y * y) ** mpf(1.5); a -= h * x / r; b -= h * y / r; x += h * a; y += h * b
      return (a * a + b * b) / 2 - 1 / sqrt(x * x + y * y)`,
    [1.1],
  ),
  {
    ...pair(
      "a logarithm by its series",
      "const f = (x: number) => { const t = (x - 1) / (x + 1); let p = t, s = 0, k = 1; do { s += p / k; p *= t * t; k += 2; } while (Math.abs(p / k) > 1e-18); return 2 * s; };",
      "x: log(x)",
      [1.3],
    ),
    terms: 1e2,
  },
  pair(
    "a bessel function by its series",
    "const f = (x: number) => { let term = 1, s = 1; for (let k = 1; k < 30; k++) { term *= -(x * x) / (4 * k * k); s += term; } return s; };",
    "x: besselj(0, x)",
    [1.7],
  ),
  pair(
    "the gamma function by lanczos",
    "const c = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7]; const f = (z: number) => { const x = z - 1; let a = c[0]!; for (let i = 1; i < c.length; i++) a += c[i]! / (x + i); const t = x + 7.5; return Math.sqrt(2 * Math.PI) * t ** (x + 0.5) * Math.exp(-t) * a; };",
    `def f(z):
      c = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7]
      x = z - 1; t = x + 7.5
      return sqrt(2 * mpf(3.141592653589793)) * t ** (x + 0.5) * exp(-t) * (c[0] + sum(c[i] / (x + i) for i in range(1, 9)))`,
    [3.4],
  ),
  pair(
    "a continued fraction",
    "const f = (x: number) => { let s = x; for (let k = 12; k > 0; k--) s = k + (x * x) / s; return x / s; };",
    `def f(x):
      s = x
      for k in range(12, 0, -1): s = k + x * x / s
      return x / s`,
    [0.9],
  ),
  pair(
    "legendre's polynomials",
    "const legendre = (n: number, x: number): number => { let a = 1, b = x; if (n === 0) return a; for (let k = 1; k < n; k++) [a, b] = [b, ((2 * k + 1) * x * b - k * a) / (k + 1)]; return b; }; const f = (x: number) => legendre(7, x) + legendre(0, x);",
    "x: (429*x**7 - 693*x**5 + 315*x**3 - 35*x) / 16 + 1",
    [0.3],
    [-0.9],
  ),
  pair(
    "clenshaw's sum",
    "const f = (x: number) => { let b1 = 0, b2 = 0; for (const c of [3, -1, 0.5, 2, 1].reverse()) { const t = c + 2 * x * b1 - b2; b2 = b1; b1 = t; } return b1 - x * b2; };",
    "x: 3 - x + (2*x**2 - 1) / 2 + 2 * (4*x**3 - 3*x) + 8*x**4 - 8*x**2 + 1",
    [0.3],
  ),
  pair(
    "kepler's equation",
    "const f = (m: number, e: number) => { let a = m; for (let k = 0; k < 12; k++) a -= (a - e * Math.sin(a) - m) / (1 - e * Math.cos(a)); return Math.cos(a) - e; };",
    `def f(m, e):
      a = m
      for _ in range(12): a -= (a - e * sin(a) - m) / (1 - e * cos(a))
      return cos(a) - e`,
    [1.2, 0.3],
  ),
  pair(
    "neville's interpolation",
    "const f = (x: number, y: number[]) => { const t = [0, 1, 3, 4]; const p = [...y]; for (let m = 1; m < 4; m++) for (let i = 0; i < 4 - m; i++) p[i] = ((x - t[i + m]!) * p[i]! + (t[i]! - x) * p[i + 1]!) / (t[i]! - t[i + m]!); return p[0]!; };",
    `def f(x, y):
      t = [0, 1, 3, 4]
      return sum(y[i] * fprod((x - t[j]) / mpf(t[i] - t[j]) for j in range(4) if j != i) for i in range(4))`,
    [1.6, [1, -2, 0.5, 3]],
  ),
  pair(
    "de casteljau",
    "const f = (t: number, p: number[]) => { const q = [...p]; while (q.length > 1) { for (let i = 0; i + 1 < q.length; i++) q[i] = q[i]! * (1 - t) + q[i + 1]! * t; q.pop(); } return q[0]!; };",
    "t, p: p[0] * (1-t)**3 + 3 * p[1] * t * (1-t)**2 + 3 * p[2] * t**2 * (1-t) + p[3] * t**3",
    [0.3, [1, -2, 0.5, 3]],
  ),
  pair(
    "a soft alignment by dynamic programming",
    "const soft = (...v: number[]) => { const m = Math.min(...v); return m - Math.log(v.reduce((s, w) => s + Math.exp(m - w), 0)); }; const f = (a: number[], b: number[]) => { const d = a.map(() => b.map(() => 0)); for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) { const c = (a[i]! - b[j]!) ** 2; const before: number[] = []; if (i > 0) before.push(d[i - 1]![j]!); if (j > 0) before.push(d[i]![j - 1]!); if (i > 0 && j > 0) before.push(d[i - 1]![j - 1]!); d[i]![j] = c + (before.length === 0 ? 0 : soft(...before)); } return d.at(-1)!.at(-1)!; };",
    `def f(a, b):
      d = {}
      for i in range(len(a)):
        for j in range(len(b)):
          w = [d[p] for p in ((i - 1, j), (i, j - 1), (i - 1, j - 1)) if p in d]
          d[i, j] = (a[i] - b[j])**2 - (log(sum(exp(-v) for v in w)) if w else 0)
      return d[len(a) - 1, len(b) - 1]`,
    [
      [0.5, -1.5, 2],
      [0.3, 1.8],
    ],
  ),
  pair(
    "the best path, exactly",
    "const f = (w: number[]) => { const grid = [[w[0]!, w[1]!], [w[2]!, w[3]!]]; const best = [[0, 0], [0, 0]]; for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) best[i]![j] = grid[i]![j]! ** 2 + (i + j === 0 ? 0 : Math.min(i > 0 ? best[i - 1]![j]! : Infinity, j > 0 ? best[i]![j - 1]! : Infinity)); return best[1]![1]!; };",
    "w: w[0]**2 + min(w[1]**2, w[2]**2) + w[3]**2",
    [[0.5, -1.5, 2, 0.3]],
  ),
  pair(
    "a hidden markov model",
    "const f = (p: number, q: number) => { const a = [[p, 1 - p], [1 - q, q]], e = [[0.9, 0.1], [0.2, 0.8]]; let v = [0.5, 0.5]; let l = 0; for (const o of [0, 1, 1, 0, 1]) { v = a.map((_, j) => v.reduce((s, w, i) => s + w * a[i]![j]!, 0) * e[j]![o]!); const s = v[0]! + v[1]!; v = v.map((w) => w / s); l += Math.log(s); } return l; };",
    `def f(p, q):
      a, e, v = [[p, 1 - p], [1 - q, q]], [[0.9, 0.1], [0.2, 0.8]], [mpf(0.5)] * 2
      for o in (0, 1, 1, 0, 1): v = [(v[0] * a[0][j] + v[1] * a[1][j]) * e[j][o] for j in range(2)]
      return log(v[0] + v[1])`,
    [0.7, 0.6],
  ),
  pair(
    "a small network",
    "const f = (w: number[]) => { const layer = (x: number[], at: number, n: number) => Array.from({ length: n }, (_, i) => Math.tanh(x.reduce((s, v, j) => s + v * w[(at + i * x.length + j) % w.length]!, w[(at + i) % w.length]!))); let x = [0.5, -0.3]; for (let l = 0; l < 3; l++) x = layer(x, l, l === 2 ? 1 : 3); return (x[0]! - 0.25) ** 2; };",
    `def f(w):
      n, x = len(w), [mpf(0.5), mpf(-0.3)]
      for l in range(3): x = [tanh(w[(l + i) % n] + sum(v * w[(l + i * len(x) + j) % n] for j, v in enumerate(x))) for i in range(1 if l == 2 else 3)]
      return (x[0] - 0.25)**2`,
    [[0.5, -1.5, 0.7, 0.3]],
  ),
  pair(
    "gradient descent on a parabola",
    "const f = (rate: number) => { let x = 3, m = 0; for (let k = 0; k < 15; k++) { const g = 2 * (x - 1) + 0.1 * x ** 3; m = 0.9 * m + g; x -= rate * m; } return x * x; };",
    `def f(r):
      x, m = mpf(3), mpf(0)
      for _ in range(15): m = 0.9 * m + 2 * (x - 1) + 0.1 * x**3; x -= r * m
      return x * x`,
    [0.02],
  ),
  pair(
    "black and scholes by an approximation",
    "const cdf = (x: number) => { const t = 1 / (1 + 0.2316419 * Math.abs(x)); const d = 0.3989423 * Math.exp((-x * x) / 2); const p = d * t * (0.3193815 + t * (-0.3565638 + t * (1.781478 + t * (-1.821256 + t * 1.330274)))); return x > 0 ? 1 - p : p; }; const f = (s: number, k: number, v: number) => { const d = (Math.log(s / k) + v * v / 2) / v; return s * cdf(d) - k * cdf(d - v); };",
    `def f(s, k, v):
      def cdf(x):
        t = 1 / (1 + 0.2316419 * abs(x))
        p = 0.3989423 * exp(-x * x / 2) * t * (0.3193815 + t * (-0.3565638 + t * (1.781478 + t * (-1.821256 + t * 1.330274))))
        return 1 - p if x > 0 else p
      d = (log(s / k) + v * v / 2) / v
      return s * cdf(d) - k * cdf(d - v)`,
    [100, 95, 0.2],
    [90, 95, 0.3],
  ),
  pair(
    "the area of a triangle",
    "const f = (a: number, b: number, c: number) => { const s = (a + b + c) / 2; return Math.sqrt(s * (s - a) * (s - b) * (s - c)); };",
    "a, b, c: sqrt((a+b+c) * (b+c-a) * (a+c-b) * (a+b-c)) / 4",
    [3, 4, 5],
    [2, 2.5, 1.2],
  ),
  pair(
    "a rotation, there and back",
    "const turn = ([x, y]: readonly [number, number], t: number) => [x * Math.cos(t) - y * Math.sin(t), x * Math.sin(t) + y * Math.cos(t)] as const; const f = (x: number, y: number, t: number) => { const p = turn(turn([x, y], t), -2 * t); return p[0] * p[1]; };",
    "x, y, t: (x * cos(t) + y * sin(t)) * (y * cos(t) - x * sin(t))",
    [0.5, -1.5, 0.4],
  ),
  pair(
    "a bilinear look-up",
    "const grid = [[1, 2, 4], [0, -1, 3], [5, 2, 2]]; const f = (x: number, y: number) => { const i = Math.floor(x), j = Math.floor(y); const u = x - i, v = y - j; return (1 - u) * (1 - v) * grid[i]![j]! + u * (1 - v) * grid[i + 1]![j]! + (1 - u) * v * grid[i]![j + 1]! + u * v * grid[i + 1]![j + 1]!; };",
    "x, y: (1-x)*(2-y)*2 + x*(2-y)*(-1) + (1-x)*(y-1)*4 + x*(y-1)*3",
    [0.3, 1.6],
  ),
  pair(
    "the variance in one pass",
    "const f = (x: number[]) => { let n = 0, m = 0, s = 0; for (const v of x) { n++; const d = v - m; m += d / n; s += d * (v - m); } return s / (n - 1); };",
    "x: sum((v - sum(x) / len(x))**2 for v in x) / (len(x) - 1)",
    [[0.5, -1.5, 2, 0.3]],
    [[11.5, 9, 10]],
  ),
  pair(
    "a correlation",
    "const mean = (v: number[]) => v.reduce((s, w) => s + w, 0) / v.length; const f = (x: number[], y: number[]) => { const mx = mean(x), my = mean(y); let a = 0, b = 0, c = 0; x.forEach((v, i) => { const p = v - mx, q = y[i]! - my; a += p * q; b += p * p; c += q * q; }); return a / Math.sqrt(b * c); };",
    `def f(x, y):
      m, n = sum(x) / len(x), sum(y) / len(y)
      return sum((p - m) * (q - n) for p, q in zip(x, y)) / sqrt(sum((p - m)**2 for p in x) * sum((q - n)**2 for q in y))`,
    [
      [0.5, -1.5, 2],
      [1, 0.3, 0.9],
    ],
  ),
  pair(
    "newton's method with a derivative by hand",
    "const f = (a: number) => { let x = 1; let n = 0; while (Math.abs(x * Math.exp(x) - a) > 1e-15 && n++ < 40) x -= (x * Math.exp(x) - a) / (Math.exp(x) * (1 + x)); x -= (x * Math.exp(x) - a) / (Math.exp(x) * (1 + x)); return x; };",
    "a: lambertw(a).real",
    [2.5],
  ),
  pair(
    "horner and its twin",
    "const f = (x: number, c: number[]) => c.reduceRight((s, a) => s * x + a, 0) - c.map((a, k) => a * x ** k).reduce((s, v) => s + v ** 2, 0);",
    "x, c: sum(a * x**k for k, a in enumerate(c)) - sum((a * x**k)**2 for k, a in enumerate(c))",
    [1.3, [2, -1, 0.5]],
  ),
];
