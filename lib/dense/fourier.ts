/**
 * The sums X[k] = Σ x[j]·exp(sign·2πi·jk/n) of one row of complex numbers, in place; no factor 1/n. Powers of two by
 * Cooley and Tukey's algorithm (1965), other lengths as a convolution of such by Bluestein's (1970).
 */
export function fourierTransform(
  re: Float64Array,
  im: Float64Array,
  sign: 1 | -1,
): void {
  const n = re.length;
  if (n < 2) return;
  if ((n & (n - 1)) === 0) radixTwo(re, im, sign);
  else bluestein(re, im, sign);
}

/** cos and sin of sign·2π·k/n for all k, each computed on its own: no error is carried along. */
function roots(n: number, sign: number): [Float64Array, Float64Array] {
  const angle = (k: number): number => (sign * 2 * Math.PI * k) / n;
  return [
    Float64Array.from({ length: n }, (_, k) => exactly(Math.cos, angle, k, n)),
    Float64Array.from({ length: n }, (_, k) => exactly(Math.sin, angle, k, n)),
  ];
}

/** Quarter turns have exact values, which π in floating point misses. */
function exactly(
  f: (x: number) => number,
  angle: (k: number) => number,
  k: number,
  n: number,
): number {
  return (4 * k) % n === 0 ? Math.round(f(angle(k))) : f(angle(k));
}

function radixTwo(re: Float64Array, im: Float64Array, sign: number): void {
  const n = re.length;
  reverseBits(re, im);
  const [c, s] = roots(n, sign);
  for (let half = 1; half < n; half *= 2) {
    const step = n / (2 * half);
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [i, j] = [start + k, start + k + half];
        const [x, y] = [re[j] as number, im[j] as number];
        const [a, b] = [c[k * step] as number, s[k * step] as number];
        const u = x * a - y * b;
        const v = x * b + y * a;
        re[j] = (re[i] as number) - u;
        im[j] = (im[i] as number) - v;
        re[i] = (re[i] as number) + u;
        im[i] = (im[i] as number) + v;
      }
    }
  }
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    for (const list of [re, im]) {
      const kept = list[i] as number;
      list[i] = list[j] as number;
      list[j] = kept;
    }
  }
}

/** From jk = (j² + k² − (k − j)²)/2: a product with a chirp, a convolution with its conjugate, a product again. */
function bluestein(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
  const n = re.length;
  const size = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const [c, s] = roots(2 * n, sign);
  // j² modulo 2n, so that the angles stay small and exact.
  const at = Int32Array.from({ length: n }, (_, j) => (j * j) % (2 * n));
  const a = [new Float64Array(size), new Float64Array(size)] as const;
  const b = [new Float64Array(size), new Float64Array(size)] as const;
  for (let j = 0; j < n; j++) {
    const [cos, sin] = [
      c[at[j] as number] as number,
      s[at[j] as number] as number,
    ];
    const [x, y] = [re[j] as number, im[j] as number];
    a[0][j] = x * cos - y * sin;
    a[1][j] = x * sin + y * cos;
    b[0][j] = cos;
    b[1][j] = -sin;
    if (j > 0) {
      b[0][size - j] = cos;
      b[1][size - j] = -sin;
    }
  }
  convolveCyclic(a, b);
  for (let k = 0; k < n; k++) {
    const [cos, sin] = [
      c[at[k] as number] as number,
      s[at[k] as number] as number,
    ];
    const [x, y] = [a[0][k] as number, a[1][k] as number];
    re[k] = x * cos - y * sin;
    im[k] = x * sin + y * cos;
  }
}

type Pair = readonly [Float64Array, Float64Array];

function convolveCyclic(a: Pair, b: Pair): void {
  const size = a[0].length;
  radixTwo(...a, 1);
  radixTwo(...b, 1);
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[0][k] as number, a[1][k] as number];
    const [u, v] = [b[0][k] as number, b[1][k] as number];
    a[0][k] = (x * u - y * v) / size;
    a[1][k] = (x * v + y * u) / size;
  }
  radixTwo(...a, -1);
}
