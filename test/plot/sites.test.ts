// What is left of figures where notebook sites clean them.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { venvPython } from "../../kernel/bootstrap/places.js";
import { cellNames, galleryFigures } from "./cells.js";
import { readDrawing } from "./drawing.js";
import { ensureMathJax } from "./mathjax.js";

let drawn: Record<string, string> = {};
let cleaned: Record<string, string> = {};

beforeAll(() => {
  ensureMathJax();
  drawn = Object.fromEntries(
    [...galleryFigures()].map(([name, figure]) => [name, figure.toSVG()]),
  );
  const script = fileURLToPath(new URL("sanitise.py", import.meta.url));
  const input = JSON.stringify(drawn);
  const options = { input, encoding: "utf8", maxBuffer: 1 << 28 } as const;
  cleaned = JSON.parse(
    execFileSync(venvPython, [script], options),
  ) as typeof cleaned;
}, 120_000);

// readDrawing parses strictly: a figure that is no XML throws.
test.each(cellNames)(
  "%s keeps marks and ticks where it is sanitised",
  (name) => {
    const before = readDrawing(drawn[name] ?? "");
    const after = readDrawing(cleaned[name] ?? "");
    expect(before.lines.length).toBeGreaterThan(0);
    expect(after.lines).toEqual(before.lines);
    expect(after.axes.map(({ ticks }) => ticks)).toEqual(
      before.axes.map(({ ticks }) => ticks),
    );
    expect(after.texts.filter((text) => text !== "")).toEqual(
      before.texts.filter((text) => text !== ""),
    );
  },
);
