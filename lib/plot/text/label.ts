// A piece of text on a figure: measured, aligned, rotated and drawn.
import { fillOf, toPaint, type Color } from "../color.js";
import { el, num, type Svg } from "../svg.js";
import { setFormula, type Formula } from "./math.js";
import {
  ascent,
  descent,
  fontFamily,
  lineHeight,
  textWidth,
  type FontWeight,
} from "./metrics.js";

export type HorizontalAlign = "left" | "center" | "right";
export type VerticalAlign =
  "top" | "center" | "bottom" | "baseline" | "centerBaseline";

/** How a text looks and where its anchor sits in its box. */
export interface TextStyle {
  /** Size in points. */
  readonly size: number;
  readonly color?: Color;
  readonly alpha?: number;
  readonly weight?: FontWeight;
  readonly slant?: "normal" | "italic";
  readonly ha?: HorizontalAlign;
  readonly va?: VerticalAlign;
  /** The colour stays on dark pages too, as the paper under it does. */
  readonly steady?: boolean;
  /** Degrees, counter-clockwise, about the anchor. */
  readonly rotation?: number;
}

/** A rectangle in points, y downwards. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Run = { readonly text: string } | { readonly formula: Formula };

interface Line {
  readonly runs: readonly (Run & { readonly width: number })[];
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
}

// A dollar sign is mathematics only in pairs; `\$` is always a dollar sign.
function readRuns(line: string): Run[] {
  const pieces = line.split(/(?<!\\)\$/);
  const isMath = pieces.length >= 3 && pieces.length % 2 === 1;
  const plain = (text: string): Run => ({ text: text.replace(/\\\$/g, "$") });
  if (!isMath) return [plain(line)];
  return pieces.flatMap((piece, i) => {
    if (piece === "") return [];
    return i % 2 === 1 ? [{ formula: setFormula(piece) }] : [plain(piece)];
  });
}

function layLine(source: string, weight: FontWeight): Line {
  const runs = readRuns(source).map((run) =>
    "formula" in run
      ? { ...run, width: run.formula.width }
      : { ...run, width: textWidth(run.text, weight) },
  );
  const formulas = runs.flatMap((run) => ("formula" in run ? [run] : []));
  return {
    runs,
    width: runs.reduce((sum, run) => sum + run.width, 0),
    ascent: Math.max(ascent, ...formulas.map((run) => run.formula.ascent)),
    descent: Math.max(descent, ...formulas.map((run) => run.formula.descent)),
  };
}

interface Layout {
  readonly lines: readonly (Line & { readonly baseline: number })[];
  /** All in em, from the top of the box. */
  readonly width: number;
  readonly height: number;
  readonly lastDescent: number;
}

function layText(source: string, weight: FontWeight): Layout {
  let y = 0;
  let previousDescent = 0;
  const lines = source.split("\n").map((text, i) => {
    const line = layLine(text, weight);
    const step = Math.max(
      lineHeight,
      previousDescent + line.ascent + (lineHeight - ascent - descent) / 2,
    );
    y += i === 0 ? line.ascent : step;
    previousDescent = line.descent;
    return { ...line, baseline: y };
  });
  return {
    lines,
    width: Math.max(...lines.map((line) => line.width)),
    height: y + previousDescent,
    lastDescent: previousDescent,
  };
}

/** Width and height in points of a text before it is rotated. */
export function measureText(
  source: string,
  style: Pick<TextStyle, "size" | "weight">,
): { width: number; height: number } {
  const layout = layText(source, style.weight ?? "normal");
  return {
    width: layout.width * style.size,
    height: layout.height * style.size,
  };
}

function alignX(ha: HorizontalAlign, width: number): number {
  return ha === "left" ? 0 : ha === "center" ? width / 2 : width;
}

interface Placement {
  readonly layout: Layout;
  /** Left and top of the unrotated box; it is then rotated about its centre. */
  readonly left: number;
  readonly top: number;
  readonly box: Box;
}

// The rotated box is what is aligned, as in matplotlib's default mode.
function place(source: string, x: number, y: number, style: TextStyle) {
  const layout = layText(source, style.weight ?? "normal");
  const width = layout.width * style.size;
  const height = layout.height * style.size;
  const angle = ((style.rotation ?? 0) * Math.PI) / 180;
  const cos = Math.abs(Math.cos(angle));
  const sin = Math.abs(Math.sin(angle));
  const outerWidth = width * cos + height * sin;
  const outerHeight = width * sin + height * cos;
  const boxX = x - alignX(style.ha ?? "left", outerWidth);
  const depth = layout.lastDescent * style.size * cos;
  const va = style.va ?? "baseline";
  const boxY =
    va === "top"
      ? y
      : va === "center"
        ? y - outerHeight / 2
        : va === "bottom"
          ? y - outerHeight
          : va === "baseline"
            ? y - outerHeight + depth
            : y - (outerHeight - depth) / 2;
  const placement: Placement = {
    layout,
    left: boxX + outerWidth / 2 - width / 2,
    top: boxY + outerHeight / 2 - height / 2,
    box: { x: boxX, y: boxY, width: outerWidth, height: outerHeight },
  };
  return placement;
}

/** The box in points that a text will cover. */
export function textBox(
  source: string,
  x: number,
  y: number,
  style: TextStyle,
): Box {
  return place(source, x, y, style).box;
}

function drawLine(
  line: Line,
  x: number,
  y: number,
  style: TextStyle,
  paint: Record<string, string | number>,
): Svg[] {
  let penX = x;
  return line.runs.map((run) => {
    const left = penX;
    penX += run.width * style.size;
    if ("formula" in run) {
      const scale = String(style.size / 1000);
      const transform = `translate(${num(left)} ${num(y)}) scale(${scale})`;
      return el("g", { transform, ...paint }, ...run.formula.outline);
    }
    return el(
      "text",
      {
        x: left,
        y,
        "font-family": fontFamily,
        "font-size": style.size,
        "font-weight": style.weight === "bold" ? "bold" : undefined,
        "font-style": style.slant === "italic" ? "italic" : undefined,
        ...paint,
      },
      // XML readers trim spaces at the ends of a run.
      run.text.replace(/^ +| +$/g, (gap) => "\u00a0".repeat(gap.length)),
    );
  });
}

/**
 * Draws a text with its anchor at (x, y), in points.
 *
 * @example drawText("$x^2$", 100, 50, { size: 10, ha: "center", va: "top" })
 */
export function drawText(
  source: string,
  x: number,
  y: number,
  style: TextStyle,
): Svg[] {
  if (source === "") return [];
  const { layout, left, top, box } = place(source, x, y, style);
  const color = toPaint(style.color ?? "k", style.alpha);
  const paint = fillOf(color, style.steady !== true);
  const width = layout.width * style.size;
  const drawn = layout.lines.flatMap((line) => {
    // Lines of one text stand to each other as the text to its anchor.
    const slack = width - line.width * style.size;
    const shift = alignX(style.ha ?? "left", slack);
    const baseline = top + line.baseline * style.size;
    return drawLine(line, left + shift, baseline, style, paint);
  });
  const rotation = style.rotation ?? 0;
  if (rotation === 0) return drawn;
  const centre = `${num(box.x + box.width / 2)} ${num(box.y + box.height / 2)}`;
  const transform = `rotate(${num(-rotation)} ${centre})`;
  return [el("g", { transform }, ...drawn)];
}
