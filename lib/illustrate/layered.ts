// Layered drawing of a graph without cycles (Sugiyama, Tagawa and Toda 1981):
// layers by distance, order by medians, heights by pulling neighbours together.

/** A box to be placed. */
export interface LayeredBox {
  readonly width: number;
  readonly height: number;
  /** The places of the boxes before it, each earlier in the list. */
  readonly inputs: readonly number[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line from one box to another, with a point in every layer that it passes. */
export interface LayeredLine {
  readonly from: number;
  readonly to: number;
  readonly through: readonly Point[];
}

/** Where the boxes' centres stand; layers go from left to right. */
export interface LayeredPlan {
  readonly centres: readonly Point[];
  readonly lines: readonly LayeredLine[];
  readonly width: number;
  readonly height: number;
}

/** A box, or the place in a layer that a long line takes. */
interface Cell {
  readonly layer: number;
  readonly width: number;
  readonly height: number;
  readonly before: Cell[];
  readonly after: Cell[];
  y: number;
}

const sweeps = 12;

/** Sets boxes in layers, with gaps between layers and between neighbours. */
export function layered(
  boxes: readonly LayeredBox[],
  gapX: number,
  gapY: number,
): LayeredPlan {
  const cells = boxCells(boxes);
  const lines = boxes.flatMap(({ inputs }, to) =>
    [...new Set(inputs)].map((from) => {
      const passed = chain(cells[from], cells[to], gapY);
      return { from, to, passed };
    }),
  );
  const layers = inLayers([...cells, ...lines.flatMap((line) => line.passed)]);
  orderByMedians(layers);
  settle(layers, gapY);
  const all = layers.flat();
  const top = Math.min(...all.map((cell) => cell.y - cell.height / 2));
  const bottom = Math.max(...all.map((cell) => cell.y + cell.height / 2));
  const xs = columns(layers, gapX);
  const pointOf = (cell: Cell): Point => ({
    x: xs.centres[cell.layer] ?? 0,
    y: cell.y - top,
  });
  return {
    centres: cells.map(pointOf),
    lines: lines.map(({ from, to, passed }) => ({
      from,
      to,
      through: passed.map(pointOf),
    })),
    width: xs.width,
    height: bottom - top,
  };
}

// Each box as far left as its inputs let it; a box without inputs stands
// just before the first that uses it, so that its lines are short.
function boxCells(boxes: readonly LayeredBox[]): Cell[] {
  const layer = boxes.map(() => 0);
  boxes.forEach(({ inputs }, i) => {
    const last = Math.max(-1, ...inputs.map((input) => layer[input] ?? 0));
    layer[i] = last + 1;
  });
  boxes.forEach(({ inputs }, i) => {
    if (inputs.length > 0) return;
    const users = boxes.flatMap((box, user) =>
      box.inputs.includes(i) ? [layer[user] ?? 0] : [],
    );
    if (users.length > 0) layer[i] = Math.min(...users) - 1;
  });
  return boxes.map(({ width, height }, i) => {
    const own = layer[i] ?? 0;
    return { layer: own, width, height, before: [], after: [], y: 0 };
  });
}

function join(a: Cell, b: Cell): void {
  a.after.push(b);
  b.before.push(a);
}

/** The places of a line in the layers between two boxes. */
function chain(
  from: Cell | undefined,
  to: Cell | undefined,
  height: number,
): Cell[] {
  if (from === undefined || to === undefined)
    throw new Error("internal: a line of the graph leads nowhere");
  const passed: Cell[] = [];
  let last = from;
  for (let layer = from.layer + 1; layer < to.layer; layer++) {
    const cell = { layer, width: 0, height, before: [], after: [], y: 0 };
    join(last, cell);
    passed.push(cell);
    last = cell;
  }
  join(last, to);
  return passed;
}

function inLayers(cells: readonly Cell[]): Cell[][] {
  const count = Math.max(0, ...cells.map(({ layer }) => layer + 1));
  return Array.from({ length: count }, (_, layer) =>
    cells.filter((cell) => cell.layer === layer),
  );
}

function crossings(layers: readonly (readonly Cell[])[]): number {
  let count = 0;
  layers.forEach((cells, i) => {
    const next = layers[i + 1] ?? [];
    const ends = cells.flatMap((cell) =>
      cell.after.map((user) => next.indexOf(user)).sort((a, b) => a - b),
    );
    ends.forEach((end, k) => {
      for (const later of ends.slice(k + 1)) if (later < end) count++;
    });
  });
  return count;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const low = sorted[Math.ceil(half) - 1];
  const high = sorted[Math.floor(half)];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

// Sweeps right and left, each layer by the medians of its neighbours; the
// order with the fewest crossings is kept.
function orderByMedians(layers: Cell[][]): void {
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const right = sweep % 2 === 0;
    const walk = right ? layers : [...layers].reverse();
    walk.forEach((layer, i) => {
      const fixed = walk[i - 1];
      if (fixed === undefined) return;
      const keys = new Map(
        layer.map((cell, k) => {
          const near = right ? cell.before : cell.after;
          const places = near.map((other) => fixed.indexOf(other));
          return [cell, median(places) ?? k];
        }),
      );
      layer.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
    });
    const count = crossings(layers);
    if (count >= fewest) continue;
    fewest = count;
    best = layers.map((layer) => [...layer]);
  }
  best.forEach((layer, i) => {
    layers[i] = layer;
  });
}

// Every layer is drawn to where its neighbours are, and keeps its order.
function settle(layers: readonly Cell[][], gap: number): void {
  for (const layer of layers) spread(layer, gap);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const walk = sweep % 2 === 0 ? layers : [...layers].reverse();
    for (const layer of walk) {
      for (const cell of layer) {
        const near = [...cell.before, ...cell.after].map(({ y }) => y);
        const mean = near.reduce((sum, y) => sum + y, 0) / near.length;
        if (near.length > 0) cell.y = mean;
      }
      spread(layer, gap);
    }
  }
}

/** Pushes neighbours apart, as little as possible: blocks that touch share their mean shift. */
function spread(layer: readonly Cell[], gap: number): void {
  interface Block {
    shift: number;
    count: number;
  }
  const offsets: number[] = [];
  let offset = 0;
  layer.forEach((cell, i) => {
    const above = layer[i - 1];
    if (above !== undefined) offset += (above.height + cell.height) / 2 + gap;
    offsets.push(offset);
  });
  const blocks: Block[] = [];
  layer.forEach((cell, i) => {
    let block: Block = { shift: cell.y - (offsets[i] ?? 0), count: 1 };
    // Pool adjacent violators (isotonic regression).
    for (
      let above = blocks.at(-1);
      above !== undefined && above.shift > block.shift;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      const count = above.count + block.count;
      const shift =
        (above.shift * above.count + block.shift * block.count) / count;
      block = { shift, count };
    }
    blocks.push(block);
  });
  const shifts = blocks.flatMap(({ shift, count }) =>
    new Array<number>(count).fill(shift),
  );
  layer.forEach((cell, i) => {
    cell.y = (offsets[i] ?? 0) + (shifts[i] ?? 0);
  });
}

function columns(layers: readonly (readonly Cell[])[], gap: number) {
  let x = 0;
  const centres = layers.map((layer) => {
    const width = Math.max(...layer.map((cell) => cell.width));
    const centre = x + width / 2;
    x += width + gap;
    return centre;
  });
  return { centres, width: Math.max(0, x - gap) };
}
