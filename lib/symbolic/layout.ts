import { negateForm } from "./arithmetic.js";
import {
  constantForm,
  constantOf,
  type Form,
  groupBase,
  makePower,
  type Power,
  radicalBase,
  type Term,
} from "./form.js";
import { orderedPowers, orderedTerms } from "./order.js";
import {
  isInteger,
  isNegative,
  negateRational,
  type Rational,
  rational,
} from "./rational.js";

/** A term as a person sets it out: a sign, and a fraction of numbers and powers in order. */
export interface Fraction {
  readonly negative: boolean;
  /** The number in front; positive. */
  readonly coefficient: Rational;
  readonly above: readonly Power[];
  /** The whole number of the denominator; positive. */
  readonly divisor: Rational;
  readonly below: readonly Power[];
}

/** How a term is set out. Negative powers go below the line, where their exponents are positive. */
export function fractionOf(written: Term): Fraction {
  const term = flipped(written);
  const negative = isNegative(term.coefficient);
  const size = negative ? negateRational(term.coefficient) : term.coefficient;
  const above: Power[] = [];
  const below: Power[] = [];
  for (const power of orderedPowers(mergeRadicals(term.powers))) {
    const exponent = constantOf(power.exponent);
    if (exponent && isNegative(exponent)) {
      const inverse = constantForm(negateRational(exponent));
      below.push(makePower(power.base, inverse));
    } else {
      above.push(power);
    }
  }
  return {
    negative,
    coefficient: size.exact ? rational(size.numerator) : size,
    above,
    divisor: size.exact ? rational(size.denominator) : rational(1n),
    below,
  };
}

/** −(2x² − 1)y as (1 − 2x²)y: the minus sign goes into a difference that then begins with a plus. */
function flipped(term: Term): Term {
  if (!isNegative(term.coefficient)) return term;
  const at = term.powers.findIndex(({ base, exponent }) => {
    const power = constantOf(exponent);
    return (
      base.kind === "group" &&
      power !== undefined &&
      isInteger(power) &&
      power.numerator % 2n !== 0n &&
      beginsWithPlus(negateForm(base.form))
    );
  });
  const power = term.powers[at];
  if (power?.base.kind !== "group") return term;
  const other = groupBase(negateForm(power.base.form));
  return {
    ...term,
    coefficient: negateRational(term.coefficient),
    powers: term.powers.with(at, makePower(other, power.exponent)),
  };
}

function beginsWithPlus(form: Form): boolean {
  const [first] = orderedTerms(form);
  return first !== undefined && !isNegative(first.coefficient);
}

/** √2·√3 as √6. */
function mergeRadicals(powers: readonly Power[]): Power[] {
  const others: Power[] = [];
  const radicals = new Map<string, Power>();
  for (const power of powers) {
    const { base, exponent } = power;
    const like = radicals.get(exponent.key);
    if (base.kind !== "radical") {
      others.push(power);
    } else if (like?.base.kind === "radical") {
      const product = radicalBase(like.base.value * base.value);
      radicals.set(exponent.key, makePower(product, exponent));
    } else {
      radicals.set(exponent.key, power);
    }
  }
  return [...radicals.values(), ...others];
}
