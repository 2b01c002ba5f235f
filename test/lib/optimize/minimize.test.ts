import { describe, expect, test } from "vitest";
import {
  abs,
  add,
  exp,
  log,
  minimize,
  type MinimizeOptions,
  mul,
  pow,
  sin,
  sub,
  sum,
  tensor,
  type Tensor,
} from "../../../lib/index.js";

type F2 = (x: number, y: number) => number;

const rosenbrock: F2 = (x, y) =>
  add(pow(sub(1, x), 2), mul(100, pow(sub(y, pow(x, 2)), 2)));
const bowl: F2 = (x, y) => add(pow(sub(x, 3), 2), pow(add(y, 1), 2));

type Method = NonNullable<MinimizeOptions<number[]>["method"]>;

describe("methods", () => {
  test("Nelder and Mead's needs no derivatives", () => {
    const kinked: F2 = (x, y) =>
      Math.abs(x - 1) + Math.max(0, y) + Math.abs(y + 2);
    const found = minimize(kinked, [4, 3], { method: "nelder-mead" });
    expect(found.x[0]).toBeCloseTo(1, 7);
    expect(found.x[1]).toBeCloseTo(-2, 7);
    expect(found.converged).toBe(true);
    expect(found.message).toMatch(/simplex/);
    const valley = minimize(rosenbrock, [-1.2, 1], { method: "nelder-mead" });
    expect(valley.x[0]).toBeCloseTo(1, 6);
  });
  test("Gauss and Newton's on residuals", () => {
    const residuals = (x: number, y: number): number[] => [
      sub(1, x),
      mul(10, sub(y, pow(x, 2))),
    ];
    const found = minimize(residuals, [-1.2, 1], { method: "gauss-newton" });
    expect(found.x).toEqual([1, 1]);
    expect(found.converged).toBe(true);
  });
  test("decoupled decay of weights leaves a bias towards zero: x = 3 becomes less", () => {
    const f = (x: number): number => pow(sub(x, 3), 2);
    const plain = minimize(f, 0, { method: "adam", lr: 0.01, steps: 5000 });
    const decayed = minimize(f, 0, {
      method: "adamw",
      lr: 0.01,
      steps: 5000,
      weightDecay: 0.1,
    });
    expect(plain.x).toBeCloseTo(3, 4);
    // AdamW's step is lr·sign(gradient) far from the minimum; it rests where |x|·decay balances the normalized gradient.
    expect(decayed.x).toBeLessThan(2.999);
    expect(decayed.x).toBeGreaterThan(2);
  });
  test("the Newton step by conjugate gradients takes any structure", () => {
    const f = ({ a, b }: { a: Tensor; b: number }): Tensor =>
      sum(pow(sub(a, tensor([1, 2, 3])), 4)).add(pow(sub(b, 5), 2));
    const { x } = minimize(
      f,
      { a: tensor([0, 0, 0]), b: 0 },
      { method: "newton-cg", tol: 1e-12 },
    );
    expect(x.b).toBeCloseTo(5, 10);
    expect((x.a.toArray() as number[])[2]).toBeCloseTo(3, 3);
  });
});

