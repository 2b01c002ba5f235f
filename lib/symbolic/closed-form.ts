import { isNode } from "../ir/node.js";
import { parameterNames } from "../source/parameters.js";
import { twinOf } from "../source/stamp.js";
import {
  type AnyFunction,
  type Derived,
  derivedFrom,
} from "../transform/derived.js";
import { differentiate } from "./differentiate.js";
import { Expression, type Formula, withBudget } from "./expression.js";
import { NoClosedForm } from "./no-closed-form.js";
import { type Formulas, piecewise } from "./piecewise.js";

/** A function as one formula of its parameters. */
export interface ClosedForm {
  /** The symbols that stand for the arguments: one, or as many as an array argument has elements. */
  readonly parameters: readonly Parameter[];
  readonly value: Formulas;
}

export interface Parameter {
  readonly name: string;
  /** One symbol for a number; several for an array. */
  readonly symbols: Expression | readonly Expression[];
}

/** Programs that record more operations than this have no formula that anybody would read. */
const mostOperations = 5000;

/** What `expression(f)` gives for what `f` gives: a formula for a number, arrays of them for arrays. */
export type FormulasOf<R> = R extends number
  ? Formula
  : R extends readonly (infer E)[]
    ? FormulasOf<E>[]
    : Formulas;

/**
 * The closed form of a plain function: the function is run on symbols that have the names of its parameters. Loops with
 * known bounds unroll, branches on symbols become cases. The results of `grad`, `derivative`, `hessian` … have closed forms where their function has.
 *
 * @param examples arguments of the right kind, where some are arrays: an array of three stands for x_1, x_2, x_3.
 * @throws NoClosedForm where there are more than 16 ways through its branches, or an operation has no formula.
 * @example
 * expression((x: number) => x ** 2 + Math.sin(x)); // x² + sin(x)
 * expression((x: number[]) => x[0] * x[1], [0, 0]); // x_1 x_2
 */
export function expression<R>(
  f: (...inputs: number[]) => R,
  ...examples: number[]
): FormulasOf<R>;
/** The same of a function of arrays, with an example of each. */
export function expression<A extends unknown[], R>(
  f: (...inputs: A) => R,
  ...examples: NoInfer<Partial<A>>
): FormulasOf<R>;
export function expression<A extends unknown[], R>(
  f: (...inputs: A) => R,
  ...examples: NoInfer<Partial<A>>
): FormulasOf<R> {
  return closedFormOf(f, examples).value as FormulasOf<R>;
}

/** The closed form with its parameters. */
export function closedFormOf(
  f: AnyFunction,
  examples: readonly unknown[] = [],
): ClosedForm {
  const derived = derivedFrom(f);
  if (!derived)
    return withBudget(mostOperations, () => runOnSymbols(f, examples));
  const base = closedFormOf(derived.of, examples);
  return { parameters: base.parameters, value: derivativeOf(base, derived) };
}

function runOnSymbols(
  f: AnyFunction,
  examples: readonly unknown[],
): ClosedForm {
  const names = parameterNames(f);
  if (names.length === 0) {
    throw new NoClosedForm("expression: the function has no parameters");
  }
  const parameters = names.map((name, i) => parameterOf(name, examples[i]));
  const twin = (twinOf(f) ?? f) as unknown as (...inputs: unknown[]) => unknown;
  const run = (): Formulas =>
    formulasIn(
      twin(
        ...parameters.map(({ symbols }) =>
          Array.isArray(symbols) ? [...(symbols as Expression[])] : symbols,
        ),
      ),
    );
  return { parameters, value: piecewise(run) };
}

