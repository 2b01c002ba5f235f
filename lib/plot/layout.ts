// Where the cells of a figure stand, so that nothing overlaps.
import type { AxesBase } from "./axes/base.js";
import type { Piece } from "./axes/axis.js";
import { union } from "./axes/boxes.js";
import type { Box } from "./text/label.js";

/** Margins and gaps as fractions: of the figure, and of the mean cell. */
export interface SubplotParams {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly wspace: number;
  readonly hspace: number;
}

export const defaultParams: SubplotParams = {
  left: 0.125,
  right: 0.9,
  bottom: 0.11,
  top: 0.88,
  wspace: 0.2,
  hspace: 0.2,
};

/** Width and height of the figure in points. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

// Labels of neighbours must not touch, in points.
const leastGap = 6;

/** The mean size of rows or columns that have a gap between them. */
function meanTrack(count: number, length: number, space: number): number {
  return length / (count + space * (count - 1));
}

/** Where the tracks from `first` to `last` begin and end, from the start of all. */
function stretch(
  [first, last]: readonly [number, number],
  count: number,
  mean: number,
  space: number,
  ratios: readonly number[] | undefined,
): { readonly start: number; readonly length: number } {
  const ratio = (i: number) => ratios?.[i] ?? 1;
  const indices = Array.from({ length: count }, (_, i) => i);
  const whole = indices.reduce((sum, i) => sum + ratio(i), 0);
  const before = (end: number) =>
    indices.slice(0, end).reduce((sum, i) => sum + ratio(i), 0) *
    ((count * mean) / whole);
  const start = before(first) + first * space * mean;
  return { start, length: before(last + 1) + last * space * mean - start };
}

/** The cell of axes in points, y downwards. */
export function cellOf(axes: AxesBase, params: SubplotParams, size: Size): Box {
  const { slot } = axes;
  if (slot.kind === "rectangle") {
    const [left, bottom, width, height] = slot.at;
    return {
      x: left * size.width,
      y: (1 - bottom - height) * size.height,
      width: width * size.width,
      height: height * size.height,
    };
  }
  const { wspace, hspace } = params;
  const across = (params.right - params.left) * size.width;
  const down = (params.top - params.bottom) * size.height;
  const width = meanTrack(slot.columns, across, wspace);
  const height = meanTrack(slot.rows, down, hspace);
  const x = stretch(slot.column, slot.columns, width, wspace, slot.widthRatios);
  const y = stretch(slot.row, slot.rows, height, hspace, slot.heightRatios);
  return {
    x: params.left * size.width + x.start,
    y: (1 - params.top) * size.height + y.start,
    width: x.length,
    height: y.length,
  };
}

/** How far the drawing of axes leaves their cell on each side, in points. */
interface Overhang {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function overhang(pieces: readonly Piece[], cell: Box): Overhang {
  const covered =
    union(
      pieces.flatMap((piece) => (piece.box === undefined ? [] : [piece.box])),
    ) ?? cell;
  return {
    left: Math.max(0, cell.x - covered.x),
    right: Math.max(0, covered.x + covered.width - cell.x - cell.width),
    top: Math.max(0, cell.y - covered.y),
    bottom: Math.max(0, covered.y + covered.height - cell.y - cell.height),
  };
}

interface Needs {
  readonly before: number;
  readonly after: number;
  readonly between: number;
  readonly count: number;
}

interface Placed {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly before: number;
  readonly after: number;
}

function needsAlong(placed: readonly Placed[]): Needs {
  const count = Math.max(1, ...placed.map((p) => p.count));
  const most = (values: readonly number[]) => Math.max(0, ...values);
  // Positions in a finer common grid let axes of different grids meet.
  const at = (index: number, p: Placed) => index / p.count;
  let between = 0;
  for (const p of placed) {
    for (const q of placed) {
      const touch = Math.abs(at(p.last + 1, p) - at(q.first, q)) < 1e-9;
      if (touch) between = Math.max(between, p.after + q.before);
    }
  }
  return {
    before: most(placed.filter((p) => p.first === 0).map((p) => p.before)),
    after: most(
      placed.filter((p) => p.last === p.count - 1).map((p) => p.after),
    ),
    between,
    count,
  };
}

interface TrackFit {
  readonly start: number;
  readonly end: number;
  readonly space: number;
}

function fitTracks(
  needs: Needs,
  length: number,
  pad: number,
  least: TrackFit,
): TrackFit {
  const before = Math.max(least.start * length, needs.before + pad);
  const after = Math.max((1 - least.end) * length, needs.after + pad);
  // Too little room for everything: better a crowded plot than none.
  const free = Math.max(length * 0.1, length - before - after);
  const gap = Math.max(
    needs.count > 1 ? needs.between + Math.max(pad, leastGap) : 0,
    least.space * meanTrack(needs.count, free, least.space),
  );
  const size = Math.max(
    length * 0.02,
    (free - gap * (needs.count - 1)) / needs.count,
  );
  const start = Math.min(before, length * 0.8) / length;
  return { start, end: start + free / length, space: gap / size };
}

/** One axes' drawing and the cell that it was drawn for. */
export interface Measured {
  readonly axes: AxesBase;
  readonly pieces: readonly Piece[];
  readonly cell: Box;
}

/**
 * Margins and gaps that fit what was drawn.
 *
 * @param pad free room around everything, in points
 * @param least margins not to go below
 * @param head height above all axes to keep free, in points
 */
export function fitParams(
  measured: readonly Measured[],
  size: Size,
  pad: number,
  least: SubplotParams,
  head: number,
): SubplotParams {
  const placed = measured.flatMap(({ axes, pieces, cell }) => {
    const { slot } = axes;
    if (slot.kind !== "grid") return [];
    const over = overhang(pieces, cell);
    return [{ slot, over }];
  });
  if (placed.length === 0) return least;
  const columns = needsAlong(
    placed.map(({ slot, over }) => ({
      first: slot.column[0],
      last: slot.column[1],
      count: slot.columns,
      before: over.left,
      after: over.right,
    })),
  );
  const rows = needsAlong(
    placed.map(({ slot, over }) => ({
      first: slot.row[0],
      last: slot.row[1],
      count: slot.rows,
      before: over.top + (slot.row[0] === 0 ? head : 0),
      after: over.bottom,
    })),
  );
  const x = fitTracks(columns, size.width, pad, {
    start: least.left,
    end: least.right,
    space: least.wspace,
  });
  const y = fitTracks(rows, size.height, pad, {
    start: 1 - least.top,
    end: 1 - least.bottom,
    space: least.hspace,
  });
  return {
    left: x.start,
    right: x.end,
    wspace: x.space,
    top: 1 - y.start,
    bottom: 1 - y.end,
    hspace: y.space,
  };
}
