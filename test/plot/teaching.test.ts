// Pictures of calculus: what they mark is where mathematics puts it.
import { afterEach, expect, test } from "vitest";
import {
  add,
  Axes,
  mul,
  plotHessian,
  plotJacobian,
  plotLagrange,
  plotRegion,
  plotSecants,
  plt,
  sin,
  tensor,
  type Tensor,
} from "../../lib/index.js";
import { Points } from "../../lib/plot/marks/scatter.js";
import { Text } from "../../lib/plot/marks/text.js";

afterEach(() => {
  plt.close("all");
});

function axes(): Axes {
  const present = plt.gcf().axes[0];
  if (!(present instanceof Axes)) throw new Error("no flat axes");
  return present;
}

const labels = () =>
  axes()
    .legendEntries()
    .map(({ label }) => label);
const texts = () =>
  axes().artists.flatMap((mark) => (mark instanceof Text ? [mark.text] : []));

test("x y on x² + 4 y² = 4 is extremal at (±√2, ±1/√2)", () => {
  const ellipse = (x: number, y: number) => add(mul(x, x), mul(4, mul(y, y)));
  plotLagrange(mul, ellipse, [-2.5, 2.5], [-1.5, 1.5], { level: 4 });
  const points = axes().artists.filter((mark) => mark instanceof Points);
  expect(points).toHaveLength(4);
  for (const { xs, ys } of points) {
    expect(Math.abs(xs[0] ?? 0)).toBeCloseTo(Math.SQRT2, 6);
    expect(Math.abs(ys[0] ?? 0)).toBeCloseTo(Math.SQRT1_2, 6);
  }
});

test("a constraint out of view leaves the level sets alone", () => {
  plotLagrange(mul, (x) => x, [1, 2], [1, 2]);
  expect(labels()).toEqual([]);
});

test("slopes of secants of x² at 1 are 2 + h", () => {
  plotSecants((x) => mul(x, x), 1, [2, -0.5]);
  expect(labels()).toEqual([
    "$f(x)$",
    "$h = 2$: slope 4",
    "$h = -0.5$: slope 1.5",
    "tangent: slope 2",
  ]);
  expect(() => plotSecants(sin, 0, [0])).toThrow("plotSecants: a secant");
});

test("a region's limits are those of its bounds, either way round", () => {
  plotRegion([0, 2], (x) => x * x, 4);
  expect(axes().xaxis.span.limits()[1]).toBeCloseTo(2.1, 9);
  expect(axes().yaxis.span.limits()[1]).toBeCloseTo(4.2, 9);
  plt.close("all");
  plotRegion([0, 4], 0, Math.sqrt, { outer: "y" });
  expect(axes().xaxis.span.limits()[1]).toBeCloseTo(2.1, 9);
  expect(() => plotRegion([2, 1], 0, 1)).toThrow("plotRegion: the interval");
});

test("heat maps write the derivatives into their cells", () => {
  plotJacobian((x: Tensor) => mul(x, x), tensor([1, -2]));
  expect(texts()).toEqual(["2", "0", "0", "\u22124"]);
  plt.close("all");
  const f = ([x = 0, y = 0]: number[]) => mul(mul(x, x), y);
  plotHessian(f, [1, 2]);
  expect(texts()).toEqual(["4", "2", "2", "0"]);
});
