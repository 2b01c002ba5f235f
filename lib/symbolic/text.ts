import {
  type Base,
  constantOf,
  eBase,
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

/** How tightly a piece of text binds: sums loosest, then products, powers, and single things. */
type Tightness = 0 | 1 | 2 | 3;

interface Text {
  readonly text: string;
  readonly binds: Tightness;
}

const single = (text: string): Text => ({ text, binds: 3 });

/** A form as a TypeScript program would compute it: `12*x**3 - 24*x`. */
export function textOfForm(form: Form): string {
  return sumText(form).text;
}

function sumText(form: Form): Text {
  const terms = orderedTerms(form).map(termText);
  const [first] = terms;
  if (!first) return single("0");
  if (terms.length === 1) return first;
  const text = terms
    .map((term, i) =>
      i === 0
        ? term.text
        : term.text.startsWith("-")
          ? ` - ${term.text.slice(1)}`
          : ` + ${term.text}`,
    )
    .join("");
  return { text, binds: 0 };
}

function termText(term: Term): Text {
  const { negative, coefficient, above, divisor, below } = fractionOf(term);
  const top = productText([
    ...numberText(coefficient),
    ...above.map(powerText),
  ]);
  const bottom = [...numberText(divisor), ...below.map(powerText)];
  const whole: Text =
    bottom.length === 0
      ? top
      : {
          text: `${within(top, 1)}/${within(productText(bottom), 2)}`,
          binds: 1,
        };
  return negative ? { text: `-${within(whole, 1)}`, binds: 0 } : whole;
}

function numberText(value: Rational): Text[] {
  return isOne(value) ? [] : [single(String(toNumber(value)))];
}

function productText(factors: readonly Text[]): Text {
  const [first] = factors;
  if (!first) return single("1");
  if (factors.length === 1) return first;
  return {
    text: factors.map((factor) => within(factor, 1)).join("*"),
    binds: 1,
  };
}

function powerText({ base, exponent }: Power): Text {
  if (base === eBase) return call("exp", [sumText(exponent)]);
  const body = baseText(base);
  const power = constantOf(exponent);
  if (power && isOne(power)) return body;
  if (power && equalRational(power, half)) return call("sqrt", [body]);
  const raised =
    power && isInteger(power)
      ? String(power.numerator)
      : within(sumText(exponent), 2);
  return { text: `${within(body, 3)}**${raised}`, binds: 2 };
}

function baseText(base: Base): Text {
  switch (base.kind) {
    case "symbol":
      return single(base.name);
    case "constant":
      return single("Math.PI");
    case "radical":
      return single(String(base.value));
    case "group":
      return sumText(base.form);
    case "call":
      return call(base.op.name, base.inputs.map(sumText));
  }
}

function call(name: string, inputs: readonly Text[]): Text {
  return single(`${name}(${inputs.map((input) => input.text).join(", ")})`);
}

function within(part: Text, place: Tightness): string {
  return part.binds < place ? `(${part.text})` : part.text;
}
