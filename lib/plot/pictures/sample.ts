// Sampling a function where it bends, and leaving its poles open.
import { scalar } from "../data.js";
import type { Curve } from "./calculus.js";

/** A sampled curve; NaN between points lifts the pen. */
export interface Samples {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Where the curve jumps or has a pole. */
  readonly breaks: readonly number[];
  /** Values at equal distances, which no bend or pole crowds. */
  readonly even: readonly number[];
}

interface Knot {
  readonly x: number;
  readonly y: number;
}

const firstPoints = 129;
const deepest = 8;
// A bend of this part of the picture's height can be seen.
const visible = 1 / 600;

function evaluate(f: Curve, x: number): number {
  const y = scalar(f(x));
  return Number.isFinite(y) ? y : NaN;
}

// The middle part of the values: a pole must not set the scale.
function scaleOf(ys: readonly number[]): number {
  const sorted = ys.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
  const middle = at(0.9) - at(0.1);
  return middle > 0 ? middle : at(1) - at(0) || 1;
}

// Halving an interval shrinks the rise of a continuous function; over a jump
// or a pole it does not.
function jumps(f: Curve, a: Knot, b: Knot, scale: number): number | undefined {
  let [low, high] = [a, b];
  const first = Math.abs(b.y - a.y);
  if (first < 0.05 * scale) return undefined;
  for (let i = 0; i < 40; i++) {
    const x = (low.x + high.x) / 2;
    if (x <= low.x || x >= high.x) break;
    const middle = { x, y: evaluate(f, x) };
    if (Number.isNaN(middle.y)) return x;
    const left = Math.abs(middle.y - low.y);
    const right = Math.abs(high.y - middle.y);
    if (left > right) high = middle;
    else low = middle;
    if (i >= 8 && Math.abs(high.y - low.y) < 0.3 * first) return undefined;
  }
  return (low.x + high.x) / 2;
}

// The last defined point before a function leaves its domain.
function lastDefined(f: Curve, inside: Knot, outside: number): Knot {
  let known = inside;
  let bad = outside;
  for (let i = 0; i < 40; i++) {
    const x = (known.x + bad) / 2;
    const y = evaluate(f, x);
    if (Number.isNaN(y)) bad = x;
    else known = { x, y };
  }
  return known;
}

class Sampler {
  readonly points: Knot[] = [];
  readonly breaks: number[] = [];

  constructor(
    private readonly f: Curve,
    private readonly scale: number,
  ) {}

  between(a: Knot, b: Knot, depth: number): void {
    const x = (a.x + b.x) / 2;
    const middle = { x, y: evaluate(this.f, x) };
    if (depth === 0 || x === a.x || x === b.x) {
      this.finish(a, b);
      return;
    }
    const straight = (a.y + b.y) / 2;
    const bend = Math.abs(middle.y - straight);
    // A rise and fall between the points may hide behind a straight middle.
    const quiet = depth < deepest && bend < visible * this.scale;
    if (quiet) {
      this.points.push(middle, b);
      return;
    }
    if (depth === deepest && bend < visible * this.scale) {
      const quarter = a.x + (b.x - a.x) / 4;
      const y = evaluate(this.f, quarter);
      const onLine = Math.abs(y - (0.75 * a.y + 0.25 * b.y));
      if (onLine < visible * this.scale) {
        this.points.push(b);
        return;
      }
    }
    this.between(a, middle, depth - 1);
    this.between(middle, b, depth - 1);
  }

  // Where the function ends its domain, or goes to infinity: then the last
  // ordinary point will do.
  private edge(inside: Knot, outside: number): Knot {
    const edge = lastDefined(this.f, inside, outside);
    if (Math.abs(edge.y - inside.y) < this.scale) return edge;
    this.breaks.push(outside);
    return inside;
  }

  private finish(a: Knot, b: Knot): void {
    const startsNaN = Number.isNaN(a.y);
    const endsNaN = Number.isNaN(b.y);
    if (startsNaN && endsNaN) return;
    if (startsNaN) {
      this.points.push({ x: a.x, y: NaN }, this.edge(b, a.x), b);
      return;
    }
    if (endsNaN) {
      this.points.push(this.edge(a, b.x), { x: b.x, y: NaN });
      return;
    }
    const jump = jumps(this.f, a, b, this.scale);
    if (jump !== undefined) {
      this.breaks.push(jump);
      this.points.push({ x: jump, y: NaN });
    }
    this.points.push(b);
  }
}

/**
 * Samples f on [a, b]: more points where it bends, gaps where it is undefined,
 * jumps or has a pole.
 *
 * @example sample(Math.tan, 0, 3).breaks // [1.5707963…]
 */
export function sample(f: Curve, a: number, b: number): Samples {
  const first = Array.from({ length: firstPoints }, (_, i) => {
    const x = a + ((b - a) * i) / (firstPoints - 1);
    return { x, y: evaluate(f, x) };
  });
  const scale = scaleOf(first.map(({ y }) => y));
  const sampler = new Sampler(f, scale);
  first.forEach((knot, i) => {
    const next = first[i + 1];
    if (i === 0) sampler.points.push(knot);
    if (next !== undefined) sampler.between(knot, next, deepest);
  });
  return {
    xs: Float64Array.from(sampler.points, ({ x }) => x),
    ys: Float64Array.from(sampler.points, ({ y }) => y),
    breaks: sampler.breaks,
    even: first.map(({ y }) => y),
  };
}

/** Limits that show the middle of a curve that goes to infinity. */
export function limitsBesidePoles(
  ys: readonly number[],
): [number, number] | undefined {
  const sorted = ys.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const at = (q: number) => sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.15), at(0.85)];
  const room = (high - low || 1) * 0.8;
  const whole = at(1) - at(0);
  return whole > 4 * (high - low) ? [low - room, high + room] : undefined;
}
