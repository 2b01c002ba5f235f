import katex from "katex";
import { describe, expect, it } from "vitest";
import {
  abs,
  cos,
  exp,
  type Expression,
  log,
  sin,
  sqrt,
  steps,
  symbols,
} from "../../../lib/index.js";

const [x, y] = symbols("x y");

/** A formula, its derivation by x in words, and the last line. */
type Row = readonly [
  formula: Expression,
  rules: readonly string[],
  answer: string,
];

const rows: Row[] = [
  [x["**"](5), ["power rule"], "5*x**4"],
  [
    x["**"](2)["*"](sin(x)),
    ["product rule", "power rule, derivative of sin", "simplify"],
    "x**2*cos(x) + 2*x*sin(x)",
  ],
  [
    x["**"](3)["*"](2)["+"](5),
    [
      "sum rule",
      "constant multiple rule, constant rule",
      "power rule",
      "simplify",
    ],
    "6*x**2",
  ],
  [
    exp(x["**"](2)),
    ["exponential rule, chain rule", "power rule", "simplify"],
    "2*x*exp(x**2)",
  ],
  [
    sin(x)["/"](x),
    ["quotient rule", "derivative of sin, power rule", "simplify"],
    "cos(x)/x - sin(x)/x**2",
  ],
  [
    log(x["**"](2)["+"](1)),
    [
      "derivative of log, chain rule",
      "sum rule",
      "power rule, constant rule",
      "simplify",
    ],
    "2*x/(x**2 + 1)",
  ],
  [
    sqrt(x["**"](2)["+"](y["**"](2))),
    [
      "power rule, chain rule",
      "sum rule",
      "power rule, constant rule",
      "simplify",
    ],
    "x/sqrt(x**2 + y**2)",
  ],
  [
    x["**"](x),
    [
      "logarithmic differentiation",
      "product rule",
      "power rule, derivative of log",
      "simplify",
    ],
    "x**x + x**x*log(x)",
  ],
  [abs(x), ["derivative of abs"], "sign(x)"],
  [
    cos(x["*"](y)),
    ["derivative of cos, chain rule", "constant multiple rule", "simplify"],
    "-y*sin(x*y)",
  ],
  [y["**"](2), ["constant rule"], "0"],
];

describe("steps", () => {
  it.each(rows)("%s", (formula, rules, answer) => {
    const derivation = steps(formula, x);
    expect(derivation.steps.map(({ rule }) => rule)).toEqual(rules);
    expect(derivation.steps.at(-1)?.text).toBe(answer);
    katex.renderToString(derivation.latex, {
      throwOnError: true,
      strict: "error",
    });
  });

  it("is text, line by line", () => {
    expect(String(steps(exp(x["**"](2)), x))).toBe(
      [
        "d/dx(exp(x**2))",
        "  = exp(x**2)*d/dx(x**2)   (exponential rule, chain rule)",
        "  = exp(x**2)*2*x          (power rule)",
        "  = 2*x*exp(x**2)          (simplify)",
      ].join("\n"),
    );
  });

  it("wants a symbol", () => {
    expect(() => steps(x, sin(x))).toThrow("steps: `sin(x)` is not a symbol");
  });
});
