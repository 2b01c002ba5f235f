import { describe, expect, test } from "vitest";
import {
  doubleIntegral,
  evaluate,
  implicitDerivative,
  lagrange,
  limit,
  lineIntegral,
  remainder,
} from "../../../lib/index.js";
import { run } from "../source/compiled.js";

type Plain = (...x: number[]) => number;
const of = (source: string): Plain =>
  run(`const f = ${source};`, ["f"])["f"] as Plain;

describe("limits", () => {
  const infinity = Infinity;
  const rows: readonly [
    f: (x: number) => number,
    at: number,
    value: number,
    side?: "left" | "right",
  ][] = [
    [(x: number) => Math.sin(x) / x, 0, 1],
    [(x: number) => (1 - Math.cos(x)) / x ** 2, 0, 1 / 2],
    [(x: number) => (Math.exp(x) - 1 - x) / x ** 2, 0, 1 / 2],
    [(x: number) => (Math.tan(x) - x) / x ** 3, 0, 1 / 3],
    [(x: number) => (x ** 2 - 4) / (x - 2), 2, 4],
    [(x: number) => (Math.sqrt(x) - 2) / (x - 4), 4, 1 / 4],
    [(x: number) => (1 + 1 / x) ** x, infinity, Math.E],
    [(x: number) => (2 * x ** 2 + x) / (3 * x ** 2 - 5), infinity, 2 / 3],
    [(x: number) => Math.atan(x), infinity, Math.PI / 2],
    [(x: number) => Math.atan(x), -infinity, -Math.PI / 2],
    [(x: number) => x * Math.log(x), 0, 0, "right"],
    [(x: number) => x ** x, 0, 1, "right"],
    [(x: number) => Math.exp(-x) * x ** 3, infinity, 0],
    [(x: number) => Math.sqrt(x ** 2 + x) - x, infinity, 1 / 2],
    [(x: number) => 1 / x ** 2, 0, infinity],
    [(x: number) => 1 / x, 0, infinity, "right"],
    [(x: number) => 1 / x, 0, -infinity, "left"],
    [(x: number) => Math.log(x), 0, -infinity, "right"],
    [(x: number) => Math.log(x), infinity, infinity],
    [(x: number) => Math.exp(x), infinity, infinity],
    [(x: number) => Math.exp(-1 / x ** 2), 0, 0],
    [(x: number) => Math.abs(x) / x, 0, 1, "right"],
    [(x: number) => Math.abs(x) / x, 0, -1, "left"],
    [(x: number) => x ** 2 * Math.sin(1 / x), 0, 0],
    [() => 7, 3, 7],
    [(x: number) => Math.sqrt(x), 0, 0],
  ];
  test.each(rows)("%s at %d is %d", (f, at, value, side) => {
    const found = limit(f, at, side && { side });
    if (Number.isFinite(value)) expect(found).toBeCloseTo(value, 8);
    else expect(found).toBe(value);
  });
  test.each([
    [
      (x: number) => Math.abs(x) / x,
      0,
      /from the left it is -1, from the right 1/,
    ],
    [(x: number) => Math.sin(1 / x), 0, /do not settle/],
    [(x: number) => Math.sin(x), Infinity, /do not settle/],
    [(x: number) => 1 / x, 0, /from the left it is −∞, from the right ∞/],
    [(x: number) => Math.log(x - 5), 0, /no values/],
  ])("%s at %d has none", (f, at, message) => {
    expect(() => limit(f, at)).toThrow(message);
  });
});

describe("integrals over regions and along curves", () => {
  test("double", () => {
    const product = (x: number, y: number): number => x * y;
    const triangle = doubleIntegral(product, [0, 1], [0, (x) => x]);
    expect(triangle).toBeCloseTo(1 / 8, 12);
    // The area of the unit disc, and a bell over a quarter of the plane.
    const top = (x: number): number => Math.sqrt(1 - x * x);
    const disc = doubleIntegral(() => 1, [-1, 1], [(x) => -top(x), top]);
    expect(disc).toBeCloseTo(Math.PI, 8);
    const bell = (x: number, y: number): number => Math.exp(-x * x - y * y);
    const quarter = doubleIntegral(bell, [0, Infinity], [0, Infinity], {
      tol: 1e-8,
    });
    expect(quarter).toBeCloseTo(Math.PI / 4, 7);
  });
  const circle = run(
    "const c = (t: number): number[] => [Math.cos(t), Math.sin(t)];",
    ["c"],
  )["c"] as (t: number) => number[];
  test("of a field: the circulation of (−y, x), and none of a gradient", () => {
    expect(
      lineIntegral((x: number, y: number) => [-y, x], circle, [0, 2 * Math.PI]),
    ).toBeCloseTo(2 * Math.PI, 10);
    expect(
      lineIntegral((x: number, y: number) => [2 * x, 2 * y], circle, [
        0,
        2 * Math.PI,
      ]),
    ).toBeCloseTo(0, 10);
  });
  test("of a number: the length of a curve", () => {
    const spiral = run(
      "const c = (t: number): number[] => [Math.cos(t), Math.sin(t), t];",
      ["c"],
    )["c"] as (t: number) => number[];
    expect(lineIntegral(() => 1, spiral, [0, 2 * Math.PI])).toBeCloseTo(
      2 * Math.PI * Math.SQRT2,
      9,
    );
  });
  test("what does not fit", () => {
    expect(() => lineIntegral(() => [1, 2, 3], circle, [0, 1])).toThrow(
      /the field has 3 components and the curve 2 coordinates/,
    );
  });
});

