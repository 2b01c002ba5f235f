import { powerForm, scaleForm } from "./arithmetic.js";
import { log } from "../ops/exponential.js";
import {
  constantForm,
  eBase,
  type Form,
  formOf,
  piBase,
  callBase,
} from "./form.js";
import {
  fromNumber,
  half,
  integer,
  type Rational,
  rational,
} from "./rational.js";
import { powerOfRational } from "./roots.js";
import { NoClosedForm } from "./no-closed-form.js";

/**
 * The form of a number that a program computed: a fraction where it is one, a multiple of π, of e, of √2, √3 … or of
 * log 2 … where the double is the nearest to that, else a decimal.
 *
 * @throws NoClosedForm for NaN and infinities.
 */
export function formOfNumber(value: number): Form {
  if (!Number.isFinite(value)) {
    throw new NoClosedForm(
      `expression: ${String(value)} came out of the computation, and a formula cannot hold it`,
    );
  }
  const plain = fromNumber(value);
  if (plain.exact || Number.isInteger(value)) return constantForm(plain);
  for (const { number, form } of constants()) {
    const factor = smallFactor(value, number);
    if (factor) return scaleForm(form, factor);
  }
  return constantForm(plain);
}

/** The simple fraction by which `constant` is multiplied to give exactly `value`. */
function smallFactor(value: number, constant: number): Rational | undefined {
  for (const q of [1, 2, 3, 4, 6, 8, 12, 180]) {
    const p = Math.round((value / constant) * q);
    if (p === 0 || Math.abs(p) > 720) continue;
    if ((constant * p) / q === value || constant * (p / q) === value) {
      return rational(BigInt(p), BigInt(q));
    }
  }
  return undefined;
}

interface Constant {
  readonly number: number;
  readonly form: Form;
}

let known: readonly Constant[] | undefined;

function constants(): readonly Constant[] {
  known ??= [
    { number: Math.PI, form: formOf(piBase) },
    { number: Math.E, form: formOf(eBase) },
    ...[2, 3, 5, 6, 7, 10].map((n) => ({
      number: Math.sqrt(n),
      form: powerOfRational(integer(n), half),
    })),
    ...[2, 3, 5, 10].map((n) => ({
      number: Math.log(n),
      form: formOf(callBase(log.op, undefined, [constantForm(integer(n))])),
    })),
    {
      number: Math.sqrt(Math.PI),
      form: powerForm(formOf(piBase), constantForm(half)),
    },
  ];
  return known;
}
