import { describe, it } from "vitest";
import { checkSigned, checkUnsigned } from "../kernel/wire-random.js";

const seeds = Array.from({ length: 10 }, (_, k) => 100 + k);

describe("many random messages", () => {
  it.each(seeds)("signed, seed %i", async (seed) => {
    await checkSigned(seed, 3000);
  });

  it.each(seeds)("not signed, seed %i", async (seed) => {
    await checkUnsigned(seed, 10_000);
  });
});
