/** What is differentiated: functions as their authors would write them, and where. */

/** A function of arrays and objects with the arguments that it is called with. */
export interface Workload {
  readonly name: string;
  readonly f: (...args: never[]) => number;
  readonly args: readonly unknown[];
}

/** Numbers that look random and are the same on every machine (Park and Miller's generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export const vector = (length: number, next: () => number): number[] =>
  Array.from({ length }, () => next() - 0.5);

const matrix = (rows: number, columns: number, next: () => number) =>
  Array.from({ length: rows }, () => vector(columns, next));

/** Rosenbrock's valley, in the form that is summed over neighbours. */
function rosenbrock(x: number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length - 1; i++) {
    const a = x[i + 1]! - x[i]! * x[i]!;
    const b = 1 - x[i]!;
    sum += 100 * a * a + b * b;
  }
  return sum;
}

function logSumExp(x: number[]): number {
  let most = -Infinity;
  for (const each of x) most = Math.max(most, each);
  let sum = 0;
  for (const each of x) sum += Math.exp(each - most);
  return most + Math.log(sum);
}

interface Layers {
  readonly hidden: number[][];
  readonly hiddenBias: number[];
  readonly output: number[];
  outputBias: number;
}

/** The mean squared error of a net with one hidden layer over a batch. */
function perceptron(net: Layers, inputs: number[][], wanted: number[]): number {
  let loss = 0;
  for (let n = 0; n < inputs.length; n++) {
    const input = inputs[n]!;
    let y = net.outputBias;
    for (let i = 0; i < net.hidden.length; i++) {
      const weights = net.hidden[i]!;
      let sum = net.hiddenBias[i]!;
      for (let j = 0; j < weights.length; j++) sum += weights[j]! * input[j]!;
      y += net.output[i]! * Math.tanh(sum);
    }
    const error = y - wanted[n]!;
    loss += error * error;
  }
  return loss / inputs.length;
}

/** How many of the factor's entries stand before column `i` of its lower triangle. */
const before = (i: number, d: number) => (i * (2 * d - i - 1)) / 2;

/**
 * The log likelihood of points under a mixture of normal distributions with a Wishart prior; each inverse covariance is
 * given by its Cholesky factor, the diagonal as logarithms (Srajer, Kukelova and Fitzgibbon: A benchmark of selected
 * algorithmic differentiation tools, 2018, section 5.1).
 */
function gaussianMixture(
  alphas: number[],
  means: number[][],
  icf: number[][],
  points: number[][],
): number {
  const k = alphas.length;
  const d = means[0]!.length;
  const terms = new Array<number>(k).fill(0);
  const centred = new Array<number>(d).fill(0);
  let total = 0;
  for (const point of points) {
    let most = -Infinity;
    for (let m = 0; m < k; m++) {
      const factor = icf[m]!;
      const mean = means[m]!;
      let logDeterminant = 0;
      let square = 0;
      for (let i = 0; i < d; i++) {
        centred[i] = point[i]! - mean[i]!;
        logDeterminant += factor[i]!;
      }
      for (let i = 0; i < d; i++) {
        let sum = Math.exp(factor[i]!) * centred[i]!;
        for (let j = 0; j < i; j++)
          sum += factor[d + before(j, d) + i - j - 1]! * centred[j]!;
        square += sum * sum;
      }
      const term = alphas[m]! + logDeterminant - 0.5 * square;
      terms[m] = term;
      most = Math.max(most, term);
    }
    let sum = 0;
    for (let m = 0; m < k; m++) sum += Math.exp(terms[m]! - most);
    total += most + Math.log(sum);
  }
  let weights = 0;
  for (const alpha of alphas) weights += Math.exp(alpha);
  total -= points.length * Math.log(weights);
  for (const factor of icf) {
    let prior = 0;
    for (let i = 0; i < factor.length; i++) {
      const entry = i < d ? Math.exp(factor[i]!) : factor[i]!;
      prior += 0.5 * entry * entry;
      if (i < d) prior -= factor[i]!;
    }
    total -= prior;
  }
  return total;
}

interface Camera {
  readonly rotation: number[];
  readonly centre: number[];
  readonly focal: number;
  readonly principal: number[];
  readonly distortion: number[];
}

interface Observation {
  readonly camera: number;
  readonly point: number;
  readonly weight: number;
  readonly seen: number[];
}

