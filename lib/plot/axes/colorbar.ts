// A colour bar beside axes: what a colour of theirs stands for.
import { order, type Mappable } from "../artist.js";
import { paintOf, toPaint } from "../color.js";
import { readOptions } from "../options.js";
import { log } from "../scales.js";
import { el, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import { Axis, type Piece } from "./axis.js";
import { drawAxis } from "./axisdrawing.js";
import type { Companion } from "./base.js";
import { Span } from "./span.js";

/** Where a colour bar stands and what it says. */
export interface ColorbarOptions {
  readonly label?: string;
  readonly orientation?: "vertical" | "horizontal";
  readonly ticks?: readonly number[];
  /** The bar's length as a part of the axes'. */
  readonly shrink?: number;
  readonly fraction?: number;
  readonly pad?: number;
  readonly aspect?: number;
}

const names = [
  "label",
  "orientation",
  "ticks",
  "shrink",
  "fraction",
  "pad",
  "aspect",
] as const;

// Strips of the bar: finer steps of colour cannot be seen.
const strips = 128;
const mostLevels = 10;

// Of many levels every second or third is written, the one nearest to zero among them, as in matplotlib.
function fewOf(levels: readonly number[] | undefined) {
  if (levels === undefined) return undefined;
  const step = Math.max(1, Math.ceil(levels.length / mostLevels));
  const kept = Array.from({ length: step }, (_, start) =>
    levels.filter((_level, i) => i % step === start),
  );
  const nearest = (list: readonly number[]) =>
    Math.min(...list.map((level) => Math.abs(level)));
  return kept.reduce((best, one) =>
    nearest(one) < nearest(best) ? one : best,
  );
}

export class Colorbar implements Companion {
  private readonly options: ColorbarOptions;
  private readonly axis: Axis;

  constructor(
    private readonly source: Mappable,
    given: ColorbarOptions = {},
  ) {
    this.options = readOptions("colorbar", given, names);
    const vertical = this.vertical;
    const span = new Span(vertical ? "y" : "x");
    const [low, high] = this.limits();
    span.low = low;
    span.high = high;
    if (source.colors.kind === "log") span.scale = log;
    this.axis = new Axis(span, vertical ? "right" : "bottom");
    this.axis.grid = undefined;
    const { ticks = fewOf(source.levels) } = this.options;
    if (ticks !== undefined) this.axis.chosen = { ticks };
    this.setLabel(this.options.label ?? "");
  }

  private get vertical(): boolean {
    return this.options.orientation !== "horizontal";
  }

  /** The text along the bar. */
  setLabel(text: string): void {
    this.axis.label = text;
    // Read from the bar's side, a label beside it stands upright as on the
    // left; turning it would make it the odd one of the figure.
    this.axis.labelStyle = {};
  }

  private limits(): [number, number] {
    const { levels, colors } = this.source;
    return [levels?.[0] ?? colors.low, levels?.at(-1) ?? colors.high];
  }

  get anchor(): readonly [number, number] {
    return this.vertical ? [1, 0.5] : [0.5, 0];
  }

  reserve(cell: Box): Box {
    const { fraction = 0.15, pad = this.vertical ? 0.05 : 0.15 } = this.options;
    const kept = 1 - fraction - pad;
    return this.vertical
      ? { ...cell, width: cell.width * kept }
      : { ...cell, height: cell.height * kept };
  }

  // As long as the drawn axes are, which an equal aspect may have shrunk; `shrink` is a part of the room, but never
  // makes the bar longer than the axes.
  private place(box: Box, cell: Box): Box {
    const { shrink = 1, aspect = 20 } = this.options;
    const { pad = this.vertical ? 0.05 : 0.15, fraction = 0.15 } = this.options;
    if (this.vertical) {
      const height = Math.min(box.height, cell.height * shrink);
      const width = Math.min(height / aspect, cell.width * fraction);
      const x = box.x + box.width + cell.width * pad;
      return { x, y: box.y + (box.height - height) / 2, width, height };
    }
    const width = Math.min(box.width, cell.width * shrink);
    const height = Math.min(width / aspect, cell.height * fraction);
    const y = box.y + box.height + cell.height * pad;
    return { x: box.x + (box.width - width) / 2, y, width, height };
  }

  draw(box: Box, cell: Box): Piece[] {
    const bar = this.place(box, cell);
    const { span, rc } = this.axis;
    const [low, high] = span.limits();
    const from = span.scale.forward(low);
    const width = span.scale.forward(high) - from;
    const along = (value: number) => (span.scale.forward(value) - from) / width;
    const place = this.vertical
      ? (v: number) => bar.y + bar.height * (1 - along(v))
      : (v: number) => bar.x + bar.width * along(v);
    const valueAt = (t: number) => span.scale.inverse(from + t * width);
    const frame = el("rect", {
      ...bar,
      ...paintOf({ hex: "none", alpha: 1 }, toPaint(rc["axes.edgecolor"])),
      "stroke-width": 0.8,
    });
    return [
      { zorder: order.image, svg: this.strips(bar, along, valueAt), box: bar },
      { zorder: order.spine, svg: [frame] },
      ...drawAxis(this.axis, bar, place),
    ];
  }

  // Each strip reaches to the end of the bar and the next one lies over it,
  // so no seam can show the paper.
  private strips(
    bar: Box,
    along: (value: number) => number,
    valueAt: (t: number) => number,
  ): Svg[] {
    const { levels, colors, filled } = this.source;
    if (levels !== undefined && filled !== true)
      return this.levelLines(bar, levels, along);
    const starts =
      levels === undefined
        ? Array.from({ length: strips }, (_, i) => i / strips)
        : levels.slice(0, -1).map(along);
    return starts.map((start, i) => {
      const end = starts[i + 1] ?? 1;
      const { hex } = colors.paint(valueAt((start + end) / 2));
      const rest = this.vertical
        ? { ...bar, height: bar.height * (1 - start) }
        : {
            ...bar,
            x: bar.x + bar.width * start,
            width: bar.width * (1 - start),
          };
      return el("rect", { ...rest, fill: hex });
    });
  }

  private levelLines(
    bar: Box,
    levels: readonly number[],
    along: (value: number) => number,
  ): Svg[] {
    return levels.map((level) => {
      const { hex } = this.source.colors.paint(level);
      const t = along(level);
      const ends = this.vertical
        ? {
            x1: bar.x,
            x2: bar.x + bar.width,
            y1: bar.y + bar.height * (1 - t),
            y2: bar.y + bar.height * (1 - t),
          }
        : {
            x1: bar.x + bar.width * t,
            x2: bar.x + bar.width * t,
            y1: bar.y,
            y2: bar.y + bar.height,
          };
      return el("line", { ...ends, stroke: hex, "stroke-width": 1.5 });
    });
  }
}
