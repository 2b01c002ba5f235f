// Level sets that touch a constraint: where Lagrange's multipliers are.
import type { Axes } from "../axes/axes.js";
import { scalar } from "../data.js";
import type { Figure } from "../figure.js";
import { isolines } from "../marks/isolines.js";
import { readOptions } from "../options.js";
import { calculus, type Field2 } from "./calculus.js";
import { beginPicture, picture } from "./curves.js";
import {
  along,
  drawLevels,
  fieldOptionNames,
  fieldPoints,
  type FieldOptions,
  type Span,
} from "./fields.js";

type Pair = readonly [number, number];

/** What is zero where level sets touch: g − level and the gradients' cross product. */
function conditions(f: Field2, g: Field2, level: number): (at: Pair) => Pair {
  const df = calculus().gradient(f);
  const dg = calculus().gradient(g);
  return ([x, y]) => {
    const [fx, fy] = df(x, y).map(scalar) as [number, number];
    const [gx, gy] = dg(x, y).map(scalar) as [number, number];
    return [scalar(g(x, y)) - level, fx * gy - fy * gx];
  };
}

// Newton's method in two unknowns, its matrix by differences: the start lies
// within a cell of the grid.
function refine(zero: (at: Pair) => Pair, start: Pair): Pair {
  let [x, y] = start;
  for (let step = 0; step < 8; step++) {
    const h = 1e-6 * Math.max(1, Math.abs(x), Math.abs(y));
    const [p, q] = zero([x, y]);
    const [pRight, qRight] = zero([x + h, y]);
    const [pUp, qUp] = zero([x, y + h]);
    const [px, qx] = [(pRight - p) / h, (qRight - q) / h];
    const [py, qy] = [(pUp - p) / h, (qUp - q) / h];
    const det = px * qy - py * qx;
    if (det === 0 || !Number.isFinite(det)) break;
    x -= (p * qy - q * py) / det;
    y -= (q * px - p * qx) / det;
  }
  return [x, y];
}

/** The points of the constraint's lines where the gradients are parallel. */
function touchings(
  lines: readonly (readonly Pair[])[],
  zero: (at: Pair) => Pair,
  nearby: number,
): Pair[] {
  const found: Pair[] = [];
  for (const line of lines) {
    const crosses = line.map((point) => zero(point)[1]);
    line.forEach((point, i) => {
      const [here = NaN, next = NaN] = crosses.slice(i, i + 2);
      if (here !== 0 && !(here * next < 0)) return;
      const [x, y] = refine(zero, point);
      const apart = ([a, b]: Pair) => Math.hypot(a - x, b - y);
      // Where Newton's method runs away, there was no zero but a jump.
      if (!(apart(point) < 4 * nearby)) return;
      if (found.every((other) => apart(other) > 1e-6)) found.push([x, y]);
    });
  }
  return found;
}

/** Options of `plotLagrange`. */
export interface LagrangeOptions extends FieldOptions {
  /** The constraint is g(x, y) = level; 0 by default. */
  readonly level?: number;
}

/**
 * The level sets of f(x, y), the constraint g(x, y) = 0 and the points on it
 * where a level set touches it: there the gradients (arrows, of one length)
 * are parallel, f's is λ times g's, and the legend gives f.
 *
 * @example
 * plotLagrange((x, y) => x + y, (x, y) => x * x + y * y - 1, [-2, 2], [-2, 2])
 */
export function plotLagrange(
  f: Field2,
  g: Field2,
  xs: Span,
  ys: Span,
  given: LagrangeOptions = {},
): Figure | Axes {
  const options = readOptions("plotLagrange", given, [
    ...fieldOptionNames,
    "level",
  ]);
  const { level = 0 } = options;
  const sheet = beginPicture({ xlabel: "$x$", ylabel: "$y$", ...options });
  const { axes } = sheet;
  const x = along("plotLagrange", xs, fieldPoints);
  const y = along("plotLagrange", ys, fieldPoints);
  drawLevels(axes, sheet.figure, f, x, y, { filled: false, ...options });
  const values = Float64Array.from({ length: x.length * y.length }, (_, k) =>
    scalar(g(x[k % x.length] ?? NaN, y[Math.floor(k / x.length)] ?? NaN)),
  );
  const lines = isolines(
    {
      rows: y.length,
      columns: x.length,
      values,
      x: (_row, column) => x[column] ?? NaN,
      y: (row) => y[row] ?? NaN,
    },
    level,
  );
  lines.forEach((line, i) => {
    const [px, py] = [line.map(([a]) => a), line.map(([, b]) => b)];
    const label = i === 0 ? `$g(x, y) = ${String(level)}$` : "_";
    axes.plot(px, py, { color: "k", linewidth: 2.2, label });
  });
  const cell = Math.max(spacing(x), spacing(y));
  const points = touchings(lines, conditions(f, g, level), cell);
  drawTouchings(axes, f, g, points);
  axes.setAspect("equal");
  if (lines.length > 0) axes.legend();
  return picture(sheet);
}

function spacing(values: Float64Array): number {
  return values.reduce(
    (most, value, i) =>
      Math.max(most, Math.abs(value - (values[i - 1] ?? value))),
    0,
  );
}

function drawTouchings(
  axes: Axes,
  f: Field2,
  g: Field2,
  points: readonly Pair[],
): void {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const arrows = (field: Field2, color: string, width: number) => {
    const gradient = calculus().gradient(field);
    const vectors = points.map(([x, y]) => {
      const [u, v] = gradient(x, y).map(scalar);
      const length = Math.hypot(u ?? 0, v ?? 0) || 1;
      return [(u ?? 0) / length, (v ?? 0) / length] as const;
    });
    const [u, v] = [vectors.map(([a]) => a), vectors.map(([, b]) => b)];
    const look = { color, scale: 9, width, zorder: 4 };
    axes.quiver(xs, ys, u, v, look);
  };
  if (points.length === 0) return;
  // The longer one shows on both sides of the shorter where they agree.
  arrows(g, "0.3", 0.012);
  arrows(f, "r", 0.005);
  points.forEach(([x, y], i) => {
    const value = Number(scalar(f(x, y)).toPrecision(4));
    const text = String(value).replace("-", "\u2212");
    const label = `touches where $f =$ ${text}`;
    axes.scatter([x], [y], { c: `C${String(i + 1)}`, zorder: 5, label });
  });
}
