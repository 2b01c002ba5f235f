// Layered drawings: nothing overlaps, layers go from left to right.
import { expect, test } from "vitest";
import { layered, type LayeredBox } from "../../lib/illustrate/layered.js";

const graph = (...inputs: number[][]): LayeredBox[] =>
  inputs.map((from) => ({ width: 40, height: 20, inputs: from }));

const graphs: [name: string, LayeredBox[]][] = [
  ["one box", graph([])],
  ["a chain", graph([], [0], [1])],
  ["a long line beside a chain", graph([], [0], [1], [0, 2])],
  ["two that cross in the order given", graph([], [], [1], [0], [2, 3])],
  ["a fan", graph([], [], [], [], [0, 1, 2, 3])],
  ["a ladder", graph([], [], [0, 1], [0, 1], [2, 3], [2, 3], [4, 5])],
];

test.each(graphs)("%s: boxes keep apart", (_name, boxes) => {
  const plan = layered(boxes, 30, 10);
  plan.centres.forEach((a, i) => {
    expect(a.x).toBeGreaterThanOrEqual(20);
    expect(a.x).toBeLessThanOrEqual(plan.width - 20);
    expect(a.y).toBeGreaterThanOrEqual(10 - 1e-9);
    expect(a.y).toBeLessThanOrEqual(plan.height - 10 + 1e-9);
    plan.centres.slice(i + 1).forEach((b) => {
      const apart =
        Math.abs(a.x - b.x) >= 70 - 1e-9 || Math.abs(a.y - b.y) >= 30 - 1e-9;
      expect(apart).toBe(true);
    });
  });
  boxes.forEach(({ inputs }, to) => {
    for (const from of inputs)
      expect(plan.centres[from]?.x).toBeLessThan(plan.centres[to]?.x ?? 0);
  });
});

test("crossings that need not be are taken out", () => {
  const { centres } = layered(graph([], [], [1], [0], [2, 3]), 30, 10);
  const [a, b, overB, overA] = centres.map(({ y }) => y);
  expect(Math.sign((a ?? 0) - (b ?? 0))).toBe(
    Math.sign((overA ?? 0) - (overB ?? 0)),
  );
});

test("a line passes a box in the layer between by", () => {
  const plan = layered(graph([], [0], [1], [0, 2]), 30, 10);
  const long = plan.lines.find(({ from, to }) => from === 0 && to === 3);
  expect(long?.through).toHaveLength(2);
  for (const { x, y } of long?.through ?? []) {
    const box = plan.centres.find((centre) => centre.x === x);
    expect(Math.abs((box?.y ?? 0) - y)).toBeGreaterThan(10);
  }
});
