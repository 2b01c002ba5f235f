import { describe, expect, test } from "vitest";
import {
  add,
  cos,
  derivative,
  exp,
  fixedPoint,
  grad,
  hessian,
  jacobian,
  jvp,
  minimize,
  mul,
  neg,
  odeint,
  pow,
  root,
  sub,
  tensor,
  type Tensor,
  vmap,
} from "../../lib/index.js";
import { run } from "./source/compiled.js";

const { sqrt } = Math;
type Scalar = (a: number) => number;

const squareRoot: Scalar = (a) => root((x: number) => sub(mul(x, x), a), 1);
/** The x that minimizes (x − a)² + x⁴: 2(x − a) + 4x³ = 0. */
const argmin: Scalar = (a) =>
  minimize((x: number) => add(pow(sub(x, a), 2), pow(x, 4)), 0.3).x;
const least: Scalar = (a) =>
  minimize((x: number) => add(pow(sub(x, a), 2), pow(x, 4)), 0.3).value;
const settled: Scalar = (a) => fixedPoint((x: number) => cos(mul(a, x)), 0.5);
const decayed: Scalar = (k) =>
  odeint((y: number) => mul(neg(k), y), 1, [0, 2])[1] ?? NaN;

/** Derivatives of the solutions from their equations, by hand. */
const x = argmin(1.5);
const slope = 2 / (2 + 12 * x * x);
const p = settled(0.9);
const s = Math.sin(0.9 * p);

const rows: [name: string, f: Scalar, at: number, order: number, is: number][] =
  [
    ["√a, order 1", squareRoot, 2, 1, 1 / (2 * sqrt(2))],
    ["√a, order 2", squareRoot, 2, 2, -1 / (4 * 2 ** 1.5)],
    ["√a, order 3", squareRoot, 2, 3, 3 / (8 * 2 ** 2.5)],
    ["√a, order 4", squareRoot, 2, 4, -15 / (16 * 2 ** 3.5)],
    ["argmin", argmin, 1.5, 1, slope],
    // (2 + 12x²)·x′ = 2, differentiated: x″ = −24x·x′²/(2 + 12x²).
    ["argmin", argmin, 1.5, 2, (-24 * x * slope * slope) / (2 + 12 * x * x)],
    // The envelope theorem: the derivative of the least value is that by a alone.
    ["least value", least, 1.5, 1, -2 * (x - 1.5)],
    ["least value", least, 1.5, 2, -2 * (slope - 1)],
    // x = cos(ax): x′ = −sin(ax)·(x + a·x′).
    ["fixed point", settled, 0.9, 1, (-s * p) / (1 + 0.9 * s)],
    ["odeint", decayed, 0.7, 1, -2 * Math.exp(-1.4)],
    ["odeint", decayed, 0.7, 2, 4 * Math.exp(-1.4)],
  ];

function nested(f: Scalar, order: number): Scalar {
  return order === 0 ? f : nested(grad(f), order - 1);
}

describe("derivatives of solutions", () => {
  test.each(rows)(
    "%s, at %s order %i, backwards",
    (_name, f, at, order, is) => {
      expect(nested(f, order)(at)).toBeCloseTo(is, 6);
    },
  );
  test.each(rows)("%s, forwards", (_name, f, at, order, is) => {
    expect(derivative(f, order)(at)).toBeCloseTo(is, 6);
  });

  test("of systems, tensors, batches", () => {
    // x + y = a, x·y = b at a = 5, b = 6: x = 2, y = 3.
    const system = (a: number, b: number): number[] =>
      root(
        (x: number, y: number) => [sub(add(x, y), a), sub(mul(x, y), b)],
        [1.5, 4],
      );
    const [dx, dy] = jacobian(system)(5, 6) as unknown as number[][];
    expect(dx?.[0]).toBeCloseTo(-2, 10);
    expect(dx?.[1]).toBeCloseTo(1, 10);
    expect(dy?.[0]).toBeCloseTo(3, 10);
    expect(dy?.[1]).toBeCloseTo(-1, 10);
    const A = tensor([
      [2, 1],
      [1, 3],
    ]);
    const solved = (b: Tensor): Tensor =>
      root((v: Tensor) => A.matmul(v).sub(b), tensor([0, 0]));
    const inverse = jacobian(solved)(tensor([1, 2]));
    expect(
      inverse.matmul(A).allClose(
        tensor([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toBe(true);
    const roots = vmap(grad(squareRoot))(tensor([1, 4]));
    expect(roots.allClose(tensor([0.5, 0.25]))).toBe(true);
    expect(jvp(squareRoot, [4], [8])[1]).toBeCloseTo(2, 10);
    expect(hessian(squareRoot)(1)).toBeCloseTo(-0.25, 10);
  });

  test("of what has none", () => {
    expect(() =>
      grad((a: number) => root((x: number) => pow(sub(x, a), 2), 0.5))(0.5),
    ).toThrow(/singular|no derivative/);
    expect(() =>
      grad(
        (a: number) =>
          minimize((x: number) => pow(sub(x, a), 2), 0, { bounds: [0, 1] }).x,
      )(2),
    ).toThrow(/no derivative passes through bounds/);
    expect(() => fixedPoint((x: number) => exp(x), 1)).toThrow(
      /no point settled/,
    );
  });

  test("of compiled programs", () => {
    const source = `
      declare function root(f: (x: number) => number, x0: number): number;
      declare function minimize(f: (x: number) => number, x0: number): { x: number };
      const cubeRoot = (a: number) => root((x) => x ** 3 - a, 1);
      const nearest = (a: number) => minimize((x) => (x - a * a) ** 2, 0).x;
    `;
    const { cubeRoot, nearest } = run(source, ["cubeRoot", "nearest"], {
      root,
      minimize,
    }) as Record<string, Scalar>;
    expect(grad(cubeRoot as Scalar)(8)).toBeCloseTo(1 / 12, 10);
    expect(nested(cubeRoot as Scalar, 2)(8)).toBeCloseTo(-1 / 144, 10);
    expect(grad(nearest as Scalar)(3)).toBeCloseTo(6, 8);
  });
});