/** Rodrigues' formula: the vector turned about the axis by its length. */
function rotated(r: number[], v: number[]): number[] {
  const square = r[0]! * r[0]! + r[1]! * r[1]! + r[2]! * r[2]!;
  const angle = Math.sqrt(square);
  const [a, b, c] = [r[0]! / angle, r[1]! / angle, r[2]! / angle];
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const along = (a * v[0]! + b * v[1]! + c * v[2]!) * (1 - cosine);
  return [
    v[0]! * cosine + (b * v[2]! - c * v[1]!) * sine + a * along,
    v[1]! * cosine + (c * v[0]! - a * v[2]!) * sine + b * along,
    v[2]! * cosine + (a * v[1]! - b * v[0]!) * sine + c * along,
  ];
}

/** Where a camera with radial distortion sees a point. */
function projected(camera: Camera, point: number[]): number[] {
  const { rotation, centre, focal, principal, distortion } = camera;
  const [x, y, z] = rotated(rotation, [
    point[0]! - centre[0]!,
    point[1]! - centre[1]!,
    point[2]! - centre[2]!,
  ]) as [number, number, number];
  const u = x / z;
  const v = y / z;
  const r = u * u + v * v;
  const bent = 1 + distortion[0]! * r + distortion[1]! * r * r;
  return [u * bent * focal + principal[0]!, v * bent * focal + principal[1]!];
}

/** The sum of squared distances between where points are seen and where they should be. */
function bundleAdjustment(
  cameras: Camera[],
  points: number[][],
  observations: Observation[],
): number {
  let sum = 0;
  for (const { camera, point, weight, seen } of observations) {
    const [u, v] = projected(cameras[camera]!, points[point]!) as [
      number,
      number,
    ];
    const right = weight * (u - seen[0]!);
    const down = weight * (v - seen[1]!);
    sum += right * right + down * down;
  }
  return sum;
}

function net(next: () => number): Layers {
  return {
    hidden: matrix(16, 8, next),
    hiddenBias: vector(16, next),
    output: vector(16, next),
    outputBias: next(),
  };
}

function scene(next: () => number): [Camera[], number[][], Observation[]] {
  const cameras = Array.from({ length: 20 }, () => ({
    rotation: vector(3, next),
    centre: vector(3, next).map((each, i) => (i === 2 ? each - 5 : each)),
    focal: 1 + next(),
    principal: vector(2, next),
    distortion: vector(2, next),
  }));
  const points = matrix(100, 3, next);
  const observations = Array.from({ length: 500 }, (_, k) => ({
    camera: k % 20,
    point: k % 100,
    weight: next(),
    seen: vector(2, next),
  }));
  return [cameras, points, observations];
}

const next = numbers(7);
const d = 10;
const k = 5;

export const workloads: readonly Workload[] = [
  { name: "Rosenbrock(1000)", f: rosenbrock, args: [vector(1000, next)] },
  { name: "log-sum-exp(1000)", f: logSumExp, args: [vector(1000, next)] },
  {
    name: "MLP 8-16-1, batch 32",
    f: perceptron,
    args: [net(next), matrix(32, 8, next), vector(32, next)],
  },
  {
    name: "GMM d=10 k=5 n=100",
    f: gaussianMixture,
    args: [
      vector(k, next),
      matrix(k, d, next),
      matrix(k, d + (d * (d - 1)) / 2, next),
      matrix(100, d, next),
    ],
  },
  {
    name: "bundle adjustment, 500",
    f: bundleAdjustment,
    args: scene(next),
  },
];

/** Functions of the size of a textbook's. */
export const scalars: readonly Workload[] = [
  {
    name: "log(eˣ + eʸ)",
    f: (x: number, y: number) => Math.log(Math.exp(x) + Math.exp(y)),
    args: [0.3, 1.1],
  },
  {
    name: "x·exp(−x² − y²)",
    f: (x: number, y: number) => x * Math.exp(-(x ** 2) - y ** 2),
    args: [-1, 0.2],
  },
  {
    name: "((w+x+y+z)² + …)²",
    f: (w: number, x: number, y: number, z: number) => {
      const u = (w + x + y + z) ** 2;
      const v = (w + x - y - z) ** 2;
      return (u + v) ** 2;
    },
    args: [2, -0.7, 0.3, 1.9],
  },
  {
    name: "3x⁴ − 4x³ − 12x²",
    f: (x: number) => 3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2,
    args: [1.7],
  },
  {
    name: "5x² + 3xy³ + y",
    f: (x: number, y: number) => 5 * x ** 2 + 3 * x * y ** 3 + y,
    args: [1.3, -0.4],
  },
  {
    name: "sin(x)·cos(y) + tanh(xy)",
    f: (x: number, y: number) => Math.sin(x) * Math.cos(y) + Math.tanh(x * y),
    args: [0.7, 0.9],
  },
];
