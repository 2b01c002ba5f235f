import katex from "katex";
import { describe, expect, it } from "vitest";
import { matrixCalculus } from "../../../lib/index.js";
import { derive } from "../../../lib/matrix/derive.js";
import { parse } from "../../../lib/matrix/parser.js";
import { Shapes } from "../../../lib/matrix/shapes.js";
import { derivationOf } from "../../../lib/matrix/steps.js";
import { identities } from "./identities.js";

const lines = (expression: string, variable: string): string[] =>
  matrixCalculus(expression, variable).steps.steps.map(
    ({ text, rule, left }) =>
      `${left ? `${left.text} ` : ""}= ${text} (${rule})`,
  );

describe("derivations by differentials", () => {
  it.each(identities)(
    "$expression by $variable",
    ({ expression, variable, where }) => {
      const result = matrixCalculus(expression, variable, { where });
      // Its last line before the answer is compared with the derivative as it is made.
      const derivation = result.steps;
      expect(derivation.steps.at(-1)?.text).toBe(result.derivative);
      katex.renderToString(derivation.latex, {
        throwOnError: true,
        strict: "error",
      });
    },
  );

  it("derive the quadratic form", () => {
    expect(lines("x'*A*x", "x")).toEqual([
      "= d(x')*A*x + x'*A*d(x) (product rule)",
      "= d(x)'*A*x + x'*A*d(x) (transpose)",
      "= x'*(A' + A)*d(x) (gather the differential)",
      "d(x'*A*x)/dx = (A + A')*x (read off the derivative)",
    ]);
  });

  it("derive the inverse under a trace", () => {
    expect(lines("tr(A*inv(X))", "X")).toEqual([
      "= tr(d(A*inv(X))) (linear)",
      "= tr(A*d(inv(X))) (constant factor)",
      "= tr(-A*inv(X)*d(X)*inv(X)) (derivative of inv)",
      "= tr(-inv(X)*A*inv(X)*d(X)) (gather the differential)",
      "d(tr(A*inv(X)))/dX = -inv(X)'*A'*inv(X)' (read off the derivative)",
    ]);
  });

  it("derive second derivatives from the first", () => {
    const derivation = matrixCalculus("x'*A*x", "x,x").steps;
    expect(derivation.steps.at(-1)?.text).toBe("A + A'");
    expect(derivation.steps.at(-1)?.left?.text).toBe("d((A + A')*x)/dx");
  });

  it.each([
    ["x'*A*x", "x'*A'*A*x"],
    ["x'*A*x", "-x'*A*x"],
    ["x'*y", "2*x'*y"],
    ["sum(exp(x))", "sum(sin(x))"],
  ])("refuse %s with the derivative of %s", (expression, other) => {
    const assumptions = { of: () => new Set<never>() };
    const answer = derive(
      expression,
      ["x"],
      new Shapes(expression),
      assumptions,
    );
    const wrong = { ...answer, tree: parse(other) };
    expect(() => derivationOf(wrong, ["x"])).toThrow(
      "is not the differential of",
    );
  });

  it("say which function has none", () => {
    expect(() => matrixCalculus("sum(expm(X)*A)", "X").steps).toThrow("expm");
  });
});
