import type { Op } from "../ir/op.js";
import { isOne, minusOne, one, type Rational, rational } from "./rational.js";

/**
 * The canonical form of a scalar expression: a sum of terms, each a rational coefficient times powers of bases. Equal
 * expressions of the kinds that the arithmetic here knows have equal keys. Terms and powers are ordered by key.
 */
export interface Form {
  readonly terms: readonly Term[];
  readonly key: string;
}

export interface Term {
  readonly coefficient: Rational;
  readonly powers: readonly Power[];
  /** Of the powers alone: terms with equal keys are alike and are collected. */
  readonly key: string;
}

export interface Power {
  readonly base: Base;
  readonly exponent: Form;
  readonly key: string;
}

export type Base = SymbolBase | ConstantBase | RadicalBase | CallBase | Group;

export interface SymbolBase {
  readonly kind: "symbol";
  readonly name: string;
  readonly key: string;
}

/** π, or e, whose powers are the exponential function. */
export interface ConstantBase {
  readonly kind: "constant";
  readonly name: "e" | "pi";
  readonly key: string;
}

/** A positive integer under a root: it occurs with fractional exponents only. */
export interface RadicalBase {
  readonly kind: "radical";
  readonly value: bigint;
  readonly key: string;
}

/** An elementwise operation without arithmetic of its own here: sin, log, abs … */
export interface CallBase {
  readonly kind: "call";
  readonly op: Op;
  readonly params: unknown;
  readonly inputs: readonly Form[];
  readonly key: string;
}

/** A form in parentheses: a sum as a factor, or a product under a root. */
export interface Group {
  readonly kind: "group";
  readonly form: Form;
  readonly key: string;
}

export function makeTerm(
  coefficient: Rational,
  powers: readonly Power[],
): Term {
  const sorted = [...powers].sort(byKey);
  return {
    coefficient,
    powers: sorted,
    key: sorted.map((power) => power.key).join(" "),
  };
}

export function makePower(base: Base, exponent: Form): Power {
  return { base, exponent, key: `${base.key}^${exponent.key}` };
}

/** A form of terms whose keys differ and whose coefficients are not zero. */
export function makeForm(terms: readonly Term[]): Form {
  const sorted = [...terms].sort(byKey);
  const key = sorted
    .map(({ coefficient: c, key: powers }) => {
      const fraction = `${String(c.numerator)}/${String(c.denominator)}`;
      return powers === "" ? fraction : `${fraction} ${powers}`;
    })
    .join("+");
  return { terms: sorted, key: `(${key})` };
}

function byKey(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

export function constantForm(value: Rational): Form {
  return value.numerator === 0n ? zeroForm : makeForm([makeTerm(value, [])]);
}

export const zeroForm = makeForm([]);
export const oneForm = makeForm([makeTerm(one, [])]);
export const minusOneForm = makeForm([makeTerm(minusOne, [])]);

/** A base to the first power. */
export function formOf(base: Base): Form {
  return makeForm([makeTerm(one, [makePower(base, oneForm)])]);
}

export function symbolBase(name: string): SymbolBase {
  return { kind: "symbol", name, key: name };
}

export const eBase: ConstantBase = { kind: "constant", name: "e", key: "#e" };

export const piBase: ConstantBase = {
  kind: "constant",
  name: "pi",
  key: "#pi",
};

export function radicalBase(value: bigint): RadicalBase {
  return { kind: "radical", value, key: `#${String(value)}` };
}

export function callBase(
  op: Op,
  params: unknown,
  inputs: readonly Form[],
): CallBase {
  const parameters = params === undefined ? "" : JSON.stringify(params);
  const inner = inputs.map((input) => input.key).join(",");
  return {
    kind: "call",
    op,
    params,
    inputs,
    key: `${op.name}${parameters}${inner}`,
  };
}

export function groupBase(form: Form): Group {
  return { kind: "group", form, key: `[${form.key}]` };
}

/** The rational number that a form is; `undefined` where it holds a symbol or an irrational number. */
export function constantOf(form: Form): Rational | undefined {
  const [first, second] = form.terms;
  if (first === undefined) return rational(0n);
  if (second !== undefined || first.powers.length > 0) return undefined;
  return first.coefficient;
}

export function isZeroForm(form: Form): boolean {
  return form.terms.length === 0;
}

export function isOneForm(form: Form): boolean {
  const value = constantOf(form);
  return value !== undefined && isOne(value);
}

/** The base and exponent of a form that is one power and nothing else. */
export function solePower(form: Form): Power | undefined {
  const [term, second] = form.terms;
  if (term === undefined || second !== undefined) return undefined;
  const [power, more] = term.powers;
  return more === undefined && isOne(term.coefficient) ? power : undefined;
}

/** Every name in a form, in the order of the alphabet. */
export function namesIn(form: Form): string[] {
  const found = new Set<string>();
  collectNames(form, found);
  return [...found].sort(compareNames);
}

function collectNames(form: Form, found: Set<string>): void {
  for (const { powers } of form.terms) {
    for (const { base, exponent } of powers) {
      collectNames(exponent, found);
      if (base.kind === "symbol") found.add(base.name);
      if (base.kind === "group") collectNames(base.form, found);
      if (base.kind === "call") {
        for (const input of base.inputs) collectNames(input, found);
      }
    }
  }
}

const collator = new Intl.Collator("en", { numeric: true });

/** The order of the alphabet, with x_2 before x_10. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
