import { isNode, type Value } from "../../ir/node.js";
import { addForms, multiplyForms } from "../arithmetic.js";
import { closedFormOf } from "../closed-form.js";
import { substitute } from "../evaluate.js";
import { expandForm, TooLarge } from "../expand.js";
import { Expression, type Formula } from "../expression.js";
import { factorForm } from "../factor.js";
import { type Form, namesIn, oneForm } from "../form.js";
import { NoClosedForm } from "../no-closed-form.js";
import { formOfValue } from "../read.js";
import { simplifyForm } from "../simplify.js";
import { textOfForm } from "../text.js";
import { valueOfForm } from "../write.js";
import { byParts, exponentialTimesWave, wavesAsSum } from "./products.js";
import { rationalAntiderivative } from "./rational.js";
import { bySubstitution } from "./substitution.js";
import { fromTable } from "./table.js";
import {
  dependsOn,
  derivativeOf,
  divided,
  mostTerms,
  productOf,
  symbolForm,
} from "./variable.js";

/**
 * An antiderivative of a formula by one of its symbols, or of a plain function of one number, by the rules of a calculus
 * book: the table, linearity, substitution, parts, partial fractions, products of sines and cosines. Its derivative was
 * compared with the formula.
 *
 * @throws NoClosedForm where no rule reaches: `antiderivative: no rule reaches e^(x²)`.
 * @example
 * const x = symbols("x");
 * antiderivative(x * sin(x), x); // sin(x) − x·cos(x)
 * antiderivative((x: number) => 1 / (1 + x ** 2)); // arctan(x)
 */
export function antiderivative(formula: Formula, by: Expression): Formula;
export function antiderivative(f: (x: number) => Value): Formula;
export function antiderivative(
  what: Formula | ((x: number) => Value),
  by?: Expression,
): Formula {
  const { formula, name } = questionOf(what, by);
  const form = simplifyForm(formOfValue(formula));
  const found = searched(form, name, 0);
  const result = found && checked(simplifyForm(found), form, name);
  if (!result) {
    throw new NoClosedForm(
      `antiderivative: no rule reaches ${textOfForm(form)}; for numbers use integrate(f, a, b)`,
    );
  }
  return valueOfForm(result);
}

function questionOf(
  what: Formula | ((x: number) => Value),
  by: Expression | undefined,
): { formula: Formula; name: string } {
  if (typeof what === "function") {
    const { parameters, value } = closedFormOf(what);
    const [parameter, more] = parameters;
    const symbols = parameter?.symbols;
    if (more || !(symbols instanceof Expression) || Array.isArray(value)) {
      throw new TypeError(
        "antiderivative: the function must give one number for one number",
      );
    }
    return { formula: value as Formula, name: symbols.symbol ?? "x" };
  }
  if (by?.symbol === undefined) {
    throw new TypeError(
      `antiderivative: say by which symbol, as in antiderivative(e, x) with x = symbols("x")`,
    );
  }
  return { formula: what, name: by.symbol };
}

/** Rules call each other for what they leave; deeper than this they go in circles. */
const deepest = 6;

function searched(form: Form, name: string, depth: number): Form | undefined {
  if (depth > deepest) return undefined;
  if (!dependsOn(form, name)) return multiplyForms(form, symbolForm(name));
  const direct = termByTerm(form, name, depth);
  if (direct) return direct;
  for (const rewritten of [
    attempt(() => expandForm(form, mostTerms)),
    attempt(() => factorForm(form)),
  ]) {
    if (!rewritten || rewritten.key === form.key) continue;
    const found = termByTerm(rewritten, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function attempt(make: () => Form): Form | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

/** The sum of the terms' antiderivatives, or else one of the whole sum. */
function termByTerm(form: Form, name: string, depth: number): Form | undefined {
  const parts: Form[] = [];
  for (const term of form.terms) {
    const { constant, varying } = divided(term, name);
    const body = varying.length === 0 ? oneForm : productOf(varying);
    const found = ofProduct(body, name, depth);
    if (!found) break;
    parts.push(multiplyForms(constant, found));
  }
  return parts.length === form.terms.length
    ? addForms(...parts)
    : rationalAntiderivative(form, name);
}

/** One product of powers that all vary, rule by rule. */
function ofProduct(body: Form, name: string, depth: number): Form | undefined {
  const powers = body.terms[0]?.powers ?? [];
  const [only, second] = powers;
  if (!only) return symbolForm(name);
  const again = (form: Form): Form | undefined =>
    searched(form, name, depth + 1);
  const waves = (): Form | undefined => {
    const sum = wavesAsSum(powers);
    return sum && again(sum);
  };
  return (
    (second ? undefined : fromTable(only, name)) ??
    rationalAntiderivative(body, name) ??
    exponentialTimesWave(powers, name) ??
    byParts(powers, name, again) ??
    bySubstitution(body, name, (form, by) => searched(form, by, depth + 1)) ??
    waves()
  );
}

/** Where an antiderivative's slope is compared with the formula; both signs, and between 0 and 1 for inverse functions. */
const samples = [0.31, 0.73, 1.37, 2.61, -0.47, -1.83];

/** The antiderivative, if its derivative is the formula wherever both have a value. */
function checked(found: Form, form: Form, name: string): Form | undefined {
  const slope = valueOfForm(derivativeOf(found, name));
  const wanted = valueOfForm(form);
  const others = namesIn(form).filter((other) => other !== name);
  let compared = 0;
  for (const [i, x] of samples.entries()) {
    const bindings = Object.fromEntries(
      others.map((other, k) => [other, 0.6 + 0.37 * ((i + k) % 5)]),
    );
    const at = (formula: Formula): number => {
      const value = substitute(formula, { ...bindings, [name]: x });
      return isNode(value) ? NaN : value;
    };
    const [a, b] = [at(slope), at(wanted)];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    if (Math.abs(a - b) > 1e-8 * (1 + Math.abs(b))) return undefined;
    compared++;
  }
  return compared >= 2 ? found : undefined;
}
