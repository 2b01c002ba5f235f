import { atom, enclose, Precedence, type Tex } from "../ir/tex.js";
import { texOfName } from "../latex/names.js";
import { texOfNumber } from "../latex/numbers.js";
import {
  type Base,
  type CallBase,
  constantOf,
  type Form,
  formOf,
  isOneForm,
  type Power,
  solePower,
  type Term,
} from "./form.js";
import { where } from "../ops/select.js";
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
      return base.op === where.op
        ? texOfCases(base)
        : base.op.tex(base.inputs.map(texOfForm), base.params);
  }
}

/** The base that a form is and nothing else, where that is `where(…)`. */
function choiceIn(form: Form): CallBase | undefined {
  const power = solePower(form);
  return power?.base.kind === "call" &&
    power.base.op === where.op &&
    isOneForm(power.exponent)
    ? power.base
    : undefined;
}

/** A case: what the formula is where all of the conditions hold, and no case before it. */
interface Case {
  readonly text: string;
  readonly conditions: readonly string[];
}

/** The cases of a formula one below the other; cases within cases have the conditions of both. */
function casesOf(form: Form, conditions: readonly string[]): Case[] {
  const choice = choiceIn(form);
  const [condition, yes, no] = choice?.inputs ?? [];
  if (!condition || !yes || !no) {
    return [{ text: texOfForm(form).text, conditions }];
  }
  const inside = casesOf(yes, [...conditions, texOfForm(condition).text]);
  const outside = casesOf(no, conditions);
  const [, , other] = choiceIn(yes)?.inputs ?? [];
  // What is so either way needs to be said once.
  const told =
    other?.key === no.key ? inside.length - outside.length : Infinity;
  return [...inside.slice(0, told), ...outside];
}

function texOfCases(choice: CallBase): Tex {
  const rows = casesOf(formOf(choice), []).map(({ text, conditions }) => {
    const all = conditions.join(" \\text{ and } ");
    return `${text} & ${all === "" ? "\\text{otherwise}" : `\\text{if } ${all}`}`;
  });
  return {
    text: `\\begin{cases} ${rows.join(" \\\\ ")} \\end{cases}`,
    binds: Precedence.sum,
  };
}
