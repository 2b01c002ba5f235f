import { Derivation, type Step } from "../latex/derivation.js";
import { differentiate } from "./differentiate.js";
import { substitute } from "./evaluate.js";
import { Expression, type Formula } from "./expression.js";
import { namesIn, oneForm, zeroForm } from "./form.js";
import {
  derivativePiece,
  operatorOf,
  type Pending,
  productPiece,
  sumPiece,
  texOfPiece,
  textOfPiece,
  valueOfPiece,
  type Variable,
} from "./pending.js";
import { formOfValue } from "./read.js";
import { derivativeByRule } from "./rules.js";
import { texOf, textOf } from "./show.js";

/** A derivation of more lines than this is read by nobody. */
const mostLines = 40;

/**
 * How the derivative of a formula is found, rule by rule: each line applies one rule to every derivative that is still to
 * be taken, and the last one simplifies. Every line is compared with the derivative before it is shown.
 *
 * @throws TypeError where `by` is no symbol, RangeError where there would be more than 40 lines.
 * @example
 * const x = symbols("x");
 * steps(x ** 2 * sin(x), x);
 * // d/dx(x² sin(x)) = d/dx(x²)·sin(x) + x²·d/dx(sin(x))   (product rule)
 * //                 = 2x·sin(x) + x²·cos(x)               (power rule, derivative of sin)
 */
export function steps(formula: Formula, by: Expression): Derivation {
  if (by.symbol === undefined) {
    throw new TypeError(
      `steps: \`${String(by)}\` is not a symbol; give one made by symbols("x")`,
    );
  }
  const form = formOfValue(formula);
  const names = namesIn(form);
  const variable = {
    name: by.symbol,
    partial: names.some((name) => name !== by.symbol),
  };
  const answer = differentiate(formula, by);
  const lines: Step[] = [];
  let piece = derivativePiece(form);
  while (isPending(piece)) {
    const rules = new Set<string>();
    piece = rewritten(piece, variable.name, rules);
    checkLine(piece, answer, variable.name, names);
    lines.push(stepOf(piece, variable, [...rules].join(", ")));
    if (lines.length > mostLines) {
      throw new RangeError(
        `steps: the derivation has more than ${String(mostLines)} lines; take the formula apart and derive its parts`,
      );
    }
  }
  const latex = texOf(answer).text;
  if (lines.at(-1)?.latex !== latex) {
    lines.push({ rule: "simplify", latex, text: textOf(answer) });
  }
  const operator = operatorOf(variable);
  return new Derivation(
    {
      latex: `${operator.latex} \\left(${texOf(formula).text}\\right)`,
      text: `${operator.text}(${textOf(formula)})`,
    },
    lines,
  );
}

function isPending(piece: Pending): boolean {
  switch (piece.kind) {
    case "formula":
      return false;
    case "derivative":
      return true;
    case "sum":
    case "product":
      return piece.parts.some(isPending);
    case "quotient":
      return isPending(piece.above) || isPending(piece.below);
  }
}

/** One rule applied to every derivative that is to be taken. */
function rewritten(piece: Pending, name: string, rules: Set<string>): Pending {
  const inner = (part: Pending): Pending => rewritten(part, name, rules);
  switch (piece.kind) {
    case "formula":
      return piece;
    case "derivative": {
      const { result, rule } = derivativeByRule(piece.form, name);
      rules.add(rule);
      return result;
    }
    case "sum":
      return sumPiece(piece.parts.map(inner), zeroForm);
    case "product":
      return productPiece(piece.parts.map(inner), oneForm);
    case "quotient":
      return {
        kind: "quotient",
        above: inner(piece.above),
        below: inner(piece.below),
      };
  }
}

function stepOf(piece: Pending, by: Variable, rule: string): Step {
  return {
    rule,
    latex: texOfPiece(piece, by).text,
    text: textOfPiece(piece, by),
  };
}

/** Where the lines are compared: both signs, no special numbers. */
const samples = [0.7312, -1.3217, 2.1347, 0.1931];

/** A line that is not the derivative is a mistake in a rule. */
function checkLine(
  piece: Pending,
  answer: Formula,
  name: string,
  names: readonly string[],
): void {
  const line = valueOfPiece(piece, name);
  for (const sample of samples) {
    const bindings = Object.fromEntries(
      [name, ...names].map((each, i) => [each, sample * (1 + 0.37 * i)]),
    );
    const own = Number(substitute(line, bindings));
    const wanted = Number(substitute(answer, bindings));
    if (Math.abs(own - wanted) > 1e-8 * (1 + Math.abs(wanted))) {
      throw new Error(
        `internal: steps: the line ${textOfPiece(piece, { name, partial: false })} is not the derivative`,
      );
    }
  }
}
