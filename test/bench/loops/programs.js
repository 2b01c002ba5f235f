// Five classic loops in TypeScript, as people write them in a cell: at the top level, with variables of their own. Each ends with a
// value that tells whether it computed the right thing.

/** Adds the whole numbers below a hundred million. */
const sum = {
  name: "sum of 1e8 numbers",
  code: `
let total = 0;
for (let i = 0; i < 1e8; i++) total += i;
const answer = total;
`,
  right: 4999999950000000,
};

/** How many points of a grid stay bounded under z² + c (B. Mandelbrot, 1980). */
const mandelbrot = {
  name: "mandelbrot 1200 × 1200",
  code: `
const size = 1200;
let inside = 0;
for (let py = 0; py < size; py++) {
  for (let px = 0; px < size; px++) {
    const cx = (3 * px) / size - 2.25;
    const cy = (3 * py) / size - 1.5;
    let x = 0;
    let y = 0;
    let k = 0;
    while (k < 300 && x * x + y * y <= 4) {
      const next = x * x - y * y + cx;
      y = 2 * x * y + cy;
      x = next;
      k++;
    }
    if (k === 300) inside++;
  }
}
const answer = inside;
`,
};

/** The spectral norm of an infinite matrix, by the power method (the Computer Language Benchmarks Game). */
const spectral = {
  name: "spectral norm 1000",
  code: `
const n = 1000;
const entry = (i: number, j: number) => 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);
function times(v: Float64Array) {
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let s = 0;
    for (let j = 0; j < n; j++) s += entry(i, j) * v[j];
    w[i] = s;
  }
  return w;
}
function transposedTimes(v: Float64Array) {
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let s = 0;
    for (let j = 0; j < n; j++) s += entry(j, i) * v[j];
    w[i] = s;
  }
  return w;
}
let u = new Float64Array(n).fill(1);
let v = u;
for (let k = 0; k < 10; k++) {
  v = transposedTimes(times(u));
  u = transposedTimes(times(v));
}
let vBv = 0;
let vv = 0;
for (let i = 0; i < n; i++) {
  vBv += u[i] * v[i];
  vv += v[i] * v[i];
}
const answer = Math.sqrt(vBv / vv);
`,
};

/** Pancakes turned until the first is on top (Anderson & Rettig 1994). */
const fannkuch = {
  name: "fannkuch 10",
  code: `
const n = 10;
const perm1 = Array.from({ length: n }, (_, i) => i);
const count = new Array(n).fill(0);
let flipsMax = 0;
let r = n;
let done = false;
while (!done) {
  while (r !== 1) {
    count[r - 1] = r;
    r--;
  }
  const perm = perm1.slice();
  let flips = 0;
  let k = perm[0];
  while (k !== 0) {
    for (let i = 0, j = k; i < j; i++, j--) {
      const t = perm[i];
      perm[i] = perm[j];
      perm[j] = t;
    }
    flips++;
    k = perm[0];
  }
  if (flips > flipsMax) flipsMax = flips;
  for (;;) {
    if (r === n) {
      done = true;
      break;
    }
    const first = perm1[0];
    for (let i = 0; i < r; i++) perm1[i] = perm1[i + 1];
    perm1[r] = first;
    count[r]--;
    if (count[r] > 0) break;
    r++;
  }
}
const answer = flipsMax;
`,
  // The published maximum of flips for ten pancakes.
  right: 38,
};

/** A sun and four planets on their ways (the Computer Language Benchmarks Game's n-body, with rounded starts). */
const nBody = {
  name: "n-body, 3,000,000 steps",
  code: `
const bodies = [
  { x: 0, y: 0, z: 0, vx: 0, vy: 0, vz: 0, m: 39.478 },
  { x: 4.841, y: -1.16, z: -0.104, vx: 0.606, vy: 2.812, vz: -0.025, m: 0.0377 },
  { x: 8.343, y: 4.125, z: -0.404, vx: -1.011, vy: 1.826, vz: 0.008, m: 0.0113 },
  { x: 12.894, y: -15.111, z: -0.223, vx: 1.083, vy: 0.869, vz: -0.011, m: 0.0017 },
  { x: 15.38, y: -25.919, z: 0.179, vx: 0.979, vy: 0.594, vz: -0.035, m: 0.002 },
];
const dt = 0.01;
for (let step = 0; step < 3_000_000; step++) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const d2 = dx * dx + dy * dy + dz * dz;
      const pull = dt / (d2 * Math.sqrt(d2));
      a.vx -= dx * b.m * pull;
      a.vy -= dy * b.m * pull;
      a.vz -= dz * b.m * pull;
      b.vx += dx * a.m * pull;
      b.vy += dy * a.m * pull;
      b.vz += dz * a.m * pull;
    }
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
    body.z += dt * body.vz;
  }
}
let energy = 0;
for (const { vx, vy, vz, m } of bodies) energy += (m * (vx * vx + vy * vy + vz * vz)) / 2;
const answer = energy;
`,
};

export const programs = [nBody, mandelbrot, spectral, fannkuch, sum];

/**
 * The program as one that tells its answer and its milliseconds, as JSON: those that its thread was given by the system,
 * where it says so (Linux), for on a busy machine the others are the machine's.
 */
export function timed(code) {
  return `import { readFileSync } from "node:fs";
function clock() {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
const begun = clock();
${code}
console.log(JSON.stringify({ ms: clock() - begun, answer }));
`;
}
