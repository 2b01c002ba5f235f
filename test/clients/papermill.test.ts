// papermill: parameters of every kind, written into the notebook as TypeScript.
import { expect, it } from "vitest";
import { notebookOf, python, read, shownBy } from "./drive.js";

it("papermill runs a notebook with parameters and tells which there are", () => {
  const { folder, path } = notebookOf([
    {
      source: `const rate: number = 0.5; // how fast\nlet name = "nobody";`,
      tags: ["parameters"],
    },
    "rate * 4",
    "name.length",
    "[list, nothing, big].flat()",
    "name += '!'",
  ]);
  const out = `${folder}/out.ipynb`;
  const parameters = `{ name: 'Ada "𝑥" \\ z', list: [1, {k: true, __proto__: 2}], nothing: null, big: 1152921504606846977  }`;
  const ran = python(
    [
      ...["-m", "papermill", path, out, "-p", "rate", "0.25"],
      ...["-y", parameters, "--no-progress-bar"],
    ],
    folder,
  );
  expect(ran).toMatchObject({ status: 0 });
  expect(shownBy(read(out)).slice(2)).toEqual([
    "1",
    // Twelve UTF-16 units: 𝑥 is two of them.
    "12",
    "[ 1, { k: true, ['__proto__']: 2 }, null, 1152921504606846977n ]",
    `'Ada "𝑥" \\\\ z!'`,
  ]);
  const help = python(["-m", "papermill", "--help-notebook", path], folder);
  expect(help.output).toMatch(/rate: number \(default 0\.5\)\s+how fast/);
  expect(help.output).toMatch(/name: .*"nobody"/);
});
