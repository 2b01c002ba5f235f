import { addForms, multiplyForms, powerForm } from "./arithmetic.js";
import { expandForm } from "./expand.js";
import {
  type Base,
  constantForm,
  constantOf,
  type Form,
  isZeroForm,
  formOf,
  makeForm,
  makePower,
  minusOneForm,
  type Power,
  type Term,
} from "./form.js";
import {
  compareRational,
  isNegative,
  negateRational,
  type Rational,
} from "./rational.js";

/** Products of sums with more terms than this are left as products. */
export const mostTerms = 300;

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
  const inverse = powerForm(denominator, minusOneForm);
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

/** A sum with the symbols that every term holds in front. */
export function monomialFactor(form: Form): Form {
  return factored(form, (base) => base.kind === "symbol");
}

/** A sum divided by a factor that stands in front of it from now on. */
export function withFactor(form: Form, factor: Form): Form {
  const inverse = powerForm(factor, minusOneForm);
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