describe("implicit derivatives", () => {
  test("of a circle, first and second order", () => {
    const circle = of("(x: number, y: number) => x ** 2 + y ** 2 - 25");
    const slope = implicitDerivative(circle);
    expect(slope(3, 4)).toBeCloseTo(-3 / 4, 14);
    expect(String(slope.formula)).toBe("-x/y");
    // y″ = −25/y³ on the circle.
    expect(implicitDerivative(circle, 2)(3, 4)).toBeCloseTo(-25 / 64, 14);
  });
  test("of the folium of Descartes", () => {
    const folium = of("(x: number, y: number) => x ** 3 + y ** 3 - 6 * x * y");
    // (6y − 3x²)/(3y² − 6x) at (3, 3) is −1.
    expect(implicitDerivative(folium)(3, 3)).toBeCloseTo(-1, 14);
  });
});

describe("Lagrange's multipliers", () => {
  test("x + y on the unit circle", () => {
    const found = lagrange(
      of("(x: number, y: number) => x + y"),
      of("(x: number, y: number) => x ** 2 + y ** 2 - 1"),
      {
        domain: [
          [-2, 2],
          [-2, 2],
        ],
      },
    );
    expect(found.map(({ kind }) => kind)).toEqual(["minimum", "maximum"]);
    expect(found[1]?.x[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found[1]?.multipliers[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found[1]?.value).toBeCloseTo(Math.SQRT2, 12);
  });
  test("x²y on x² + 2y² = 6 (Stewart): six points", () => {
    const found = lagrange(
      of("(x: number, y: number) => x ** 2 * y"),
      of("(x: number, y: number) => x ** 2 + 2 * y ** 2 - 6"),
      {
        domain: [
          [-3, 3],
          [-3, 3],
        ],
      },
    );
    expect(found.map(({ value }) => Math.round(value * 1e9) / 1e9 + 0)).toEqual(
      [-4, -4, 0, 0, 4, 4],
    );
    expect(found.filter(({ kind }) => kind === "maximum")).toHaveLength(3);
  });
  test("two constraints: x + 2y + 3z where the plane x − y + z = 1 meets the cylinder x² + y² = 1", () => {
    const found = lagrange(
      of("(x: number, y: number, z: number) => x + 2 * y + 3 * z"),
      [
        of("(x: number, y: number, z: number) => x - y + z - 1"),
        of("(x: number, y: number, z: number) => x ** 2 + y ** 2 - 1"),
      ],
      {
        domain: [
          [-2, 2],
          [-2, 2],
          [-2, 4],
        ],
      },
    );
    // Stewart, Calculus, section 14.8: the maximum is 3 + √29.
    expect(found.at(-1)?.value).toBeCloseTo(3 + Math.sqrt(29), 10);
    expect(found.at(-1)?.kind).toBe("maximum");
    expect(found[0]?.value).toBeCloseTo(3 - Math.sqrt(29), 10);
  });
  test("too many constraints", () => {
    const f = of("(x: number, y: number) => x");
    expect(() =>
      lagrange(f, [f, f], {
        domain: [
          [0, 1],
          [0, 1],
        ],
      }),
    ).toThrow(/2 constraints leave no room for 2 variables/);
  });
});

describe("the remainder of Taylor", () => {
  test.each([
    // max|f⁽ⁿ⁺¹⁾|·dⁿ⁺¹/(n + 1)! by hand.
    ["(x: number) => Math.exp(x)", 0, 3, [-1, 1], Math.E / 24],
    ["(x: number) => Math.sin(x)", 0, 4, [-1, 1], 1 / 120],
    [
      "(x: number) => 1 / (1 - x)",
      0,
      2,
      [-0.5, 0.5],
      (6 / 0.5 ** 4) * (0.5 ** 3 / 6),
    ],
  ] as const)("%s", (source, x0, order, interval, exact) => {
    const { bound } = remainder(of(source), x0, order, interval);
    expect(bound).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
    expect(bound).toBeLessThan(exact * 1.02);
  });
  test("holds", () => {
    const { bound, formula } = remainder(
      of("(x: number) => Math.exp(x)"),
      0,
      3,
      [-1, 1],
    );
    for (let x = -1; x <= 1; x += 0.05) {
      const off = Math.exp(x) - (1 + x + x ** 2 / 2 + x ** 3 / 6);
      expect(Math.abs(off)).toBeLessThanOrEqual(bound);
    }
    expect(evaluate(formula, { x: 1 })).toBeCloseTo(Math.E, 14);
  });
  test("a pole inside", () => {
    expect(() => remainder(of("(x: number) => 1 / x"), 1, 2, [-1, 1])).toThrow(
      /not known to be bounded near/,
    );
  });
});
