import { describe, expect, it } from "vitest";
import {
  add,
  classify,
  criticalPoints,
  minimize,
  mul,
  pow,
  sub,
  tensor,
} from "../../lib/index.js";
import type { Value } from "../../lib/ir/node.js";
import { shortPoint } from "../../lib/optimize/show.js";

const quartic = (x: number): Value =>
  sub(sub(mul(3, pow(x, 4)), mul(4, pow(x, 3))), mul(12, pow(x, 2)));

const monkey = (x: number, y: number): Value =>
  sub(pow(x, 3), mul(3, mul(x, pow(y, 2))));

const bowl = (x: number, y: number): Value => add(pow(sub(x, 1), 2), pow(y, 2));

type Bundle = Readonly<Record<"text/plain" | "text/html", string>>;

function bundleOf(value: object): Bundle {
  const show: unknown = Reflect.get(value, Symbol.for("Jupyter.display"));
  if (typeof show !== "function") throw new Error("it does not show itself");
  return Reflect.apply(show, value, []) as Bundle;
}

/** The rows of a table as text, each a list of cells. */
function cells(value: object): string[][] {
  const text = bundleOf(value)["text/plain"];
  return text.split("\n").map((line) => line.split(/ {3,}/));
}

describe("results show themselves", () => {
  it("critical points as a table, with what was searched", () => {
    // f′ = 12x(x + 1)(x − 2); f″ = 36x² − 24x − 24 is 36, −24, 72 there.
    const found = criticalPoints(quartic, { domain: [-2, 3] });
    expect(cells(found)).toEqual([
      ["x", "f(x)", "kind", "eigenvalues of the Hessian", "why"],
      ["-1", "-5", "minimum", "36", "the second derivative is positive"],
      ["0", "0", "maximum", "-24", "the second derivative is negative"],
      ["2", "-32", "minimum", "72", "the second derivative is positive"],
      [
        "All critical points in [-2, 3]: interval arithmetic proves that there are no others.",
      ],
    ]);
    expect(bundleOf(found)["text/html"]).toContain(
      "<tr><td>-1</td><td>-5</td><td>minimum</td>",
    );
    expect(Object.keys(found)).toEqual(["0", "1", "2"]);
  });

  it("the kind of a point as one row", () => {
    const [, row = []] = cells(classify(monkey, [0, 0]));
    expect(row.slice(0, 4)).toEqual(["(0, 0)", "0", "neither", "0, 0"]);
  });

  it("a minimum with the reason why the search ended", () => {
    const found = minimize(bowl, [0, 1]);
    const [heading, row = [], note] = cells(found);
    expect(heading).toEqual(["x", "f(x)", "gradient", "steps"]);
    expect(row.slice(0, 3)).toEqual(["(1, 0)", "0", "(0, 0)"]);
    expect(note).toEqual([found.message]);
  });

  it.each([
    [[1, 2.5], "(1, 2.5)"],
    [{ w: [1, 2], b: 3 }, "w: (1, 2), b: 3"],
    [tensor([1, 2]), "(1, 2)"],
    [[1, 2, 3, 4, 5, 6, 7, 8], "(1, 2, 3, 4, 5, 6, …)"],
    [1 / 3, "0.333333"],
  ])("%o is written %s", (point, text) => {
    expect(shortPoint(point)).toBe(text);
  });
});
