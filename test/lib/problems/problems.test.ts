/** The problems of Hock and Schittkowski and of Moré, Garbow and Hillstrom: gradients and second derivatives. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { grad, hessian } from "../../../lib/index.js";
import { flat, functionsOf, type Plain } from "../source/compiled.js";

interface Problem {
  readonly at: readonly number[];
  /** Formulas in x1, x2 … that TypeScript and Python read alike. */
  readonly functions: readonly string[];
}

/** What `exact.py` found; of the second derivatives those below the diagonal that are not zero. */
interface Exact {
  readonly gradient: readonly number[];
  readonly second: readonly (readonly [
    row: number,
    column: number,
    value: number,
  ])[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const problems = read("problems.json") as Record<string, Problem>;
const exact = read("exact.json") as Record<string, readonly Exact[]>;

/** The program of a formula. */
const sourceOf = (formula: string, count: number): string => {
  const list = Array.from({ length: count }, (_, i) => `x${String(i + 1)}`);
  const parameters = list.map((name) => `${name}: number`).join(", ");
  return `const { atan, cos, exp, log, sin, sqrt, tan } = Math; const f = (${parameters}) => ${formula};`;
};

const cases = Object.entries(problems).flatMap(([name, { at, functions }]) =>
  functions.map((formula, k) => ({
    name: functions.length === 1 ? name : `${name}, function ${String(k + 1)}`,
    at,
    source: sourceOf(formula, at.length),
    exact: exact[name]?.[k] as Exact,
  })),
);

const compiled = functionsOf(cases.map(({ source }) => source));

/** Equal to 12 digits of the largest. */
function expectClose(found: readonly number[], wanted: readonly number[]) {
  expect(found).toHaveLength(wanted.length);
  const allowed = 1e-12 * Math.max(...wanted.map(Math.abs));
  found.forEach((each, k) => {
    const right = wanted[k] ?? NaN;
    expect(Math.abs(each - right), `${String(each)} for ${String(right)}`)
      // A difference of zero is within any bound.
      .toBeLessThanOrEqual(allowed);
  });
}

it("there are many", () => {
  expect(Object.keys(problems).length).toBeGreaterThanOrEqual(150);
});

describe("gradients and Hessians are those of symbolic mathematics", () => {
  it.each(cases.map((each, i) => ({ ...each, f: compiled[i] as Plain })))(
    "$name",
    ({ f, at, exact: { gradient, second } }) => {
      const n = at.length;
      expectClose(flat(grad(f)(...at)), gradient);
      const whole = Array.from({ length: n * n }, () => 0);
      for (const [i, j, value] of second) {
        whole[i * n + j] = value;
        whole[j * n + i] = value;
      }
      expectClose(flat(hessian(f)(...at)), whole);
    },
  );
});
