import katex from "katex";
import { describe, expect, it } from "vitest";
import { taylor } from "../../../lib/index.js";
import { functionsOf } from "../source/compiled.js";

/** A function, its centre and order; the polynomial as text and as LaTeX, from tables. */
type Row = readonly [
  body: string,
  x0: number,
  order: number,
  text: string,
  latex: string,
];

const tex = String.raw;

const rows: Row[] = [
  [
    "Math.exp(x)",
    0,
    3,
    "1 + x + x**2/2 + x**3/6",
    tex`1 + x + \frac{x^{2}}{2} + \frac{x^{3}}{6} + O\left(x^{4}\right)`,
  ],
  [
    "Math.sin(x)",
    0,
    7,
    "x - x**3/6 + x**5/120 - x**7/5040",
    tex`x - \frac{x^{3}}{6} + \frac{x^{5}}{120} - \frac{x^{7}}{5040} + O\left(x^{8}\right)`,
  ],
  [
    "Math.log(x)",
    1,
    3,
    "(x - 1) - (x - 1)**2/2 + (x - 1)**3/3",
    tex`\left(x - 1\right) - \frac{\left(x - 1\right)^{2}}{2} + \frac{\left(x - 1\right)^{3}}{3} + O\left(\left(x - 1\right)^{4}\right)`,
  ],
  [
    "Math.exp(x)",
    1,
    2,
    "exp(1) + exp(1)*(x - 1) + exp(1)/2*(x - 1)**2",
    tex`e + e \left(x - 1\right) + \frac{e}{2} \left(x - 1\right)^{2} + O\left(\left(x - 1\right)^{3}\right)`,
  ],
  [
    "Math.sqrt(x)",
    2,
    1,
    "sqrt(2) + sqrt(2)/4*(x - 2)",
    tex`\sqrt{2} + \frac{\sqrt{2}}{4} \left(x - 2\right) + O\left(\left(x - 2\right)^{2}\right)`,
  ],
  [
    "Math.cos(x)",
    Math.PI / 2,
    3,
    "-(x - Math.PI/2) + (x - Math.PI/2)**3/6",
    tex`-\left(x - \frac{\pi}{2}\right) + \frac{\left(x - \frac{\pi}{2}\right)^{3}}{6} + O\left(\left(x - \frac{\pi}{2}\right)^{4}\right)`,
  ],
  [
    "1 / (1 - x)",
    -1,
    2,
    "1/2 + (x + 1)/4 + (x + 1)**2/8",
    tex`\frac{1}{2} + \frac{x + 1}{4} + \frac{\left(x + 1\right)^{2}}{8} + O\left(\left(x + 1\right)^{3}\right)`,
  ],
  ["x - x", 0, 2, "0", tex`0 + O\left(x^{3}\right)`],
];

const functions = functionsOf(
  rows.map(([body]) => `const f = (x: number) => ${body};`),
);

type Shown = Record<symbol, () => Record<string, string>>;

const bundleOf = (value: unknown): Record<string, string> =>
  (value as Shown)[Symbol.for("Jupyter.display")]?.() ?? {};

describe("taylor shows itself", () => {
  it.each(rows.map((row, i) => [...row, i] as const))(
    "%s around %d to order %d",
    (_body, x0, order, text, latex, i) => {
      const f = functions[i];
      if (!f) throw new Error("no function");
      const shown = bundleOf(taylor(f, x0, order));
      expect(shown["text/plain"]).toBe(text);
      expect(shown["text/latex"]).toBe(`$\\displaystyle ${latex}$`);
      katex.renderToString(latex, { throwOnError: true, strict: "error" });
    },
  );

  it("by decimals where the function has no closed form", () => {
    const [f] = functionsOf([
      "const f = (x: number) => (x > 0 ? Math.exp(x) : 1);",
    ]);
    if (!f) throw new Error("no function");
    const shown = bundleOf(taylor(f, 0.3, 1));
    expect(shown["text/latex"]).toContain("1.34986 + 1.34986");
  });
});