describe("bounds", () => {
  const all: readonly (readonly [
    Method,
    Partial<MinimizeOptions<number[]>>,
  ])[] = [
    ["gd", { lr: 0.1 }],
    ["momentum", { lr: 0.05 }],
    ["nesterov", { lr: 0.05 }],
    ["rmsprop", { lr: 0.001, steps: 10_000 }],
    ["adam", { lr: 0.05 }],
    ["adamw", { lr: 0.05, weightDecay: 0 }],
    ["newton", {}],
    ["newton-cg", {}],
    ["bfgs", {}],
    ["lbfgs", {}],
    ["nelder-mead", {}],
  ];
  test.each(all)("%s keeps within and stops at the edge", (method, options) => {
    const box = [
      [-2, 1],
      [0, 5],
    ] as const;
    const found = minimize(bowl, [0, 4], { ...options, method, bounds: box });
    // The nearest point of the box to (3, −1).
    expect(found.x[0]).toBeCloseTo(1, 6);
    expect(found.x[1]).toBeCloseTo(0, 6);
    expect(found.value).toBeCloseTo(5, 5);
    for (const [x = NaN, y = NaN] of found.path) {
      expect(x).toBeLessThanOrEqual(1);
      expect(y).toBeGreaterThanOrEqual(0);
    }
  });
  test("Hock and Schittkowski's problems 1 to 5: published optima", () => {
    const hs5: F2 = (x, y) =>
      add(
        add(sin(add(x, y)), pow(sub(x, y), 2)),
        add(sub(mul(2.5, y), mul(1.5, x)), 1),
      );
    const rows: readonly [F2, number[], [number, number][], number][] = [
      [
        rosenbrock,
        [-2, 1],
        [
          [-Infinity, Infinity],
          [-1.5, Infinity],
        ],
        0,
      ],
      [
        rosenbrock,
        [-2, 1],
        [
          [-Infinity, Infinity],
          [1.5, Infinity],
        ],
        0.0504261879,
      ],
      [
        (x, y) => add(y, mul(1e-5, pow(sub(y, x), 2))),
        [10, 1],
        [
          [-Infinity, Infinity],
          [0, Infinity],
        ],
        0,
      ],
      [
        (x, y) => add(mul(1 / 3, pow(add(x, 1), 3)), y),
        [1.125, 0.125],
        [
          [1, Infinity],
          [0, Infinity],
        ],
        8 / 3,
      ],
      [
        hs5,
        [0, 0],
        [
          [-1.5, 4],
          [-3, 3],
        ],
        -Math.sqrt(3) / 2 - Math.PI / 3,
      ],
    ];
    rows.forEach(([f, start, bounds, optimum], i) => {
      const { value } = minimize(f, start, { bounds });
      // The second has a local minimum, 4.94122932 at (−1.2210, 1.5), too.
      const local =
        i === 1
          ? Math.min(Math.abs(value - optimum), Math.abs(value - 4.94122932))
          : Math.abs(value - optimum);
      expect(local, `problem ${String(i + 1)}`).toBeLessThan(1e-7);
    });
  });
  test("one pair serves all numbers", () => {
    const { x } = minimize(bowl, [0.5, 0.5], { bounds: [0, 1] });
    expect(x).toEqual([1, 0]);
  });
});

