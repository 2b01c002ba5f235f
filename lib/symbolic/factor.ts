import {
  addForms,
  contentOf,
  multiplyForms,
  powerForm,
  scaleForm,
  termOf,
} from "./arithmetic.js";
import { expandForm } from "./expand.js";
import {
  type Base,
  constantForm,
  constantOf,
  type Form,
  formOf,
  makeForm,
  makePower,
  makeTerm,
  minusOneForm,
  type Term,
} from "./form.js";
import { factorsOf, type Polynomial } from "./polynomial.js";
import {
  integer,
  invertRational,
  isInteger,
  isNegative,
  multiplyRational,
  rational,
  toNumber,
} from "./rational.js";
import { commonFactor, monomialFactor, together } from "./common.js";

/** Factoring multiplies out first, up to this many terms. */
const mostTerms = 500;

/**
 * A sum as a product: common factors in front, then the factors over the rationals where it is a polynomial of one
 * variable, a homogeneous one of two, or a product of sums that grouping finds.
 */
export function factorForm(form: Form): Form {
  const whole = expandForm(together(form), mostTerms);
  const product = monomialFactor(commonFactor(whole));
  const [term, second] = product.terms;
  if (!term || second) return factorSum(product);
  const factors = term.powers.map(({ base, exponent }) =>
    powerForm(
      base.kind === "group" ? factorSum(base.form) : formOf(base),
      exponent,
    ),
  );
  return scaleForm(multiplyForms(...factors), term.coefficient);
}

/** The factors of a sum without common ones. */
function factorSum(sum: Form): Form {
  const generators = generatorsOf(sum);
  const [x, y] = generators ?? [];
  if (!generators || !x) return sum;
  if (generators.length > 2) return grouped(sum, generators);
  const height = Math.max(...sum.terms.map((term) => totalDegree(term)));
  if (y && sum.terms.some((term) => totalDegree(term) !== height)) {
    return grouped(sum, generators);
  }
  const content = contentOf(sum);
  const coefficients = new Array<bigint>(height + 1).fill(0n);
  for (const term of sum.terms) {
    const scaled = multiplyRational(term.coefficient, invertRational(content));
    coefficients[degreeIn(term, x)] = scaled.numerator;
  }
  while (coefficients.at(-1) === 0n) coefficients.pop();
  const product = multiplyForms(
    ...factorsOf(coefficients).map((factor) => sumOf(factor, x, y)),
  );
  return scaleForm(product, content);
}

/** xy + xz + y + z as (x + 1)(y + z): where a sum is linear in a base, and what multiplies it divides the rest. */
function grouped(sum: Form, generators: readonly Base[]): Form {
  for (const base of generators) {
    if (sum.terms.some((term) => degreeIn(term, base) > 1)) continue;
    const holds = (term: Term): boolean => degreeIn(term, base) === 1;
    const inverse = powerForm(formOf(base), minusOneForm);
    const slope = multiplyEach(sum.terms.filter(holds), inverse);
    const rest = makeForm(sum.terms.filter((term) => !holds(term)));
    if (slope.terms.length < 2 || rest.terms.length < 2) continue;
    const left = termOf(monomialFactor(slope));
    const right = termOf(monomialFactor(rest));
    const common = left.powers.find(
      (power) =>
        power.base.kind === "group" &&
        right.powers.some(({ key }) => key === power.key),
    );
    if (!common) continue;
    const without = (term: Term): Form =>
      makeForm([
        makeTerm(
          term.coefficient,
          term.powers.filter(({ key }) => key !== common.key),
        ),
      ]);
    const other = addForms(
      multiplyForms(formOf(base), without(left)),
      without(right),
    );
    return multiplyForms(factorSum(other), formOf(common.base));
  }
  return sum;
}

function multiplyEach(terms: readonly Term[], factor: Form): Form {
  return addForms(
    ...terms.map((term) => multiplyForms(makeForm([term]), factor)),
  );
}

/** The polynomial as a form; with `y` given, the homogeneous one of both. */
function sumOf(factor: Polynomial, x: Base, y: Base | undefined): Form {
  const degree = factor.length - 1;
  return addForms(
    ...factor.map((coefficient, power) =>
      scaleForm(
        multiplyForms(
          powerForm(formOf(x), constantForm(integer(power))),
          y
            ? powerForm(formOf(y), constantForm(integer(degree - power)))
            : constantForm(rational(1n)),
        ),
        rational(coefficient),
      ),
    ),
  );
}

/** The bases that a sum is a polynomial of; `undefined` where it is none, or has decimals. */
function generatorsOf(sum: Form): Base[] | undefined {
  const bases = new Map<string, Base>();
  for (const { coefficient, powers } of sum.terms) {
    if (!coefficient.exact) return undefined;
    for (const { base, exponent } of powers) {
      const power = constantOf(exponent);
      if (!power || !isInteger(power) || isNegative(power)) return undefined;
      bases.set(base.key, base);
    }
  }
  return [...bases.values()];
}

function totalDegree(term: Term): number {
  return term.powers.reduce(
    (sum, { exponent }) => sum + toNumber(constantOf(exponent) ?? rational(0n)),
    0,
  );
}

function degreeIn(term: Term, base: Base): number {
  const power = term.powers.find((other) => other.base.key === base.key);
  const exponent = power && constantOf(power.exponent);
  return exponent ? toNumber(exponent) : 0;
}

/** A sum ordered by the powers of one base, with what multiplies each power in parentheses. */
export function collectForm(form: Form, base: Base): Form {
  const whole = expandForm(form, mostTerms);
  const rests = new Map<string, { exponent: Form | undefined; rest: Term[] }>();
  for (const term of whole.terms) {
    const own = term.powers.find((power) => power.base.key === base.key);
    const others = term.powers.filter((power) => power !== own);
    const key = own?.exponent.key ?? "";
    const entry = rests.get(key) ?? { exponent: own?.exponent, rest: [] };
    entry.rest.push(makeTerm(term.coefficient, others));
    rests.set(key, entry);
  }
  return addForms(
    ...[...rests.values()].map(({ exponent, rest }) => {
      const sum = makeForm(rest);
      return exponent
        ? multiplyForms(
            makeForm([makeTerm(rational(1n), [makePower(base, exponent)])]),
            sum,
          )
        : sum;
    }),
  );
}
