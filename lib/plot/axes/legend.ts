// The legend: one row an entry, in the corner that hides the least.
import type { LegendEntry, Outline } from "../artist.js";
import { paintOf, toPaint, type Color } from "../color.js";
import { el, type Svg } from "../svg.js";
import { drawText, measureText, type Box } from "../text/label.js";
import { ascent } from "../text/metrics.js";

export type LegendPlace =
  | "best"
  | "upper right"
  | "upper left"
  | "lower left"
  | "lower right"
  | "right"
  | "center left"
  | "center right"
  | "lower center"
  | "upper center"
  | "center";

/** Where the legend stands and how it looks. */
export interface LegendOptions {
  readonly loc?: LegendPlace;
  readonly fontsize?: number;
  readonly ncol?: number;
  readonly ncols?: number;
  readonly frameon?: boolean;
  readonly framealpha?: number;
  readonly facecolor?: Color;
  readonly edgecolor?: Color;
  readonly title?: string;
  /** The anchor in fractions of the axes: [x, y]. */
  readonly bboxToAnchor?: readonly [number, number];
  readonly labels?: readonly string[];
}

export const legendOptionNames = [
  "loc",
  "fontsize",
  "ncol",
  "ncols",
  "frameon",
  "framealpha",
  "facecolor",
  "edgecolor",
  "title",
  "bboxToAnchor",
  "labels",
] as const;

// All in units of the font's size, as in matplotlib's rcParams.
const borderPad = 0.4;
const labelSpacing = 0.5;
const handleLength = 2;
const handleHeight = 0.7;
const handleTextPad = 0.8;
const columnSpacing = 2;
const borderAxesPad = 0.5;

interface Sheet {
  readonly width: number;
  readonly height: number;
  draw(x: number, y: number): Svg[];
}

interface Cell {
  readonly entry: LegendEntry;
  readonly width: number;
  readonly height: number;
}

function layColumns(
  entries: readonly LegendEntry[],
  columns: number,
  size: number,
): Cell[][] {
  const cells = entries.map((entry) => {
    const measured = measureText(entry.label, { size });
    return {
      entry,
      width: (handleLength + handleTextPad) * size + measured.width,
      height: Math.max(measured.height, handleHeight * size),
    };
  });
  const rows = Math.ceil(cells.length / columns);
  return Array.from({ length: Math.ceil(cells.length / rows) }, (_, i) =>
    cells.slice(i * rows, (i + 1) * rows),
  );
}

function drawCell(cell: Cell, x: number, y: number, size: number): Svg[] {
  // The text's box has an ascent above the baseline; the swatch is centred on
  // the letters and not on their tails.
  const baseline = y + Math.max(ascent * size, cell.height - 0.21 * size);
  const swatch: Box = {
    x,
    y: baseline - 0.35 * size - (handleHeight * size) / 2,
    width: handleLength * size,
    height: handleHeight * size,
  };
  const textX = x + (handleLength + handleTextPad) * size;
  return [
    ...cell.entry.swatch(swatch),
    ...drawText(cell.entry.label, textX, baseline, { size }),
  ];
}

function laySheet(
  entries: readonly LegendEntry[],
  options: LegendOptions,
): Sheet {
  const size = options.fontsize ?? 10;
  const columns = layColumns(entries, options.ncols ?? options.ncol ?? 1, size);
  const widths = columns.map((cells) =>
    Math.max(...cells.map((cell) => cell.width)),
  );
  const heights = columns.map((cells) =>
    cells.reduce(
      (sum, cell, i) => sum + cell.height + (i > 0 ? labelSpacing * size : 0),
      0,
    ),
  );
  const { title } = options;
  const titleSize =
    title === undefined ? undefined : measureText(title, { size });
  const titleHeight =
    titleSize === undefined ? 0 : titleSize.height + labelSpacing * size;
  const pad = borderPad * size;
  const columnsWidth =
    widths.reduce((sum, width) => sum + width, 0) +
    columnSpacing * size * (columns.length - 1);
  const inner = Math.max(columnsWidth, titleSize?.width ?? 0);
  return {
    width: inner + 2 * pad,
    height: titleHeight + Math.max(0, ...heights) + 2 * pad,
    draw(x, y) {
      const middle = x + pad + inner / 2;
      const head = drawText(title ?? "", middle, y + pad, {
        size,
        ha: "center",
        va: "top",
      });
      let cellX = x + pad + (inner - columnsWidth) / 2;
      const rows = columns.flatMap((cells, i) => {
        let cellY = y + pad + titleHeight;
        const left = cellX;
        cellX += (widths[i] ?? 0) + columnSpacing * size;
        return cells.flatMap((cell) => {
          const top = cellY;
          cellY += cell.height + labelSpacing * size;
          return drawCell(cell, left, top, size);
        });
      });
      return [...head, ...rows];
    },
  };
}

