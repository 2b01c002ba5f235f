/** Antiderivatives by substitution: where the derivative of an inner function stands beside it. */
import {
  addForms,
  divideForms,
  multiplyForms,
  powerForm,
} from "../arithmetic.js";
import { mapInside } from "../expand.js";
import {
  type Base,
  constantForm,
  constantOf,
  type Form,
  formOf,
  isZeroForm,
  type Power,
  solePower,
} from "../form.js";
import { integer, isInteger, toNumber } from "../rational.js";
import { simplifyForm } from "../simplify.js";
import { dependsOn, derivativeOf, symbolForm, withSymbol } from "./variable.js";

/** The name of what is put in: no user's symbol is called so. */
const inner = "∘";

/** ∫ h(u)·u′ dx = ∫ h(u) du, for every u that occurs inside. */
export function bySubstitution(
  form: Form,
  name: string,
  integrate: (form: Form, name: string) => Form | undefined,
): Form | undefined {
  for (const u of candidatesIn(form, name)) {
    const slope = derivativeOf(u, name);
    if (isZeroForm(slope)) continue;
    const rest = simplifyForm(divideForms(form, slope));
    const outer = inTermsOf(rest, u, name);
    if (outer === undefined || dependsOn(outer, name)) continue;
    const found = integrate(outer, inner);
    if (found) return withSymbol(found, inner, u);
  }
  return undefined;
}

/** What stands inside functions, exponents and parentheses, and functions themselves; the longest first. */
function candidatesIn(form: Form, name: string): Form[] {
  const found = new Map<string, Form>();
  const add = (u: Form): void => {
    const trivial = u.key === symbolForm(name).key;
    if (!trivial && dependsOn(u, name)) found.set(u.key, u);
  };
  const visit = (part: Form): void => {
    for (const { powers } of part.terms) {
      for (const { base, exponent } of powers) {
        add(exponent);
        visit(exponent);
        add(formOf(base));
        if (base.kind === "group") {
          add(base.form);
          visit(base.form);
        }
        if (base.kind === "call") {
          for (const input of base.inputs) {
            add(input);
            visit(input);
          }
        }
        const power = constantOf(exponent);
        // x·f(x²): a power of the variable itself is inside, too, and x⁴ is a square of x².
        if (base.kind === "symbol" && power && isInteger(power)) {
          for (let d = toNumber(power); d > 1; d--) {
            if (toNumber(power) % d === 0)
              add(powerForm(formOf(base), constantForm(integer(d))));
          }
        }
      }
    }
  };
  visit(form);
  return [...found.values()].sort((a, b) => b.key.length - a.key.length);
}

/** tᵏ where a power is uᵏ, with u itself a power of the same base. */
function multipleOf(u: Form, power: Power, t: Form): Form | undefined {
  const sole = solePower(u);
  if (sole?.base.key !== power.base.key) return undefined;
  const ratio = constantOf(divideForms(power.exponent, sole.exponent));
  return ratio && isInteger(ratio)
    ? powerForm(t, constantForm(ratio))
    : undefined;
}

/** The form with a symbol wherever u stands. */
function inTermsOf(form: Form, u: Form, name: string): Form | undefined {
  const t = symbolForm(inner);
  const exact = (part: Form): Form => {
    if (part.key === u.key) return t;
    if (!dependsOn(part, name)) return part;
    const ratio = constantOf(divideForms(part, u));
    return ratio ? multiplyForms(constantForm(ratio), t) : changed(part);
  };
  const ofBase = (base: Base): Form =>
    formOf(base).key === u.key ? t : mapInside(base, exact);
  const changed = (part: Form): Form =>
    addForms(
      ...part.terms.map((term) =>
        multiplyForms(
          constantForm(term.coefficient),
          ...term.powers.map(
            (power) =>
              multipleOf(u, power, t) ??
              powerForm(ofBase(power.base), exact(power.exponent)),
          ),
        ),
      ),
    );
  return exact(form);
}
