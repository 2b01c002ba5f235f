// Levels written on their lines, each in a gap of the line.
import type { Color, Paint } from "../color.js";
import type { Svg } from "../svg.js";
import { drawText, measureText, type Box } from "../text/label.js";
import { withMinus } from "../ticks.js";

/** How levels are written on their lines. */
export interface LabelOptions {
  readonly fontsize?: number;
  readonly colors?: Color;
  /** `"%.2f"`, or a function from the level to its text. */
  readonly fmt?: string | ((level: number) => string);
  readonly inline?: boolean;
  readonly levels?: readonly number[];
}

export const labelOptionNames = [
  "fontsize",
  "colors",
  "fmt",
  "inline",
  "levels",
] as const;

type Point = readonly [number, number];

interface LevelLines {
  readonly level: number;
  readonly lines: readonly (readonly Point[])[];
}

function textOf(level: number, fmt: LabelOptions["fmt"]): string {
  if (typeof fmt === "function") return fmt(level);
  const pattern = /^([^%]*)%[\d]*(?:\.(\d+))?([fdge])(.*)$/.exec(fmt ?? "");
  if (pattern === null) return withMinus(String(Number(level.toPrecision(4))));
  const [, before = "", digits, kind, after = ""] = pattern;
  const number =
    kind === "d"
      ? level.toFixed(0)
      : kind === "g"
        ? String(Number(level.toPrecision(Number(digits ?? 6))))
        : level.toFixed(Number(digits ?? 6));
  return withMinus(before + number + after.replace("%%", "%"));
}

function lengths(line: readonly Point[]): number[] {
  let sum = 0;
  return line.map(([x, y], i) => {
    const previous = line[i - 1];
    if (previous !== undefined)
      sum += Math.hypot(x - previous[0], y - previous[1]);
    return sum;
  });
}

interface Spot {
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly bend: number;
}

// The chord over a label's width; the less the line leaves it, the better.
function spotAt(
  line: readonly Point[],
  along: readonly number[],
  start: number,
  width: number,
): Spot | undefined {
  const base = along[start] ?? 0;
  let end = start;
  while (end < line.length - 1 && (along[end] ?? 0) - base < width) end++;
  const a = line[start];
  const b = line[end];
  if (a === undefined || b === undefined) return undefined;
  const chord = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (chord < width * 0.8) return undefined;
  let bend = 0;
  for (let i = start; i <= end; i++) {
    const p = line[i] ?? a;
    const cross = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
    bend = Math.max(bend, Math.abs(cross) / chord);
  }
  const steep = (Math.atan2(-(b[1] - a[1]), b[0] - a[0]) * 180) / Math.PI;
  const upright = steep > 90 ? steep - 180 : steep < -90 ? steep + 180 : steep;
  const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return { from: start, to: end, x, y, angle: upright, bend };
}

interface Taken {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

function bestSpot(
  line: readonly Point[],
  width: number,
  box: Box,
  taken: readonly Taken[],
): Spot | undefined {
  const along = lengths(line);
  let best: Spot | undefined;
  let bestScore = Infinity;
  const stride = Math.max(1, Math.floor(line.length / 80));
  for (let start = 0; start < line.length - 1; start += stride) {
    const spot = spotAt(line, along, start, width);
    if (spot === undefined) continue;
    const half = width / 2;
    const inside =
      spot.x - half > box.x &&
      spot.x + half < box.x + box.width &&
      spot.y - half > box.y &&
      spot.y + half < box.y + box.height;
    const nearest = Math.min(
      Infinity,
      ...taken.map((t) => Math.hypot(t.x - spot.x, t.y - spot.y) - t.reach),
    );
    if (!inside || nearest < half) continue;
    // Straightness first, then room to other labels.
    const score = spot.bend + 20 / (20 + nearest) + Math.abs(spot.angle) / 180;
    if (score < bestScore) [best, bestScore] = [spot, score];
  }
  return best;
}

/** Cuts lines where labels go and sets the labels. */
export function labelLines(
  levels: readonly LevelLines[],
  options: LabelOptions,
  box: Box,
  paintOf: (index: number) => Paint,
): { lines: LevelLines[]; labels: Svg[] } {
  const size = options.fontsize ?? 10;
  const inline = options.inline ?? true;
  const taken: Taken[] = [];
  const labels: Svg[] = [];
  const lines = levels.map(({ level, lines: parts }, index) => {
    if (options.levels !== undefined && !options.levels.includes(level))
      return { level, lines: parts };
    const content = textOf(level, options.fmt);
    const width = measureText(content, { size }).width + 0.6 * size;
    const cut = parts.flatMap((line) => {
      const total = lengths(line).at(-1) ?? 0;
      const spot =
        total < 1.8 * width ? undefined : bestSpot(line, width, box, taken);
      if (spot === undefined) return [line];
      taken.push({ x: spot.x, y: spot.y, reach: width / 2 });
      const style = {
        size,
        color: options.colors ?? paintOf(index).hex,
        ha: "center",
        va: "center",
        rotation: spot.angle,
      } as const;
      labels.push(...drawText(content, spot.x, spot.y, style));
      if (!inline) return [line];
      return [line.slice(0, spot.from + 1), line.slice(spot.to)];
    });
    return { level, lines: cut };
  });
  return { lines, labels };
}
