import { describe, expect, test } from "vitest";
import {
  antiderivative,
  type Formula,
  evaluate,
  integrate,
  NoClosedForm,
  symbols,
} from "../../../lib/index.js";
import { run } from "../source/compiled.js";

/** A formula of x, where it may be evaluated, and for some its antiderivative as a calculus book has it. */
const rows: readonly [
  formula: string,
  from: number,
  to: number,
  text?: string,
][] = [
  ["3", 0, 2, "3*x"],
  ["x ** 2", 0, 3, "x**3/3"],
  ["12 * x ** 3 - 12 * x ** 2 - 24 * x", -1, 2],
  ["1 / x", 1, 3, "log(abs(x))"],
  ["x ** -3", 1, 2],
  ["Math.sqrt(x)", 1, 4],
  ["(3 * x + 1) ** 5", 0, 1],
  ["1 / (2 * x + 1)", 0, 3],
  ["Math.exp(2 * x)", 0, 1],
  ["2 ** x", 0, 3],
  ["Math.sin(3 * x)", 0, 1],
  ["Math.cos(x / 2)", 0, 1],
  ["Math.tan(x)", 0, 1],
  ["1 / Math.cos(x) ** 2", 0, 1],
  ["1 / Math.cos(x)", 0, 1],
  ["1 / Math.sin(x)", 0.5, 1.5],
  ["Math.sinh(x)", 0, 1],
  ["Math.cosh(2 * x)", 0, 1],
  ["Math.tanh(x)", 0, 1],
  ["Math.log(x)", 1, 3, "x*log(x) - x"],
  ["Math.atan(x)", 0, 1],
  ["Math.asin(x)", 0, 0.9],
  ["Math.acos(x)", 0, 0.9],
  // By parts.
  ["x * Math.sin(x)", 0, 2, "sin(x) - x*cos(x)"],
  ["x ** 3 * Math.exp(-x)", 0, 2],
  ["x ** 2 * Math.cos(2 * x + 1)", 0, 2],
  ["x * Math.log(x)", 1, 2],
  ["x ** 2 * Math.log(x)", 1, 2],
  ["Math.log(x) ** 2 / x", 1, 3],
  ["x * Math.atan(x)", 0, 1],
  ["(x ** 2 + 1) * Math.exp(x)", 0, 1],
  // Substitution.
  ["x * Math.exp(-(x ** 2))", 0, 2],
  ["2 * x * Math.cos(x ** 2)", 0, 1],
  ["Math.sin(x) * Math.cos(x)", 0, 1],
  ["Math.exp(x) / (1 + Math.exp(x))", 0, 1],
  ["Math.log(x) / x", 1, 2],
  ["x / Math.sqrt(1 + x ** 2)", 0, 2],
  ["x ** 2 * Math.exp(x ** 3)", 0, 1],
  ["Math.sin(x) ** 3 * Math.cos(x)", 0, 1],
  ["Math.exp(Math.sin(x)) * Math.cos(x)", 0, 2],
  ["1 / (x * Math.log(x))", 2, 3],
  // Sines and cosines.
  ["Math.sin(x) ** 2", 0, 2],
  ["Math.cos(x) ** 4", 0, 2],
  ["Math.sin(x) ** 2 * Math.cos(x) ** 2", 0, 2],
  ["Math.sin(3 * x) * Math.cos(5 * x)", 0, 2],
  ["Math.sin(x) ** 3", 0, 2],
  ["Math.exp(x) * Math.sin(x)", 0, 1],
  ["Math.exp(-2 * x) * Math.cos(3 * x)", 0, 1],
  ["x * Math.sin(x) ** 2", 0, 1],
  // Quotients of polynomials.
  ["1 / (1 + x ** 2)", 0, 1, "atan(x)"],
  ["1 / (x ** 2 - 1)", 2, 3],
  ["(2 * x + 3) / (x ** 2 + 2 * x + 5)", 0, 1],
  ["x ** 3 / (x ** 2 + 1)", 0, 1],
  ["1 / (x ** 3 + 1)", 0, 1],
  ["(x + 1) / (x * (x - 1) ** 2)", 2, 3],
  ["1 / (x ** 2 - 2)", 2, 3],
  ["x / (x ** 4 + 1)", 0, 1],
  // Roots of quadratics.
  ["1 / Math.sqrt(1 - x ** 2)", 0, 0.5],
  ["1 / Math.sqrt(4 + 9 * x ** 2)", 0, 1],
  ["Math.sqrt(9 - x ** 2)", 0, 2],
  ["Math.sqrt(x ** 2 + 4)", 0, 2],
];

const compiled = run(
  rows
    .map(
      ([formula], i) =>
        `const f${String(i)} = (x: number): number => ${formula};`,
    )
    .join("\n"),
  rows.map((_, i) => `f${String(i)}`),
);

type Plain = (x: number) => number;

describe("antiderivatives", () => {
  test.each(
    rows.map(
      (row, i) =>
        [...row.slice(0, 1), row, i] as [string, (typeof rows)[number], number],
    ),
  )("%s", (_name, [, from, to, text], i) => {
    const f = compiled[`f${String(i)}`] as Plain;
    const found = antiderivative(f);
    const at = (x: number): number =>
      typeof found === "number" ? found : evaluate(found, { x });
    // Quadrature knows nothing of rules.
    const area = integrate(f, from, to);
    expect(at(to) - at(from)).toBeCloseTo(area, 9);
    if (text !== undefined) expect(String(found)).toBe(text);
  });
  test("other symbols are constants", () => {
    const [a, x] = symbols("a x");
    const e = a["*"](x["**"](2))["+"](a);
    expect(String(antiderivative(e, x))).toBe("a*x**3/3 + a*x");
  });
  test("by a formula and between limits", () => {
    const x = symbols("x");
    expect(integrate(x["**"](2), x, 0, 3)).toBe(9);
    expect(String(integrate(x["**"](2), x))).toBe("x**3/3");
    const b = symbols("b");
    const area: Formula = integrate(x["**"](2), x, 0, b);
    expect(String(area)).toBe("b**3/3");
  });
  test("a pole between the limits is no area", () => {
    const x = symbols("x");
    expect(() => integrate(x["**"](-2), x, -1, 1)).toThrow(/pole|settle/);
  });
  test.each(["Math.exp(x ** 2)", "Math.sin(x) / x", "x ** x"])(
    "%s: no rule reaches",
    (formula) => {
      const f = run(`const f = (x: number): number => ${formula};`, ["f"])[
        "f"
      ] as Plain;
      expect(() => antiderivative(f)).toThrow(NoClosedForm);
      expect(() => antiderivative(f)).toThrow(
        /no rule reaches .*use integrate/,
      );
    },
  );
});
