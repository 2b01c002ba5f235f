import { describe, expect, it } from "vitest";
import { compared } from "../lib/source/compared.js";

const seeds = Array.from({ length: 20 }, (_, k) => 1000 + k);

describe("adjoints and twins of many random programs agree", () => {
  it.each(seeds)(
    "seed %i",
    (seed) => {
      expect(compared(seed, 120).wrong).toEqual([]);
    },
    120_000,
  );
});
