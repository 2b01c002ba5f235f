import { atom, enclose, Precedence, type Tex } from "../ir/tex.js";
import { texOfName } from "../latex/names.js";
import { texOfNumber } from "../latex/numbers.js";
import {
  type Base,
  constantOf,
  type Form,
  type Power,
  type Term,
} from "./form.js";
import { fractionOf } from "./layout.js";
import { orderedTerms } from "./order.js";
import {
  equalRational,
  half,
  isInteger,
  isOne,
  type Rational,
  toNumber,
} from "./rational.js";

/** A form as LaTeX, in the order and with the fractions and roots that a person would write. */
export function texOfForm(form: Form): Tex {
  const terms = orderedTerms(form).map(texOfTerm);
  const [first] = terms;
  if (first === undefined) return atom("0");
  if (terms.length === 1) return first;
  const text = terms
    .map(({ text: term }, i) =>
      i === 0
        ? term
        : term.startsWith("-")
          ? ` - ${term.slice(1)}`
          : ` + ${term}`,
    )
    .join("");
  return { text, binds: Precedence.sum };
}

function texOfTerm(term: Term): Tex {
  const { negative, coefficient, above, divisor, below } = fractionOf(term);
  const numerator = juxtapose([
    ...texOfCoefficient(coefficient),
    ...above.map(texOfPower),
  ]);
  const denominator = juxtapose([
    ...texOfCoefficient(divisor),
    ...below.map(texOfPower),
  ]);
  const body =
    denominator.text === "1"
      ? numerator
      : {
          text: `\\frac{${numerator.text}}{${denominator.text}}`,
          binds: Precedence.product,
        };
  return negative ? { text: `-${body.text}`, binds: Precedence.sum } : body;
}

/** A number in front of other factors: none where it is 1. */
function texOfCoefficient(value: Rational): Tex[] {
  if (isOne(value)) return [];
  return [
    value.exact ? atom(String(value.numerator)) : texOfNumber(toNumber(value)),
  ];
}

/** Factors side by side, in parentheses where they are sums, with a dot where two numbers would meet. */
function juxtapose(factors: readonly Tex[]): Tex {
  const [only] = factors;
  if (only === undefined) return atom("1");
  if (factors.length === 1) return only;
  let text = "";
  for (const factor of factors) {
    const next = enclose(factor, Precedence.product);
    const digits = /\d$/.test(text) && /^\d/.test(next);
    text += text === "" ? next : digits ? ` \\cdot ${next}` : ` ${next}`;
  }
  return { text, binds: Precedence.product };
}

function texOfPower({ base, exponent }: Power): Tex {
  const power = constantOf(exponent);
  const body = texOfBase(base);
  if (power && isOne(power)) return body;
  if (power && base.kind !== "constant" && power.exact) {
    const root = texOfRoot(body, power);
    if (root) return root;
  }
  const raised = power ? texOfExponent(power) : texOfForm(exponent).text;
  const named = /^(\\(?:[a-zA-Z]+|operatorname\{\w+\}))\\left\(/.exec(
    body.text,
  );
  const [, name] = named ?? [];
  if (base.kind === "call" && name !== undefined && power && isInteger(power)) {
    return {
      text: `${name}^{${raised}}${body.text.slice(name.length)}`,
      binds: Precedence.power,
    };
  }
  return {
    text: `${enclose(body, Precedence.atom)}^{${raised}}`,
    binds: Precedence.power,
  };
}

function texOfRoot(body: Tex, power: Rational): Tex | undefined {
  if (equalRational(power, half)) return atom(`\\sqrt{${body.text}}`);
  return power.numerator === 1n && power.denominator === 3n
    ? atom(`\\sqrt[3]{${body.text}}`)
    : undefined;
}

function texOfExponent(power: Rational): string {
  if (!power.exact) return texOfNumber(toNumber(power)).text;
  return isInteger(power)
    ? String(power.numerator)
    : `${String(power.numerator)}/${String(power.denominator)}`;
}

function texOfBase(base: Base): Tex {
  switch (base.kind) {
    case "symbol":
      return atom(texOfName(base.name));
    case "constant":
      return atom(base.name === "pi" ? "\\pi" : "e");
    case "radical":
      return atom(String(base.value));
    case "group":
      return texOfForm(base.form);
    case "call":
      return base.op.tex(base.inputs.map(texOfForm), base.params);
  }
}
