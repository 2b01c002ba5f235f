// How far apart two drawings of the same marks are.
import type { Point } from "./outline.js";

type Polyline = readonly Point[];

interface Segment {
  readonly a: Point;
  readonly b: Point;
}

function segments(lines: readonly Polyline[]): Segment[] {
  return lines.flatMap((line) =>
    line.map((a, i) => ({ a, b: line[i + 1] ?? a })),
  );
}

function toSegment([x, y]: Point, { a, b }: Segment): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / square;
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

const cell = 8;

/** Segments by the squares they may be in, so that only near ones are measured. */
function inSquares(all: readonly Segment[]): Map<string, Segment[]> {
  const squares = new Map<string, Segment[]>();
  for (const segment of all) {
    const [[ax, ay], [bx, by]] = [segment.a, segment.b];
    const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)].map((v) =>
      Math.floor(v / cell),
    );
    const [top, bottom] = [Math.min(ay, by), Math.max(ay, by)].map((v) =>
      Math.floor(v / cell),
    );
    for (let i = (left ?? 0) - 1; i <= (right ?? 0) + 1; i++) {
      for (let j = (top ?? 0) - 1; j <= (bottom ?? 0) + 1; j++) {
        const name = `${String(i)},${String(j)}`;
        const known = squares.get(name);
        if (known === undefined) squares.set(name, [segment]);
        else known.push(segment);
      }
    }
  }
  return squares;
}

/**
 * The largest distance, in points, from a corner of one drawing to the nearest line of another. Corners outside the
 * rectangle `within` are not seen and not measured.
 */
export function farthest(
  from: readonly Polyline[],
  to: readonly Polyline[],
  within: { readonly width: number; readonly height: number },
): { readonly distance: number; readonly at: Point } {
  const squares = inSquares(segments(to));
  let worst = { distance: 0, at: [0, 0] as Point };
  for (const [x, y] of from.flat()) {
    if (x < 0 || y < 0 || x > within.width || y > within.height) continue;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const name = `${String(Math.floor(x / cell))},${String(Math.floor(y / cell))}`;
    const near = squares.get(name) ?? [];
    let least = cell;
    for (const segment of near)
      least = Math.min(least, toSegment([x, y], segment));
    if (least > worst.distance) worst = { distance: least, at: [x, y] };
  }
  return worst;
}
