/**
 * The fourteen functions with which minpack tests its checker of Jacobians, eleven of them with a Jacobian that is wrong
 * on purpose (`errjac` in test_chkder.f90, github.com/fortran-lang/minpack): `checkGrad` tells which.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkGrad, customVjp } from "../../../lib/index.js";
import { functionsOf } from "../source/compiled.js";

type Matrix = readonly (readonly number[])[];

interface Problem {
  readonly at: readonly number[];
  readonly functions: readonly string[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const problems = read("problems.json") as Record<string, Problem>;
const exact = read("exact.json") as Record<
  string,
  readonly { readonly gradient: readonly number[] }[]
>;

/** The entry at row i and column j, both from 0, as the wrong Jacobian has it instead of the right `d`. */
type Wrong = (d: number, i: number, j: number, at: readonly number[]) => number;

const right: Wrong = (d) => d;

/** Minpack's errors, each with its comment there. */
const rows: readonly (readonly [name: string, wrong: Wrong])[] = [
  // "sign reversal affecting element (1,1)"
  ["Rosenbrock", (d, i, j) => (i === 0 && j === 0 ? -d : d)],
  // "sign reversal affecting element (3,3)"
  ["Powell singular", (d, i, j) => (i === 2 && j === 2 ? -d : d)],
  // "the sign of the jacobian reversed"
  ["Powell badly scaled", (d) => -d],
  ["Wood", right],
  // "multiplicative error affecting elements (2,1) and (2,2)"
  ["helical valley", (d, i, j) => (i === 1 && j < 2 ? d / 2 : d)],
  // "jacobian twice correct size"
  ["Chebyquad", (d) => 2 * d],
  ["Brown almost linear", right],
  // "multiplicative error affecting the jacobian diagonal"
  ["discrete boundary value", (d, i, j) => (i === j ? 2 * d : d)],
  // "sign error affecting the jacobian diagonal"
  ["discrete integral equation", (d, i, j) => (i === j ? d - 2 : d)],
  // "sign errors affecting the offdiagonal elements"
  ["trigonometric", (d, i, j) => (i === j ? d : -d)],
  // "operation error": kj divided by 1 + 6 s², not multiplied
  [
    "variably dimensioned",
    (d, i, j) => {
      const unit = i === j ? 1 : 0;
      return ((i + 1) * (j + 1)) ** 2 / (d - unit) + unit;
    },
  ],
  ["Broyden tridiagonal", right],
  // "sign error affecting the jacobian diagonal"
  [
    "Broyden banded",
    (d, i, j, at) => (i === j ? d - 30 * (at[i] ?? 0) ** 2 : d),
  ],
];

type OfList = (x: number[]) => number;

/** A component with its derivatives by a row that somebody gives. */
const withRow = (f: OfList, row: readonly number[]): OfList =>
  customVjp(f, (g: number) => row.map((d) => g * d));

function verdict(
  components: readonly OfList[],
  jacobian: Matrix,
  at: readonly number[],
): boolean {
  return components.every(
    (f, i) => checkGrad(withRow(f, jacobian[i] ?? []), [...at]).ok,
  );
}

it.each(rows)("%s", (name, wrong) => {
  const { at, functions } = problems[`MGH ${name}`] as Problem;
  const list = at.map((_, i) => `x${String(i + 1)}`).join(", ");
  const components = functionsOf(
    functions.map(
      (formula) =>
        `const { atan, cos, exp, sin, sqrt } = Math; const f = (x: number[]) => { const [${list}] = x as [${at.map(() => "number").join(", ")}]; return ${formula}; };`,
    ),
  ) as unknown as OfList[];
  const jacobian = (exact[`MGH ${name}`] ?? []).map(({ gradient }) => gradient);
  expect(verdict(components, jacobian, at)).toBe(true);
  const errors = jacobian.map((row, i) =>
    row.map((d, j) => wrong(d, i, j, at)),
  );
  expect(verdict(components, errors, at)).toBe(wrong === right);
});

/** Watson's function, the gradient of its sum of squares, and the Jacobian; `sign` is −1 in minpack's error. */
const watson =
  (k: number): OfList =>
  (x) => {
    let sum = 0;
    for (let i = 1; i <= 29; i++) {
      const t = i / 29;
      const slope = x.reduce(
        (s, v, j) => (j === 0 ? s : s + j * t ** (j - 1) * v),
        0,
      );
      const value = x.reduce((s, v, j) => s + t ** j * v, 0);
      sum += (slope - value ** 2 - 1) * (k * t ** (k - 1) - 2 * t ** k * value);
    }
    const [a = 0, b = 0] = x;
    const rest = b - a * a - 1;
    return sum + (k === 0 ? a * (1 - 2 * rest) : 0) + (k === 1 ? rest : 0);
  };

function watsonJacobian(x: readonly number[], sign: 1 | -1): number[][] {
  const n = x.length;
  const rows = x.map((_, k) =>
    x.map((_, j) => {
      let sum = 0;
      for (let i = 1; i <= 29; i++) {
        const t = i / 29;
        const slope = x.reduce(
          (s, v, m) => (m === 0 ? s : s + m * t ** (m - 1) * v),
          0,
        );
        const value = x.reduce((s, v, m) => s + t ** m * v, 0);
        const first = 2 * (slope - sign * (value ** 2 + 1));
        const both = (k / t - 2 * value) * (j / t - 2 * value);
        sum += t ** (k + j) * (both - first);
      }
      return sum;
    }),
  );
  const [a = 0, b = 0] = x;
  const add = (i: number, j: number, by: number): void => {
    const row = rows[i];
    if (row !== undefined && j < n) row[j] = (row[j] ?? 0) + by;
  };
  add(0, 0, 6 * a * a - 2 * b + 3);
  add(0, 1, -2 * a);
  add(1, 0, -2 * a);
  add(1, 1, 1);
  return rows;
}

it("Watson: sign reversals affecting the computation of temp1", () => {
  const at = Array.from({ length: 9 }, (_, i) => 0.123 * (i % 2 ? -1 : 1));
  const components = at.map((_, k) => watson(k));
  expect(verdict(components, watsonJacobian(at, 1), at)).toBe(true);
  expect(verdict(components, watsonJacobian(at, -1), at)).toBe(false);
});

it("eleven of fourteen are wrong", () => {
  const wrong = rows.filter(([, each]) => each !== right);
  expect(wrong.length + 1).toBe(11);
  expect(rows.length + 1).toBe(14);
});
