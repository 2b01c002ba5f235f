import { it } from "vitest";
import { checkRows, rows } from "../gradbench/asked.js";

it("GradBench's particle is valid in all four ways to nest the modes", () => {
  checkRows(rows.filter(({ module }) => module === "particle"));
});
