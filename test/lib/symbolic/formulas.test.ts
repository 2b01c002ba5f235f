import katex from "katex";
import { describe, expect, it } from "vitest";
import {
  collect,
  differentiate,
  evaluate,
  expand,
  type Expression,
  factor,
  latex,
  NoClosedForm,
  simplify,
  substitute,
  symbols,
} from "../../../lib/index.js";
import { functionsOf } from "../source/compiled.js";

type Formula = number | Expression;
type Change = (formula: Formula) => Formula;

const byX: Change = (formula) => differentiate(formula, symbols("x"));
const twiceByX: Change = (formula) => differentiate(formula, symbols("x"), 2);
const collectX: Change = (formula) => collect(formula, symbols("x"));
const asIs: Change = (formula) => formula;

/** A formula in x, y, z as a program computes it, what is done to it, and the LaTeX by hand. */
type Row = readonly [formula: string, change: Change, latex: string];

const tex = String.raw;

const rows: Row[] = [
  // As written: like terms, powers, numbers.
  ["x + x", asIs, "2 x"],
  ["x * x * y", asIs, "x^{2} y"],
  ["x / 2 + x / 3", asIs, tex`\frac{5 x}{6}`],
  ["0.1 * x + 0.2 * x", asIs, "0.3 x"],
  ["(1 / 3) * x", asIs, tex`\frac{x}{3}`],
  ["Math.PI * x ** 2", asIs, tex`\pi x^{2}`],
  ["Math.exp(x) * Math.exp(y)", asIs, "e^{x + y}"],
  ["Math.exp(Math.log(x))", asIs, "x"],
  ["Math.log(Math.exp(x + 1))", asIs, "x + 1"],
  ["x ** 0.5 * x ** 0.5", asIs, "x"],
  ["Math.sqrt(x * x)", asIs, tex`\sqrt{x^{2}}`],
  ["Math.sqrt(8) * x", asIs, tex`2 \sqrt{2} x`],
  [
    "Math.sin(-x) + Math.cos(-x)",
    asIs,
    tex`\cos\left(x\right) - \sin\left(x\right)`,
  ],
  ["1 - x ** 2", asIs, "1 - x^{2}"],
  ["1 / (1 + Math.exp(-x))", asIs, tex`\frac{1}{1 + e^{-x}}`],
  ["x ** -2", asIs, tex`\frac{1}{x^{2}}`],
  ["2 ** x", asIs, "2^{x}"],
  ["x ** y", asIs, "x^{y}"],
  ["Math.abs(x - y)", asIs, tex`\left|x - y\right|`],
  // Simplified.
  ["Math.sin(x) ** 2 + Math.cos(x) ** 2", simplify, "1"],
  ["(x ** 2 - 1) / (x - 1)", simplify, "x + 1"],
  ["1 / x - 1 / (x + 1)", simplify, tex`\frac{1}{x \left(x + 1\right)}`],
  ["(x + 1) ** 2 - x ** 2 - 2 * x - 1", simplify, "0"],
  ["Math.exp(x) * (1 - Math.exp(-x)) + 1", simplify, "e^{x}"],
  ["x * Math.exp(x) + Math.exp(x)", simplify, tex`\left(x + 1\right) e^{x}`],
  // Expanded, factored, collected.
  ["(x + y) ** 2", expand, "x^{2} + 2 x y + y^{2}"],
  ["(x + 1) * (x - 1)", expand, "x^{2} - 1"],
  [
    "12 * x ** 3 - 12 * x ** 2 - 24 * x",
    factor,
    tex`12 x \left(x - 2\right) \left(x + 1\right)`,
  ],
  ["x ** 2 - y ** 2", factor, tex`\left(x - y\right) \left(x + y\right)`],
  ["x ** 2 * y + x * y ** 2", factor, tex`x y \left(x + y\right)`],
  [
    "x ** 4 + 4",
    factor,
    tex`\left(x^{2} - 2 x + 2\right) \left(x^{2} + 2 x + 2\right)`,
  ],
  ["x * y + x * z + y + z", factor, tex`\left(x + 1\right) \left(y + z\right)`],
  [
    "x * y - 2 * x + 3 * y - 6",
    factor,
    tex`\left(x + 3\right) \left(y - 2\right)`,
  ],
  ["x * y + x * z + y", collectX, tex`x \left(y + z\right) + y`],
  // Differentiated by x.
  ["3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2", byX, "12 x^{3} - 12 x^{2} - 24 x"],
  ["Math.log(x)", byX, tex`\frac{1}{x}`],
  ["Math.sqrt(x)", byX, tex`\frac{1}{2 \sqrt{x}}`],
  ["x ** y", byX, "y x^{y - 1}"],
  ["2 ** x", byX, tex`2^{x} \log\left(2\right)`],
  ["Math.tanh(x)", byX, tex`1 - \tanh^{2}\left(x\right)`],
  ["Math.atan(x)", byX, tex`\frac{1}{x^{2} + 1}`],
  ["x * Math.log(x)", byX, tex`1 + \log\left(x\right)`],
  ["x / (1 + x ** 2)", byX, tex`\frac{1 - x^{2}}{\left(x^{2} + 1\right)^{2}}`],
  [
    "Math.log(Math.exp(x) + Math.exp(y))",
    twiceByX,
    tex`\frac{e^{x + y}}{\left(e^{x} + e^{y}\right)^{2}}`,
  ],
  [
    "x * Math.exp(-(x ** 2) - y ** 2)",
    twiceByX,
    tex`2 x \left(2 x^{2} - 3\right) e^{-x^{2} - y^{2}}`,
  ],
  [
    "Math.sqrt(x ** 2 + y ** 2)",
    twiceByX,
    tex`\frac{y^{2}}{\left(x^{2} + y^{2}\right)^{3/2}}`,
  ],
  ["Math.sin(x) ** 2", byX, tex`2 \sin\left(x\right) \cos\left(x\right)`],
];

