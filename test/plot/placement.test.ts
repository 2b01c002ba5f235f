// Axes, limits, ticks and labels stand where matplotlib puts them. The
// reference is written by reference.py beside this file.
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { Axes } from "../../lib/plot/axes/axes.js";
import type { Axis } from "../../lib/plot/axes/axis.js";
import { cellOf, defaultParams } from "../../lib/plot/layout.js";
import { plt } from "../../lib/plot/index.js";

interface Direction {
  limits: [number, number];
  at: number[];
  labels: string[];
}

interface Record1 {
  box: [number, number, number, number];
  x: Direction;
  y: Direction;
}

const reference = JSON.parse(
  readFileSync(new URL("reference.json", import.meta.url), "utf8"),
) as Record<string, Record1[]>;

const circle = Array.from({ length: 9 }, (_, i) => (i * Math.PI) / 4);

const figures: Record<string, () => unknown> = {
  chapter() {
    const x = Array.from({ length: 101 }, (_, i) => -2 + i / 20);
    plt.figure({ figsize: [8, 4] });
    plt.plot(x, (t: number) => 3 * t ** 4 - 4 * t ** 3 - 12 * t ** 2);
    plt.scatter([-1, 0, 2], [-5, 0, -32]);
  },
  small() {
    plt.figure({ figsize: [3, 2] });
    plt.plot([0, 1, 2, 3], [0.001, 0.004, 0.002, 0.003]);
  },
  bars: () => plt.bar([1, 2, 3], [3, 5, 2]),
  histogram: () => plt.hist([1, 2, 2, 3, 3, 3, 4, 4, 4, 4], { bins: 4 }),
  logarithmic: () => plt.loglog([1, 10, 100, 1000], [1, 100, 1e4, 1e6]),
  limits() {
    plt.plot([0, 1], [0, 1]);
    plt.xlim(-1, 4);
    plt.ylim(3, -3);
  },
  grid() {
    const [, rows] = plt.subplots(2, 2, { figsize: [8, 6] });
    rows.flat().forEach((ax, i) => ax.plot([0, 1], [0, 10 ** i]));
  },
  image: () =>
    plt.imshow([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  equal() {
    plt.plot(circle.map(Math.cos), circle.map(Math.sin));
    plt.axis("equal");
  },
  filled: () => plt.fillBetween([0, 1, 2], [1, 3, 2]),
  contour() {
    const x = Array.from({ length: 9 }, (_, i) => -2 + i / 2);
    const y = Array.from({ length: 5 }, (_, i) => -1 + i / 2);
    plt.contourf(x, y, (a: number, b: number) => a * a + b);
  },
  zero: () => plt.plot([1, 1, 1]),
  empty: () => plt.gca(),
  steps: () => plt.stem([1, 2, 3], [4, -5, 6]),
  errors: () =>
    plt.errorbar([1, 2, 3], [2, 4, 3], { yerr: 0.5, fmt: "o", capsize: 3 }),
  semilog: () => plt.semilogy([0, 1, 2, 3], [0.5, 20, 300, 7000]),
  large: () => plt.plot([0, 5e6, 1e7], [1e-7, 3e-7, 2e-7]),
  offset: () => plt.plot([100000, 100005, 100010], [0, 1, 0]),
  horizontal: () => plt.barh([1, 2, 3], [10, 30, 20]),
  shared() {
    const [, [left, right]] = plt.subplots(1, 2, { sharey: true });
    left.plot([0, 1], [0, 5]);
    right.plot([0, 1], [-3, 2]);
  },
};

afterEach(() => {
  plt.close("all");
});

function checkDirection(
  axis: Axis,
  place: (value: number) => number,
  length: number,
  expected: Direction,
): void {
  const ticks = axis.ticks(length);
  const places = ticks.major.map(place);
  expect(places.length).toBe(expected.at.length);
  places.forEach((at, i) => {
    expect(Math.abs(at - (expected.at[i] ?? NaN))).toBeLessThan(1);
  });
  // Powers are written without TeX, and labels that an outer axis repeats
  // are not compared.
  if (expected.labels.some((label) => label.includes("mathdefault"))) return;
  if (axis.style.labels) expect(ticks.labels).toEqual(expected.labels);
}

test.each(Object.keys(reference))("%s", (name) => {
  figures[name]?.();
  const figure = plt.gcf();
  const [width, height] = figure.figsize.map((inches) => inches * 72);
  const size = { width: width ?? 0, height: height ?? 0 };
  const records = reference[name] ?? [];
  expect(figure.axes.length).toBe(records.length);
  figure.axes.forEach((axes, i) => {
    const expected = records[i];
    if (!(axes instanceof Axes) || expected === undefined)
      throw new Error("the figure has other axes than its reference");
    const { box } = axes.render(cellOf(axes, defaultParams, size));
    const [left, bottom, boxWidth, boxHeight] = expected.box;
    expect(Math.abs(box.x - left)).toBeLessThan(1);
    expect(Math.abs(size.height - box.y - box.height - bottom)).toBeLessThan(1);
    expect(Math.abs(box.width - boxWidth)).toBeLessThan(1);
    expect(Math.abs(box.height - boxHeight)).toBeLessThan(1);
    // Equal units widen limits while drawing only.
    if (axes.adjustable === "datalim" && axes.aspect !== "auto") return;
    const view = axes.view(box);
    const up = (value: number) => size.height - view.y(value);
    checkDirection(axes.xaxis, view.x, box.width, expected.x);
    checkDirection(axes.yaxis, up, box.height, expected.y);
  });
});
