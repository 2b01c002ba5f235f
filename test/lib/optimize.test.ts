import { describe, expect, test } from "vitest";
import {
  add,
  classify,
  criticalPoints,
  curl,
  div,
  divergence,
  exp,
  grad,
  integrate,
  laplacian,
  minimize,
  mul,
  neg,
  odeint,
  pow,
  quadratic,
  root,
  roots,
  sin,
  sub,
  tangentPlane,
  taylor,
} from "../../lib/index.js";

const rosenbrock = (x: number, y: number): number =>
  add(pow(sub(1, x), 2), mul(100, pow(sub(y, pow(x, 2)), 2)));

const quartic = (x: number): number =>
  sub(sub(mul(3, pow(x, 4)), mul(4, pow(x, 3))), mul(12, pow(x, 2)));

const hill = (x: number, y: number): number =>
  mul(x, exp(sub(neg(pow(x, 2)), pow(y, 2))));

describe("minimize", () => {
  test.each(["bfgs", "lbfgs", "newton", "newton-cg"] as const)(
    "%s",
    (method) => {
      const result = minimize(rosenbrock, [-1.2, 1], { method });
      expect(result.converged).toBe(true);
      expect(result.x[0]).toBeCloseTo(1, 8);
      expect(result.x[1]).toBeCloseTo(1, 8);
      expect(result.path).toHaveLength(result.iterations + 1);
    },
  );
  test.each([
    ["gd", 0.02],
    ["momentum", 0.01],
    ["nesterov", 0.01],
    ["rmsprop", 1e-4],
    ["adam", 0.05],
  ] as const)("%s", (method, lr) => {
    const f = (x: number[]): number =>
      add(pow(sub(x[0] ?? 0, 1), 2), mul(5, pow(x[1] ?? 0, 2)));
    const { x } = minimize(f, [3, 2], { method, lr, steps: 40_000 });
    expect(x[0]).toBeCloseTo(1, 4);
    expect(x[1]).toBeCloseTo(0, 4);
  });
  test("least squares by Levenberg and Marquardt", () => {
    const residuals = (x: number, y: number): number[] => [
      sub(1, x),
      mul(10, sub(y, pow(x, 2))),
    ];
    const { x } = minimize(residuals, [-1.2, 1], {
      method: "levenberg-marquardt",
    });
    expect(x[0]).toBeCloseTo(1, 8);
    expect(x[1]).toBeCloseTo(1, 8);
  });
  test("a number stays a number, and a callback can end the search", () => {
    expect(minimize(quartic, 1).x).toBeCloseTo(2, 8);
    const stopped = minimize(quartic, 1, { callback: () => false });
    expect(stopped.iterations).toBe(1);
  });
});

describe("critical points", () => {
  test("of the chapter's quartic", () => {
    const found = criticalPoints(quartic, { domain: [-2, 3] });
    expect(found.map(({ x, value, kind }) => [x, value, kind])).toEqual([
      [-1, -5, "minimum"],
      [0, 0, "maximum"],
      [2, -32, "minimum"],
    ]);
  });
  test("of x·exp(−x²−y²)", () => {
    const found = criticalPoints(hill, {
      domain: [
        [-2, 2],
        [-2, 2],
      ],
    });
    expect(found.map(({ kind }) => kind)).toEqual(["minimum", "maximum"]);
    expect(found[0]?.x[0]).toBeCloseTo(-Math.SQRT1_2, 12);
  });

  type F2 = (x: number, y: number) => number;
  const kinds: [name: string, f: F2, kind: string][] = [
    ["x² + y²", (x, y) => add(pow(x, 2), pow(y, 2)), "minimum"],
    ["−x² − y²", (x, y) => sub(neg(pow(x, 2)), pow(y, 2)), "maximum"],
    ["x² − y²", (x, y) => sub(pow(x, 2), pow(y, 2)), "saddle"],
    ["x·y", (x, y) => mul(x, y), "saddle"],
    [
      "x²y + xy²",
      (x, y) => add(mul(pow(x, 2), y), mul(x, pow(y, 2))),
      "neither",
    ],
    ["x⁴ + y⁴", (x, y) => add(pow(x, 4), pow(y, 4)), "minimum"],
    ["x⁴ − y⁴", (x, y) => sub(pow(x, 4), pow(y, 4)), "neither"],
    ["x² + y³", (x, y) => add(pow(x, 2), pow(y, 3)), "neither"],
    ["x² + y⁴", (x, y) => add(pow(x, 2), pow(y, 4)), "minimum"],
    ["x² − y⁴", (x, y) => sub(pow(x, 2), pow(y, 4)), "neither"],
    [
      "Peano: (y − x²)(y − 2x²)",
      (x, y) => mul(sub(y, pow(x, 2)), sub(y, mul(2, pow(x, 2)))),
      "neither",
    ],
    ["x + y²", (x, y) => add(x, pow(y, 2)), "not critical"],
  ];
  test.each(kinds)("%s at the origin", (_name, f, kind) => {
    expect(classify(f, [0, 0]).kind).toBe(kind);
  });
});

