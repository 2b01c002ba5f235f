// The gallery beside matplotlib: ticks and marks of both stand at the same places, and build/plot/sheet.html shows
// each pair to whoever wants to judge by eye.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { pythonOf, root } from "../../kernel/bootstrap/places.js";
import { ensureEnvironment } from "../../kernel/bootstrap/python.js";
import { cellNames, galleryFigures } from "./cells.js";
import { farthest } from "./distance.js";
import { readDrawing, type AxesDrawing, type Rectangle } from "./drawing.js";
import { ensureMathJax } from "./mathjax.js";
import type { Point } from "./outline.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = join(root, "build", "plot");
const theirs = join(folder, "matplotlib");

let figures: ReturnType<typeof galleryFigures>;

beforeAll(() => {
  ensureMathJax();
  const environment = join(folder, "env");
  ensureEnvironment([join(here, "requirements.txt")], environment);
  mkdirSync(theirs, { recursive: true });
  const script = join(here, "gallery.py");
  execFileSync(pythonOf(environment), [script, theirs]);
  figures = galleryFigures();
}, 300_000);

// A pixel of a screen with 96 dots an inch, in points.
const pixel = 0.75;

type Lines = readonly (readonly Point[])[];

/** Lines as they would stand in a rectangle of another size, from its corner. */
function inside(lines: Lines, from: Rectangle, to: Rectangle): Point[][] {
  return lines.map((line) =>
    line.map(([x, y]): Point => [
      ((x - from.x) / from.width) * to.width,
      ((y - from.y) / from.height) * to.height,
    ]),
  );
}

const anywhere = { x: -1e4, y: -1e4, width: 2e4, height: 2e4 };

/** The farther of the two ways: nothing of either drawing may be missing in the other. */
function apart(a: Lines, b: Lines, within: Rectangle): number {
  const there = farthest(a, b, within);
  const back = farthest(b, a, within);
  return Math.max(there.distance, back.distance);
}

function checkAxes(
  own: AxesDrawing,
  other: AxesDrawing,
  marksDiffer: boolean,
): void {
  const place = { ...other.box, x: 0, y: 0 };
  const ticks = [
    inside(own.ticks, own.box, place),
    inside(other.ticks, other.box, place),
  ] as const;
  expect(own.ticks.length).toBe(other.ticks.length);
  expect(apart(...ticks, anywhere)).toBeLessThan(pixel);
  if (marksDiffer) return;
  const marks = [
    inside(own.marks, own.box, place),
    inside(other.marks, other.box, place),
  ] as const;
  expect(apart(...marks, place)).toBeLessThan(pixel);
}

function checkImages(own: AxesDrawing, other: AxesDrawing): void {
  for (const [i, { x, y, width, height }] of other.images.entries()) {
    const image = own.images[i] ?? boundsOf(own.marks);
    // matplotlib rounds its images to whole dots.
    expect(Math.abs(image.x - own.box.x - (x - other.box.x))).toBeLessThan(1);
    expect(Math.abs(image.y - own.box.y - (y - other.box.y))).toBeLessThan(1);
    expect(Math.abs(image.width - width)).toBeLessThan(1);
    expect(Math.abs(image.height - height)).toBeLessThan(1);
  }
}

function boundsOf(lines: Lines): Rectangle {
  const points = lines.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Figures whose marks are meant to lie elsewhere, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  contour: "labels stand in gaps of their own",
  streams: "stream lines begin where each of both finds room",
  quiver: "matplotlib has a dot where an arrow has no length",
  image: "matplotlib's is a picture, compared as such",
  matrix: "matplotlib's is a picture, compared as such",
  pie: "axes that are hidden have no ticks to compare",
};

const solid = ["surface", "shaded", "wireframe", "helix", "levels3d"];
const flat = cellNames.filter((name) => !solid.includes(name));

function drawings(name: string) {
  const svg = figures.get(name)?.toSVG() ?? "";
  const other = readFileSync(join(theirs, `${name}.svg`), "utf8");
  return [readDrawing(svg), readDrawing(other)] as const;
}

test("both draw the same figures, more than forty", () => {
  expect([...figures.keys()]).toEqual(cellNames);
  expect(cellNames.length).toBeGreaterThanOrEqual(40);
});

test.each(flat)("%s: ticks and marks are matplotlib's", (name) => {
  const [own, other] = drawings(name);
  if (name !== "pie") expect(own.axes.length).toBe(other.axes.length);
  for (const [i, axes] of other.axes.entries()) {
    const mine = own.axes[i];
    if (mine === undefined) continue;
    checkAxes(mine, axes, name in elsewhere);
    checkImages(mine, axes);
  }
});

test.each(solid)(
  "%s: everything in space is where matplotlib has it",
  (name) => {
    const [own, other] = drawings(name);
    const marks = other.axes.flatMap((axes) => axes.marks);
    expect(marks.length).toBeGreaterThan(10);
    expect(farthest(marks, own.lines, anywhere).distance).toBeLessThan(pixel);
  },
);

test("a sheet shows all pairs", () => {
  const rows = cellNames.map((name) => {
    const png = figures.get(name)?.toPNG({ bboxInches: "tight" });
    const data = Buffer.from(png ?? []).toString("base64");
    return `<h2>${name}</h2>
<img src="data:image/png;base64,${data}" alt="${name}, ours"><img src="matplotlib/${name}.png" alt="${name}, matplotlib's">`;
  });
  const page = `<!doctype html><meta charset="utf-8"><title>Gallery beside matplotlib</title>
<style>body { font: 14px sans-serif; background: #ddd } img { width: 48%; vertical-align: top; background: white }</style>
${rows.join("\n")}\n`;
  writeFileSync(join(folder, "sheet.html"), page);
  expect(rows.length).toBe(cellNames.length);
});