function parameterOf(name: string, example: unknown): Parameter {
  const pattern = /^\[\s*([\w$]+(?:\s*,\s*[\w$]+)*)\s*,?\s*\]$/.exec(name);
  if (pattern?.[1] !== undefined) {
    const symbols = pattern[1]
      .split(",")
      .map((part) => new Expression(part.trim()));
    return { name, symbols };
  }
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    throw new NoClosedForm(
      `expression: the parameter \`${name}\` is not one number`,
    );
  }
  if (Array.isArray(example)) {
    const symbols = example.map(
      (_, i) => new Expression(`${name}_${String(i + 1)}`),
    );
    return { name, symbols };
  }
  return { name, symbols: new Expression(name) };
}

function formulasIn(value: unknown): Formulas {
  if (typeof value === "number" || value instanceof Expression) return value;
  if (Array.isArray(value)) return value.map(formulasIn);
  if (isNode(value)) {
    throw new NoClosedForm(
      "expression: the function gives a tensor; closed forms are of numbers and symbols",
    );
  }
  throw new NoClosedForm(
    `expression: the function gives ${value === null ? "null" : `a value of type ${typeof value}`}, not a number`,
  );
}

function derivativeOf(
  base: ClosedForm,
  { kind, order, wrt }: Derived,
): Formulas {
  const chosen = chosenOf(base.parameters, wrt);
  const { value } = base;
  switch (kind) {
    case "gradient":
      return gradientOf(scalarIn(value, kind), chosen);
    case "partial":
    case "derivative": {
      const [by] = chosen.map(({ symbols }) => symbols);
      if (!(by instanceof Expression)) break;
      return mapFormulas(value, (formula) => differentiate(formula, by, order));
    }
    case "hessian": {
      const formula = scalarIn(value, kind);
      const symbols = chosen.flatMap((parameter) => parameter.symbols);
      const matrix = secondDerivatives(formula, symbols);
      const [only] = chosen;
      const single = chosen.length === 1 && only?.symbols instanceof Expression;
      return single ? (matrix[0]?.[0] ?? 0) : matrix;
    }
    case "jacobian":
      return mapFormulas(value, (formula) => gradientOf(formula, chosen));
    case "value and gradient":
    case "other":
  }
  throw new NoClosedForm(`expression: a ${kind} has no single formula`);
}

/** All second derivatives; the matrix is symmetric, so that half of them are enough. */
function secondDerivatives(
  formula: Formula,
  symbols: readonly Expression[],
): Formula[][] {
  const matrix = symbols.map(() => new Array<Formula>(symbols.length).fill(0));
  for (const [i, x] of symbols.entries()) {
    const row = differentiate(formula, x);
    for (const [j, y] of symbols.entries()) {
      if (j < i) continue;
      const second = differentiate(row, y);
      matrix[i]?.splice(j, 1, second);
      matrix[j]?.splice(i, 1, second);
    }
  }
  return matrix;
}

function chosenOf(
  parameters: readonly Parameter[],
  wrt: number | readonly number[] | undefined,
): Parameter[] {
  if (wrt === undefined) return [...parameters];
  return [wrt].flat().map((index) => {
    const parameter = parameters.at(index);
    if (!parameter) {
      throw new NoClosedForm(
        `expression: the function has no argument ${String(index)}`,
      );
    }
    return parameter;
  });
}

function scalarIn(value: Formulas, kind: string): Formula {
  if (typeof value === "number" || value instanceof Expression) return value;
  throw new NoClosedForm(
    `expression: a ${kind} is of one number, and the function gives several`,
  );
}

/** As `grad` gives it: for one parameter its own structure, for several a list. */
function gradientOf(formula: Formula, chosen: readonly Parameter[]): Formulas {
  const parts = chosen.map(({ symbols }): Formulas =>
    symbols instanceof Expression
      ? differentiate(formula, symbols)
      : symbols.map((x) => differentiate(formula, x)),
  );
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : parts;
}

/** Every formula of a nested array changed. */
export function mapFormulas(
  value: Formulas,
  change: (formula: Formula) => Formulas,
): Formulas {
  return typeof value === "number" || value instanceof Expression
    ? change(value)
    : value.map((part) => mapFormulas(part, change));
}
