import { describe, expect, it } from "vitest";
import { type Corpus, verdicts } from "../kernel/corpus.js";

const everything = /\.ts$/;

const corpora: Corpus[] = [
  { name: "rxjs", folder: ".", wanted: everything },
  { name: "zod", folder: ".", wanted: /^(?!.*tests\/).*\.ts$/ },
  { name: "@noble/hashes", folder: ".", wanted: everything },
  { name: "@math.gl/core", folder: ".", wanted: everything },
  { name: "@types/node", folder: ".", wanted: everything },
  { name: "vitest", folder: ".", wanted: everything },
  { name: "typescript", folder: "lib", wanted: /typescript\.d\.ts$/ },
];

describe("whole packages, declarations included, mean the same to our checker", () => {
  it.each(corpora)("$name", (corpus) => {
    const { plain, ours } = verdicts(corpus, false);
    expect(ours.diagnostics).toEqual(plain.diagnostics);
    expect(ours.types).toEqual(plain.types);
  });
});