test("approximations at a point", () => {
  const q = quadratic(hill, [-1, 0]);
  const [x, y] = [-0.9, 0.2];
  const expected = (-1 - (x + 1) + (x + 1) ** 2 + y ** 2) / Math.E;
  expect(q(x, y)).toBeCloseTo(expected, 15);
  expect(grad(q)(-1, 0)[0]).toBeCloseTo(-1 / Math.E + 0, 12);
  const plane = tangentPlane((a: number, b: number) => mul(a, b), [1, 2]);
  expect(plane(1.5, 3)).toBe(2 + 2 * 0.5 + 1);
});

test("Taylor polynomials", () => {
  const p = taylor((x: number) => sin(x), 0, 7);
  const expected = [0, 1, 0, -1 / 6, 0, 1 / 120, 0, -1 / 5040];
  p.coefficients.forEach((c, k) => {
    expect(c).toBeCloseTo(expected[k] ?? NaN, 16);
  });
  expect(p(0.1)).toBeCloseTo(Math.sin(0.1), 13);
});

test("zeros", () => {
  expect(root((x: number) => sub(pow(x, 2), 2), 1)).toBe(Math.SQRT2);
  const circle = (x: number, y: number): number[] => [
    sub(add(pow(x, 2), pow(y, 2)), 1),
    sub(x, y),
  ];
  const [x, y] = root(circle, [1, 0.5]);
  expect(x).toBeCloseTo(Math.SQRT1_2, 14);
  expect(y).toBeCloseTo(Math.SQRT1_2, 14);
  expect(() => root((t: number) => add(pow(t, 2), 1), 1)).toThrow(/no zero/);
  const zeros = roots((t: number) => sin(t), [-1, 10]);
  [0, Math.PI, 2 * Math.PI, 3 * Math.PI].forEach((expected, k) => {
    expect(zeros[k]).toBeCloseTo(expected, 12);
  });
  expect(roots((t: number) => pow(sub(t, 1), 2), [-3, 3])).toHaveLength(1);
});

test("integrals", () => {
  const gauss = integrate((x) => exp(neg(mul(x, x))), -Infinity, Infinity);
  expect(gauss).toBeCloseTo(Math.sqrt(Math.PI), 12);
  expect(integrate((x) => Math.sqrt(x), 0, 1)).toBeCloseTo(2 / 3, 10);
  expect(integrate((x) => div(1, x), Math.E, 1)).toBeCloseTo(-1, 12);
  const area = (b: number): number => integrate((x) => mul(x, x), 0, b);
  expect(grad(area)(2)).toBeCloseTo(4, 12);
  const moment = (k: number): number =>
    integrate((x) => exp(neg(mul(k, x))), 0, 1);
  // d/dk (1 − e⁻ᵏ)/k at 2
  expect(grad(moment)(2)).toBeCloseTo((3 * Math.exp(-2) - 1) / 4, 12);
  expect(() => integrate((x) => 1 / x, 0, 1)).toThrow(/do not settle/);
});

test("differential equations", () => {
  const ys = odeint((y: number) => neg(y), 1, [0, 1, 2]);
  expect(ys[1]).toBeCloseTo(Math.exp(-1), 8);
  expect(ys[2]).toBeCloseTo(Math.exp(-2), 8);
  const orbit = odeint(
    ([x, v]: [number, number]): [number, number] => [v, neg(x)],
    [1, 0],
    [0, Math.PI],
  );
  expect(orbit[1]?.[0]).toBeCloseTo(-1, 7);
  const end = (y0: number): number =>
    odeint((y: number) => neg(y), y0, [0, 1])[1] ?? NaN;
  expect(grad(end)(1)).toBeCloseTo(Math.exp(-1), 8);
});

test("fields", () => {
  const field = (x: number, y: number, z: number): number[] => [
    mul(x, y),
    mul(y, z),
    mul(z, x),
  ];
  expect(divergence(field)(1, 2, 3)).toBe(6);
  expect(curl(field)(1, 2, 3)).toEqual([-2, -3, -1]);
  expect(curl((x: number, y: number) => [neg(y), x])(0, 0)).toBe(2);
  const f = (x: number, y: number): number => add(pow(x, 2), mul(3, pow(y, 2)));
  expect(laplacian(f)(1, 1)).toBe(8);
});
