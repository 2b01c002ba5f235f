import {
  addForms,
  multiplyForms,
  powerForm,
  scaleForm,
  subtractForms,
} from "./arithmetic.js";
import {
  type Base,
  constantOf,
  type Form,
  formOf,
  isZeroForm,
  makeForm,
  makeTerm,
  oneForm,
  type Power,
  type Term,
} from "./form.js";
import { commonFactor, monomialFactor, mostTerms, together } from "./common.js";
import { distribute, expandForm, rebuild, TooLarge } from "./expand.js";
import { factorForm } from "./factor.js";
import {
  isInteger,
  isNegative,
  isOne,
  negateRational,
  type Rational,
  toNumber,
} from "./rational.js";

/**
 * The shortest of the forms that equal this one and that a person might write: multiplied out or not, on a common
 * denominator or not, with a common factor in front or not.
 */
export function simplifyForm(form: Form): Form {
  const known = new Map<string, Form>();
  const simplify = (inner: Form): Form => {
    const found = known.get(inner.key);
    if (found) return found;
    const result = shortest(rebuild(inner, simplify));
    known.set(inner.key, result);
    return result;
  };
  return simplify(form);
}

function shortest(form: Form): Form {
  if (constantOf(form)) return form;
  const candidates = [form];
  for (const make of [expanded, together, pythagorean]) {
    const candidate = attempt(make, form);
    if (candidate) candidates.push(candidate, commonFactor(candidate));
  }
  candidates.push(commonFactor(form));
  if (dividesSums(form)) candidates.push(attempt(factorForm, form) ?? form);
  candidates.push(...candidates.map(withoutContent));
  let best = form;
  let least = weightOf(form);
  for (const candidate of candidates) {
    const weight = weightOf(candidate);
    if (weight < least) [best, least] = [candidate, weight];
  }
  return best;
}

/** Whether a sum stands below the line, so that a factor of it might be found above. */
function dividesSums(form: Form): boolean {
  return form.terms.some(({ powers }) =>
    powers.some(({ base, exponent }) => {
      const power = constantOf(exponent);
      return base.kind === "group" && power !== undefined && isNegative(power);
    }),
  );
}

function attempt(make: (form: Form) => Form, form: Form): Form | undefined {
  try {
    return make(form);
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

function expanded(form: Form): Form {
  return expandForm(form, mostTerms);
}

/** Sums that are factors with their common symbols in front: (2x³ − 3x)y as x(2x² − 3)y. */
function withoutContent(form: Form): Form {
  return addForms(
    ...form.terms.map((term) => {
      if (term.powers.length < 2 && isOne(term.coefficient)) {
        return makeForm([term]);
      }
      return scaleForm(
        multiplyForms(
          ...term.powers.map(({ base, exponent }) =>
            base.kind === "group"
              ? powerForm(monomialFactor(base.form), exponent)
              : powerForm(formOf(base), exponent),
          ),
        ),
        term.coefficient,
      );
    }),
  );
}

/** sin² + cos² is 1: each sin² of a sum as 1 − cos², where that makes it shorter, and the other way. */
function pythagorean(form: Form): Form {
  const sine = replaceSquares(form, "sin", "cos");
  const cosine = replaceSquares(form, "cos", "sin");
  return weightOf(sine) <= weightOf(cosine) ? sine : cosine;
}

function replaceSquares(form: Form, name: string, other: string): Form {
  const partners = new Map<string, Base>();
  for (const { powers } of form.terms) {
    for (const { base } of powers) {
      if (base.kind === "call" && base.op.name === other) {
        partners.set(base.inputs[0]?.key ?? "", base);
      }
    }
  }
  if (partners.size === 0) return form;
  return addForms(
    ...form.terms.map((term) => {
      const at = term.powers.findIndex(
        ({ base, exponent }) =>
          base.kind === "call" &&
          base.op.name === name &&
          partners.has(base.inputs[0]?.key ?? "") &&
          isTwo(exponent),
      );
      const square = term.powers[at];
      if (square?.base.kind !== "call") return makeForm([term]);
      const partner = partners.get(square.base.inputs[0]?.key ?? "");
      if (!partner) return makeForm([term]);
      const rest = makeForm([
        makeTerm(
          term.coefficient,
          term.powers.filter((_, i) => i !== at),
        ),
      ]);
      const twin = powerForm(formOf(partner), square.exponent);
      return distribute(rest, subtractForms(oneForm, twin), mostTerms);
    }),
  );
}

function isTwo(exponent: Form): boolean {
  const power = constantOf(exponent);
  return power?.numerator === 2n && power.denominator === 1n;
}

/** About how many signs it takes to write a form. */
export function weightOf(form: Form): number {
  if (isZeroForm(form)) return 1;
  const signs = form.terms.length - 1;
  return form.terms.reduce((sum, term) => sum + termWeight(term), signs);
}

function termWeight({ coefficient, powers }: Term): number {
  const bare = powers.length === 0;
  const negative = isNegative(coefficient);
  const size = negative ? negateRational(coefficient) : coefficient;
  let weight = bare || !isOne(size) ? 1 : 0;
  if (negative) weight += 0.5;
  let divided = !isInteger(coefficient) && coefficient.exact;
  for (const power of powers) {
    const exponent = constantOf(power.exponent);
    if (exponent && isNegative(exponent)) divided = true;
    weight += powerWeight(power, exponent);
  }
  return divided ? weight + 1 : weight;
}

function powerWeight(power: Power, exponent: Rational | undefined): number {
  const base = baseWeight(power.base);
  if (!exponent) return base + weightOf(power.exponent);
  const size = isNegative(exponent) ? negateRational(exponent) : exponent;
  if (isOne(size)) return base;
  // Of two forms with as many signs the one of lower powers is the simpler.
  return base + (isInteger(size) ? 1 + toNumber(size) / 16 : 2);
}

function baseWeight(base: Base): number {
  switch (base.kind) {
    case "symbol":
    case "constant":
    case "radical":
      return 1;
    case "group":
      return 0.8 + 1.05 * weightOf(base.form);
    case "call":
      return base.inputs.reduce((sum, input) => sum + weightOf(input), 2);
  }
}
