// Tracing stream lines so that they keep a distance. After B. Jobard and
// W. Lefer, "Creating evenly-spaced streamlines of arbitrary density" (1997),
// with a mask of cells for the distance.

export type Sampler = (x: number, y: number) => number;

type Point = readonly [number, number];

interface Limits {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

// Cells of the mask along each side at density 1.
const cells = 30;
// Step of the integration, as a fraction of the side.
const stepLength = 0.004;
const mostSteps = 1500;
// Shorter lines, as a fraction of the side, are left out.
const shortest = 0.2;

class Mask {
  private readonly taken: Int32Array;
  constructor(readonly side: number) {
    this.taken = new Int32Array(side * side).fill(-1);
  }
  private index([s, t]: Point): number {
    const clamp = (v: number) =>
      Math.min(this.side - 1, Math.max(0, Math.floor(v * this.side)));
    return clamp(t) * this.side + clamp(s);
  }
  owner(point: Point): number {
    return this.taken[this.index(point)] ?? -1;
  }
  take(points: readonly Point[], owner: number): void {
    for (const point of points) this.taken[this.index(point)] = owner;
  }
}

/** Walks both ways from a seed, in coordinates from 0 to 1. */
function trace(
  direction: (point: Point) => Point | undefined,
  seed: Point,
  mask: Mask,
): Point[] {
  const walk = (sign: 1 | -1): Point[] => {
    const points: Point[] = [];
    let point = seed;
    for (let i = 0; i < mostSteps; i++) {
      const next = midpointStep(direction, point, sign * stepLength);
      if (next === undefined || mask.owner(next) >= 0) break;
      points.push(next);
      point = next;
      // A closed orbit comes back to where it began.
      if (i > 20 && distance(point, seed) < stepLength) break;
    }
    return points;
  };
  const back = walk(-1).reverse();
  // A line that closed on itself backwards need not be walked forwards.
  const first = back[0];
  const closed =
    back.length > 20 &&
    first !== undefined &&
    distance(first, seed) < 2 * stepLength;
  return closed ? [...back, seed] : [...back, seed, ...walk(1)];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function midpointStep(
  direction: (point: Point) => Point | undefined,
  [x, y]: Point,
  h: number,
): Point | undefined {
  const first = direction([x, y]);
  if (first === undefined) return undefined;
  const half = direction([x + (h / 2) * first[0], y + (h / 2) * first[1]]);
  if (half === undefined) return undefined;
  const next: Point = [x + h * half[0], y + h * half[1]];
  const inside = next.every((part) => part >= 0 && part <= 1);
  return inside ? next : undefined;
}

/** Seeds from the border inwards, as a spiral of cell centres. */
function seeds(side: number): Point[] {
  const all: { point: Point; ring: number }[] = [];
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const ring = Math.min(i, j, side - 1 - i, side - 1 - j);
      all.push({ point: [(j + 0.5) / side, (i + 0.5) / side], ring });
    }
  }
  return all.sort((a, b) => a.ring - b.ring).map(({ point }) => point);
}

/** Stream lines of (u, v) in data coordinates. */
export function traceStreams(
  u: Sampler,
  v: Sampler,
  limits: Limits,
  density: number,
): Point[][] {
  const [x0, x1] = limits.x;
  const [y0, y1] = limits.y;
  const toData = ([s, t]: Point): Point => [
    x0 + s * (x1 - x0),
    y0 + t * (y1 - y0),
  ];
  const direction = (point: Point): Point | undefined => {
    const [x, y] = toData(point);
    const ds = u(x, y) / (x1 - x0);
    const dt = v(x, y) / (y1 - y0);
    const size = Math.hypot(ds, dt);
    return size > 0 && Number.isFinite(size)
      ? [ds / size, dt / size]
      : undefined;
  };
  const mask = new Mask(Math.max(2, Math.round(cells * density)));
  const lines: Point[][] = [];
  for (const seed of seeds(mask.side)) {
    if (mask.owner(seed) >= 0) continue;
    const line = trace(direction, seed, mask);
    if (line.length * stepLength < shortest) continue;
    mask.take(line, lines.length);
    // Every other point is finer than a screen can show.
    const kept = line.filter((_, i) => i % 2 === 0 || i === line.length - 1);
    lines.push(kept.map(toData));
  }
  return lines;
}
