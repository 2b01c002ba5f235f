import {
  constantForm,
  constantOf,
  type Form,
  groupBase,
  makeForm,
  makePower,
  makeTerm,
  type Power,
  type RadicalBase,
  radicalBase,
} from "./form.js";
import {
  addRational,
  compareRational,
  fromNumber,
  isInteger,
  isNegative,
  isZero,
  multiplyRational,
  one,
  powerRational,
  type Rational,
  rational,
  toNumber,
} from "./rational.js";

/** Prime factors are looked for up to this; a rest that is larger stays whole. */
const largestFactor = 1000n;

/** A rational power of a rational number: √8 is 2√2, and a decimal's root is a decimal. */
export function powerOfRational(base: Rational, power: Rational): Form {
  if (isZero(base)) {
    if (isNegative(power)) {
      throw new RangeError("expression: division by zero");
    }
    return makeForm([]);
  }
  const size = Math.abs(toNumber(power));
  if (isInteger(power) && size <= 1024) {
    return constantForm(powerRational(base, toNumber(power)));
  }
  if (isNegative(base)) {
    // Not a real number: kept as it stands, so that it shows where the trouble is.
    const group = groupBase(constantForm(base));
    return makeForm([makeTerm(one, [makePower(group, constantForm(power))])]);
  }
  if (!base.exact || !power.exact || size > 1024) {
    return constantForm(fromNumber(toNumber(base) ** toNumber(power)));
  }
  const primes = factorsOf(base);
  let coefficient = one;
  const powers: Power[] = [];
  for (const [prime, count] of primes) {
    const exponent = multiplyRational(rational(count), power);
    const { factor, rest } = carryRadical(
      radicalBase(prime),
      constantForm(exponent),
    );
    coefficient = multiplyRational(coefficient, factor);
    if (rest) powers.push(rest);
  }
  return makeForm([makeTerm(coefficient, powers)]);
}

/** The whole part of a radical's exponent as a number, so that what stays under the root is between 0 and 1. */
export function carryRadical(
  base: RadicalBase,
  exponent: Form,
): { factor: Rational; rest: Power | undefined } {
  const value = constantOf(exponent);
  if (!value) return { factor: one, rest: makePower(base, exponent) };
  const whole = floorOf(value);
  const rest = addRational(value, rational(-whole));
  return {
    factor: powerRational(rational(base.value), Number(whole)),
    rest: isZero(rest) ? undefined : makePower(base, constantForm(rest)),
  };
}

function floorOf(value: Rational): bigint {
  const truncated = value.numerator / value.denominator;
  return compareRational(rational(truncated), value) > 0
    ? truncated - 1n
    : truncated;
}

/** Prime factors with their powers; those of the denominator count below zero. */
function factorsOf(value: Rational): Map<bigint, bigint> {
  const found = new Map<bigint, bigint>();
  const split = (number: bigint, sign: bigint): void => {
    let rest = number;
    for (let p = 2n; p <= largestFactor && p * p <= rest; p++) {
      while (rest % p === 0n) {
        found.set(p, (found.get(p) ?? 0n) + sign);
        rest /= p;
      }
    }
    if (rest > 1n) found.set(rest, (found.get(rest) ?? 0n) + sign);
  };
  split(value.numerator, 1n);
  split(value.denominator, -1n);
  return found;
}
