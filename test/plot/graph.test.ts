// What plotGraph writes into its boxes, and what it is called with.
import { afterEach, expect, test } from "vitest";
import { add, Figure, mul, plotGraph, plt, sin } from "../../lib/index.js";

afterEach(() => {
  plt.close("all");
});

const f = (x: number, y: number) => add(mul(x, y), sin(x));

function texts(figure: unknown): string[] {
  const svg = figure instanceof Figure ? figure.toSVG() : "";
  return [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(
    ([, text = ""]) => text,
  );
}

test("values stand above derivatives, each in its box", () => {
  // x: 2 and y + cos x; y: 3 and x; then x y, sin x and their sum.
  expect(texts(plotGraph(f, 2, 3))).toEqual([
    ...["2", "2.584"],
    ...["3", "2"],
    ...["6", "1"],
    ...["0.9093", "1"],
    ...["6.909", "1"],
    ...["value", "derivative of the result by it"],
  ]);
});

test("options come last", () => {
  const figure = plotGraph(f, 2, 3, { values: false, title: "A sum" });
  expect(texts(figure)).toEqual(["A sum"]);
});

test("an object argument is no options", () => {
  const g = ({ a, b }: { a: number; b: number }) => mul(a, b);
  expect(texts(plotGraph(g, { a: 2, b: 5 })).slice(0, 4)).toEqual([
    "2",
    "5",
    "5",
    "2",
  ]);
});

test("it can be drawn into axes", () => {
  const [, [left]] = plt.subplots(1, 2);
  expect(plotGraph(f, 2, 3, { ax: left })).toBe(left);
  expect(left.artists.length).toBeGreaterThan(0);
});
