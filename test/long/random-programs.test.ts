import { describe, expect, it } from "vitest";
import { checkRandomPrograms } from "../lib/source/random/compared.js";

const seeds = Array.from({ length: 20 }, (_, k) => 1000 + k);

describe("adjoints, twins and dual numbers agree on ten thousand random programs", () => {
  it.each(seeds)("seed %i", (seed) => {
    const { compared } = checkRandomPrograms(seed, 500);
    expect(compared).toBeGreaterThanOrEqual(500);
  });
});
