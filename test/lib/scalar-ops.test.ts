import { describe, expect, test } from "vitest";
import type { Value } from "../../lib/ir/node.js";
import * as nabla from "../../lib/index.js";
import { type Function1, scalarFunctions } from "./scalar-functions.js";
import { derivative, taylorCoefficients, tensor } from "../../lib/index.js";

const rows = scalarFunctions.flatMap(([name, f, points]) =>
  points.map((x) => [name, x, f] as const),
);

/** A derivative by central differences, extrapolated twice (Richardson). */
function slope(f: Function1, x: number): number {
  const h = 1e-2 * Math.max(1, Math.abs(x)) * 0.3;
  const central = (step: number): number =>
    (f(x + step) - f(x - step)) / (2 * step);
  const [a, b, c] = [central(h), central(h / 2), central(h / 4)] as const;
  const [d, e] = [(4 * b - a) / 3, (4 * c - b) / 3] as const;
  return (16 * e - d) / 15;
}

describe("each function of one number", () => {
  test.each(rows)("%s at %d: orders 1 to 4", (_name, x, f) => {
    for (let order = 1; order <= 4; order++) {
      const lower = derivative(f, order - 1);
      const expected = slope(lower, x);
      const exact = derivative(f, order)(x);
      const size = Math.max(1, Math.abs(expected), Math.abs(lower(x)));
      expect(Math.abs(exact - expected) / size).toBeLessThan(2e-5);
    }
  });

  test.each(rows)("%s at %d: power series", (_name, x, f) => {
    const terms = taylorCoefficients(f, [x], [1], 4).map(Number);
    let factorial = 1;
    terms.forEach((term, k) => {
      factorial *= Math.max(1, k);
      const exact = derivative(f, k)(x);
      expect(term * factorial).toBeCloseTo(
        exact,
        9 - Math.ceil(Math.log10(1 + Math.abs(exact))),
      );
    });
  });

  test.each(rows)("%s at %d: reverse mode gives the same", (_name, x, f) => {
    const reverse = nabla.grad(f)(x);
    expect(reverse).toBeCloseTo(derivative(f)(x), 10);
  });

  test.each(scalarFunctions)(
    "%s: tensors and numbers agree",
    (_name, f, points) => {
      const apply = f as unknown as (x: Value) => nabla.Tensor;
      const whole = apply(tensor(points));
      expect(whole.shape).toEqual([points.length]);
      expect(whole.toArray()).toEqual(points.map(f));
      const narrow = apply(tensor(points, { dtype: "float32" }));
      expect(narrow.dtype).toBe("float32");
      const { inferred, evaluated } = shapes(apply(nabla.variable(points)));
      expect(inferred).toEqual(evaluated);
    },
  );
});

/** The shape and type that the operation promises, and those that it gave. */
function shapes(y: nabla.Tensor): { inferred: unknown; evaluated: unknown } {
  const { origin } = y;
  const inferred = origin?.op.infer(
    origin.inputs.map((input) =>
      typeof input === "number" ? { shape: [], dtype: "float64" } : input,
    ),
    origin.params,
  );
  return { inferred, evaluated: { shape: y.shape, dtype: y.dtype } };
}

// Values from mpmath 1.3 at 25 digits.
test.each([
  [nabla.erf(0.5), 0.52049987781304653768],
  [nabla.erf(2.9), 0.99995890212190054114],
  [nabla.erfc(5), 1.5374597944280348502e-12],
  [nabla.gamma(0.5), 1.77245385090551602729816748334],
  [nabla.gamma(-1.5), 2.36327180120735470306422331112],
  [nabla.gamma(30.5), 4.8226969334909086011e31],
  [nabla.lgamma(100), 359.134205369575398776044010461],
  [nabla.lgamma(0.1), 2.252712651734205902],
  [nabla.digamma(1), -0.577215664901532860606512090082],
  [nabla.digamma(-0.5), 0.036489973978576520559],
  [nabla.polygamma(1, 1), 1.64493406684822643647241516665],
  [nabla.polygamma(3, 2.5), 0.22390584881725205126],
])("special function %d is %d", (value, expected) => {
  expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
});
