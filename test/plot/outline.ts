// Path data of SVG as polylines: curves become a few straight pieces.

export type Point = readonly [number, number];

// Pieces a curve is divided into: marks are small.
const pieces = 8;

/** Numbers that each command takes at a time. */
const counts: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  Q: 4,
  A: 7,
  Z: 0,
};

function bezier(points: readonly Point[], t: number): Point {
  let level = points;
  while (level.length > 1) {
    level = level.slice(1).map(([x, y], i): Point => {
      const [px, py] = level[i] ?? [x, y];
      return [px + (x - px) * t, py + (y - py) * t];
    });
  }
  return level[0] ?? [NaN, NaN];
}

/** A half circle, which is all that markers have arcs for. */
function halfCircle([x0, y0]: Point, [x1, y1]: Point, sweep: number): Point[] {
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const radius = Math.hypot(x1 - x0, y1 - y0) / 2;
  const start = Math.atan2(y0 - cy, x0 - cx);
  const turn = sweep === 1 ? Math.PI : -Math.PI;
  return Array.from({ length: 2 * pieces }, (_, i): Point => {
    const angle = start + (turn * (i + 1)) / (2 * pieces);
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });
}

/** The polylines of path data; closed ones end where they begin. */
export function polylines(d: string): Point[][] {
  const tokens = d.match(/[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g) ?? [];
  const out: Point[][] = [];
  let line: Point[] = [];
  let at: Point = [0, 0];
  let command = "M";
  let place = 0;
  const take = (): number => Number(tokens[place++]);
  while (place < tokens.length) {
    if (/[a-zA-Z]/.test(tokens[place] ?? "")) command = tokens[place++] ?? "M";
    const upper = command.toUpperCase();
    const [dx, dy] = command === upper ? [0, 0] : at;
    const numbers = Array.from({ length: counts[upper] ?? 0 }, take);
    const pairs = (from: number): Point[] =>
      Array.from({ length: (numbers.length - from) / 2 }, (_, i): Point => [
        (numbers[from + 2 * i] ?? NaN) + dx,
        (numbers[from + 2 * i + 1] ?? NaN) + dy,
      ]);
    if (upper === "Z") {
      const [first] = line;
      if (first !== undefined) line.push(first);
      at = first ?? at;
      continue;
    }
    const next: Point =
      upper === "H"
        ? [(numbers[0] ?? NaN) + dx, at[1]]
        : upper === "V"
          ? [at[0], (numbers[0] ?? NaN) + dy]
          : (pairs(upper === "A" ? 5 : 0).at(-1) ?? at);
    if (upper === "M") {
      line = [next];
      out.push(line);
      command = command === "M" ? "L" : "l";
    } else if (upper === "C" || upper === "Q") {
      const control = [at, ...pairs(0)];
      for (let i = 1; i <= pieces; i++) line.push(bezier(control, i / pieces));
    } else if (upper === "A")
      line.push(...halfCircle(at, next, numbers[4] ?? 0));
    else line.push(next);
    at = next;
  }
  return out;
}
