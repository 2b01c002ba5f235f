// `jupyter execute` fills a notebook; nbval finds that the outputs it holds come out again.
import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { notebookOf, python, read, shownBy } from "./drive.js";

it("nbval finds again what jupyter execute has stored, and what was changed", () => {
  const { folder, path } = notebookOf([
    "const a = [1, 2];",
    "console.log('out'); a",
    "display(md`**a**`)",
    { source: "throw new RangeError('no')", tags: ["raises-exception"] },
    "a.length",
  ]);
  const args = ["-m", "jupyter", "execute", "--inplace", path];
  expect(python(args, folder)).toMatchObject({ status: 0 });
  const filled = ["", "out|[ 1, 2 ]", "**a**", "RangeError", "2"];
  expect(shownBy(read(path))).toEqual(filled);
  const text = JSON.stringify(read(path));
  const changed = text.replace(
    /"2"(?=\]?\}[^}]*"output_type":"execute_result")|"text\/plain":\["2"\]/,
    '"text/plain":["3"]',
  );
  writeFileSync(`${folder}/changed.ipynb`, changed);
  const { output } = python(
    ["-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", folder],
    folder,
  );
  expect(changed).not.toBe(text);
  expect(output).toMatch(/1 failed, 9 passed/);
});
