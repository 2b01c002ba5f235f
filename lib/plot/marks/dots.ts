// So many points that their paths would be larger than their picture: pixels.
import type { Paint } from "../color.js";
import { hexToRgb } from "../color.js";
import { markerContains, type MarkerName } from "../markers.js";
import { writePng } from "../pngwriter.js";
import { el, type Svg } from "../svg.js";
import type { Box } from "../text/label.js";

/** Where points become pixels: above it an SVG of paths passes a megabyte. */
export const mostPointPaths = 15_000;

// Twice the resolution of paper-sized points is sharp on fine screens too.
const pixelsPerPoint = 2;
const samples = 4;

/** Points in points of the figure; one face for all, or one each. */
export interface Dots {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly size: (index: number) => number;
  readonly faces: readonly Paint[];
}

interface Mask {
  readonly side: number;
  /** The covered part of each pixel. */
  readonly cover: Float32Array;
}

function maskOf(name: MarkerName, size: number): Mask {
  const scale = size * pixelsPerPoint;
  const side = 2 * Math.ceil(scale / 2) + 1;
  const cover = new Float32Array(side * side);
  const at = (pixel: number, k: number) =>
    (pixel + (k + 0.5) / samples - side / 2) / scale;
  for (let i = 0; i < side * side; i++) {
    let inside = 0;
    for (let k = 0; k < samples * samples; k++) {
      const x = at(i % side, k % samples);
      const y = at(Math.floor(i / side), Math.floor(k / samples));
      if (markerContains(name, x, y)) inside++;
    }
    cover[i] = inside / samples ** 2;
  }
  return { side, cover };
}

/** A sheet of pixels that is drawn on in layers. */
class Sheet {
  readonly width: number;
  readonly height: number;
  private readonly pixels: Uint8ClampedArray;

  constructor(private readonly box: Box) {
    this.width = Math.max(1, Math.round(box.width * pixelsPerPoint));
    this.height = Math.max(1, Math.round(box.height * pixelsPerPoint));
    this.pixels = new Uint8ClampedArray(this.width * this.height * 4);
  }

  /** The pixel of a point in the figure's points. */
  column(x: number): number {
    return Math.floor(((x - this.box.x) / this.box.width) * this.width);
  }

  row(y: number): number {
    return Math.floor(((y - this.box.y) / this.box.height) * this.height);
  }

  stamp(mask: Mask, column: number, row: number, rgba: readonly number[]) {
    const { side, cover } = mask;
    const half = (side - 1) / 2;
    const left = Math.max(0, half - column);
    const right = Math.min(side, this.width + half - column);
    for (let i = 0; i < side; i++) {
      const y = row - half + i;
      if (y < 0 || y >= this.height) continue;
      for (let j = left; j < right; j++) {
        const part = cover[i * side + j] ?? 0;
        if (part > 0)
          this.blend((y * this.width + column - half + j) * 4, rgba, part);
      }
    }
  }

  // A layer over what is there (Porter and Duff 1984).
  private blend(at: number, rgba: readonly number[], part: number): void {
    const { pixels } = this;
    const above = (rgba[3] ?? 1) * part;
    const below = ((pixels[at + 3] ?? 0) / 255) * (1 - above);
    const both = above + below;
    for (let k = 0; k < 3; k++) {
      const mixed = (rgba[k] ?? 0) * above + (pixels[at + k] ?? 0) * below;
      pixels[at + k] = mixed / both;
    }
    pixels[at + 3] = both * 255;
  }

  toSvg(): Svg {
    const bytes = new Uint8Array(this.pixels.buffer);
    const data = writePng(this.width, this.height, bytes).toString("base64");
    const { x, y, width, height } = this.box;
    const href = `data:image/png;base64,${data}`;
    const preserveAspectRatio = "none";
    return el("image", { x, y, width, height, preserveAspectRatio, href });
  }
}

/** Draws points as one image over the axes' rectangle. */
export function drawDots(name: MarkerName, dots: Dots, box: Box): Svg {
  const { xs, ys, size, faces } = dots;
  const sheet = new Sheet(box);
  const masks = new Map<number, Mask>();
  const colors = faces.map(({ hex, alpha }) => [
    ...hexToRgb(hex).map((part) => part * 255),
    alpha,
  ]);
  // Opaque points of one look hide those at the same pixel.
  const alike = faces.length === 1 && faces[0]?.alpha === 1;
  const seen = new Set<number>();
  for (let i = 0; i < xs.length; i++) {
    const column = sheet.column(xs[i] ?? NaN);
    const row = sheet.row(ys[i] ?? NaN);
    const rounded = Math.round(8 * size(i)) / 8;
    const reach = rounded * pixelsPerPoint;
    const color = colors[alike ? 0 : i % colors.length];
    const near =
      column > -reach &&
      row > -reach &&
      column < sheet.width + reach &&
      row < sheet.height + reach;
    if (!near || color === undefined || !(rounded > 0)) continue;
    if (alike) {
      const key = (rounded * 8 * 8192 + row + 1024) * 8192 + column + 1024;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    const mask = masks.get(rounded) ?? maskOf(name, rounded);
    masks.set(rounded, mask);
    sheet.stamp(mask, column, row, color);
  }
  return sheet.toSvg();
}
