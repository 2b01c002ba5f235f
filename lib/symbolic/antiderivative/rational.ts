/** Antiderivatives of quotients of polynomials with numbers as coefficients, by partial fractions. */
import { atan } from "../../ops/trigonometric.js";
import {
  addForms,
  divideForms,
  multiplyForms,
  powerForm,
  scaleForm,
  subtractForms,
} from "../arithmetic.js";
import { together } from "../common.js";
import { constantForm, constantOf, type Form, zeroForm } from "../form.js";
import { factorsOf } from "../polynomial.js";
import {
  addRational,
  integer,
  invertRational,
  isNegative,
  isZero,
  multiplyRational,
  negateRational,
  type Rational,
  rational,
} from "../rational.js";
import { call, logOf, root } from "./table.js";
import { polynomialIn, productOf, symbolForm } from "./variable.js";

/** A polynomial with rational coefficients, the constant first. */
type Polynomial = readonly Rational[];

const zero = rational(0n);
const times = multiplyRational;
const minus = (a: Rational, b: Rational): Rational =>
  addRational(a, negateRational(b));

/** The antiderivative, where the form is such a quotient and its denominator has factors of degree 2 at most. */
export function rationalAntiderivative(
  form: Form,
  name: string,
): Form | undefined {
  const parts = quotientOf(form, name);
  if (!parts) return undefined;
  const { quotient, rest } = divide(parts.above, parts.below);
  const factors = factorsWithPowers(parts.below);
  if (!factors || factors.some(({ base }) => base.length > 3)) return undefined;
  const fractions = partialFractions(rest, parts.below, factors);
  const pieces = fractions?.map((fraction) => ofFraction(fraction, name));
  if (!pieces?.every((piece) => piece !== undefined)) return undefined;
  const x = symbolForm(name);
  const whole = quotient.map((c, k) =>
    multiplyForms(
      constantForm(times(c, rational(1n, BigInt(k + 1)))),
      powerForm(x, constantForm(integer(k + 1))),
    ),
  );
  return addForms(...whole, ...pieces);
}

function quotientOf(
  form: Form,
  name: string,
): { above: Polynomial; below: Polynomial } | undefined {
  const joined = together(form);
  const [term, second] = joined.terms;
  if (!term || second) {
    const above = numbersIn(joined, name);
    return above && { above, below: [rational(1n)] };
  }
  const isBelow = (exponent: Form): boolean => {
    const power = constantOf(exponent);
    return power !== undefined && isNegative(power);
  };
  const denominator = productOf(
    term.powers
      .filter(({ exponent }) => isBelow(exponent))
      .map((power) => ({
        ...power,
        exponent: scaleForm(power.exponent, rational(-1n)),
      })),
  );
  const numerator = productOf(
    term.powers.filter(({ exponent }) => !isBelow(exponent)),
  );
  const above = numbersIn(scaleForm(numerator, term.coefficient), name);
  const below = numbersIn(denominator, name);
  return above && below && { above, below };
}

/** The coefficients of a polynomial where all are numbers. */
function numbersIn(form: Form, name: string): Polynomial | undefined {
  const numbers = polynomialIn(form, name)?.map(constantOf);
  return numbers?.every((each) => each !== undefined) ? numbers : undefined;
}

const trimmed = (p: Polynomial): Polynomial => {
  const copy = [...p];
  while (copy.length > 0 && isZero(copy.at(-1) ?? zero)) copy.pop();
  return copy;
};

function divide(
  above: Polynomial,
  below: Polynomial,
): { quotient: Polynomial; rest: Polynomial } {
  const rest = [...trimmed(above)];
  const divisor = trimmed(below);
  const lead = invertRational(divisor.at(-1) ?? rational(1n));
  const quotient: Rational[] = [];
  for (let k = rest.length - divisor.length; k >= 0; k--) {
    const factor = times(rest[k + divisor.length - 1] ?? zero, lead);
    quotient.unshift(factor);
    divisor.forEach((c, i) => {
      rest[k + i] = minus(rest[k + i] ?? zero, times(factor, c));
    });
  }
  return { quotient, rest: trimmed(rest) };
}

function multiply(a: Polynomial, b: Polynomial): Polynomial {
  const product = Array.from({ length: a.length + b.length - 1 }, () => zero);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      product[i + j] = addRational(product[i + j] ?? zero, times(x, y));
    });
  });
  return product;
}

interface Factor {
  readonly base: Polynomial;
  readonly power: number;
}

/** The factors over the rationals with their multiplicities; `undefined` for decimals. */
function factorsWithPowers(polynomial: Polynomial): Factor[] | undefined {
  if (polynomial.length < 2) return [];
  if (!polynomial.every(({ exact }) => exact)) return undefined;
  const scale = polynomial.reduce((d, c) => d * c.denominator, 1n);
  const whole = polynomial.map((c) => (c.numerator * scale) / c.denominator);
  const found = new Map<string, Factor>();
  for (const factor of factorsOf(whole)) {
    const key = factor.join(",");
    found.set(key, {
      base: factor.map((c) => rational(c)),
      power: (found.get(key)?.power ?? 0) + 1,
    });
  }
  return [...found.values()];
}

