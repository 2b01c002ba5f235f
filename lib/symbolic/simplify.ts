import {
  addForms,
  multiplyForms,
  powerForm,
  scaleForm,
  subtractForms,
} from "./arithmetic.js";
import {
  type Base,
  constantForm,
  constantOf,
  type Form,
  formOf,
  isZeroForm,
  makeForm,
  makePower,
  makeTerm,
  oneForm,
  type Power,
  type Term,
} from "./form.js";
import { distribute, expandForm, rebuild, TooLarge } from "./expand.js";
import {
  compareRational,
  isInteger,
  isNegative,
  isOne,
  minusOne,
  negateRational,
  type Rational,
  toNumber,
} from "./rational.js";

/** Products of sums with more terms than this are left as products. */
const mostTerms = 300;

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
  candidates.push(...candidates.map(withoutContent));
  let best = form;
  let least = weightOf(form);
  for (const candidate of candidates) {
    const weight = weightOf(candidate);
    if (weight < least) [best, least] = [candidate, weight];
  }
  return best;
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

/** The sum on its common denominator, with the numerator multiplied out so that what cancels does. */
export function together(form: Form): Form {
  const below = commonDenominator(form);
  if (below.length === 0) return form;
  const denominator = multiplyForms(
    ...below.map(({ base, exponent }) => powerForm(formOf(base), exponent)),
  );
  const products = form.terms.map((term) =>
    expandForm(multiplyForms(makeForm([term]), denominator), mostTerms),
  );
  const numerator = cancelled(addForms(...products));
  const inverse = powerForm(denominator, constantForm(minusOne));
  return multiplyForms(commonFactor(numerator), inverse);
}

/** A numerator multiplied out once more where that leaves less of it. */
function cancelled(numerator: Form): Form {
  return isZeroForm(numerator) ? numerator : expandForm(numerator, mostTerms);
}

/** The powers that divide some term, each as high as any term has it. */
function commonDenominator(form: Form): Power[] {
  const highest = new Map<string, { base: Base; power: Rational }>();
  for (const { powers } of form.terms) {
    for (const { base, exponent } of powers) {
      const power = constantOf(exponent);
      if (!power || !isNegative(power) || base.kind === "radical") continue;
      const size = negateRational(power);
      const known = highest.get(base.key);
      if (!known || compareRational(size, known.power) > 0) {
        highest.set(base.key, { base, power: size });
      }
    }
  }
  return [...highest.values()].map(({ base, power }) =>
    makePower(base, constantForm(power)),
  );
}

/** A sum with the functions, exponentials and sums that every term holds in front: (1 − 2x²)e^(−x²). */
export function commonFactor(form: Form): Form {
  return factored(
    form,
    ({ kind }) => kind === "group" || kind === "call" || kind === "constant",
  );
}

function factored(form: Form, among: (base: Base) => boolean): Form {
  const [first, ...rest] = form.terms;
  if (!first || rest.length === 0) return form;
  const shared: Form[] = [];
  for (const power of first.powers) {
    if (!among(power.base)) continue;
    const exponent = sharedExponent(power, rest);
    if (exponent) shared.push(powerForm(formOf(power.base), exponent));
  }
  return shared.length === 0
    ? form
    : withFactor(form, multiplyForms(...shared));
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

/** A sum with the symbols that every term holds in front. */
export function monomialFactor(form: Form): Form {
  return factored(form, (base) => base.kind === "symbol");
}

/** A sum divided by a factor that stands in front of it from now on. */
export function withFactor(form: Form, factor: Form): Form {
  const inverse = powerForm(factor, constantForm(minusOne));
  const quotient = addForms(
    ...form.terms.map((term) => multiplyForms(makeForm([term]), inverse)),
  );
  return multiplyForms(factor, quotient);
}

/** The exponent that all terms have of a base: the least where they are numbers, or the one that is the same in all. */
function sharedExponent(
  power: Power,
  others: readonly Term[],
): Form | undefined {
  let shared = power.exponent;
  for (const term of others) {
    const like = term.powers.find(({ base }) => base.key === power.base.key);
    if (!like) return undefined;
    if (like.exponent.key === shared.key) continue;
    const a = constantOf(shared);
    const b = constantOf(like.exponent);
    if (!a || !b || isNegative(a) !== isNegative(b)) return undefined;
    if (compareRational(b, a) < 0) shared = like.exponent;
  }
  return shared;
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
      return 1 + weightOf(base.form);
    case "call":
      return base.inputs.reduce((sum, input) => sum + weightOf(input), 2);
  }
}
