import {
  addForms,
  multiplyForms,
  multiplyTerms,
  powerForm,
  scaleForm,
} from "./arithmetic.js";
import {
  type Base,
  constantForm,
  constantOf,
  type Form,
  formOf,
  oneForm,
  type Power,
  type Term,
} from "./form.js";
import { callForm } from "./functions.js";
import { isInteger, toNumber } from "./rational.js";

/** Thrown where a product would have more terms than anybody reads. */
export class TooLarge extends Error {
  override name = "TooLarge";
}

/** Every product of sums multiplied out, also inside functions. */
export function expandForm(form: Form, mostTerms: number): Form {
  return addForms(...form.terms.map((term) => expandTerm(term, mostTerms)));
}

function expandTerm(term: Term, mostTerms: number): Form {
  let product = constantForm(term.coefficient);
  for (const power of term.powers) {
    product = distribute(product, expandPower(power, mostTerms), mostTerms);
  }
  return product;
}

function expandPower(power: Power, mostTerms: number): Form {
  const exponent = expandForm(power.exponent, mostTerms);
  const base = mapInside(power.base, (inner) => expandForm(inner, mostTerms));
  const times = constantOf(exponent);
  const sum = power.base.kind === "group";
  if (!sum || !times || !isInteger(times) || toNumber(times) < 2) {
    return powerForm(base, exponent);
  }
  let product = oneForm;
  for (let i = 0; i < toNumber(times); i++) {
    product = distribute(product, base, mostTerms);
  }
  return product;
}

/** A base with `change` done to the forms inside it. */
export function mapInside(base: Base, change: (form: Form) => Form): Form {
  switch (base.kind) {
    case "group":
      return change(base.form);
    case "call":
      return callForm(base.op, base.params, base.inputs.map(change));
    case "symbol":
    case "constant":
    case "radical":
      return formOf(base);
  }
}

/** The product of two sums, term by term. */
export function distribute(a: Form, b: Form, mostTerms: number): Form {
  if (a.terms.length * b.terms.length > mostTerms) {
    throw new TooLarge(
      `expand: the product has more than ${String(mostTerms)} terms`,
    );
  }
  const products: Form[] = [];
  for (const left of a.terms) {
    for (const right of b.terms) products.push(multiplyTerms(left, right));
  }
  const sum = addForms(...products);
  return sum.terms.some(hasPlainSum) ? expandForm(sum, mostTerms) : sum;
}

function hasPlainSum(term: Term): boolean {
  return term.powers.some(({ base, exponent }) => {
    const times = constantOf(exponent);
    return (
      base.kind === "group" &&
      times !== undefined &&
      isInteger(times) &&
      toNumber(times) > 0
    );
  });
}

/** The same form with `change` done to every form inside it: exponents, arguments, sums in parentheses. */
export function rebuild(form: Form, change: (inner: Form) => Form): Form {
  return addForms(
    ...form.terms.map((term) =>
      scaleForm(
        multiplyForms(
          ...term.powers.map((power) =>
            powerForm(mapInside(power.base, change), change(power.exponent)),
          ),
        ),
        term.coefficient,
      ),
    ),
  );
}
