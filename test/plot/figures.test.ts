// Every figure of the gallery: its SVG as reviewed, and what must hold of any.
import { afterEach, beforeAll, expect, test } from "vitest";
import { plt } from "../../lib/plot/index.js";
import { gallery } from "./gallery.js";
import { ensureMathJax } from "./mathjax.js";

beforeAll(ensureMathJax, 60_000);

afterEach(() => {
  plt.close("all");
});

function drawn(name: string) {
  gallery[name]?.();
  return plt.gcf();
}

// Sanitisers of notebook sites drop these, and what hangs on them.
const forbidden = [
  /\sid=/,
  /url\(/,
  /<use\b/,
  /<clipPath\b/,
  /\sstyle=/,
  /NaN|undefined|Infinity/,
];

const names = Object.keys(gallery);

test.each(names)("%s is as reviewed", async (name) => {
  const svg = drawn(name).toSVG();
  await expect(svg).toMatchFileSnapshot(`output/${name}.svg`);
});

test.each(names)("%s keeps to what sanitisers keep", (name) => {
  const svg = drawn(name).toSVG({ bboxInches: "tight" });
  const marks = svg.replace(
    /<(title|desc)>.*?<\/\1>|<desc\/>|aria-label="[^"]*"/g,
    "",
  );
  for (const pattern of forbidden) expect(marks).not.toMatch(pattern);
  expect(svg).toContain('role="img"');
  // The one style sheet is an addition for dark pages.
  expect(svg.match(/<style>/g)?.length).toBe(1);
  expect(svg).toContain("@media (prefers-color-scheme: dark)");
  // The first thing drawn is an opaque sheet.
  expect(svg.replace(/<(title|desc|style)>[^]*?<\/\1>|<desc\/>/g, "")).toMatch(
    /^<svg [^>]*>\s*<rect [^>]*fill="#ffffff"/,
  );
});

// resvg reads strictly: an image is a well-formed document too.
test.each(names)("%s becomes a PNG", (name) => {
  const png = drawn(name).toPNG({ dpi: 36 });
  expect(String.fromCharCode(...png.subarray(1, 4))).toBe("PNG");
});

test("a display bundle has SVG, PNG and text", () => {
  const figure = drawn("critical-points");
  const show = figure[Symbol.for("Jupyter.display") as never] as () => object;
  expect(Object.keys(show.call(figure))).toEqual([
    "image/svg+xml",
    "image/png",
    "text/plain",
  ]);
  expect(figure.shown).toBe(true);
});