describe("constraints", () => {
  test("x + y on the unit circle: the multiplier is f's share of the circle's gradient", () => {
    const f: F2 = (x, y) => add(x, y);
    const circle: F2 = (x, y) => sub(add(pow(x, 2), pow(y, 2)), 1);
    const found = minimize(f, [1, 0], { constraints: circle });
    expect(found.converged).toBe(true);
    expect(found.x[0]).toBeCloseTo(-Math.SQRT1_2, 12);
    expect(found.x[1]).toBeCloseTo(-Math.SQRT1_2, 12);
    // ∇f = (1, 1) = λ·2(x, y)
    expect(found.multipliers?.[0]).toBeCloseTo(-Math.SQRT1_2, 12);
  });
  test("Hock and Schittkowski's problems 6, 7, 28, 39 and 40: published optima", () => {
    type F = (x: number[]) => number;
    const at = (x: number[], i: number): number => x[i] ?? NaN;
    const rows: readonly [name: string, F, F[], number[], number][] = [
      [
        "6",
        (x) => pow(sub(1, at(x, 0)), 2),
        [(x) => mul(10, sub(at(x, 1), pow(at(x, 0), 2)))],
        [-1.2, 1],
        0,
      ],
      [
        "7",
        (x) => sub(log(add(1, pow(at(x, 0), 2))), at(x, 1)),
        [
          (x) =>
            sub(add(pow(add(1, pow(at(x, 0), 2)), 2), pow(at(x, 1), 2)), 4),
        ],
        [2, 2],
        -Math.sqrt(3),
      ],
      [
        "28",
        (x) =>
          add(pow(add(at(x, 0), at(x, 1)), 2), pow(add(at(x, 1), at(x, 2)), 2)),
        [(x) => sub(add(add(at(x, 0), mul(2, at(x, 1))), mul(3, at(x, 2))), 1)],
        [-4, 1, 1],
        0,
      ],
      [
        "39",
        (x) => mul(-1, at(x, 0)),
        [
          (x) => sub(sub(at(x, 1), pow(at(x, 0), 3)), pow(at(x, 2), 2)),
          (x) => sub(sub(pow(at(x, 0), 2), at(x, 1)), pow(at(x, 3), 2)),
        ],
        [2, 2, 2, 2],
        -1,
      ],
      [
        "40",
        (x) => mul(-1, mul(mul(at(x, 0), at(x, 1)), mul(at(x, 2), at(x, 3)))),
        [
          (x) => sub(add(pow(at(x, 0), 3), pow(at(x, 1), 2)), 1),
          (x) => sub(mul(pow(at(x, 0), 2), at(x, 3)), at(x, 2)),
          (x) => sub(pow(at(x, 3), 2), at(x, 1)),
        ],
        [0.8, 0.8, 0.8, 0.8],
        -0.25,
      ],
    ];
    for (const [name, f, constraints, start, optimum] of rows) {
      const found = minimize(f, start, { constraints });
      expect(found.value, `${name}: ${found.message}`).toBeCloseTo(optimum, 6);
      expect(found.converged, `${name}: ${found.message}`).toBe(true);
    }
  });
  test("with bounds: x² + y² on x + y = 1 with x ≥ 0.8", () => {
    const f: F2 = (x, y) => add(pow(x, 2), pow(y, 2));
    const found = minimize(f, [2, 2], {
      constraints: (x: number, y: number) => sub(add(x, y), 1),
      bounds: [
        [0.8, Infinity],
        [-Infinity, Infinity],
      ],
    });
    expect(found.x[0]).toBeCloseTo(0.8, 7);
    expect(found.x[1]).toBeCloseTo(0.2, 7);
    expect(found.multipliers?.[0]).toBeCloseTo(0.4, 6);
  });
  test("constraints that no point fulfils are told", () => {
    const f: F2 = (x, y) => add(pow(x, 2), pow(y, 2));
    const found = minimize(f, [1, 1], {
      constraints: [
        (x: number, y: number) => add(add(pow(x, 2), pow(y, 2)), 1),
      ],
    });
    expect(found.converged).toBe(false);
    expect(found.message).toMatch(/can all be fulfilled/);
  });
});

describe("what is wrong is said", () => {
  const f: F2 = bowl;
  const rows: readonly [string, MinimizeOptions<number[]>, RegExp][] = [
    [
      "method",
      { method: "bgfs" as Method },
      /no method is called "bgfs"; there are gd, /,
    ],
    [
      "too few bounds",
      { bounds: [[0, 1]] },
      /2 numbers, but there are bounds for 1/,
    ],
    [
      "turned bounds",
      { bounds: [1, 0] },
      /bound 0 is \[1, 0\]; the lower must come first/,
    ],
    [
      "constraints on residuals",
      { method: "levenberg-marquardt", constraints: () => 0 },
      /levenberg-marquardt takes no constraints/,
    ],
  ];
  test.each(rows)("%s", (_name, options, message) => {
    expect(() => minimize(f, [0, 0], options)).toThrow(message);
  });
  test("not enough steps", () => {
    const { converged, message } = minimize(rosenbrock, [-1.2, 1], {
      steps: 2,
    });
    expect(converged).toBe(false);
    expect(message).toMatch(/not converged after 2 steps: the largest entry/);
  });
  test("a slope without a bottom", () => {
    const { converged } = minimize((x: number) => exp(x), 0, {
      method: "gd",
      lr: 1,
      steps: 100,
    });
    expect(converged).toBe(false);
    const away = minimize((x: number) => mul(-1, abs(x)), 1, {
      method: "gd",
      lr: 1e308,
      steps: 5,
    });
    expect(away.message).toMatch(/left the region|not converged/);
  });
});
