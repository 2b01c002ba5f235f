/** Antiderivatives of single powers: the table that stands at the end of every calculus book. */
import type { Op } from "../../ir/op.js";
import { cos, sin, tan, asin, acos, atan } from "../../ops/trigonometric.js";
import { asinh, cosh, log, sinh, tanh } from "../../ops/exponential.js";
import { abs } from "../../ops/select.js";
import {
  addForms,
  divideForms,
  multiplyForms,
  negateForm,
  powerForm,
  subtractForms,
} from "../arithmetic.js";
import {
  constantForm,
  constantOf,
  eBase,
  type Form,
  formOf,
  minusOneForm,
  oneForm,
  type Power,
} from "../form.js";
import { callForm } from "../functions.js";
import { half, isInteger, rational, toNumber } from "../rational.js";
import { polynomialIn, slopeOf, symbolForm } from "./variable.js";

export const halfForm = constantForm(half);

export const call = (f: { readonly op: Op }, x: Form): Form =>
  callForm(f.op, undefined, [x]);
export const root = (x: Form): Form => powerForm(x, halfForm);
/** log|x|: on either side of a pole. */
export const logOf = (x: Form): Form => {
  const number = constantOf(x);
  return number ? call(log, x) : call(log, call(abs, x));
};

/** The antiderivative of a power of something by that something, where the table has it. */
type Entry = (u: Form) => Form;

const square = (x: Form): Form => multiplyForms(x, x);
const inverse = (x: Form): Form => powerForm(x, minusOneForm);

/** By operation and exponent. */
const calls: Readonly<Record<string, Readonly<Record<number, Entry>>>> = {
  sin: {
    1: (u) => negateForm(call(cos, u)),
    [-1]: (u) =>
      negateForm(
        logOf(
          addForms(
            inverse(call(sin, u)),
            divideForms(call(cos, u), call(sin, u)),
          ),
        ),
      ),
    [-2]: (u) => negateForm(divideForms(call(cos, u), call(sin, u))),
  },
  cos: {
    1: (u) => call(sin, u),
    [-1]: (u) => logOf(addForms(inverse(call(cos, u)), call(tan, u))),
    [-2]: (u) => call(tan, u),
  },
  tan: {
    1: (u) => negateForm(logOf(call(cos, u))),
    2: (u) => subtractForms(call(tan, u), u),
    [-1]: (u) => logOf(call(sin, u)),
  },
  sinh: { 1: (u) => call(cosh, u) },
  cosh: { 1: (u) => call(sinh, u), [-2]: (u) => call(tanh, u) },
  tanh: {
    1: (u) => call(log, call(cosh, u)),
    2: (u) => subtractForms(u, call(tanh, u)),
  },
  log: { 1: (u) => subtractForms(multiplyForms(u, call(log, u)), u) },
  asin: {
    1: (u) =>
      addForms(
        multiplyForms(u, call(asin, u)),
        root(subtractForms(oneForm, square(u))),
      ),
  },
  acos: {
    1: (u) =>
      subtractForms(
        multiplyForms(u, call(acos, u)),
        root(subtractForms(oneForm, square(u))),
      ),
  },
  atan: {
    1: (u) =>
      subtractForms(
        multiplyForms(u, call(atan, u)),
        multiplyForms(halfForm, call(log, addForms(oneForm, square(u)))),
      ),
  },
};

/** The antiderivative of one power, if the table has it. */
export function fromTable(
  { base, exponent }: Power,
  name: string,
): Form | undefined {
  const power = constantOf(exponent);
  if (base === eBase) {
    const slope = slopeOf(exponent, name);
    return slope && divideForms(powerForm(formOf(eBase), exponent), slope);
  }
  if (!power) return generalExponential({ base, exponent, key: "" }, name);
  if (base.kind === "call") {
    const [u] = base.inputs;
    const slope = u && slopeOf(u, name);
    const entry = isInteger(power)
      ? calls[base.op.name]?.[toNumber(power)]
      : undefined;
    return u && slope && entry && divideForms(entry(u), slope);
  }
  const u = base.kind === "group" ? base.form : formOf(base);
  const slope = slopeOf(u, name);
  if (slope) return divideForms(powerRule(u, exponent), slope);
  return fromQuadratic(u, toNumber(power), name);
}

/** uⁿ⁺¹/(n + 1), and log|u| for n = −1. */
function powerRule(u: Form, exponent: Form): Form {
  const next = addForms(exponent, oneForm);
  return constantOf(exponent) && constantOf(next)?.numerator === 0n
    ? logOf(u)
    : divideForms(powerForm(u, next), next);
}

/** cᵘ with a base that does not vary: cᵘ/(u′·log c). */
function generalExponential(
  { base, exponent }: Power,
  name: string,
): Form | undefined {
  const slope = slopeOf(exponent, name);
  const below = formOf(base);
  const constant = polynomialIn(below, name)?.length === 1;
  if (!slope || !constant) return undefined;
  return divideForms(
    powerForm(below, exponent),
    multiplyForms(slope, call(log, below)),
  );
}

/** Roots of quadratics without a linear part: √(c ± a·x²) and one over it. */
function fromQuadratic(u: Form, power: number, name: string): Form | undefined {
  if (Math.abs(power) !== 0.5) return undefined;
  const coefficients = polynomialIn(u, name);
  const [c, b, a] = (coefficients ?? []).map(constantOf);
  if (coefficients?.length !== 3 || !a || !c || b?.numerator !== 0n)
    return undefined;
  const x = symbolForm(name);
  const [lead, constant] = [toNumber(a), toNumber(c)];
  if (constant <= 0) return undefined;
  const size = root(
    constantForm(lead < 0 ? rational(-a.numerator, a.denominator) : a),
  );
  const angle = divideForms(multiplyForms(size, x), root(constantForm(c)));
  const arc = divideForms(call(lead < 0 ? asin : asinh, angle), size);
  if (power < 0) return arc;
  return multiplyForms(
    halfForm,
    addForms(multiplyForms(x, root(u)), multiplyForms(constantForm(c), arc)),
  );
}
