/** Where magics stand in a cell, and how times are told. */
import { describe, expect, it } from "vitest";
import { stepsOf, typeScriptOf } from "../../kernel/magics/steps.js";
import { formatTime, spread } from "../../kernel/run/durations.js";

describe("the parts of a cell", () => {
  const rows: [cell: string, steps: string[]][] = [
    ["1 % 2", ["1 % 2"]],
    ["a\n% b", ["a\n% b"]],
    ["`\n%who\n`", ["`\n%who\n`"]],
    ["/* x */\n%who", ["/* x */\n%who"]],
    ["%who", ["%who"]],
    ["\n  %who  \n// note\n%cd  a b \nx", ["%who", "%cd a b", "x"]],
    ["%who\r\n%reset\r\nx", ["%who", "%reset", "x"]],
    ["%time a\nb", ["once: a", "b"]],
    ["%timeit\n%time\nb", ["once: b"]],
    ["x\n%who", ["x\n%who"]],
    ["", []],
  ];
  it.each(rows)("%j", (cell, expected) => {
    const steps = stepsOf(cell);
    if ("ename" in steps) throw new Error(steps.evalue);
    const told = steps.map((step) => {
      if (step.type === "magic")
        return `%${step.magic.name} ${step.argument}`.trim();
      // Blanks stand for the other parts: no position may move.
      expect(step.code.length).toBe(cell.length);
      const code = step.code.trim();
      expect(step.code.indexOf(code)).toBe(cell.lastIndexOf(code));
      return step.timing === undefined ? code : `${step.timing}: ${code}`;
    });
    expect(told).toEqual(expected);
  });

  it("leaves TypeScript what magics measure", () => {
    expect(typeScriptOf("%cd x\n%time f(1)\ng()")).toBe(
      "     \n      f(1)\ng()",
    );
  });
});

describe("times", () => {
  const rows: [milliseconds: number, text: string][] = [
    [1.5e-6, "1.5 ns"],
    [0.00999, "9.99 μs"],
    [0.9996, "1000 μs"],
    [12.345, "12.3 ms"],
    [61_000, "61 s"],
    [4_000_000, "4000 s"],
  ];
  it.each(rows)("%f ms is %s", (milliseconds, text) => {
    expect(formatTime(milliseconds)).toBe(text);
  });

  it("have the spread of a population", () => {
    expect(spread([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 });
  });
});
