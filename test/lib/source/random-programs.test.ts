import { expect, it } from "vitest";
import { valueAndGrad } from "../../../lib/index.js";
import { functionsOf } from "./compiled.js";
import { checkRandomPrograms } from "./random/compared.js";

it("a loop that is left by its condition and by break goes back all the way", () => {
  const [f] = functionsOf([
    "const f = (x: number[]) => { do { if (x[0]! > 10) { break; } x.push(0.7); } while (x[0]! > 20); return x[1]! * x[0]!; };",
  ]);
  if (f === undefined) throw new Error("nothing was compiled");
  const of = valueAndGrad(f as unknown as (x: number[]) => number);
  expect(of([1, 2, 3])).toEqual([2, [2, 1, 0]]);
});

it("adjoints, twins and dual numbers agree on random programs", () => {
  const found = checkRandomPrograms(20_26, 500);
  expect(found.compared).toBeGreaterThanOrEqual(500);
  expect(found.adjoints).toBeGreaterThan(100);
  expect(found.second).toBeGreaterThan(200);
}, 180_000);
