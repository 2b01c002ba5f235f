import katex from "katex";
import { describe, expect, it } from "vitest";
import { latexOfArray } from "../../../lib/latex/arrays.js";
import { texOfName } from "../../../lib/latex/names.js";
import { texOfNumber } from "../../../lib/latex/numbers.js";

const tex = String.raw;

function renders(formula: string): void {
  katex.renderToString(formula, { throwOnError: true, strict: "error" });
}

describe("numbers", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [3, "3"],
    [-4096, "-4096"],
    [1234567, "1234567"],
    [0.1 + 0.2, "0.3"],
    [1 / 3, "0.333333"],
    [-2.5, "-2.5"],
    [1e-5, "10^{-5}"],
    [1.5e-7, tex`1.5 \times 10^{-7}`],
    [0.00012345678, "0.000123457"],
    [6.02214076e23, tex`6.02214 \times 10^{23}`],
    [123456.789, "123457"],
    [Infinity, tex`\infty`],
    [-Infinity, tex`-\infty`],
    [NaN, tex`\mathrm{NaN}`],
  ])("%d", (value, expected) => {
    const { text } = texOfNumber(value);
    expect(text).toBe(expected);
    renders(text);
  });
});

describe("names", () => {
  it.each([
    ["x", "x"],
    ["x1", "x_{1}"],
    ["x_12", "x_{12}"],
    ["theta", tex`\theta`],
    ["theta_0", tex`\theta_{0}`],
    ["x_i", "x_{i}"],
    ["x_max", tex`x_{\mathrm{max}}`],
    ["loss", tex`\mathrm{loss}`],
    ["lossRate2", tex`\mathrm{lossRate}_{2}`],
    ["$", tex`\$`],
  ])("%s", (name, expected) => {
    const text = texOfName(name);
    expect(text).toBe(expected);
    renders(text);
  });
});

describe("arrays", () => {
  const counted = (size: number): number[] =>
    Array.from({ length: size }, (_, i) => i + 1);

  const rows: [shape: number[], expected: string][] = [
    [[], tex`1`],
    [[3], tex`\begin{bmatrix} 1 \\ 2 \\ 3 \end{bmatrix}`],
    [[2, 2], tex`\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`],
    [
      [2, 1, 2],
      tex`\begin{bmatrix} \begin{bmatrix} 1 & 2 \end{bmatrix} \\ \begin{bmatrix} 3 & 4 \end{bmatrix} \end{bmatrix}`,
    ],
    [
      [12],
      tex`\begin{bmatrix} 1 \\ 2 \\ 3 \\ 4 \\ 5 \\ 6 \\ \vdots \\ 10 \\ 11 \\ 12 \end{bmatrix}`,
    ],
    [
      [1, 12],
      tex`\begin{bmatrix} 1 & 2 & 3 & 4 & 5 & 6 & \cdots & 10 & 11 & 12 \end{bmatrix}`,
    ],
    [[0], tex`\left[\;\right]`],
  ];

  it.each(rows)("of shape %j", (shape, expected) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const text = latexOfArray(counted(size), shape);
    expect(text).toBe(expected);
    renders(text);
  });

  it("with dots both ways where a matrix is large", () => {
    const text = latexOfArray(counted(400), [20, 20]);
    expect(text).toContain(tex`\ddots`);
    expect(text.match(/\\vdots/g)).toHaveLength(9);
    expect(text.match(/\\cdots/g)).toHaveLength(9);
    renders(text);
  });

  it("refuses data of another size", () => {
    expect(() => latexOfArray([1, 2], [3])).toThrow(
      "latex: 2 elements do not fill shape [3]",
    );
  });
});
