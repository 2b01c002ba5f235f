/** What a form is in one variable. */
import { addForms, multiplyForms, powerForm } from "../arithmetic.js";
import { differentiate } from "../differentiate.js";
import { expandForm, mapInside } from "../expand.js";
import { Expression } from "../expression.js";
import {
  constantForm,
  constantOf,
  type Form,
  formOf,
  makeForm,
  makeTerm,
  namesIn,
  type Power,
  symbolBase,
  type Term,
  zeroForm,
} from "../form.js";
import { integer, isInteger, one, toNumber } from "../rational.js";
import { formOfValue } from "../read.js";
import { valueOfForm } from "../write.js";

/** Products are multiplied out to this many terms. */
export const mostTerms = 200;
const highestDegree = 40;

export const symbolForm = (name: string): Form => formOf(symbolBase(name));

export function dependsOn(form: Form, name: string): boolean {
  return namesIn(form).includes(name);
}

/** The derivative by the variable. */
export function derivativeOf(form: Form, name: string): Form {
  return formOfValue(differentiate(valueOfForm(form), new Expression(name)));
}

/** A term as a factor without the variable, and the powers that have it. */
export function divided(
  { coefficient, powers }: Term,
  name: string,
): { constant: Form; varying: Power[] } {
  const varies = ({ base, exponent }: Power): boolean =>
    dependsOn(formOf(base), name) || dependsOn(exponent, name);
  const free = powers.filter((power) => !varies(power));
  return {
    constant: makeForm([makeTerm(coefficient, free)]),
    varying: powers.filter(varies),
  };
}

export function productOf(powers: readonly Power[]): Form {
  return makeForm([makeTerm(one, powers)]);
}

/** The coefficients of a polynomial in the variable, the constant first; `undefined` where it is none. */
export function polynomialIn(form: Form, name: string): Form[] | undefined {
  const coefficients: Form[] = [];
  for (const term of expandForm(form, mostTerms).terms) {
    const { constant, varying } = divided(term, name);
    const degree = degreeOf(varying, name);
    if (degree === undefined) return undefined;
    while (coefficients.length <= degree) coefficients.push(zeroForm);
    coefficients[degree] = addForms(coefficients[degree] ?? zeroForm, constant);
  }
  return coefficients;
}

function degreeOf(varying: readonly Power[], name: string): number | undefined {
  const [power, more] = varying;
  if (power === undefined) return 0;
  if (more || power.base.kind !== "symbol" || power.base.name !== name)
    return undefined;
  const exponent = constantOf(power.exponent);
  if (!exponent || !isInteger(exponent)) return undefined;
  const degree = toNumber(exponent);
  return degree >= 0 && degree <= highestDegree ? degree : undefined;
}

/** A polynomial from its coefficients. */
export function fromCoefficients(
  coefficients: readonly Form[],
  name: string,
): Form {
  const x = symbolForm(name);
  return addForms(
    ...coefficients.map((coefficient, k) =>
      multiplyForms(coefficient, powerForm(x, constantForm(integer(k)))),
    ),
  );
}

/** The slope of a form that is linear in the variable; `undefined` where it is not, or has none. */
export function slopeOf(form: Form, name: string): Form | undefined {
  const coefficients = polynomialIn(form, name);
  return coefficients?.length === 2 ? coefficients[1] : undefined;
}

/** A form with another form wherever a symbol stands. */
export function withSymbol(form: Form, name: string, by: Form): Form {
  const mapped = (inner: Form): Form => withSymbol(inner, name, by);
  return addForms(
    ...form.terms.map((term) =>
      multiplyForms(
        constantForm(term.coefficient),
        ...term.powers.map(({ base, exponent }) =>
          powerForm(
            base.kind === "symbol" && base.name === name
              ? by
              : mapInside(base, mapped),
            mapped(exponent),
          ),
        ),
      ),
    ),
  );
}
