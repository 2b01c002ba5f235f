import { expect, test } from "vitest";
import { sample } from "../../lib/plot/pictures/sample.js";

const breakRows: [string, (x: number) => number, [number, number], number[]][] =
  [
    ["tan", Math.tan, [0, 3], [Math.PI / 2]],
    ["1/(x - 0.3)", (x) => 1 / (x - 0.3), [-1, 1], [0.3]],
    ["sign", Math.sign, [-1.1, 1], [0]],
    ["floor", Math.floor, [0.5, 2.5], [1, 2]],
    ["sin", Math.sin, [0, 20], []],
    ["steep but continuous", (x) => Math.atan(50 * x), [-1, 1], []],
  ];

test.each(breakRows)("breaks of %s", (_name, f, [a, b], expected) => {
  const { breaks } = sample(f, a, b);
  expect(breaks.length).toBe(expected.length);
  breaks.forEach((x, i) => {
    expect(x).toBeCloseTo(expected[i] ?? NaN, 6);
  });
});

test("points lie on the curve and close enough to follow it", () => {
  const f = (x: number) => Math.sin(x * x);
  const { xs, ys } = sample(f, 0, 8);
  xs.forEach((x, i) => {
    expect(ys[i]).toBe(f(x));
  });
  for (let x = 0; x < 8; x += 0.001) {
    const next = xs.findIndex((other) => other >= x);
    const [x0, x1] = [xs[next - 1] ?? 0, xs[next] ?? 0];
    const [y0, y1] = [ys[next - 1] ?? 0, ys[next] ?? 0];
    const t = x1 === x0 ? 0 : (x - x0) / (x1 - x0);
    expect(Math.abs(y0 + t * (y1 - y0) - f(x))).toBeLessThan(0.02);
  }
});

test("a domain is drawn to its end", () => {
  const { xs, ys } = sample((x) => Math.sqrt(1 - x * x), -2, 2);
  const defined = [...xs].filter((_, i) => Number.isFinite(ys[i]));
  expect(Math.min(...defined)).toBeCloseTo(-1, 9);
  expect(Math.max(...defined)).toBeCloseTo(1, 9);
});
