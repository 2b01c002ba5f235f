import { log } from "../ops/exponential.js";
import { apply } from "../trace/apply.js";
import {
  divideForms,
  multiplyForms,
  negateForm,
  powerForm,
  scaleForm,
  subtractForms,
} from "./arithmetic.js";
import { tangentOf } from "./differentiate.js";
import { substitute } from "./evaluate.js";
import { Expression } from "./expression.js";
import {
  type CallBase,
  constantOf,
  eBase,
  type Form,
  formOf,
  isOneForm,
  isZeroForm,
  makeForm,
  makePower,
  makeTerm,
  namesIn,
  oneForm,
  type Power,
  type Term,
  zeroForm,
} from "./form.js";
import { callForm } from "./functions.js";
import { fractionOf } from "./layout.js";
import { orderedTerms } from "./order.js";
import {
  derivativePiece,
  formulaPiece,
  type Pending,
  productPiece,
  sumPiece,
} from "./pending.js";
import { one } from "./rational.js";
import { formOfValue } from "./read.js";
import { valueOfForm } from "./write.js";

/** What one rule makes of a derivative. */
export interface Ruled {
  readonly rule: string;
  readonly result: Pending;
}

/** One rule of differentiation applied to the outside of a form; what is inside is left to be differentiated. */
export function derivativeByRule(form: Form, name: string): Ruled {
  if (!namesIn(form).includes(name)) {
    return { rule: "constant rule", result: formulaPiece(zeroForm) };
  }
  const [first, ...rest] = orderedTerms(form);
  if (first === undefined || rest.length > 0) {
    const parts = orderedTerms(form).map((term) =>
      derivativePiece(makeForm([term])),
    );
    return { rule: "sum rule", result: sumPiece(parts, zeroForm) };
  }
  return ofTerm(first, name);
}

const formOfPowers = (powers: readonly Power[]): Form =>
  powers.reduce<Form>(
    (product, power) =>
      multiplyForms(product, makeForm([makeTerm(one, [power])])),
    oneForm,
  );

const multiplied = (...parts: readonly Pending[]): Pending =>
  productPiece(parts, oneForm);

/** A term: the constant multiple, quotient and product rules. */
function ofTerm(term: Term, name: string): Ruled {
  const { above, below } = fractionOf(term);
  const depends = ({ base, exponent }: Power): boolean =>
    namesIn(makeForm([makeTerm(one, [makePower(base, exponent)])])).includes(
      name,
    );
  const top = formOfPowers(above.filter(depends));
  const bottom = formOfPowers(below.filter(depends));
  const moving = divideForms(top, bottom);
  const constant = divideForms(makeForm([term]), moving);
  if (!isOneForm(constant)) {
    return {
      rule: "constant multiple rule",
      result: isVariable(moving, name)
        ? formulaPiece(constant)
        : multiplied(formulaPiece(constant), derivativePiece(moving)),
    };
  }
  if (!isOneForm(top) && !isOneForm(bottom)) return quotientRule(top, bottom);
  const factors = term.powers.filter(depends);
  const [only] = factors;
  return only && factors.length === 1
    ? ofPower(only, name)
    : productRule(above.length > 0 ? above : factors);
}

function quotientRule(top: Form, bottom: Form): Ruled {
  const above: Pending = {
    kind: "sum",
    parts: [
      multiplied(derivativePiece(top), formulaPiece(bottom)),
      multiplied(formulaPiece(negateForm(top)), derivativePiece(bottom)),
    ],
  };
  const square = multiplyForms(bottom, bottom);
  return {
    rule: "quotient rule",
    result: { kind: "quotient", above, below: formulaPiece(square) },
  };
}

function productRule(factors: readonly Power[]): Ruled {
  const forms = factors.map((factor) => formOfPowers([factor]));
  const parts = forms.map((_, i) =>
    multiplied(
      ...forms.map((form, j) =>
        i === j ? derivativePiece(form) : formulaPiece(form),
      ),
    ),
  );
  return { rule: "product rule", result: { kind: "sum", parts } };
}

/** One power: the power, exponential and chain rules. */
function ofPower(power: Power, name: string): Ruled {
  const { base, exponent } = power;
  const whole = formOfPowers([power]);
  const times = (slope: Form, inner: Form, rule: string): Ruled =>
    isVariable(inner, name)
      ? { rule, result: formulaPiece(slope) }
      : {
          rule: `${rule}, chain rule`,
          result: multiplied(formulaPiece(slope), derivativePiece(inner)),
        };
  if (base === eBase) return times(whole, exponent, "exponential rule");
  const body = base.kind === "group" ? base.form : formOf(base);
  const constant = constantOf(exponent);
  if (isOneForm(exponent)) {
    if (base.kind === "call") return ofCall(base, name);
    if (base.kind === "group") return derivativeByRule(body, name);
    return { rule: "power rule", result: formulaPiece(oneForm) };
  }
  if (constant) {
    const lower = powerForm(body, subtractForms(exponent, oneForm));
    return times(scaleForm(lower, constant), body, "power rule");
  }
  const logarithm = callForm(log.op, undefined, [body]);
  if (!namesIn(body).includes(name)) {
    return times(multiplyForms(whole, logarithm), exponent, "exponential rule");
  }
  return {
    rule: "logarithmic differentiation",
    result: multiplied(
      formulaPiece(whole),
      derivativePiece(multiplyForms(exponent, logarithm)),
    ),
  };
}

function isVariable(form: Form, name: string): boolean {
  return form.key === formOf({ kind: "symbol", name, key: name }).key;
}

/** A function of other forms: its slope by each of them, times their derivatives. */
function ofCall({ op, params, inputs }: CallBase, name: string): Ruled {
  const places = inputs.map((_, i) => new Expression(`input${String(i)}`));
  const values = Object.fromEntries(
    inputs.map((input, i) => [`input${String(i)}`, valueOfForm(input)]),
  );
  const call = apply(op, places, params);
  const parts = inputs.map((input, i) => {
    if (!namesIn(input).includes(name)) return formulaPiece(zeroForm);
    const slope = formOfValue(
      substitute(tangentOf(call, `input${String(i)}`), values),
    );
    if (isZeroForm(slope)) return formulaPiece(zeroForm);
    return isVariable(input, name)
      ? formulaPiece(slope)
      : multiplied(formulaPiece(slope), derivativePiece(input));
  });
  const chained = inputs.some((input) => !isVariable(input, name));
  const rule = `derivative of ${op.name}`;
  return {
    rule: chained ? `${rule}, chain rule` : rule,
    result: sumPiece(parts, zeroForm),
  };
}
