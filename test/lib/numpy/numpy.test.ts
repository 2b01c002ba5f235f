// Random calls, each evaluated by NumPy and by the library: shapes, types, values, and which calls are refused.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { pythonOf, root } from "../../../kernel/bootstrap/places.js";
import { ensureEnvironment } from "../../../kernel/bootstrap/python.js";
import { difference, outcome, type Answer } from "./answers.js";
import type { Call } from "./calls/call.js";
import { complexRows } from "./calls/complex.js";
import { convolutionRows } from "./calls/convolutions.js";
import { elementwise } from "./calls/elementwise.js";
import { indexRows } from "./calls/indices.js";
import { linearRows } from "./calls/linear.js";
import { reductionRows } from "./calls/reductions.js";
import { shapeRows } from "./calls/shapes.js";
import { Draw } from "./draw.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const rows = [
  ...elementwise,
  ...reductionRows,
  ...shapeRows,
  ...indexRows,
  ...linearRows,
  ...complexRows,
  ...convolutionRows,
];
const perRow = Number(process.env["NABLA_NUMPY_CALLS"] ?? 18);
const seed = Number(process.env["NABLA_NUMPY_SEED"] ?? 2026);

const calls: Call[][] = rows.map(([, make], k) => {
  const draw = new Draw(seed + 1000 * k);
  return Array.from({ length: perRow }, () => make(draw));
});
let answers: Answer[][];

beforeAll(() => {
  const environment = join(root, "build", "numpy", "env");
  ensureEnvironment([join(here, "requirements.txt")], environment);
  const questions = calls.flat().map(({ numpy, arrays }) => {
    const written = arrays.map((x) => outcome(() => x));
    return { expression: numpy, arrays: written };
  });
  const output = execFileSync(
    pythonOf(environment),
    [join(here, "reference.py")],
    { input: JSON.stringify(questions), maxBuffer: 1 << 28 },
  );
  const all = JSON.parse(output.toString()) as Answer[];
  answers = rows.map((_, k) => all.slice(k * perRow, (k + 1) * perRow));
}, 300_000);

describe(`NumPy answers ${String(rows.length * perRow)} random calls`, () => {
  test("there are at least 1,500", () => {
    expect(rows.length * perRow).toBeGreaterThanOrEqual(1500);
  });

  test.each(rows.map(([name], k) => [name, k] as const))("%s", (_name, k) => {
    const wrong = (calls[k] ?? []).flatMap((call, i) => {
      const ours = outcome(() => call.ours(...(call.arrays as never[])));
      const difference_ = difference(ours, answers[k]?.[i], call);
      return difference_ === undefined ? [] : [difference_];
    });
    expect(wrong).toEqual([]);
  });
});
