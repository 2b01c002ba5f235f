// Expected values are matplotlib 3.11's MaxNLocator and ScalarFormatter.
import { expect, test } from "vitest";
import { plt } from "../../lib/plot/index.js";
import { formatTicks, niceLevels, niceTicks } from "../../lib/plot/ticks.js";

type Row = [
  low: number,
  high: number,
  count: number,
  labels: string[],
  offset: string,
];

const rows: Row[] = [
  [0, 1, 9, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], ""],
  [-2.25, 3.25, 9, ["−2", "−1", "0", "1", "2", "3"], ""],
  [-35.2, 35.2, 9, ["−30", "−20", "−10", "0", "10", "20", "30"], ""],
  [0, 10, 5, ["0", "2", "4", "6", "8", "10"], ""],
  [
    0,
    0.001,
    9,
    ["0.0000", "0.0002", "0.0004", "0.0006", "0.0008", "0.0010"],
    "",
  ],
  [100000, 100010, 9, ["0", "2", "4", "6", "8", "10"], "+1×10⁵"],
  [
    -1e7,
    1.1e7,
    9,
    [
      "−1.00",
      "−0.75",
      "−0.50",
      "−0.25",
      "0.00",
      "0.25",
      "0.50",
      "0.75",
      "1.00",
    ],
    "×10⁷",
  ],
  [
    0.0012,
    0.0013,
    9,
    ["0.00120", "0.00122", "0.00124", "0.00126", "0.00128", "0.00130"],
    "",
  ],
  [0, 7, 3, ["0.0", "2.5", "5.0"], ""],
  [-3.14159, 3.14159, 6, ["−2", "0", "2"], ""],
  [2, 2.5, 9, ["2.0", "2.1", "2.2", "2.3", "2.4", "2.5"], ""],
  [0, 365, 9, ["0", "50", "100", "150", "200", "250", "300", "350"], ""],
];

test.each(rows)(
  "ticks of [%d, %d] in %d",
  (low, high, count, labels, offset) => {
    const ticks = niceTicks(low, high, count);
    expect(formatTicks(ticks, [low, high])).toEqual({ labels, offset });
  },
);

const levelRows: [number, number, number, number[]][] = [
  [0.1, 0.9, 8, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
  [0, 18, 8, [0, 2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20]],
  [-3.9, 3.7, 8, [-4, -3, -2, -1, 0, 1, 2, 3, 4]],
];

test.each(levelRows)("levels of [%d, %d] in %d", (low, high, count, levels) => {
  expect(niceLevels(low, high, count)).toEqual(levels);
});

test("a matrix has ticks at whole numbers alone", () => {
  for (const size of [1, 2, 3, 12]) {
    const rows = Array.from({ length: size }, () => new Float64Array(size));
    plt.figure();
    plt.matshow(rows);
    const axes = plt.gca();
    for (const axis of [axes.xaxis, axes.yaxis]) {
      const { major } = axis.ticks(250);
      expect(major.every(Number.isInteger)).toBe(true);
      expect(major.length).toBeGreaterThan(0);
    }
  }
});
