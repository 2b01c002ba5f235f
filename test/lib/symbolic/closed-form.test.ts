import { describe, expect, it } from "vitest";
import { expression, latex } from "../../../lib/index.js";
import { functionsOf } from "../source/compiled.js";

const sources = {
  loop: "const f = (x: number[]) => { let s = 0; for (const v of x) s += v ** 2; return s; };",
  halving:
    "const f = (x: number) => { let y = x; while (y > 1) y /= 2; return y; };",
  long: "const f = (x: number) => { let s = x; for (let i = 0; i < 100000; i++) s = Math.sin(s); return s; };",
  vector: "const f = (t: number) => [Math.cos(t), Math.sin(t)];",
};

const made = functionsOf(Object.values(sources));
const f = Object.fromEntries(
  Object.keys(sources).map((name, i) => [name, made[i]]),
) as unknown as Record<keyof typeof sources, (...inputs: unknown[]) => number>;

describe("expression", () => {
  it("takes an array of known length", () => {
    expect(latex(expression(f.loop, [0, 0, 0]))).toBe(
      "x_{1}^{2} + x_{2}^{2} + x_{3}^{2}",
    );
  });

  it("gives a formula for each number of the result", () => {
    expect(latex(expression(f.vector))).toBe(
      String.raw`\begin{bmatrix} \cos\left(t\right) \\ \sin\left(t\right) \end{bmatrix}`,
    );
  });

  it.each([
    ["halving", "more than 16 ways through its branches"],
    ["loop", "used as an array"],
    ["long", "more operations than anybody reads"],
  ] as const)("says why %s has no closed form", (name, message) => {
    expect(() => expression(f[name])).toThrow(message);
  });
});
