// What each cell of the notebooks shows: the numbers, compared with those that expected.py derives from the
// mathematics, and the formulas and figures.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  errorsOf,
  notebookNames,
  type Cell,
  type Notebook,
} from "../jupyter/notebook.js";
import { executedNotebook } from "./execute.js";

interface Expectation {
  readonly numbers: readonly number[];
  /** How near each number must be, as a share of the expected one … */
  readonly relative?: number;
  /** … or as a plain distance. */
  readonly absolute?: number;
}

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, "expected.json"), "utf8"),
) as Partial<Record<string, Record<string, Expectation>>>;

// Cells that show a formula or a figure, and the MIME type that must be there.
const shown: Partial<Record<string, readonly (readonly [string, string])[]>> = {
  "01-first-steps": [
    ["tensor-operators", "text/latex"],
    ["tensor-products", "text/latex"],
    ["derivative-formula", "text/latex"],
    ["picture", "image/svg+xml"],
    ["shows", "text/markdown"],
    ["shows", "text/latex"],
  ],
  "02-multivariable-calculus": [
    ["log-sum-exp", "text/latex"],
    ["gradient-at-a-point", "text/latex"],
    ["every-direction", "image/svg+xml"],
    ["quartic", "text/latex"],
    ["quartic-plot", "image/svg+xml"],
    ["chain-of-jacobians", "text/latex"],
    ["wave-hessian", "text/latex"],
    ["wave-at-a-point", "text/latex"],
    ["wave-picture", "image/svg+xml"],
    ["linear-form", "text/latex"],
    ["quadratic-form-check", "text/latex"],
    ["matrix-factorization", "text/latex"],
    ["closed-form-quadratic", "text/latex"],
    ["closed-form-factorization", "text/latex"],
    ["exercise-4-picture", "image/svg+xml"],
  ],
};

// Formulas, as a person would write them.
const formulas: Partial<
  Record<string, readonly (readonly [string, string])[]>
> = {
  "02-multivariable-calculus": [
    ["log-sum-exp", "\\frac{e^{x}}{e^{x} + e^{y}}"],
    ["quartic", "= 12 x^{3} - 12 x^{2} - 24 x$"],
    ["closed-form-quadratic", "= \\left(A + A^{\\top}\\right) \\mathbf{x}$"],
    ["closed-form-factorization", "= -2 U^{\\top} \\left(X - U V\\right)$"],
  ],
};

// Words that decide something.
const said: Partial<Record<string, readonly (readonly [string, string])[]>> = {
  "02-multivariable-calculus": [
    ["critical-search", "minimum|maximum|minimum"],
    ["exercise-4", "neither"],
    ["matrix-factorization-sign", "true|false"],
  ],
};

/** What a cell prints to stdout. */
function printed(cell: Cell): string {
  return (cell.outputs ?? [])
    .filter((output) => output.output_type === "stream")
    .flatMap((output) => output.text ?? [])
    .join("");
}

/** The numbers in a text, in order. Digits inside a word (`2π`, `x0`) do not count. */
function numbersIn(text: string): number[] {
  const number =
    /(?<![\p{L}\d_.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\p{L}\d_])/gu;
  return [...text.matchAll(number)].map(([digits]) => Number(digits));
}

/** The distance allowed from `wanted`. Zero has no relative error: there, twelve decimals. */
function tolerance(expectation: Expectation, wanted: number): number {
  const { relative = 0, absolute = 0 } = expectation;
  return absolute + (wanted === 0 ? 1e-12 : relative * Math.abs(wanted));
}

function checkNumbers(cell: Cell, expectation: Expectation): void {
  const text = printed(cell);
  const found = numbersIn(text);
  expect(found.length, text).toBe(expectation.numbers.length);
  const far = expectation.numbers
    .map((wanted, i) => ({ wanted, found: found[i] ?? NaN }))
    .filter(
      ({ wanted, found }) =>
        !(Math.abs(found - wanted) <= tolerance(expectation, wanted)),
    );
  expect(far).toEqual([]);
}

function cellOf(notebook: Notebook, id: string): Cell {
  const cell = notebook.cells.find((each) => each.id === id);
  if (!cell) throw new Error(`the notebook has no cell ${id}`);
  return cell;
}

describe.each(notebookNames.map((name) => name.replace(".ipynb", "")))(
  "%s",
  (name) => {
    const notebook = () => executedNotebook(`${name}.ipynb`);

    it("gives no error and no warning", () => {
      const cells = notebook().cells.flatMap(({ outputs = [] }) => outputs);
      const warnings = cells.filter((output) => output.name === "stderr");
      expect([...errorsOf(notebook()), ...warnings]).toEqual([]);
    });

    it.each(Object.entries(expected[name] ?? {}))(
      "%s prints the right numbers",
      (id, expectation) => {
        checkNumbers(cellOf(notebook(), id), expectation);
      },
    );

    it.each(said[name] ?? [])("%s says %s", (id, words) => {
      const lines = printed(cellOf(notebook(), id)).trim().split("\n");
      const last = lines.map((line) => line.split(" ").at(-1));
      expect(last.slice(-words.split("|").length).join("|")).toBe(words);
    });

    it.each(formulas[name] ?? [])("%s contains %s", (id, tex) => {
      const { outputs = [] } = cellOf(notebook(), id);
      const latex = outputs.flatMap(({ data = {} }) => data["text/latex"]);
      expect([latex].flat(2).join("")).toContain(tex);
    });

    it.each(shown[name] ?? [])("%s shows %s", (id, type) => {
      const { outputs = [] } = cellOf(notebook(), id);
      const types = outputs.flatMap(({ data = {} }) => Object.keys(data));
      expect(types).toContain(type);
    });
  },
);
