// Figures in Chromium: drawn as resvg draws them, and dark on dark pages.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";
import { toPng } from "../../lib/plot/png.js";
import { cellNames, galleryFigures } from "../plot/cells.js";
import { ensureMathJax } from "../plot/mathjax.js";
import { differenceOf, readPng, type Pixels } from "../plot/pixels.js";
import { findChromium, launch } from "./chromium.js";

let drawn: Record<string, string> = {};

const found = findChromium();
const title = found
  ? "Chromium"
  : "Chromium, left out: no Chrome or Chromium was found";

// A page as JupyterLab makes it: the figure is an image, which no style of the page reaches.
function pageWith(svg: string): string {
  const data = Buffer.from(svg).toString("base64");
  return `<body style="margin:0"><img src="data:image/svg+xml;base64,${data}" style="display:block">`;
}

describe.skipIf(found === undefined)(title, () => {
  const folder = join(root, "build", "plot", "chromium");
  let browser: Browser;

  beforeAll(async () => {
    ensureMathJax();
    drawn = Object.fromEntries(
      [...galleryFigures()].map(([name, figure]) => [name, figure.toSVG()]),
    );
    mkdirSync(folder, { recursive: true });
    if (found) browser = await launch(found);
  }, 120_000);

  afterAll(() => browser.close());

  async function photograph(
    name: string,
    colorScheme: "light" | "dark",
  ): Promise<Pixels> {
    const page = await browser.newPage({ colorScheme });
    await page.setContent(pageWith(drawn[name] ?? ""));
    await page.evaluate(() => document.images[0]?.decode());
    const png = await page.locator("img").screenshot();
    await page.close();
    writeFileSync(join(folder, `${name}-${colorScheme}.png`), png);
    return readPng(png);
  }

  // Both draw edges in shades of their own, and Chromium sets text with hints: what counts is that nothing is
  // missing, added or moved, which would change many pixels a lot.
  test.each(cellNames)("draws %s as resvg does", async (name) => {
    const own = readPng(Buffer.from(toPng(drawn[name] ?? "", 4 / 3)));
    const other = await photograph(name, "light");
    const { width, height, share } = differenceOf(own, other);
    expect([width, height].every((difference) => difference <= 1)).toBe(true);
    expect(share).toBeLessThan(0.01);
  });

  test.each(["line", "legend", "surface", "contour"])(
    "%s is light on dark pages, from the same SVG",
    async (name) => {
      const light = await photograph(name, "light");
      const dark = await photograph(name, "dark");
      expect(light.at(2, 2)).toEqual([255, 255, 255]);
      expect(dark.at(2, 2)).toEqual([17, 17, 17]);
      expect(differenceOf(light, dark).share).toBeGreaterThan(0.5);
    },
  );

  test("a figure with a paper of its own stays as it is", async () => {
    const light = await photograph("dark", "light");
    const dark = await photograph("dark", "dark");
    // The page shows at the edge of a width that is no whole number of pixels.
    expect(differenceOf(light, dark).share).toBeLessThan(0.005);
  });
});
