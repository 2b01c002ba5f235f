// Boxes show NumPy's quartiles; whiskers end where matplotlib's do.
import { afterEach, expect, test } from "vitest";
import { plt } from "../../lib/plot/index.js";

afterEach(() => {
  plt.close("all");
});

// From matplotlib 3.11's cbook.boxplot_stats.
const rows = [
  {
    sample: [1, 2, 2, 3, 3, 3, 4, 4, 5, 9, -4],
    shows: { q1: 2, median: 3, q3: 4, low: 1, high: 5, fliers: [-4, 9] },
  },
  {
    sample: [2, 4, 6, 8, 7],
    shows: { q1: 4, median: 6, q3: 7, low: 2, high: 8, fliers: [] },
  },
  {
    sample: [5],
    shows: { q1: 5, median: 5, q3: 5, low: 5, high: 5, fliers: [] },
  },
  {
    sample: [0, 1, NaN, 10],
    shows: { q1: 0.5, median: 1, q3: 5.5, low: 0, high: 10, fliers: [] },
  },
];

test.each(rows)("the box of $sample", ({ sample, shows }) => {
  expect(plt.boxplot(sample)[0]).toMatchObject(shows);
});

test("each box has a unit of room; limits as matplotlib's", () => {
  plt.boxplot(rows.slice(0, 2).map(({ sample }) => sample));
  expect(plt.xlim()).toEqual([0.5, 2.5]);
  expect(plt.ylim()[0]).toBeCloseTo(-4.65, 12);
  expect(plt.ylim()[1]).toBeCloseTo(9.65, 12);
});

test("a corner of a polygon has two numbers", () => {
  expect(() => plt.polygon([[0, 1, 2]])).toThrow(
    "polygon: every point must be [x, y], one has 3 numbers",
  );
});
