// Much data, no data, and data that is not there.
import { afterEach, expect, test } from "vitest";
import {
  Figure,
  plt,
  setFigureSink,
  takeUnshownFigures,
} from "../../lib/plot/index.js";

afterEach(() => {
  plt.close("all");
  setFigureSink(() => undefined);
});

test("a line of a million points stays small and keeps its peaks", () => {
  const ys = new Float64Array(1e6).map((_, i) => (i === 123_456 ? 5 : i % 2));
  plt.plot(ys);
  const svg = plt.gcf().toSVG();
  expect(svg.length).toBeLessThan(1e6);
  const axes = plt.gca();
  const { box } = axes.render({ x: 0, y: 0, width: 300, height: 200 });
  const peak = Math.round(axes.view(box).y(5) * 100) / 100;
  const drawn = JSON.stringify(axes.render(box).pieces.map((p) => p.svg));
  expect(drawn).toContain(` ${String(peak)}L`);
});

test("undefined values are gaps and do not move the limits", () => {
  plt.plot([0, 1, NaN, 3, 4], [0, 1, 2, Infinity, 4]);
  expect(plt.xlim()).toEqual([-0.2, 4.2]);
  expect(plt.ylim()).toEqual([-0.2, 4.2]);
});

test("empty data gives an empty frame", () => {
  plt.plot([], []);
  plt.scatter([], []);
  expect(plt.xlim()).toEqual([0, 1]);
  expect(plt.gcf().toSVG()).not.toMatch(/NaN|Infinity/);
});

test("a log axis ignores what it cannot show", () => {
  plt.semilogy([0, 1, 2], [0, 1, 100]);
  const [low, high] = plt.ylim();
  expect(low).toBeGreaterThan(0.5);
  expect(high).toBeLessThan(200);
});

test("wrong TeX is an error in MathJax's words", () => {
  plt.title("$\\frac{1}$");
  expect(() => plt.gcf().toSVG()).toThrow("is not right TeX");
});

test("show hands every figure to the sink once", () => {
  const shown: Figure[] = [];
  setFigureSink((figure) => {
    shown.push(figure);
  });
  const first = plt.figure();
  const second = plt.figure();
  plt.show();
  plt.show();
  expect(shown).toEqual([first, second]);
});

test("figures left open are taken once, shown ones not at all", () => {
  const kept = plt.figure();
  const shown = plt.figure();
  shown.shown = true;
  expect(takeUnshownFigures()).toEqual([kept]);
  expect(takeUnshownFigures()).toEqual([]);
});

test("flat and solid axes are told apart", () => {
  plt.subplot({ projection: "3d" });
  expect(() => plt.hist([1, 2])).toThrow(
    "hist: the current axes are three-dimensional",
  );
  plt.figure();
  plt.plot([1, 2]);
  expect(() => {
    plt.viewInit(10, 20);
  }).toThrow("viewInit: the current axes are flat");
});

test("a name that matplotlib knows in another way is refused", () => {
  expect(() => {
    plt.savefig("figure.gif");
  }).toThrow("savefig: cannot write `gif`");
  expect(() => plt.subplot(2, 2, 5)).toThrow(
    "subplot: index must be from 1 to 4, got 5",
  );
});
