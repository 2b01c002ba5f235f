import { describe, expect, it } from "vitest";
import { type Corpus, verdicts } from "./corpus.js";

const sources = /^(?!.*\.d\.ts$).*\.ts$/;

const corpora: (Corpus & { readonly atLeast: number })[] = [
  { name: "rxjs", folder: "src", wanted: sources, atLeast: 200 },
  {
    name: "zod",
    folder: "src/v4",
    wanted: /^core\/[^/]*\.ts$/,
    atLeast: 20,
  },
  { name: "@noble/hashes", folder: "src", wanted: sources, atLeast: 15 },
  { name: "@math.gl/core", folder: "src", wanted: sources, atLeast: 20 },
];

/** Each package is checked twice over, which a busy machine takes minutes for. */
const timeout = 600_000;

describe("published packages mean the same to our checker", () => {
  it.each(corpora)(
    "$name",
    (corpus) => {
      const { files, plain, ours } = verdicts(corpus);
      expect(files).toBeGreaterThanOrEqual(corpus.atLeast);
      expect(plain.types.length).toBeGreaterThan(100);
      expect(ours.diagnostics).toEqual(plain.diagnostics);
      expect(ours.types).toEqual(plain.types);
    },
    timeout,
  );
});
