import type { Op } from "../ir/op.js";
import { negateForm, subtractForms } from "./arithmetic.js";
import {
  callBase,
  constantForm,
  constantOf,
  eBase,
  type Form,
  formOf,
  isOneForm,
  oneForm,
  solePower,
  zeroForm,
} from "./form.js";
import { leadingTerm } from "./order.js";
import {
  fromNumber,
  isNegative,
  multiplyRational,
  type Rational,
  rational,
  toNumber,
} from "./rational.js";

/** f(−x) is −f(x). */
const odd = new Set([
  "sin",
  "tan",
  "asin",
  "atan",
  "sinh",
  "tanh",
  "asinh",
  "atanh",
  "erf",
  "sign",
]);

/** f(−x) is f(x). */
const even = new Set(["cos", "cosh", "abs"]);

/** A function of forms, with the identities that make like calls equal: parity, inverse pairs, known values. */
export function callForm(
  op: Op,
  params: unknown,
  inputs: readonly Form[],
): Form {
  const known = knownValue(op, params, inputs);
  if (known) return known;
  const [first] = inputs;
  if (first && inputs.length === 1) {
    if (op.name === "log") {
      const power = solePower(first);
      if (power?.base === eBase) return power.exponent;
    }
    const lead = leadingTerm(first);
    if (lead && isNegative(lead.coefficient)) {
      const flipped = [negateForm(first)];
      if (op.name === "sigmoid") {
        return subtractForms(oneForm, callForm(op, params, flipped));
      }
      if (even.has(op.name)) return callForm(op, params, flipped);
      if (odd.has(op.name)) return negateForm(callForm(op, params, flipped));
    }
  }
  return formOf(callBase(op, params, inputs));
}

/** The value where all inputs are numbers and it is a whole number, or where a number is a decimal anyhow. */
function knownValue(
  op: Op,
  params: unknown,
  inputs: readonly Form[],
): Form | undefined {
  const [first] = inputs;
  const quarter =
    first && inputs.length === 1 ? quarterTurns(first) : undefined;
  if (quarter !== undefined && (op.name === "sin" || op.name === "cos")) {
    const turns = op.name === "sin" ? quarter : quarter + 1n;
    const value = [0n, 1n, 0n, -1n][Number(((turns % 4n) + 4n) % 4n)] ?? 0n;
    return constantForm(rational(value));
  }
  const numbers = inputs.map(constantOf);
  if (!numbers.every((number) => number !== undefined)) return undefined;
  const value = op.evaluate(numbers.map(toNumber), params);
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const inexact = numbers.some((number) => !number.exact);
  if (!inexact && !Number.isSafeInteger(value)) return undefined;
  // A large argument may meet a whole number by rounding only: tanh(20) is not 1.
  const small = numbers.every((number) => Math.abs(toNumber(number)) <= 4);
  return inexact || small || exactOnIntegers.has(op.name)
    ? constantForm(fromNumber(value))
    : undefined;
}

const exactOnIntegers = new Set([
  "abs",
  "sign",
  "maximum",
  "minimum",
  "floor",
  "ceil",
  "round",
  "mod",
  "relu",
]);

/** How many quarter turns an angle is; `undefined` where it is no whole number of them. */
function quarterTurns(form: Form): bigint | undefined {
  if (form === zeroForm) return 0n;
  const [term, second] = form.terms;
  if (!term || second) return undefined;
  const [power, more] = term.powers;
  const base = power?.base;
  if (base?.kind !== "constant" || base.name !== "pi" || more) return undefined;
  if (!isOneForm(power?.exponent ?? oneForm)) return undefined;
  const turns: Rational = multiplyRational(term.coefficient, rational(2n));
  return turns.denominator === 1n ? turns.numerator : undefined;
}
