import { greatestCommonDivisor } from "./rational.js";

/** A polynomial of one variable with whole coefficients, the constant first. */
export type Polynomial = readonly bigint[];

/** Divisors of larger coefficients are not tried. */
const largestTried = 1_000_000n;

/**
 * The factors of a polynomial over the whole numbers: linear and quadratic ones are found, and what is left of higher
 * degree stays whole. Each factor's leading coefficient is positive, and their product is the polynomial up to a number.
 */
export function factorsOf(polynomial: Polynomial): Polynomial[] {
  const factors: Polynomial[] = [];
  let rest = primitive(polynomial);
  for (const find of [linearFactor, quadraticFactor]) {
    for (let factor = find(rest); factor; factor = find(rest)) {
      const quotient = divide(rest, factor);
      if (!quotient) break;
      factors.push(factor);
      rest = primitive(quotient);
    }
  }
  return rest.length > 1 ? [...factors, rest] : factors;
}

/** Without the common divisor of the coefficients, and with a positive leading one. */
function primitive(polynomial: Polynomial): Polynomial {
  const content = polynomial.reduce(
    (divisor, c) => (c === 0n ? divisor : greatest(divisor, c)),
    0n,
  );
  const sign = (polynomial.at(-1) ?? 1n) < 0n ? -1n : 1n;
  return polynomial.map((c) => (sign * c) / (content || 1n));
}

function greatest(divisor: bigint, c: bigint): bigint {
  return divisor === 0n ? magnitude(c) : greatestCommonDivisor(divisor, c);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** `q·x − p` for a rational root p/q: p divides the constant, q the leading coefficient. */
function linearFactor(polynomial: Polynomial): Polynomial | undefined {
  if (polynomial.length < 3) return undefined;
  const constant = polynomial[0] ?? 0n;
  if (constant === 0n) return [0n, 1n];
  for (const q of divisors(polynomial.at(-1) ?? 1n)) {
    for (const p of divisors(constant)) {
      for (const root of [p, -p]) {
        if (greatestCommonDivisor(root, q) !== 1n) continue;
        const factor = [-root, q];
        if (divide(polynomial, factor)) return factor;
      }
    }
  }
  return undefined;
}

/** A quadratic factor by Kronecker's method: its values at 0, 1 and −1 divide the polynomial's. */
function quadraticFactor(polynomial: Polynomial): Polynomial | undefined {
  if (polynomial.length < 5) return undefined;
  const at0 = signedDivisors(valueAt(polynomial, 0n));
  const at1 = signedDivisors(valueAt(polynomial, 1n));
  const atMinus1 = signedDivisors(valueAt(polynomial, -1n));
  for (const c of at0) {
    for (const plus of at1) {
      for (const minus of atMinus1) {
        const twice = plus + minus - 2n * c;
        const slope = plus - minus;
        if (twice % 2n !== 0n || slope % 2n !== 0n || twice <= 0n) continue;
        const factor = [c, slope / 2n, twice / 2n];
        if (divide(polynomial, factor)) return factor;
      }
    }
  }
  return undefined;
}

function valueAt(polynomial: Polynomial, x: bigint): bigint {
  return polynomial.reduceRight((value, c) => value * x + c, 0n);
}

function signedDivisors(value: bigint): bigint[] {
  return divisors(value).flatMap((d) => [d, -d]);
}

function divisors(value: bigint): bigint[] {
  const size = magnitude(value);
  if (size === 0n || size > largestTried) return [1n];
  const small: bigint[] = [];
  const large: bigint[] = [];
  for (let d = 1n; d * d <= size; d++) {
    if (size % d !== 0n) continue;
    small.push(d);
    if (d * d !== size) large.unshift(size / d);
  }
  return [...small, ...large];
}

/** The quotient where the division leaves no rest and no fractions, else `undefined`. */
function divide(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const rest = [...a];
  const lead = b.at(-1) ?? 1n;
  const quotient: bigint[] = [];
  for (let k = a.length - b.length; k >= 0; k--) {
    const top = rest[k + b.length - 1] ?? 0n;
    if (top % lead !== 0n) return undefined;
    const factor = top / lead;
    quotient.unshift(factor);
    b.forEach((c, i) => (rest[k + i] = (rest[k + i] ?? 0n) - factor * c));
  }
  return rest.every((c) => c === 0n) ? quotient : undefined;
}
