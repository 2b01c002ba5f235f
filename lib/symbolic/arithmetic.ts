import {
  type Base,
  constantForm,
  constantOf,
  eBase,
  type Form,
  type Group,
  groupBase,
  isOneForm,
  isZeroForm,
  makeForm,
  makePower,
  makeTerm,
  oneForm,
  type Power,
  solePower,
  type Term,
  zeroForm,
} from "./form.js";
import { leadingTerm } from "./order.js";
import {
  addRational,
  greatestCommonDivisor,
  isInteger,
  isNegative,
  isZero,
  minusOne,
  multiplyRational,
  negateRational,
  one,
  powerRational,
  type Rational,
  rational,
  toNumber,
} from "./rational.js";
import { carryRadical, powerOfRational } from "./roots.js";

/** Whole powers past this are left as they stand. */
const largestPower = 4096;

export function addForms(...forms: readonly Form[]): Form {
  const collected = new Map<string, Term>();
  for (const { terms } of forms) {
    for (const term of terms) {
      const like = collected.get(term.key);
      const coefficient = like
        ? addRational(like.coefficient, term.coefficient)
        : term.coefficient;
      if (isZero(coefficient)) collected.delete(term.key);
      else collected.set(term.key, { ...term, coefficient });
    }
  }
  return makeForm([...collected.values()]);
}

export function scaleForm(form: Form, factor: Rational): Form {
  if (isZero(factor)) return zeroForm;
  return makeForm(
    form.terms.map((term) => ({
      ...term,
      coefficient: multiplyRational(term.coefficient, factor),
    })),
  );
}

export function negateForm(form: Form): Form {
  return scaleForm(form, minusOne);
}

export function subtractForms(a: Form, b: Form): Form {
  return addForms(a, negateForm(b));
}

/**
 * The product, with sums kept as factors: x(y + z) stays one term. Numbers go into sums, since 2(x + y) would hide the
 * terms from those that they might cancel with.
 */
export function multiplyForms(...forms: readonly Form[]): Form {
  return forms.reduce(multiplyTwo, oneForm);
}

function multiplyTwo(a: Form, b: Form): Form {
  if (isZeroForm(a) || isZeroForm(b)) return zeroForm;
  const left = constantOf(a);
  if (left) return scaleForm(b, left);
  const right = constantOf(b);
  if (right) return scaleForm(a, right);
  return multiplyTerms(termOf(a), termOf(b));
}

/** The product of two terms, like bases merged. */
export function multiplyTerms(a: Term, b: Term): Form {
  const bases = new Map<string, { base: Base; exponent: Form }>();
  for (const { base, exponent } of [...a.powers, ...b.powers]) {
    const like = bases.get(base.key);
    bases.set(base.key, {
      base,
      exponent: like ? addForms(like.exponent, exponent) : exponent,
    });
  }
  const coefficient = multiplyRational(a.coefficient, b.coefficient);
  return settle(coefficient, [...bases.values()]);
}

/** A term made of these powers, with what has become a number, a sum or a simpler power taken out of it. */
function settle(
  coefficient: Rational,
  parts: readonly { base: Base; exponent: Form }[],
): Form {
  let number = coefficient;
  const powers: Power[] = [];
  const loose: Form[] = [];
  for (const { base, exponent } of parts) {
    if (isZeroForm(exponent)) continue;
    if (base.kind === "radical") {
      const { factor, rest } = carryRadical(base, exponent);
      number = multiplyRational(number, factor);
      if (rest) powers.push(rest);
    } else if (base.kind === "group" && opens(base, exponent)) {
      loose.push(powerForm(base.form, exponent));
    } else if (base === eBase) {
      const { power, others } = exponential(exponent);
      if (power) powers.push(power);
      loose.push(...others);
    } else {
      powers.push(makePower(base, exponent));
    }
  }
  const term = makeForm([makeTerm(number, powers)]);
  const sole = soleGroup(term);
  if (loose.length > 0) return multiplyForms(term, ...loose);
  return sole ? scaleForm(sole.form, number) : term;
}

/** Whether the parentheses of a single term under a power are needed no more: √(xy)² is xy. */
function opens(base: Group, exponent: Form): boolean {
  const whole = constantOf(exponent);
  return (
    base.form.terms.length === 1 && whole !== undefined && isInteger(whole)
  );
}

/** The sum that a form is, where it is nothing else but a number times it. */
function soleGroup(form: Form): Group | undefined {
  const [power, more] = form.terms[0]?.powers ?? [];
  return power?.base.kind === "group" &&
    more === undefined &&
    isOneForm(power.exponent)
    ? power.base
    : undefined;
}

