// PNG images as pixels (W3C PNG, third edition), and how much two of them differ.
import { inflateSync } from "node:zlib";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue; transparent ones on white. */
  at(x: number, y: number): readonly [number, number, number];
}

function predictor(kind: number, left: number, up: number, corner: number) {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  if (kind !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) =>
    Math.abs(guess - value),
  ) as [number, number, number];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function unfilter(
  data: Uint8Array,
  height: number,
  stride: number,
  step: number,
): Uint8Array {
  const out = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const kind = data[y * (stride + 1)] ?? 0;
    for (let i = 0; i < stride; i++) {
      const at = y * stride + i;
      const left = i >= step ? (out[at - step] ?? 0) : 0;
      const up = y > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = y > 0 && i >= step ? (out[at - stride - step] ?? 0) : 0;
      const raw = data[y * (stride + 1) + 1 + i] ?? 0;
      out[at] = raw + predictor(kind, left, up, corner);
    }
  }
  return out;
}

/** Reads a PNG with eight bits a channel, red, green, blue and perhaps alpha. */
export function readPng(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, color] = [png[24], png[25]];
  if (depth !== 8 || (color !== 2 && color !== 6))
    throw new RangeError(
      `readPng: depth ${String(depth)} and colour type ${String(color)} are not read`,
    );
  const step = color === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IDAT")
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const data = unfilter(
    inflateSync(Buffer.concat(parts)),
    height,
    width * step,
    step,
  );
  return {
    width,
    height,
    at(x, y) {
      const place = (y * width + x) * step;
      const alpha = step === 4 ? (data[place + 3] ?? 0) / 255 : 1;
      const channel = (i: number) =>
        Math.round(255 + ((data[place + i] ?? 0) - 255) * alpha);
      return [channel(0), channel(1), channel(2)];
    },
  };
}

// Channels may differ by so much, and marks lie so far apart, before it counts.
const shade = 96;
const reach = 1;

/** By how much the sizes of two images differ, and the share of pixels that have no like near them in the other. */
export function differenceOf(a: Pixels, b: Pixels) {
  const width = Math.min(a.width, b.width);
  const height = Math.min(a.height, b.height);
  const unlike = (p: Pixels, x: number, y: number, q: Pixels): boolean => {
    const wanted = p.at(x, y);
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const [i, j] = [x + dx, y + dy];
        if (i < 0 || j < 0 || i >= width || j >= height) continue;
        const got = q.at(i, j);
        if (wanted.every((value, k) => Math.abs(value - (got[k] ?? 0)) < shade))
          return false;
      }
    }
    return true;
  };
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (unlike(a, x, y, b) || unlike(b, x, y, a)) count++;
    }
  }
  return {
    width: Math.abs(a.width - b.width),
    height: Math.abs(a.height - b.height),
    share: count / (width * height),
  };
}
