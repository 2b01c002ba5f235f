import type { Value } from "../ir/node.js";
import { add, div, mul, neg, pow } from "../ops/arithmetic.js";
import { cbrt, exp, sqrt } from "../ops/exponential.js";
import { apply } from "../trace/apply.js";
import { Expression, type Formula } from "./expression.js";
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
  isOne,
  rational,
  type Rational,
  toNumber,
} from "./rational.js";

const third = rational(1n, 3n);

/** A form as a graph of operations again, for evaluating, differentiating and computing on. */
export function valueOfForm(form: Form): Formula {
  let sum: Value | undefined;
  for (const term of orderedTerms(form)) {
    const value = valueOfTerm(term);
    sum = sum === undefined ? value : add(sum, value);
  }
  return (sum ?? 0) as Formula;
}

function valueOfTerm(term: Term): Value {
  const { negative, coefficient, above, divisor, below } = fractionOf(term);
  const numerator = product(coefficient, above);
  const denominator = product(divisor, below);
  const whole = denominator === 1 ? numerator : div(numerator, denominator);
  return negative ? neg(whole) : whole;
}

function product(coefficient: Rational, powers: readonly Power[]): Value {
  const factors = powers.map(valueOfPower);
  if (!isOne(coefficient)) factors.unshift(toNumber(coefficient));
  const [first = 1, ...rest] = factors;
  return rest.reduce((result, factor) => mul(result, factor), first);
}

function valueOfPower({ base, exponent }: Power): Value {
  if (base === eBase) return exp(valueOfForm(exponent));
  const body = valueOfBase(base);
  const power = constantOf(exponent);
  if (!power) return pow(body, valueOfForm(exponent));
  if (isOne(power)) return body;
  return raised(body, power);
}

function raised(body: Value, power: Rational): Value {
  if (equalRational(power, half)) return sqrt(body);
  if (equalRational(power, third)) return cbrt(body);
  return pow(body, toNumber(power));
}

function valueOfBase(base: Base): Value {
  switch (base.kind) {
    case "symbol":
      return new Expression(base.name);
    case "constant":
      return base.name === "pi" ? Math.PI : Math.E;
    case "radical":
      return Number(base.value);
    case "group":
      return valueOfForm(base.form);
    case "call":
      return apply(base.op, base.inputs.map(valueOfForm), base.params);
  }
}