const programs = functionsOf(
  rows.map(
    ([formula]) =>
      `const f = (x: number, y: number, z: number) => { void y; void z; return ${formula}; };`,
  ),
);

const { twinOf } = await import("../../../lib/source/runtime.js");
const [x, y, z] = symbols("x y z");

/** The formula that the program of a row computes. */
function formulaOf(i: number): Formula {
  const program = programs[i];
  const twin = program && twinOf(program);
  if (!twin) throw new Error("the program has no twin");
  return (twin as unknown as (...inputs: Expression[]) => Formula)(x, y, z);
}

const points = [
  { x: 0.7, y: 1.3, z: 0.4 },
  { x: 2.3, y: 0.6, z: -1.1 },
];

/** The slope of order `order` by central differences, to about six digits. */
function slope(f: (at: number) => number, at: number, order: number): number {
  const h = order === 1 ? 1e-5 : 1e-3;
  return order === 1
    ? (f(at + h) - f(at - h)) / (2 * h)
    : (f(at + h) - 2 * f(at) + f(at - h)) / h ** 2;
}

describe("formulas", () => {
  it.each(rows.map((row, i) => [...row, i] as const))(
    "%s",
    (_formula, change, expected, i) => {
      const changed = change(formulaOf(i));
      expect(latex(changed)).toBe(expected);
      katex.renderToString(expected, { throwOnError: true, strict: "error" });
    },
  );

  it.each(rows.map((row, i) => [...row, i] as const))(
    "%s keeps its value",
    (_formula, change, _latex, i) => {
      const program = programs[i];
      if (!program) throw new Error("no program");
      const changed = change(formulaOf(i));
      for (const at of points) {
        const own = evaluate(changed, at);
        const f = (value: number): number => program(value, at.y, at.z);
        const order = change === byX ? 1 : change === twiceByX ? 2 : 0;
        const right = order === 0 ? f(at.x) : slope(f, at.x, order);
        const digits = order === 0 ? 10 : 5;
        expect(own).toBeCloseTo(right, digits);
      }
    },
  );

  it("substitutes numbers and formulas", () => {
    const sum = substitute(formulaOf(1), { x: 3 });
    expect(latex(sum)).toBe("9 y");
    expect(latex(substitute(sum, { y: z }))).toBe("9 z");
  });

  it("names the symbol that has no value", () => {
    expect(() => evaluate(formulaOf(1), { x: 1 })).toThrow(
      "evaluate: y has no value; give evaluate(e, { y: … })",
    );
  });

  it("has no value of its own", () => {
    expect(() => Number(x)).toThrow(NoClosedForm);
    expect(String(x)).toBe("x");
  });

  it("refuses what is no name", () => {
    expect(() => symbols("2x")).toThrow(
      'symbols: "2x" is not a name; separate names by spaces',
    );
  });
});
