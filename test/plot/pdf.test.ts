// PDF files: the parts that readers need, and SVG's paths in PDF's operators.
import { inflateSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { plt } from "../../lib/plot/index.js";
import { pathOperators } from "../../lib/plot/pdf/path.js";

afterEach(() => {
  plt.close("all");
});

// Expected operators by ISO 32000-1, table 59; the quadratic curve's control
// points lie two thirds of the way to its own.
test.each([
  ["M1 2L3 4Z", "1 2 m\n3 4 l\nh"],
  ["M1 2H5V6", "1 2 m\n5 2 l\n5 6 l"],
  ["M0 0Q3 3 6 0", "0 0 m\n2 2 4 2 6 0 c"],
  ["M0 0Q3 3 6 0T12 0", "0 0 m\n2 2 4 2 6 0 c\n8 -2 10 -2 12 0 c"],
  ["M0 0C1 1 2 2 3 3", "0 0 m\n1 1 2 2 3 3 c"],
  ["M1 1 2 2 3 3", "1 1 m\n2 2 l\n3 3 l"],
  ["M127-10C142-10 1-2 3 4", "127 -10 m\n142 -10 1 -2 3 4 c"],
])("path %s", (data, operators) => {
  expect(pathOperators(data)).toBe(operators);
});

function objects(file: string): Map<number, string> {
  return new Map(
    [...file.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)].map((m) => [
      Number(m[1]),
      m[2] ?? "",
    ]),
  );
}

test("every object is where the table says, and the text is there", () => {
  plt.plot([0, 1], [0, 1]);
  plt.title("Slope");
  const file = Buffer.from(plt.gcf().toPDF()).toString("latin1");
  const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
  expect(file.slice(start, start + 4)).toBe("xref");
  const rows = [...file.slice(start).matchAll(/(\d{10}) 00000 n/g)];
  rows.forEach((row, i) => {
    const at = Number(row[1]);
    expect(file.slice(at).startsWith(`${String(i + 1)} 0 obj`)).toBe(true);
  });
  const found = objects(file);
  for (const [, number] of file.matchAll(/(\d+) 0 R/g))
    expect(found.has(Number(number))).toBe(true);
  const streams = [...found.values()].flatMap((object) => {
    const data = /stream\n([^]*)\nendstream/.exec(object)?.[1];
    return data === undefined ? [] : [inflateSync(Buffer.from(data, "latin1"))];
  });
  const map = streams.map(String).find((text) => text.includes("bfchar"));
  for (const letter of "Slope") {
    const code = (letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    expect(map).toContain(`<${code}>`);
  }
});
