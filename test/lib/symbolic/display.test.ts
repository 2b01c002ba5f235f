import katex from "katex";
import { describe, expect, it } from "vitest";
import {
  derivative,
  displayFunction,
  grad,
  hessian,
  jacobian,
  partial,
} from "../../../lib/index.js";
import { functionsOf } from "../source/compiled.js";

type Numeric = (...inputs: number[]) => number;
type Shown = Parameters<typeof displayFunction>[0];

const itself = (f: Numeric): Shown => f;
const gradientOf = (f: Numeric): Shown => grad(f);
const derivativeOf =
  (order: number) =>
  (f: Numeric): Shown =>
    derivative(f, order);
const partialOf =
  (index: number) =>
  (f: Numeric): Shown =>
    partial(f, index);
const hessianOf = (f: Numeric): Shown => hessian(f as never);
const jacobianOf = (f: Numeric): Shown => jacobian(f as never);

/** A function, what is made of it, and its formula by hand; `undefined` where it has none. */
type Row = readonly [
  source: string,
  make: (f: Numeric) => Shown,
  formula: string | undefined,
];

const quartic =
  "const f = (x: number) => 3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2;";
const logSumExp =
  "const f = (x: number, y: number) => Math.log(Math.exp(x) + Math.exp(y));";
const bump =
  "const f = (x: number, y: number) => x * Math.exp(-(x ** 2) - y ** 2);";
const saddle = "const f = (x: number, y: number) => x ** 2 * y + x * y ** 2;";

const rows: Row[] = [
  [quartic, itself, String.raw`f\left(x\right) = 3 x^{4} - 4 x^{3} - 12 x^{2}`],
  [
    quartic,
    gradientOf,
    String.raw`f'\left(x\right) = 12 x^{3} - 12 x^{2} - 24 x`,
  ],
  [
    quartic,
    derivativeOf(2),
    String.raw`f''\left(x\right) = 36 x^{2} - 24 x - 24`,
  ],
  [quartic, derivativeOf(4), String.raw`f^{(4)}\left(x\right) = 72`],
  [
    logSumExp,
    itself,
    String.raw`f\left(x, y\right) = \log\left(e^{x} + e^{y}\right)`,
  ],
  [
    logSumExp,
    gradientOf,
    String.raw`\nabla f\left(x, y\right) = \begin{bmatrix} \frac{e^{x}}{e^{x} + e^{y}} \\ \frac{e^{y}}{e^{x} + e^{y}} \end{bmatrix}`,
  ],
  [
    bump,
    gradientOf,
    String.raw`\nabla f\left(x, y\right) = \begin{bmatrix} \left(1 - 2 x^{2}\right) e^{-x^{2} - y^{2}} \\ -2 x y e^{-x^{2} - y^{2}} \end{bmatrix}`,
  ],
  [
    bump,
    partialOf(1),
    String.raw`\frac{\partial f}{\partial y}\left(x, y\right) = -2 x y e^{-x^{2} - y^{2}}`,
  ],
  [
    saddle,
    hessianOf,
    String.raw`\mathbf{H}_{f}\left(x, y\right) = \begin{bmatrix} 2 y & 2 x + 2 y \\ 2 x + 2 y & 2 x \end{bmatrix}`,
  ],
  [
    "const f = (r: number, theta: number) => [r * Math.cos(theta), r * Math.sin(theta)];",
    jacobianOf,
    String.raw`\mathbf{J}_{f}\left(r, \theta\right) = \begin{bmatrix} \cos\left(\theta\right) & -r \sin\left(\theta\right) \\ \sin\left(\theta\right) & r \cos\left(\theta\right) \end{bmatrix}`,
  ],
  [
    "const f = (x: number) => { let s = 0; for (let k = 1; k <= 3; k++) s += x ** k / k; return s; };",
    itself,
    String.raw`f\left(x\right) = \frac{x^{3}}{3} + \frac{x^{2}}{2} + x`,
  ],
  [
    "const g = (t: number) => t * t; const f = (x: number) => g(x) + g(2 * x);",
    gradientOf,
    String.raw`f'\left(x\right) = 10 x`,
  ],
  [
    "const f = ([a, b]: [number, number]) => a * b;",
    itself,
    String.raw`f\left(a, b\right) = a b`,
  ],
  [
    "const f = (x: number) => (x > 0 ? x : -x);",
    itself,
    String.raw`f\left(x\right) = \begin{cases} x & \text{if } x > 0 \\ -x & \text{otherwise} \end{cases}`,
  ],
  [
    "const f = (x: number) => { throw new Error(String(x)); };",
    itself,
    undefined,
  ],
  [
    "const f = (x: number[]) => { let s = 0; for (let i = 0; i < x.length; i++) s += x[i]; return s; };",
    itself,
    undefined,
  ],
  ["const f = () => 3;", itself, undefined],
  ["const f = (s: string) => s.length;", itself, undefined],
];

const functions = functionsOf(rows.map(([source]) => source));

describe("a function as the last value of a cell", () => {
  it.each(rows.map((row, i) => [...row, functions[i]] as const))(
    "%s",
    (_source, make, formula, f) => {
      const bundle = displayFunction(make(f as Numeric));
      const latex = bundle?.["text/latex"];
      expect(latex).toBe(
        formula === undefined ? undefined : `$\\displaystyle ${formula}$`,
      );
      if (latex === undefined) return;
      katex.renderToString(latex.slice(1, -1), {
        throwOnError: true,
        strict: "error",
      });
    },
  );

  it("says the formula as text too", () => {
    const [f] = functionsOf([quartic]);
    expect(displayFunction(f as Numeric)?.["text/plain"]).toMatch(
      /= 3\*x\*\*4 - 4\*x\*\*3 - 12\*x\*\*2$/,
    );
  });
});