/** A form as one term: a sum becomes a number times a group, the same for every multiple of the sum. */
export function termOf(form: Form): Term {
  const [term, second] = form.terms;
  if (term === undefined) return makeTerm(rational(0n), []);
  if (second === undefined) return term;
  const content = contentOf(form);
  const primitive = scaleForm(form, powerRational(content, -1));
  return makeTerm(content, [makePower(groupBase(primitive), oneForm)]);
}

/** The greatest number that divides every coefficient, with the sign of the leading term. */
export function contentOf(form: Form): Rational {
  let numerator = 0n;
  let denominator = 1n;
  let exact = true;
  for (const { coefficient } of form.terms) {
    numerator =
      numerator === 0n
        ? coefficient.numerator
        : greatestCommonDivisor(numerator, coefficient.numerator);
    denominator =
      (denominator * coefficient.denominator) /
      greatestCommonDivisor(denominator, coefficient.denominator);
    exact &&= coefficient.exact;
  }
  const size = numerator < 0n ? -numerator : numerator;
  const lead = leadingTerm(form);
  const negative = lead !== undefined && isNegative(lead.coefficient);
  return rational(negative ? -size : size, denominator, exact);
}

export function divideForms(a: Form, b: Form): Form {
  return multiplyForms(a, powerForm(b, constantForm(minusOne)));
}

/** `base` to the power of `exponent`, in real numbers: √(x²) stays, since it is |x|. */
export function powerForm(base: Form, exponent: Form): Form {
  if (isZeroForm(exponent)) return oneForm;
  if (isOneForm(exponent)) return base;
  const power = constantOf(exponent);
  const sole = solePower(base);
  if (sole?.base === eBase) {
    return expForm(multiplyForms(sole.exponent, exponent));
  }
  if (!power) return settle(one, [{ base: asBase(base), exponent }]);
  const number = constantOf(base);
  if (number) return powerOfRational(number, power);
  if (isInteger(power) && Math.abs(toNumber(power)) <= largestPower) {
    return wholePower(base, toNumber(power));
  }
  return fractionalPower(base, power);
}

function wholePower(base: Form, power: number): Form {
  const term = termOf(base);
  const exponent = rational(BigInt(power));
  return settle(
    powerRational(term.coefficient, power),
    term.powers.map((part) => ({
      base: part.base,
      exponent: scaleForm(part.exponent, exponent),
    })),
  );
}

/**
 * A root of a product comes apart only where the parts are known to be positive: numbers, and powers of e and of roots.
 */
function fractionalPower(base: Form, power: Rational): Form {
  const { coefficient, powers } = termOf(base);
  const negative = isNegative(coefficient);
  const positive = negative ? negateRational(coefficient) : coefficient;
  const sign = negative ? minusOne : one;
  const outside: { base: Base; exponent: Form }[] = [];
  const inside: Power[] = [];
  for (const part of powers) {
    const free = part.base.kind === "constant" || part.base.kind === "radical";
    if (free) {
      outside.push({
        base: part.base,
        exponent: scaleForm(part.exponent, power),
      });
    } else {
      inside.push(part);
    }
  }
  const rest = spliced(makeForm([makeTerm(sign, inside)]));
  const root = isOneForm(rest)
    ? oneForm
    : settle(one, [{ base: asBase(rest), exponent: constantForm(power) }]);
  return multiplyForms(
    powerOfRational(positive, power),
    settle(one, outside),
    root,
  );
}

/** A lone sum in parentheses without them. */
function spliced(form: Form): Form {
  const sole = soleGroup(form);
  const [term] = form.terms;
  return sole && term ? scaleForm(sole.form, term.coefficient) : form;
}

/** A form as the base of a power: a bare symbol, function or constant as it is, all else in parentheses. */
function asBase(form: Form): Base {
  const sole = solePower(form);
  return sole && isOneForm(sole.exponent) ? sole.base : groupBase(form);
}

export function expForm(exponent: Form): Form {
  return settle(one, [{ base: eBase, exponent }]);
}

/** e to a sum, with the terms c·log(b) of the sum as the powers b^c. */
function exponential(exponent: Form): {
  power: Power | undefined;
  others: Form[];
} {
  const others: Form[] = [];
  const kept: Term[] = [];
  for (const term of exponent.terms) {
    const [power, more] = term.powers;
    const base = power?.base;
    const argument =
      base?.kind === "call" && base.op.name === "log"
        ? base.inputs[0]
        : undefined;
    if (argument && power && !more && isOneForm(power.exponent)) {
      others.push(powerForm(argument, constantForm(term.coefficient)));
    } else {
      kept.push(term);
    }
  }
  const rest = makeForm(kept);
  return {
    power: isZeroForm(rest) ? undefined : makePower(eBase, rest),
    others,
  };
}
