import { type Dense, dense, matrixExponential, mapDense } from "./dense.js";
import { Evaluator } from "./evaluate.js";
import type { Assumption } from "./keys.js";
import type { Length, Shape, Shapes } from "./shapes.js";
import type { Tensor } from "./tensor.js";

/** What random points are drawn from: where one gives no finite value (a logarithm of a negative number), the next. */
const regimes: readonly ((u: number) => number)[] = [
  (u) => (u < 0.5 ? -0.3 - 2 * u : 0.3 + 2 * (u - 0.5)),
  (u) => 0.3 + u,
  (u) => 0.1 + 0.3 * u,
];

/** Relative errors above this mean that a formula is wrong; rounding in finite differences stays far below it. */
export const tolerance = 1e-5;

/** Values beyond this come from a singular matrix: differences would be noise. */
const largestValue = 1e6;

/** A random point that suits an expression. */
export type Point = ReadonlyMap<string, Dense>;

export interface Assumptions {
  of(name: string): ReadonlySet<Assumption>;
}

/**
 * Points at which all tensors have values: random entries, all lengths different, so that neither a wrong transpose nor a
 * wrong order of factors can pass.
 */
export function randomPoints(
  tensors: readonly Tensor[],
  shapes: Shapes,
  assumptions: Assumptions,
): Point[] {
  const points: Point[] = [];
  let state = 12345;
  const uniform = (): number => {
    // The multiplicative generator of Park and Miller: any fixed sequence will do.
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (const regime of regimes) {
    const draw = (): number => regime(uniform());
    // X'*X is singular where X is wide, X*X' where it is tall: one of the two orders of lengths will do.
    for (const first of [2, 6]) {
      const point = drawPoint(shapes, assumptions, draw, first);
      const evaluator = new Evaluator(shapes, point);
      const usable = tensors.every((tensor) =>
        evaluator.tensor(tensor).data.every((x) => Math.abs(x) < largestValue),
      );
      if (!usable) continue;
      points.push(point);
      break;
    }
  }
  return points;
}

function drawPoint(
  shapes: Shapes,
  assumptions: Assumptions,
  draw: () => number,
  first: number,
): Point {
  const lengths = new Map<Length, number>();
  const sizeOf = (axis: Length): number => {
    const root = axis.find();
    const step = first > 2 ? -1 : 1;
    const next = Math.max(1, first + step * lengths.size);
    const size = lengths.get(root) ?? next;
    lengths.set(root, size);
    return size;
  };
  const point = new Map<string, Dense>();
  for (const [name, shape] of shapes.variables) {
    const sizes = axesOf(shape).map(sizeOf);
    const random = dense(sizes, draw);
    point.set(name, adapted(random, assumptions.of(name)));
  }
  return point;
}

export function axesOf({ rows, columns }: Shape): Length[] {
  return [rows, columns].filter((axis) => axis !== undefined);
}

/** A random matrix made to have the properties that are assumed; square ones are kept away from singular. */
function adapted(value: Dense, assumed: ReadonlySet<Assumption>): Dense {
  const [n = 0, m = 0] = value.shape;
  if (assumed.has("positive")) return mapDense(value, Math.abs);
  if (value.shape.length !== 2 || n !== m) return value;
  const at = (i: number, j: number): number => value.data[i * n + j] ?? 0;
  if (assumed.has("diagonal")) {
    return dense([n, n], (i = 0, j = 0) => (i === j ? at(i, i) : 0));
  }
  if (assumed.has("orthogonal")) {
    return matrixExponential(
      dense([n, n], (i = 0, j = 0) => at(i, j) - at(j, i)),
    );
  }
  const heavy = dense([n, n], (i = 0, j = 0) =>
    i === j ? Math.abs(at(i, i)) + n : at(i, j) / 2,
  );
  if (!assumed.has("symmetric")) return heavy;
  return dense(
    [n, n],
    (i = 0, j = 0) =>
      ((heavy.data[i * n + j] ?? 0) + (heavy.data[j * n + i] ?? 0)) / 2,
  );
}

/**
 * The largest difference between a derivative and central differences of the function, relative to the largest entry.
 *
 * @param value what the derivative's formula gives at the point; axes of the function, then of the variable.
 */
export function errorAgainstDifferences(
  value: Dense,
  tensor: Tensor,
  name: string,
  shapes: Shapes,
  point: Point,
): number {
  const at = point.get(name);
  if (!at) throw new Error(`internal: the point has no ${name}`);
  const size = at.data.length;
  const step = 6e-6;
  const moved = (entry: number, by: number): Float64Array => {
    const data = at.data.with(entry, (at.data[entry] ?? 0) + by);
    const other = new Map(point).set(name, { shape: at.shape, data });
    return new Evaluator(shapes, other).tensor(tensor).data;
  };
  let worst = 0;
  let scale = 1;
  for (let entry = 0; entry < size; entry++) {
    const above = moved(entry, step);
    const below = moved(entry, -step);
    for (let k = 0; k < above.length; k++) {
      const slope = ((above[k] ?? 0) - (below[k] ?? 0)) / (2 * step);
      const own = value.data[k * size + entry] ?? NaN;
      worst = Math.max(worst, Math.abs(slope - own));
      scale = Math.max(scale, Math.abs(slope));
      if (Number.isNaN(own) || Number.isNaN(slope)) return NaN;
    }
  }
  return worst / scale;
}

/** The largest difference between two arrays, relative to the largest entry. */
export function relativeError(a: Dense, b: Dense): number {
  if (a.data.length !== b.data.length) return Infinity;
  let worst = 0;
  let scale = 1;
  a.data.forEach((x, i) => {
    const y = b.data[i] ?? NaN;
    worst = Math.max(worst, Number.isNaN(x - y) ? Infinity : Math.abs(x - y));
    scale = Math.max(scale, Math.abs(x));
  });
  return worst / scale;
}
