/**
 * The nonlinear regression sets of NIST's Statistical Reference Datasets (public domain): 27 problems, each with two
 * starts and certified parameters of 11 digits. https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { minimize } from "../../../lib/index.js";
import { run } from "../source/compiled.js";

interface Dataset {
  readonly starts: readonly [number[], number[]];
  readonly certified: readonly number[];
  /** The certified sum of squares. */
  readonly squares: number;
  /** Rows of y, x (for Nelson of y, x1, x2). */
  readonly data: readonly number[][];
}

const sets = JSON.parse(
  readFileSync(new URL("nist.json", import.meta.url), "utf8"),
) as Record<string, Dataset>;

/** The models, as plain functions of the parameters b and of x. */
const misra = {
  a: "b[0] * (1 - Math.exp(-b[1] * x))",
  b: "b[0] * (1 - (1 + (b[1] * x) / 2) ** -2)",
  c: "b[0] * (1 - (1 + 2 * b[1] * x) ** -0.5)",
  d: "b[0] * b[1] * x * (1 + b[1] * x) ** -1",
};
const chwirut = "Math.exp(-b[0] * x) / (b[1] + b[2] * x)";
const gauss =
  "b[0] * Math.exp(-b[1] * x) + b[2] * Math.exp(-((x - b[3]) ** 2) / b[4] ** 2) + b[5] * Math.exp(-((x - b[6]) ** 2) / b[7] ** 2)";
const lanczos =
  "b[0] * Math.exp(-b[1] * x) + b[2] * Math.exp(-b[3] * x) + b[4] * Math.exp(-b[5] * x)";
const cubics =
  "(b[0] + b[1] * x + b[2] * x ** 2 + b[3] * x ** 3) / (1 + b[4] * x + b[5] * x ** 2 + b[6] * x ** 3)";
const wave = (amplitudes: string, period: string): string =>
  `b[${amplitudes[0] ?? ""}] * Math.cos((2 * Math.PI * x) / ${period}) + b[${amplitudes[1] ?? ""}] * Math.sin((2 * Math.PI * x) / ${period})`;
const models: Record<string, string> = {
  Bennett5: "b[0] * (b[1] + x) ** (-1 / b[2])",
  BoxBOD: misra.a,
  Chwirut1: chwirut,
  Chwirut2: chwirut,
  DanWood: "b[0] * x ** b[1]",
  ENSO: `b[0] + ${wave("12", "12")} + ${wave("45", "b[3]")} + ${wave("78", "b[6]")}`,
  Eckerle4: "(b[0] / b[1]) * Math.exp(-0.5 * ((x - b[2]) / b[1]) ** 2)",
  Gauss1: gauss,
  Gauss2: gauss,
  Gauss3: gauss,
  Hahn1: cubics,
  Kirby2: "(b[0] + b[1] * x + b[2] * x ** 2) / (1 + b[3] * x + b[4] * x ** 2)",
  Lanczos1: lanczos,
  Lanczos2: lanczos,
  Lanczos3: lanczos,
  MGH09: "(b[0] * (x ** 2 + x * b[1])) / (x ** 2 + x * b[2] + b[3])",
  MGH10: "b[0] * Math.exp(b[1] / (x + b[2]))",
  MGH17: "b[0] + b[1] * Math.exp(-x * b[3]) + b[2] * Math.exp(-x * b[4])",
  Misra1a: misra.a,
  Misra1b: misra.b,
  Misra1c: misra.c,
  Misra1d: misra.d,
  Nelson: "b[0] - b[1] * x * Math.exp(-b[2] * x2)",
  Rat42: "b[0] / (1 + Math.exp(b[1] - b[2] * x))",
  Rat43: "b[0] / (1 + Math.exp(b[1] - b[2] * x)) ** (1 / b[3])",
  Roszman1: "b[0] - b[1] * x - Math.atan(b[2] / (x - b[3])) / Math.PI",
  Thurber: cubics,
};

type Residuals = (b: number[]) => number[];

const names = Object.keys(models);
const compiled = run(
  names
    .map(
      (name) => `
const ${name} = (data: number[][]) => (b: number[]) =>
  data.map((row) => {
    const y = ${name === "Nelson" ? "Math.log(row[0])" : "row[0]"};
    const x = row[1];
    const x2 = row[2];
    return y - (${models[name] ?? ""});
  });`,
    )
    .join("\n"),
  names,
);

/** How many digits of all parameters agree with the certified ones, from one start. */
function digits(name: string, start: 0 | 1): number {
  const set = sets[name];
  if (!set) throw new Error(`no data for ${name}`);
  const f = (compiled[name] as (data: unknown) => Residuals)(set.data);
  const { x } = minimize(f, set.starts[start], {
    method: "levenberg-marquardt",
  });
  const errors = x.map((b, k) => {
    const certified = set.certified[k] ?? NaN;
    return Math.abs(b - certified) / Math.abs(certified);
  });
  return -Math.log10(Math.max(1e-11, ...errors.map((e) => (e >= 0 ? e : 1))));
}

test.each([
  [0, 20],
  [1, 25],
] as const)("start %i: at least %i of 27 to six digits", (start, wanted) => {
  const missed = names
    .map((name) => ({ name, digits: digits(name, start) }))
    .filter((each) => !(each.digits >= 6));
  expect(names).toHaveLength(27);
  expect(27 - missed.length, JSON.stringify(missed)).toBeGreaterThanOrEqual(
    wanted,
  );
});