/** Fractions of the free room to the left and above, for each place. */
const anchors: Readonly<
  Record<Exclude<LegendPlace, "best">, readonly [number, number]>
> = {
  "upper right": [1, 0],
  "upper left": [0, 0],
  "lower left": [0, 1],
  "lower right": [1, 1],
  right: [1, 0.5],
  "center left": [0, 0.5],
  "center right": [1, 0.5],
  "lower center": [0.5, 1],
  "upper center": [0.5, 0],
  center: [0.5, 0.5],
};

function cornerOf(
  place: Exclude<LegendPlace, "best">,
  sheet: Sheet,
  room: Box,
): [number, number] {
  const [fx, fy] = anchors[place];
  return [
    room.x + fx * (room.width - sheet.width),
    room.y + fy * (room.height - sheet.height),
  ];
}

function inside(x: number, y: number, box: Box): boolean {
  return (
    x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
  );
}

/** How many points, and pieces of joining lines, a box would hide. */
function hidden(outline: Outline, box: Box): number {
  let count = 0;
  for (let i = 0; i < outline.xs.length; i++) {
    const x = outline.xs[i] ?? NaN;
    const y = outline.ys[i] ?? NaN;
    if (inside(x, y, box)) count++;
    if (!outline.joined || i === 0) continue;
    const dx = x - (outline.xs[i - 1] ?? NaN);
    const dy = y - (outline.ys[i - 1] ?? NaN);
    const parts = Math.min(200, Math.floor(Math.hypot(dx, dy) / 4));
    for (let k = 1; k < parts; k++) {
      if (inside(x - (dx * k) / parts, y - (dy * k) / parts, box)) count++;
    }
  }
  return count;
}

function bestCorner(
  sheet: Sheet,
  room: Box,
  outlines: readonly Outline[],
): [number, number] {
  let best: [number, number] = [room.x, room.y];
  let fewest = Infinity;
  for (const place of Object.keys(anchors) as (keyof typeof anchors)[]) {
    const corner = cornerOf(place, sheet, room);
    const box: Box = {
      x: corner[0],
      y: corner[1],
      width: sheet.width,
      height: sheet.height,
    };
    const count = outlines.reduce((sum, o) => sum + hidden(o, box), 0);
    if (count < fewest) [best, fewest] = [corner, count];
    if (fewest === 0) break;
  }
  return best;
}

/** Draws the legend into the axes' rectangle. */
export function drawLegend(
  entries: readonly LegendEntry[],
  options: LegendOptions,
  box: Box,
  outlines: readonly Outline[],
): { svg: Svg[]; box: Box } | undefined {
  const named = entries.map((entry, i) => ({
    label: options.labels?.[i] ?? entry.label,
    swatch: (swatchBox: Box) => entry.swatch(swatchBox),
  }));
  if (named.length === 0) return undefined;
  const sheet = laySheet(named, options);
  const [x, y] = legendCorner(sheet, options, box, outlines);
  const covered = { x, y, width: sheet.width, height: sheet.height };
  const rounding = 0.2 * (options.fontsize ?? 10);
  const paper = options.facecolor === undefined ? { class: "plot-paper" } : {};
  const frame = el("rect", {
    ...covered,
    rx: rounding,
    ...paintOf(
      toPaint(options.facecolor ?? "w", options.framealpha ?? 0.8),
      toPaint(options.edgecolor ?? "0.8"),
    ),
    ...paper,
  });
  const framed = options.frameon ?? true;
  return {
    svg: [...(framed ? [frame] : []), ...sheet.draw(x, y)],
    box: covered,
  };
}

function legendCorner(
  sheet: Sheet,
  options: LegendOptions,
  box: Box,
  outlines: readonly Outline[],
): [number, number] {
  const gap = borderAxesPad * (options.fontsize ?? 10);
  const anchor = options.bboxToAnchor;
  const place = options.loc ?? "best";
  const room: Box = {
    x: box.x + gap,
    y: box.y + gap,
    width: box.width - 2 * gap,
    height: box.height - 2 * gap,
  };
  if (anchor === undefined) {
    return place === "best"
      ? bestCorner(sheet, room, outlines)
      : cornerOf(place, sheet, room);
  }
  // The named corner of the legend, with its gap, touches the anchor.
  const [fx, fy] = anchors[place === "best" ? "upper right" : place];
  const x = box.x + anchor[0] * box.width;
  const y = box.y + (1 - anchor[1]) * box.height;
  return [
    x + gap - fx * (sheet.width + 2 * gap),
    y + gap - fy * (sheet.height + 2 * gap),
  ];
}
