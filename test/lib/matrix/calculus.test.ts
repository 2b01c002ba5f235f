import { describe, expect, it } from "vitest";
import {
  matrix,
  matrixCalculus,
  type MatrixExpression,
  tensor,
  vector,
} from "../../../lib/index.js";
import {
  errorAgainstDifferences,
  randomPoints,
  tolerance,
} from "../../../lib/matrix/check.js";
import { derive } from "../../../lib/matrix/derive.js";
import { tensorOfTree } from "../../../lib/matrix/build.js";
import { mapDense, dense, type Dense } from "../../../lib/matrix/dense.js";
import { Evaluator } from "../../../lib/matrix/evaluate.js";
import { Shapes } from "../../../lib/matrix/shapes.js";
import { identities } from "./identities.js";

describe("matrixCalculus", () => {
  it("evaluates numbers, lists and tensors", () => {
    const quadratic = matrixCalculus("x'*A*x", "x");
    const A = [
      [1, 2],
      [3, 4],
    ];
    // (A + A')x = [[2, 5], [5, 8]] (1, 1)
    expect(quadratic.evaluate({ A, x: [1, 1] })).toEqual([7, 13]);
    expect(quadratic.evaluate({ A: tensor(A), x: tensor([1, 1]) })).toEqual([
      7, 13,
    ]);
  });

  it("takes expressions made by operators, with what is known of matrices", () => {
    const x = vector("x");
    const general = matrix("A");
    const symmetric = matrix("A", { symmetric: true });
    const form = (A: MatrixExpression): MatrixExpression => x.T["*"](A)["*"](x);
    expect(String(form(general))).toBe("x'*A*x");
    expect(matrixCalculus(form(general), x).derivative).toBe("(A + A')*x");
    expect(matrixCalculus(form(symmetric), x).derivative).toBe("2*A*x");
    const distance = general["*"](x)["-"](vector("y")).norm()["**"](2);
    expect(matrixCalculus(distance, x).derivative).toBe("2*A'*(A*x - y)");
    // A name's own letter does not matter here: vector("a") is a vector.
    expect(matrixCalculus(vector("a").norm(), "a").derivative).toBe(
      "a/norm2(a)",
    );
  });

  it.each([
    // Mixed, numerator layout (rows for the function), denominator layout (rows for the variable).
    ["w'*x", "x", "w", "w'", "w"],
    ["x'*A*x", "x", "(A + A')*x", "x'*(A' + A)", "(A + A')*x"],
    ["tr(A*X)", "X", "A'", "A", "A'"],
    ["A*x", "x", "A", "A", "A'"],
    ["c*x", "c", "x", "x", "x'"],
    [
      "sin(w'*x)",
      "x,x",
      "-sin(w'*x)*w*w'",
      "-sin(w'*x)*w*w'",
      "-sin(w'*x)*w*w'",
    ],
  ])("%s by %s in three layouts", (expression, by, ...wanted) => {
    const layouts = ["mixed", "numerator", "denominator"] as const;
    const found = layouts.map((layout) =>
      matrixCalculus(expression, by, { layout }),
    );
    found.forEach(({ derivative }, i) => {
      const right = wanted[i] ?? "";
      // The order of a sum does not matter.
      expect([right, right.replace("A' + A", "A + A'")]).toContain(derivative);
    });
  });

  it("transposes values with the layout", () => {
    const A = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const turned = matrixCalculus("A*x", "x", { layout: "denominator" });
    expect(turned.evaluate({ A, x: [1, 1, 1] })).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  it("knows orthogonal, diagonal and positive-definite matrices", () => {
    const where = "Q:n,n,orth D:n,n,diag x:n y:n";
    const of = (text: string): string =>
      matrixCalculus(text, "x", { where }).derivative;
    expect(of("norm2(Q*x)^2")).toBe("2*x");
    expect(of("y'*inv(Q)*x")).toBe("Q*y");
    expect(of("Q'*Q*x")).toBe("eye");
    expect(of("x'*D*x")).toBe("2*D*x");
    const S = matrix("S", { symmetric: true, positiveDefinite: true });
    const x = vector("x");
    expect(matrixCalculus(x.T["*"](S.inv())["*"](x), x).derivative).toBe(
      "2*inv(S)*x",
    );
  });

  it("says the lengths of the axes by letters", () => {
    expect(matrixCalculus("A*x", "x").shape).toEqual(["n", "m"]);
    expect(matrixCalculus("x'*A*x", "x").shape).toEqual(["n"]);
    expect(matrixCalculus("tr(A*X)", "X").shape).toEqual(["m", "n"]);
    expect(matrixCalculus("a^2", "a").shape).toEqual([]);
  });

  it("writes programs", () => {
    const quadratic = matrixCalculus("x'*A*x", "x");
    expect(quadratic.code("numpy")).toBe(
      "import numpy as np\n\n\ndef derivative(x, A):\n    return (A + A.T) @ x\n",
    );
    expect(quadratic.code()).toBe(
      "const derivative = (x: Tensor, A: Tensor) =>\n  matmul((A + A.T), x);\n",
    );
    expect(matrixCalculus("x*x'", "x").code("numpy")).toContain(
      'np.einsum("ik,j->ijk", np.eye(x.shape[0]), x)',
    );
    expect(matrixCalculus("tr(X)", "X").code("numpy")).toContain(
      "np.eye(X.shape[0])",
    );
  });

  it("answers in index notation where there is no matrix form, and says why", () => {
    const result = matrixCalculus("X'", "X");
    expect(result.derivative).toBe("idx(i,j;k,l): delta[j,k]*delta[i,l]");
    expect(result.reason).toBe(
      "the result has 4 axes, and matrix notation has two",
    );
  });

  it.each([
    ["x'*A*", "x", "ends where a name", 5],
    ["(x'*A", "x", "this bracket is never closed", 0],
    ["x)", "x", "this bracket closes none", 1],
    ["foo(x)", "x", "`foo` is not a function here", 0],
    ["x*y", "x", "a column times a column does not fit; write x'*y", 1],
    ["x + A", "x", "a column and a matrix cannot be added", 0],
    ["x + 1", "x", "vector(c) and matrix(c) are constant ones", 0],
    ["x # y", "x", '"#" is no sign of the grammar', 2],
    ["det(x)", "x", "det needs a square matrix, not a column", 0],
    ["x^2", "x", "a column has no power; write .^", 1],
    ["kron(A)", "A", "kron takes 2 arguments, not 1", 0],
    ["A x", "x", "an operator is missing before `x`", 2],
  ])("refuses %s with the place", (text, wrt, message, at) => {
    const caret = `\n  ${text}\n  ${" ".repeat(at)}^`;
    expect(() => matrixCalculus(text, wrt)).toThrow(message);
    expect(() => matrixCalculus(text, wrt)).toThrow(caret);
  });

  it("refuses a variable that is not there, and values that do not fit", () => {
    expect(() => matrixCalculus("x'*y", "z")).toThrow(
      "`z` does not occur in `x'*y`; it has x, y",
    );
    const product = matrixCalculus("x'*y", "x");
    expect(() => product.evaluate({ x: [1, 2] })).toThrow("y has no value");
    expect(() => product.evaluate({ x: [1, 2], y: [1, 2, 3] })).toThrow(
      "y has a length of 3 where the other variables ask for 2",
    );
  });
});

/** The axes after the first `k` swapped, where they are two of equal length. */
function transposed({ shape, data }: Dense): Dense | undefined {
  const [n = 0, m = 0, ...rest] = shape;
  if (n !== m || rest.length > 0 || n < 2) return undefined;
  return dense([n, n], (i = 0, j = 0) => data[j * n + i] ?? NaN);
}

describe("the check of an answer", () => {
  const single = identities.filter(({ variable }) => !variable.includes(","));

  it.each(single)(
    "notices a wrong sign, scale or transpose of $expression by $variable",
    ({ expression, variable }) => {
      const shapes = new Shapes(expression);
      const assumptions = { of: () => new Set<never>() };
      const answer = derive(expression, [variable], shapes, assumptions);
      const original = tensorOfTree(answer.tree, shapes);
      const points = randomPoints(
        [original, answer.tensor],
        shapes,
        assumptions,
      );
      const worst = (change: (value: Dense) => Dense | undefined): number =>
        Math.max(
          ...points.map((point) => {
            const value = new Evaluator(shapes, point).tensor(answer.tensor);
            const changed = change(value);
            return changed
              ? errorAgainstDifferences(
                  changed,
                  original,
                  variable,
                  shapes,
                  point,
                )
              : NaN;
          }),
        );
      expect(worst((value) => value)).toBeLessThan(tolerance);
      expect(worst((value) => mapDense(value, (v) => -v))).toBeGreaterThan(
        tolerance,
      );
      expect(worst((value) => mapDense(value, (v) => 2 * v))).toBeGreaterThan(
        tolerance,
      );
      const turned = worst((value) => {
        const other = transposed(value);
        const differs = other?.data.some(
          (v, i) => Math.abs(v - (value.data[i] ?? 0)) > 1e-3,
        );
        return differs === true ? other : undefined;
      });
      if (!Number.isNaN(turned)) expect(turned).toBeGreaterThan(tolerance);
    },
  );
});
