// Boxes joined by arrows, as one mark of a figure. Data units are points when
// nothing scales the axes.
import { order, type Artist, type Extent, type View } from "../plot/artist.js";
import { paintOf, strokeOf, toPaint, type Color } from "../plot/color.js";
import { el, num, pathData, type Svg } from "../plot/svg.js";
import { drawText, measureText } from "../plot/text/label.js";
import { layered, type LayeredPlan, type Point } from "./layered.js";

/** One line of text in a box. */
export interface Row {
  readonly text: string;
  readonly color: Color;
  readonly size: number;
}

/** A box with rows of text, and the boxes that it is made from. */
export interface NetworkBox {
  readonly rows: readonly Row[];
  readonly facecolor: Color;
  readonly inputs: readonly number[];
}

const [padX, padY, rowGap] = [8, 6, 3];
const [gapX, gapY] = [42, 16];
const headLength = 6;

interface Measured extends NetworkBox {
  readonly width: number;
  readonly height: number;
  readonly heights: readonly number[];
}

function measured(box: NetworkBox): Measured {
  const sizes = box.rows.map((row) => measureText(row.text, row));
  const heights = sizes.map(({ height }) => height);
  const text = heights.reduce((sum, height) => sum + height, 0);
  return {
    ...box,
    heights,
    width: Math.max(0, ...sizes.map(({ width }) => width)) + 2 * padX,
    height: text + rowGap * (heights.length - 1) + 2 * padY,
  };
}

export class Network implements Artist {
  readonly zorder = order.line;
  readonly clip = false;
  private readonly boxes: readonly Measured[];
  private readonly plan: LayeredPlan;

  constructor(boxes: readonly NetworkBox[]) {
    this.boxes = boxes.map(measured);
    this.plan = layered(this.boxes, gapX, gapY);
  }

  /** In points. */
  get size(): { readonly width: number; readonly height: number } {
    return this.plan;
  }

  extent(): Extent {
    const { width, height } = this.plan;
    return { x: [0, width], y: [0, height] };
  }

  draw(view: View): Svg[] {
    const scale = Math.abs(view.x(1) - view.x(0));
    const place = ({ x, y }: Point): Point => ({ x: view.x(x), y: view.y(y) });
    const lines = this.plan.lines.map(({ from, to, through }) => {
      const points = [this.exit(from), ...through, this.entry(from, to)];
      return drawArrow(points.map(place), scale);
    });
    const boxes = this.boxes.map((box, i) =>
      drawBox(box, place(this.centre(i)), scale),
    );
    return [...lines.flat(), ...boxes.flat()];
  }

  private centre(box: number): Point {
    return this.plan.centres[box] ?? { x: NaN, y: NaN };
  }

  private exit(box: number): Point {
    const { x, y } = this.centre(box);
    return { x: x + (this.boxes[box]?.width ?? 0) / 2, y };
  }

  // Lines come in beside each other, in the order in which they arrive.
  private entry(from: number, to: number): Point {
    const { x, y } = this.centre(to);
    const { width = 0, height = 0 } = this.boxes[to] ?? {};
    const arriving = this.plan.lines
      .filter((line) => line.to === to)
      .map((line) => ({
        from: line.from,
        y: (line.through.at(-1) ?? this.centre(line.from)).y,
      }))
      .sort((a, b) => a.y - b.y);
    const place = arriving.findIndex((line) => line.from === from);
    const step = Math.min(12, height / (arriving.length + 1));
    const shift = (place - (arriving.length - 1) / 2) * step;
    return { x: x - width / 2, y: y + shift };
  }
}

function drawBox(box: Measured, centre: Point, scale: number): Svg[] {
  const width = box.width * scale;
  const height = box.height * scale;
  const top = centre.y - height / 2;
  const frame = el("rect", {
    x: centre.x - width / 2,
    y: top,
    width,
    height,
    rx: 4 * scale,
    // The paper of a box stays light, and so its edge stays dark.
    ...paintOf(toPaint(box.facecolor), toPaint("#555555")),
    "stroke-width": 0.8 * scale,
  });
  let y = top + padY * scale;
  const texts = box.rows.flatMap(({ text, color, size }, i) => {
    const drawn = drawText(text, centre.x, y, {
      size: size * scale,
      color,
      ha: "center",
      va: "top",
      steady: true,
    });
    y += ((box.heights[i] ?? 0) + rowGap) * scale;
    return drawn;
  });
  return [frame, ...texts];
}

// Smooth through all points, level at each of them.
function drawArrow(points: readonly Point[], scale: number): Svg[] {
  const tip = points.at(-1);
  const [start] = points;
  if (start === undefined || tip === undefined) return [];
  const head = headLength * scale;
  const ends = [...points.slice(1, -1), { x: tip.x - head, y: tip.y }];
  let last = start;
  const curve = ends.map((end) => {
    const middle = (last.x + end.x) / 2;
    const numbers = [middle, last.y, middle, end.y, end.x, end.y];
    last = end;
    return `C${numbers.map(num).join(" ")}`;
  });
  const paint = toPaint("k", 0.6);
  const back = tip.x - head;
  const half = head / 2;
  return [
    el("path", {
      d: `M${num(start.x)} ${num(start.y)}${curve.join("")}`,
      fill: "none",
      ...strokeOf(paint),
      "stroke-width": scale,
    }),
    el("path", {
      d: pathData(
        [back, tip.x, back],
        [tip.y - half, tip.y, tip.y + half],
        true,
      ),
      ...paintOf(paint, { hex: "none", alpha: 1 }),
    }),
  ];
}
