import katex from "katex";
import { describe, expect, it } from "vitest";
import {
  derivative,
  evaluate,
  expression,
  grad,
  latex,
  NoClosedForm,
  partial,
} from "../../../lib/index.js";
import { functionsOf, type Plain } from "../source/compiled.js";

const tex = String.raw;

const cases = (...rows: string[]): string =>
  tex`\begin{cases} ${rows.join(tex` \\ `)} \end{cases}`;

type Made = (...args: number[]) => unknown;

const itself = (f: Plain): Made => f;
const slope = (f: Plain): Made => derivative(f);
const bend = (f: Plain): Made => derivative(f, 2);
const byX = (f: Plain): Made => partial(f, 0);

/** A program, what is made of it, and its cases by hand. */
type Row = readonly [body: string, make: (f: Plain) => Made, latex: string];

const leaky = "(x: number) => (x > 0 ? x : 0.1 * x)";
const huber =
  "(x: number) => { if (x < -1) return -x - 0.5; else if (x > 1) return x - 0.5; return x ** 2 / 2; }";

const rows: Row[] = [
  [
    leaky,
    itself,
    cases(tex`x & \text{if } x > 0`, tex`0.1 x & \text{otherwise}`),
  ],
  [leaky, slope, cases(tex`1 & \text{if } x > 0`, tex`0.1 & \text{otherwise}`)],
  [
    huber,
    itself,
    cases(
      tex`-x - \frac{1}{2} & \text{if } x < -1`,
      tex`x - \frac{1}{2} & \text{if } x > 1`,
      tex`\frac{x^{2}}{2} & \text{otherwise}`,
    ),
  ],
  [
    huber,
    slope,
    cases(
      tex`-1 & \text{if } x < -1`,
      tex`1 & \text{if } x > 1`,
      tex`x & \text{otherwise}`,
    ),
  ],
  [
    huber,
    bend,
    cases(
      tex`0 & \text{if } x < -1`,
      tex`0 & \text{if } x > 1`,
      tex`1 & \text{otherwise}`,
    ),
  ],
  // Both conditions speak of the sign of x: the last branch is never taken.
  [
    "(x: number) => (x < 0 ? -x : x >= 0 ? x : NaN)",
    itself,
    cases(tex`-x & \text{if } x < 0`, tex`x & \text{otherwise}`),
  ],
  [
    "(x: number, y: number) => (x > 0 && y > 0 ? x * y : 0)",
    itself,
    cases(
      tex`x y & \text{if } x > 0 \text{ and } y > 0`,
      tex`0 & \text{otherwise}`,
    ),
  ],
  ["(x: number) => (x > 0 ? x * x : x ** 2)", itself, "x^{2}"],
  [
    "(x: number, y: number) => Math.max(x, y)",
    itself,
    tex`\max\left(x, y\right)`,
  ],
  [
    "(x: number, y: number) => Math.max(x, y)",
    byX,
    cases(
      tex`1 & \text{if } x > y`,
      tex`0 & \text{if } x < y`,
      tex`\frac{1}{2} & \text{otherwise}`,
    ),
  ],
  ["(x: number) => Math.abs(x)", slope, tex`\operatorname{sgn}\left(x\right)`],
  [
    "(x: number) => { let s = 0; for (let i = 0; i < 2; i++) { if (x > i) s += x; } return s; }",
    itself,
    cases(
      tex`2 x & \text{if } x > 0 \text{ and } x > 1`,
      tex`x & \text{if } x > 0`,
      tex`x & \text{if } x > 1`,
      tex`0 & \text{otherwise}`,
    ),
  ],
];

const functions = functionsOf(rows.map(([body]) => `const f = ${body};`));

describe("branches on symbols", () => {
  it.each(rows.map((row, i) => [...row, i] as const))(
    "%s",
    (_body, make, formula, i) => {
      const f = functions[i];
      if (!f) throw new Error("no function");
      const made = make(f);
      const form = expression(made);
      expect(latex(form)).toBe(formula);
      katex.renderToString(formula, { throwOnError: true, strict: "error" });
      for (const [x, y] of [
        [-2.5, 0.4],
        [-0.3, -1.2],
        [0.4, 1.7],
        [1.6, 0.2],
      ] as const) {
        expect(evaluate(form as never, { x, y })).toBeCloseTo(
          made(...[x, y].slice(0, f.length)) as number,
          12,
        );
      }
    },
  );

  it("has as many ways as a person reads", () => {
    const [f] = functionsOf([
      "const f = (x: number) => { let n = 0; for (let i = 0; i < 9; i++) if (Math.sin(i * x) > 0) n += x; return n; };",
    ]);
    if (!f) throw new Error("no function");
    expect(() => expression(f)).toThrow(NoClosedForm);
  });

  it("gives gradients of cases", () => {
    const [f] = functionsOf([
      "const f = (x: number, y: number) => (x > y ? x * y : x + y);",
    ]);
    if (!f) throw new Error("no function");
    const form = expression(grad(f) as Made);
    expect(latex(form)).toBe(
      tex`\begin{bmatrix} ${cases(tex`y & \text{if } x > y`, tex`1 & \text{otherwise}`)} \\ ${cases(tex`x & \text{if } x > y`, tex`1 & \text{otherwise}`)} \end{bmatrix}`,
    );
  });
});