/** A numerator (of degree 0 or 1) over a power of a factor. */
interface Fraction {
  readonly above: Polynomial;
  readonly base: Polynomial;
  readonly power: number;
}

/** The numerators by comparing coefficients: one unknown for each coefficient of each numerator. */
function partialFractions(
  rest: Polynomial,
  below: Polynomial,
  factors: readonly Factor[],
): Fraction[] | undefined {
  const unknowns = factors.flatMap(({ base, power }) =>
    Array.from({ length: power }, (_, k) =>
      Array.from({ length: base.length - 1 }, (__, degree) => ({
        base,
        power: k + 1,
        degree,
      })),
    ).flat(),
  );
  const columns = unknowns.map(({ base, power, degree }) => {
    let divisor: Polynomial = [rational(1n)];
    for (let k = 0; k < power; k++) divisor = multiply(divisor, base);
    const cofactor = divide(below, divisor).quotient;
    return [...Array.from({ length: degree }, () => zero), ...cofactor];
  });
  const solved = solve(columns, rest, below.length - 1);
  if (!solved) return undefined;
  const fractions = new Map<string, Fraction>();
  unknowns.forEach(({ base, power, degree }, i) => {
    const key = `${base.map((c) => String(c.numerator)).join(",")}^${String(power)}`;
    const before = fractions.get(key)?.above ?? [];
    const above = [...before];
    above[degree] = solved[i] ?? zero;
    fractions.set(key, { above, base, power });
  });
  return [...fractions.values()];
}

/** Gauss's elimination over the rationals: the combination of columns that gives a right side. */
function solve(
  columns: readonly Polynomial[],
  right: Polynomial,
  size: number,
): Rational[] | undefined {
  const rows = Array.from({ length: size }, (_, r) => [
    ...columns.map((column) => column[r] ?? zero),
    right[r] ?? zero,
  ]);
  const n = columns.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows.findIndex((row, r) => r >= k && !isZero(row[k] ?? zero));
    const found = rows[pivot];
    if (!found) return undefined;
    rows[pivot] = rows[k] ?? [];
    const scale = invertRational(found[k] ?? zero);
    const scaled = found.map((c) => times(c, scale));
    rows[k] = scaled;
    rows.forEach((row, r) => {
      const factor = row[k] ?? zero;
      if (r === k || isZero(factor)) return;
      rows[r] = row.map((c, j) => minus(c, times(factor, scaled[j] ?? zero)));
    });
  }
  return rows.slice(0, n).map((row) => row[n] ?? zero);
}

/** The antiderivative of one fraction; `undefined` for powers of quadratics. */
function ofFraction(
  { above, base, power }: Fraction,
  name: string,
): Form | undefined {
  if (above.every(isZero)) return zeroForm;
  const x = symbolForm(name);
  const form = addForms(
    ...base.map((c, k) =>
      multiplyForms(constantForm(c), powerForm(x, constantForm(integer(k)))),
    ),
  );
  const [c0 = zero, c1 = zero, c2] = base;
  const [q = zero, p = zero] = above;
  if (c2 === undefined) {
    const factor = constantForm(times(q, invertRational(c1)));
    if (power === 1) return multiplyForms(factor, logOf(form));
    const next = constantForm(integer(1 - power));
    return multiplyForms(factor, divideForms(powerForm(form, next), next));
  }
  if (power > 1) return undefined;
  // (p·x + q)/(c2·x² + c1·x + c0) is a multiple of the derivative below, and a rest over a completed square.
  const share = times(p, invertRational(times(rational(2n), c2)));
  const rest = minus(q, times(share, c1));
  return addForms(
    multiplyForms(constantForm(share), logOf(form)),
    multiplyForms(constantForm(rest), overQuadratic([c0, c1, c2], x)),
  );
}

/** ∫ 1/(a·x² + b·x + c): an arctangent, or a logarithm where there are real roots. */
function overQuadratic(
  [c, b, a]: readonly [Rational, Rational, Rational],
  x: Form,
): Form {
  const discriminant = minus(times(b, b), times(times(rational(4n), a), c));
  const slope = addForms(
    multiplyForms(constantForm(times(rational(2n), a)), x),
    constantForm(b),
  );
  if (isNegative(discriminant)) {
    const size = root(constantForm(negateRational(discriminant)));
    return divideForms(
      multiplyForms(
        constantForm(rational(2n)),
        call(atan, divideForms(slope, size)),
      ),
      size,
    );
  }
  const size = root(constantForm(discriminant));
  return divideForms(
    logOf(divideForms(subtractForms(slope, size), addForms(slope, size))),
    size,
  );
}
