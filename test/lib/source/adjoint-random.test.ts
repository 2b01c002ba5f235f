import { expect, it } from "vitest";
import { valueAndGrad } from "../../../lib/index.js";
import { compared } from "./compared.js";
import { functionsOf } from "./compiled.js";

it("a loop that is left by its condition and by break goes back all the way", () => {
  const [f] = functionsOf([
    "const f = (x: number[]) => { do { if (x[0]! > 10) { break; } x.push(0.7); } while (x[0]! > 20); return x[1]! * x[0]!; };",
  ]);
  if (f === undefined) throw new Error("nothing was compiled");
  const of = valueAndGrad(f as unknown as (x: number[]) => number);
  expect(of([1, 2, 3])).toEqual([2, [2, 1, 0]]);
});

it("adjoints and twins of random programs agree", () => {
  const found = compared(1, 60);
  expect(found.wrong).toEqual([]);
  // Many programs have no adjoint, or no finite value.
  expect(found.compared).toBeGreaterThan(8);
}, 30_000);
