import type { Value } from "../ir/node.js";
import { latexBundle, type LatexBundle } from "../latex/display.js";
import { identity } from "../ops/arithmetic.js";
import { parameterNames } from "../source/parameters.js";
import {
  taylorCoefficients,
  type TaylorPolynomial,
  taylorPolynomial,
} from "../transform/taylor.js";
import { negateForm, subtractForms } from "./arithmetic.js";
import { computesOnly } from "./display.js";
import { Expression, withBudget } from "./expression.js";
import {
  constantForm,
  constantOf,
  type Form,
  formOf,
  groupBase,
  isOneForm,
  isZeroForm,
  makeForm,
  makePower,
  makeTerm,
  type Power,
  symbolBase,
} from "./form.js";
import { texOfForm } from "./print.js";
import { integer, isNegative, one } from "./rational.js";
import { formOfValue } from "./read.js";
import { formOfNumber } from "./recognize.js";
import { simplifyForm } from "./simplify.js";
import { textOfForm } from "./text.js";
import { valueOfForm } from "./write.js";

/** Exact coefficients that are longer than this are shown as decimals. */
const longestCoefficient = 24;

/** More operations than this are not worth the exact coefficients. */
const mostOperations = 20_000;

/**
 * The Taylor polynomial of a function of one number around `x0`, by power series (not by nested derivatives, so that
 * high orders are cheap and exact). It is callable, and shows itself as a formula, with exact coefficients where the
 * function has a closed form.
 *
 * @throws RangeError where the order is no whole number from 0.
 * @example
 * const p = taylor((x: number) => Math.exp(x), 0, 3); // 1 + x + x²/2 + x³/6
 * p(1) // 2.6666…
 * p.coefficients // [1, 1, 0.5, 0.1666…]
 */
export function taylor(
  f: (x: number) => Value,
  x0: number,
  order: number,
): TaylorPolynomial {
  const polynomial = taylorPolynomial(f, x0, order);
  return Object.assign(polynomial, {
    [Symbol.for("Jupyter.display")]: () => bundleOf(f, polynomial),
  });
}

function bundleOf(
  f: (x: number) => Value,
  { coefficients, x0, order }: TaylorPolynomial,
): LatexBundle {
  const [name = "x"] = parameterNames(f);
  const exact = exactCoefficients(f, x0, order);
  const forms = coefficients.map((value, k) =>
    isGood(exact?.[k], value) ? exact[k] : formOfNumber(value),
  );
  const step = subtractForms(formOf(symbolBase(name)), formOfNumber(x0));
  const latex = written(forms, step, asLatex);
  const text = written(forms, step, asText);
  const rest = texOfForm(powerOf(step, order + 1)).text;
  return latexBundle(`${latex} + O\\left(${rest}\\right)`, text);
}

/**
 * The coefficients as exact numbers: the function is expanded around a formula that stands for `x0` and is never
 * computed. `undefined` where the function does more than compute or has no closed form.
 */
function exactCoefficients(
  f: (x: number) => Value,
  x0: number,
  order: number,
): Form[] | undefined {
  if (!computesOnly(f)) return undefined;
  const point = new Expression({
    op: identity.op,
    inputs: [x0],
    params: undefined,
  });
  try {
    return withBudget(mostOperations, () =>
      taylorCoefficients(f, [point], [1], order).map((value) =>
        simplifyForm(formOfValue(value)),
      ),
    );
  } catch {
    // Whatever the function does to formulas that it was not written for, its decimals are known.
    return undefined;
  }
}

/** Whether an exact coefficient is what was computed, and short enough to read. */
function isGood(form: Form | undefined, value: number): form is Form {
  if (!form || textOfForm(form).length > longestCoefficient) return false;
  const own = valueOfForm(form);
  return (
    typeof own === "number" &&
    Math.abs(own - value) <= 1e-9 * Math.abs(value) + 1e-14
  );
}

/** How forms are written: as LaTeX, or as text. */
interface Writing {
  readonly form: (form: Form) => string;
  readonly times: string;
  readonly enclosed: (sum: string) => string;
}

const asLatex: Writing = {
  form: (form) => texOfForm(form).text,
  times: " ",
  enclosed: (sum) => `\\left(${sum}\\right)`,
};

const asText: Writing = {
  form: textOfForm,
  times: "*",
  enclosed: (sum) => `(${sum})`,
};

/** The terms in the order of their powers. */
function written(
  coefficients: readonly Form[],
  step: Form,
  writing: Writing,
): string {
  const body: string[] = [];
  coefficients.forEach((form, k) => {
    if (isZeroForm(form)) return;
    const [only, second] = form.terms;
    const negative =
      !second && only !== undefined && isNegative(only.coefficient);
    const size = negative ? negateForm(form) : form;
    const sign =
      body.length === 0 ? (negative ? "-" : "") : negative ? "- " : "+ ";
    body.push(
      `${sign}${k === 0 ? writing.form(size) : termOf(size, step, k, writing)}`,
    );
  });
  return body.length === 0 ? "0" : body.join(" ");
}

/** A coefficient times a power of the step: fractions below the power, other numbers before it. */
function termOf(
  coefficient: Form,
  step: Form,
  k: number,
  { form, times, enclosed }: Writing,
): string {
  const power = stepPower(step, k);
  const whole = form(powerOf(step, k));
  const factor = k === 1 && step.terms.length > 1 ? enclosed(whole) : whole;
  if (isOneForm(coefficient)) return factor;
  const number = constantOf(coefficient);
  if (number) return form(makeForm([makeTerm(number, [power])]));
  const text = form(coefficient);
  const front = coefficient.terms.length > 1 ? enclosed(text) : text;
  return `${front}${times}${factor}`;
}

function powerOf(step: Form, k: number): Form {
  return makeForm([makeTerm(one, [stepPower(step, k)])]);
}

function stepPower(step: Form, k: number): Power {
  const [only, second] = step.terms;
  const [symbol] = only && !second ? only.powers : [];
  return makePower(symbol?.base ?? groupBase(step), constantForm(integer(k)));
}
