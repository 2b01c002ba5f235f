/** Every eval of GradBench at small sizes. */
import { describe, expect, it } from "vitest";
import { asked, checkRows, rows } from "./asked.js";

describe("GradBench", () => {
  it("its protocol", () => {
    const messages = [
      { id: 0, kind: "start", eval: "hello" },
      { id: 1, kind: "define", module: "hello" },
      {
        id: 2,
        kind: "evaluate",
        module: "hello",
        function: "square",
        input: 3,
      },
      { id: 3, kind: "analysis", of: 2, valid: true },
      { id: 4, kind: "define", module: "nothing" },
      { id: 5, kind: "evaluate", module: "hello", function: "cube", input: 3 },
    ];
    const answers = asked(messages);
    const timings = [
      { name: "evaluate", nanoseconds: expect.any(Number) as number },
    ];
    expect(answers).toEqual([
      { id: 0, tool: "nabla" },
      { id: 1, success: true },
      { id: 2, success: true, output: 9, timings },
      { id: 3 },
      { id: 4, success: false, error: "there is no module nothing" },
      { id: 5, success: false, error: "hello has no function cube" },
    ]);
  });

  it("its twelve evals are valid", () => {
    // The other ways to nest one mode in the other take long: test/long/gradbench.test.ts.
    const chosen = rows.filter(
      ({ module, function: name }) => module !== "particle" || name === "fr",
    );
    expect(new Set(chosen.map(({ module }) => module)).size).toBe(12);
    checkRows(chosen);
  }, 300_000);
});
