import { afterAll, beforeAll, expect, it } from "vitest";
import { twinOf } from "../../../lib/source/runtime.js";
import { Notebook } from "./notebook.js";

let notebook: Notebook;
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => {
  notebook.close();
});

const rows: [string, string, string][] = [
  [
    "a function named as one of Node's globals",
    "function URL(x: number) { return x * 2; }\nconst f = (x: number) => URL(x) * x; f(3)",
    "= 18",
  ],
  [
    "a parameter named as the runtime",
    "const g = ($: number) => { const $a = $ * 2; return $a + $; }; g(2)",
    "= 6",
  ],
  [
    "a variable named as the runtime",
    "const $ = 3; const h = (x: number) => x * $; h(2)",
    "= 6",
  ],
  [
    "a variable of the cell that a function changes",
    "let count = 0; const up = (x: number) => { count += x; return count * x; }; up(2)",
    "= 4",
  ],
  [
    "temporaries of the cell",
    'const o: any = { p: { q: 2 } }; o.p[String("q")] += 3; o',
    "= { p: { q: 5 } }",
  ],
];

it.each(rows)("cells with %s", async (_, cell, outcome) => {
  expect(await notebook.outcome(cell)).toBe(outcome);
});

it("a global of Node's keeps to itself", () => {
  expect(twinOf(URL as unknown as () => unknown)).toBeUndefined();
});
