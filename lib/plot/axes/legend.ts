// The legend: one row an entry, in the corner that hides the least.
import type { LegendEntry, Outline } from "../artist.js";
import { paintOf, toPaint, type Color } from "../color.js";
import { unknown } from "../options.js";
import { pointsOf, type FontSize, type RcParams } from "../rcparams.js";
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
  /** A place by name, or matplotlib's number for it (0 is `"best"`). */
  readonly loc?: LegendPlace | number;
  readonly fontsize?: FontSize;
  readonly ncol?: number;
  readonly ncols?: number;
  readonly frameon?: boolean;
  readonly framealpha?: number;
  readonly facecolor?: Color;
  readonly edgecolor?: Color;
  readonly title?: string;
  readonly titleFontsize?: FontSize;
  readonly labelcolor?: Color;
  /** Distances in units of the font's size. */
  readonly borderpad?: number;
  readonly labelspacing?: number;
  readonly handlelength?: number;
  readonly handletextpad?: number;
  readonly columnspacing?: number;
  /** Round corners. */
  readonly fancybox?: boolean;
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
  "titleFontsize",
  "labelcolor",
  "borderpad",
  "labelspacing",
  "handlelength",
  "handletextpad",
  "columnspacing",
  "fancybox",
  "bboxToAnchor",
  "labels",
] as const;

// In units of the font's size.
const handleHeight = 0.7;
const borderAxesPad = 0.5;

/** A legend's look with nothing left open. */
export interface LegendLook extends LegendOptions {
  readonly loc: LegendPlace;
  readonly size: number;
  readonly titleSize: number;
  readonly color: Color;
  readonly spacing: Spacing;
}

/** Distances in points. */
interface Spacing {
  readonly border: number;
  readonly rows: number;
  readonly handle: number;
  readonly text: number;
  readonly columns: number;
}

/** Options with the settings' defaults, as matplotlib has them. */
export function legendLook(options: LegendOptions, rc: RcParams): LegendLook {
  const size = pointsOf(options.fontsize ?? rc["legend.fontsize"], rc);
  const facecolor =
    rc["legend.facecolor"] === "inherit"
      ? rc["axes.facecolor"]
      : rc["legend.facecolor"];
  return {
    frameon: rc["legend.frameon"],
    framealpha: rc["legend.framealpha"],
    facecolor,
    edgecolor: rc["legend.edgecolor"],
    ...options,
    loc: placeOf(options.loc ?? rc["legend.loc"]),
    size,
    titleSize: pointsOf(options.titleFontsize ?? size, rc),
    color: options.labelcolor ?? rc["text.color"],
    spacing: {
      border: (options.borderpad ?? 0.4) * size,
      rows: (options.labelspacing ?? 0.5) * size,
      handle: (options.handlelength ?? 2) * size,
      text: (options.handletextpad ?? 0.8) * size,
      columns: (options.columnspacing ?? 2) * size,
    },
  };
}

function placeOf(loc: string | number): LegendPlace {
  const places = ["best", ...Object.keys(anchors)];
  const name = typeof loc === "number" ? places[loc] : loc;
  if (name === undefined || !places.includes(name))
    throw unknown("legend", "place", String(loc), places);
  return name as LegendPlace;
}

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
  { size, spacing }: LegendLook,
): Cell[][] {
  const cells = entries.map((entry) => {
    const measured = measureText(entry.label, { size });
    return {
      entry,
      width: spacing.handle + spacing.text + measured.width,
      height: Math.max(measured.height, handleHeight * size),
    };
  });
  // As matplotlib divides them: the first columns get the rows that are over.
  const least = Math.floor(cells.length / columns);
  const over = cells.length % columns;
  let next = 0;
  return Array.from({ length: Math.min(columns, cells.length) }, (_, i) => {
    const from = next;
    next += least + (i < over ? 1 : 0);
    return cells.slice(from, next);
  });
}

function drawCell(cell: Cell, x: number, y: number, look: LegendLook): Svg[] {
  const { size, color, spacing } = look;
  // The text's box has an ascent above the baseline; the swatch is centred on
  // the letters and not on their tails.
  const baseline = y + Math.max(ascent * size, cell.height - 0.21 * size);
  const swatch: Box = {
    x,
    y: baseline - 0.35 * size - (handleHeight * size) / 2,
    width: spacing.handle,
    height: handleHeight * size,
  };
  const textX = x + spacing.handle + spacing.text;
  return [
    ...cell.entry.swatch(swatch),
    ...drawText(cell.entry.label, textX, baseline, { size, color }),
  ];
}

function laySheet(entries: readonly LegendEntry[], look: LegendLook): Sheet {
  const { spacing, title, titleSize: size } = look;
  const columns = layColumns(entries, look.ncols ?? look.ncol ?? 1, look);
  const widths = columns.map((cells) =>
    Math.max(...cells.map((cell) => cell.width)),
  );
  const heights = columns.map((cells) =>
    cells.reduce(
      (sum, cell, i) => sum + cell.height + (i > 0 ? spacing.rows : 0),
      0,
    ),
  );
  const head = title === undefined ? undefined : measureText(title, { size });
  const headHeight = head === undefined ? 0 : head.height + spacing.rows;
  const pad = spacing.border;
  const columnsWidth =
    widths.reduce((sum, width) => sum + width, 0) +
    spacing.columns * (columns.length - 1);
  const inner = Math.max(columnsWidth, head?.width ?? 0);
  return {
    width: inner + 2 * pad,
    height: headHeight + Math.max(0, ...heights) + 2 * pad,
    draw(x, y) {
      const middle = x + pad + inner / 2;
      const above = drawText(title ?? "", middle, y + pad, {
        size,
        color: look.color,
        ha: "center",
        va: "top",
      });
      let cellX = x + pad + (inner - columnsWidth) / 2;
      const rows = columns.flatMap((cells, i) => {
        let cellY = y + pad + headHeight;
        const left = cellX;
        cellX += (widths[i] ?? 0) + spacing.columns;
        return cells.flatMap((cell) => {
          const top = cellY;
          cellY += cell.height + spacing.rows;
          return drawCell(cell, left, top, look);
        });
      });
      return [...above, ...rows];
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
  look: LegendLook,
  box: Box,
  outlines: readonly Outline[],
): { svg: Svg[]; box: Box } | undefined {
  const named = entries.map((entry, i) => ({
    label: look.labels?.[i] ?? entry.label,
    swatch: (swatchBox: Box) => entry.swatch(swatchBox),
  }));
  if (named.length === 0) return undefined;
  const sheet = laySheet(named, look);
  const [x, y] = legendCorner(sheet, look, box, outlines);
  const covered = { x, y, width: sheet.width, height: sheet.height };
  const paper = look.facecolor === "w" ? { class: "plot-paper" } : {};
  const frame = el("rect", {
    ...covered,
    rx: look.fancybox === false ? undefined : 0.2 * look.size,
    ...paintOf(
      toPaint(look.facecolor ?? "w", look.framealpha),
      toPaint(look.edgecolor ?? "0.8"),
    ),
    ...paper,
  });
  const framed = look.frameon ?? true;
  return {
    svg: [...(framed ? [frame] : []), ...sheet.draw(x, y)],
    box: covered,
  };
}

function legendCorner(
  sheet: Sheet,
  look: LegendLook,
  box: Box,
  outlines: readonly Outline[],
): [number, number] {
  const gap = borderAxesPad * look.size;
  const { bboxToAnchor: anchor, loc: place } = look;
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
