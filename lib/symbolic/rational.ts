/**
 * A fraction of big integers. `exact` is false where it came from a decimal that no short fraction stands for: it is
 * reckoned with exactly all the same (so that 0.1 + 0.2 is 0.3), and printed as a decimal.
 */
export interface Rational {
  readonly numerator: bigint;
  /** Positive, and without a common factor with the numerator. */
  readonly denominator: bigint;
  readonly exact: boolean;
}

/** Beyond this many bits a decimal is rounded to a double again, so that long sums stay fast. */
const mostBits = 2n ** 1024n;

export function rational(
  numerator: bigint,
  denominator = 1n,
  exact = true,
): Rational {
  if (denominator === 0n) {
    throw new RangeError("rational: the denominator is zero");
  }
  const divisor = greatestCommonDivisor(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  const result = {
    numerator: (sign * numerator) / divisor,
    denominator: (sign * denominator) / divisor,
    exact,
  };
  return !exact && result.denominator > mostBits
    ? fromNumber(toNumber(result))
    : result;
}

export const one = rational(1n);
export const half = rational(1n, 2n);
export const minusOne = rational(-1n);

export function integer(value: number): Rational {
  return rational(BigInt(value));
}

/**
 * The fraction that a number stands for: integers, halves, quarters … down to 1024ths, and thirds, sevenths … where the
 * double is the nearest to such a fraction; anything else is a decimal.
 *
 * @throws RangeError for NaN and infinities.
 */
export function fromNumber(value: number): Rational {
  if (!Number.isFinite(value)) {
    throw new RangeError(`rational: ${String(value)} is not a finite number`);
  }
  if (Number.isInteger(value)) {
    return rational(BigInt(value), 1n, Number.isSafeInteger(value));
  }
  if (Number.isInteger(value * 1024) && Number.isSafeInteger(value * 1024)) {
    return rational(BigInt(value * 1024), 1024n);
  }
  for (let q = 3; q <= 99; q++) {
    const p = Math.round(value * q);
    // Tenths and hundredths were written as decimals, and stay so.
    if (Math.abs(p) < 1000 && p / q === value) {
      return terminates(q)
        ? fromDecimal(value)
        : rational(BigInt(p), BigInt(q));
    }
  }
  return fromDecimal(value);
}

function terminates(q: number): boolean {
  let rest = q;
  while (rest % 2 === 0) rest /= 2;
  while (rest % 5 === 0) rest /= 5;
  return rest === 1;
}

/** The shortest decimal that reads back as this double, as a fraction. */
function fromDecimal(value: number): Rational {
  const [digits = "0", exponent = "0"] = value.toExponential().split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  const scale = Number(exponent) - fraction.length;
  const mantissa = BigInt(whole + fraction);
  const power = 10n ** BigInt(Math.abs(scale));
  return scale >= 0
    ? { numerator: mantissa * power, denominator: 1n, exact: false }
    : reduced(mantissa, power);
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return {
    numerator: numerator / divisor,
    denominator: denominator / divisor,
    exact: false,
  };
}

export function toNumber(value: Rational): number {
  const direct = Number(value.numerator) / Number(value.denominator);
  if (Number.isFinite(direct) && direct !== 0) return direct;
  if (value.numerator === 0n) return 0;
  // Both sides may be past the range of doubles: keep 64 significant bits.
  const shift =
    BigInt(value.denominator.toString(2).length) -
    BigInt(value.numerator.toString(2).length) +
    64n;
  const scaled =
    shift >= 0n
      ? (value.numerator << shift) / value.denominator
      : value.numerator / (value.denominator << -shift);
  return Number(scaled) * 2 ** -Number(shift);
}

export function addRational(a: Rational, b: Rational): Rational {
  return rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
    a.exact && b.exact,
  );
}

export function multiplyRational(a: Rational, b: Rational): Rational {
  return rational(
    a.numerator * b.numerator,
    a.denominator * b.denominator,
    a.exact && b.exact,
  );
}

/** @throws RangeError where `a` is zero. */
export function invertRational(a: Rational): Rational {
  return rational(a.denominator, a.numerator, a.exact);
}

export function negateRational(a: Rational): Rational {
  return { ...a, numerator: -a.numerator };
}

/** A whole power; negative ones need a base that is not zero. */
export function powerRational(a: Rational, exponent: number): Rational {
  const n = BigInt(Math.abs(exponent));
  const raised = rational(a.numerator ** n, a.denominator ** n, a.exact);
  return exponent < 0 ? invertRational(raised) : raised;
}

export function isZero(a: Rational): boolean {
  return a.numerator === 0n;
}

export function isOne(a: Rational): boolean {
  return a.numerator === a.denominator;
}

export function isNegative(a: Rational): boolean {
  return a.numerator < 0n;
}

export function isInteger(a: Rational): boolean {
  return a.denominator === 1n;
}

export function equalRational(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

export function compareRational(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
