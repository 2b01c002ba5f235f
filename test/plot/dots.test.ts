// Very many points are one image of bounded size, at the right places.
import { inflateSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { plt } from "../../lib/plot/index.js";
import { drawDots } from "../../lib/plot/marks/dots.js";

afterEach(() => {
  plt.close("all");
});

const box = { x: 0, y: 0, width: 20, height: 10 };

/** Red, green, blue and alpha of a pixel; two pixels a point. */
function pixel(href: unknown, column: number, row: number): number[] {
  const png = Buffer.from(String(href).split(",")[1] ?? "", "base64");
  const start = png.indexOf("IDAT") + 4;
  const rows = inflateSync(png.subarray(start));
  const at = row * (40 * 4 + 1) + 1 + column * 4;
  return [...rows.subarray(at, at + 4)];
}

test("a dot covers its disc", () => {
  const red = { hex: "#ff0000", alpha: 1 };
  const dots = { xs: [10], ys: [5], size: () => 4, faces: [red] };
  const { href } = drawDots("o", dots, box).attributes;
  expect(pixel(href, 20, 10)).toEqual([255, 0, 0, 255]);
  expect(pixel(href, 23, 10)).toEqual([255, 0, 0, 255]);
  // Corners of the square around it, and all that is further off, are clear.
  expect(pixel(href, 24, 14)[3]).toBe(0);
  expect(pixel(href, 26, 10)[3]).toBe(0);
});

test("a see-through dot over another lets it through by its alpha", () => {
  const half = (hex: string) => ({ hex, alpha: 0.5 });
  const faces = [half("#ff0000"), half("#0000ff")];
  const dots = { xs: [10, 10], ys: [5, 5], size: () => 4, faces };
  const { href } = drawDots("s", dots, box).attributes;
  // Alpha 1 - 1/4; red 1/4 and blue 1/2 of 3/4. Each layer rounds to a byte.
  const [red, green, blue, alpha] = pixel(href, 20, 10);
  expect([red, green, blue]).toEqual([85, 0, 170]);
  expect(Math.abs((alpha ?? 0) - 0.75 * 255)).toBeLessThanOrEqual(1);
});

test("many points make one image, few remain paths", () => {
  const many = Float64Array.from({ length: 50_000 }, (_, i) => Math.sin(i * i));
  const more = many.map((y, i) => Math.cos(i) + y);
  plt.scatter(many, more, { s: 4 });
  const svg = plt.gcf().toSVG();
  expect(svg.match(/<image /g)).toHaveLength(1);
  expect(svg.length).toBeLessThan(1_000_000);
  expect(plt.gcf().toPDF().length).toBeLessThan(1_000_000);
  plt.figure();
  plt.scatter(many.slice(0, 100), more.slice(0, 100));
  expect(plt.gcf().toSVG()).not.toContain("<image");
});
