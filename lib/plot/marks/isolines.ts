// Marching squares: where a field on a grid has a level, by straight interpolation along the grid's edges.
import type { Field } from "./levels.js";

type Point = readonly [number, number];

// The sides of a cell, clockwise from the side of its first row.
const sides = { first: 0, right: 1, last: 2, left: 3 } as const;
type Side = (typeof sides)[keyof typeof sides];

// For each set of corners above the level (first row left 1, right 2, last row right 4, left 8): the sides that its
// lines join. The two saddles stand apart.
const { first, right, last, left } = sides;
const joins: readonly (readonly (readonly [Side, Side])[])[] = [
  [],
  [[left, first]],
  [[first, right]],
  [[left, right]],
  [[right, last]],
  [],
  [[first, last]],
  [[left, last]],
  [[last, left]],
  [[last, first]],
  [],
  [[last, right]],
  [[right, left]],
  [[right, first]],
  [[first, left]],
  [],
];

// Saddles by whether the middle is above: it goes with the corners that are.
const saddles: Readonly<Record<number, readonly [below: Joins, above: Joins]>> =
  {
    5: [
      [
        [left, first],
        [right, last],
      ],
      [
        [left, last],
        [right, first],
      ],
    ],
    10: [
      [
        [first, right],
        [last, left],
      ],
      [
        [first, left],
        [last, right],
      ],
    ],
  };

type Joins = readonly (readonly [Side, Side])[];

/** The grid's edges that lines cross, each with the one or two crossings that it is joined to. */
class Crossings {
  /** Two places for each edge; 0 is none, else the edge's number and one. */
  private readonly links: Int32Array;
  readonly edges: number[] = [];

  constructor(count: number) {
    this.links = new Int32Array(2 * count);
  }

  join(a: number, b: number): void {
    this.link(a, b);
    this.link(b, a);
  }

  private link(from: number, to: number): void {
    if (this.links[2 * from] === 0) {
      this.links[2 * from] = to + 1;
      this.edges.push(from);
    } else this.links[2 * from + 1] = to + 1;
  }

  /** Whether a line ends at an edge: at the border, or beside undefined values. */
  isEnd(edge: number): boolean {
    return this.links[2 * edge] !== 0 && this.links[2 * edge + 1] === 0;
  }

  /** The edges along the line from one of them; what is followed is taken away. A ring ends where it began. */
  follow(start: number): number[] {
    const line = [start];
    let at = start;
    for (;;) {
      const next = this.take(at) - 1;
      if (next < 0) return line;
      this.unlink(next, at);
      line.push(next);
      at = next;
    }
  }

  private take(edge: number): number {
    const next = this.links[2 * edge] ?? 0;
    this.links[2 * edge] = this.links[2 * edge + 1] ?? 0;
    this.links[2 * edge + 1] = 0;
    return next;
  }

  private unlink(edge: number, other: number): void {
    if (this.links[2 * edge] === other + 1) this.take(edge);
    else this.links[2 * edge + 1] = 0;
  }

  has(edge: number): boolean {
    return this.links[2 * edge] !== 0;
  }
}

function findCrossings(field: Field, level: number): Crossings {
  const { rows, columns, values } = field;
  const count = rows * columns;
  const found = new Crossings(2 * count);
  for (let i = 0; i < rows - 1; i++) {
    for (let j = 0; j < columns - 1; j++) {
      const at = i * columns + j;
      const a = values[at] ?? NaN;
      const b = values[at + 1] ?? NaN;
      const c = values[at + columns + 1] ?? NaN;
      const d = values[at + columns] ?? NaN;
      const above =
        (a > level ? 1 : 0) +
        (b > level ? 2 : 0) +
        (c > level ? 4 : 0) +
        (d > level ? 8 : 0);
      if (above === 0 || above === 15) continue;
      const sum = a + b + c + d;
      if (!Number.isFinite(sum)) continue;
      const lines =
        saddles[above]?.[sum / 4 > level ? 1 : 0] ?? joins[above] ?? [];
      // Edges along rows are numbered as the point that they start from; edges along columns come after all those.
      const edges = [at, count + at + 1, at + columns, count + at] as const;
      for (const [from, to] of lines) found.join(edges[from], edges[to]);
    }
  }
  return found;
}

/** The lines on which a field has a level, in data coordinates; closed ones end where they begin. */
export function isolines(field: Field, level: number): Point[][] {
  const { rows, columns, values } = field;
  const count = rows * columns;
  const found = findCrossings(field, level);
  const place = (edge: number): Point => {
    const from = edge < count ? edge : edge - count;
    const to = edge < count ? from + 1 : from + columns;
    const [start, end] = [values[from] ?? NaN, values[to] ?? NaN];
    const t = (level - start) / (end - start);
    const [i, j] = [Math.floor(from / columns), from % columns];
    const [k, l] = [Math.floor(to / columns), to % columns];
    const [x, y] = [field.x(i, j), field.y(i, j)];
    return [x + t * (field.x(k, l) - x), y + t * (field.y(k, l) - y)];
  };
  const lines: Point[][] = [];
  // Lines with ends first, so that none of them is begun in its middle.
  for (const edge of found.edges)
    if (found.isEnd(edge)) lines.push(found.follow(edge).map(place));
  for (const edge of found.edges)
    if (found.has(edge)) lines.push(found.follow(edge).map(place));
  return lines;
}
