// Pictures draw exact derivatives once the whole library is loaded.
import { expect, test } from "vitest";
import { calculus, exp, sin, type Curve } from "../../lib/index.js";

test("a derivative is exact where the function can be traced", () => {
  const slope = calculus().derivative((x) => sin(x));
  expect(slope(0)).toBe(1);
  // A difference over 1e-5 has lost these digits.
  expect(slope(1)).toBe(Math.cos(1));
});

test("a function that cannot be traced is differentiated by differences", () => {
  const table: Curve = (x) => [0, 1, 4, 9][Math.floor(x)] ?? x ** 2;
  expect(calculus().derivative(table)(5)).toBeCloseTo(10, 8);
  const [x, y] = calculus().gradient((a, b) => a ** 2 * b)(2, 3);
  expect(x).toBeCloseTo(12, 8);
  expect(y).toBeCloseTo(4, 8);
});

test("Taylor polynomials come from power series", () => {
  const p = calculus().taylor((x) => exp(x), 0, 12);
  expect(p(1)).toBeCloseTo(Math.E, 9);
});
