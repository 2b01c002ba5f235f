import {
  type Base,
  compareNames,
  constantOf,
  type Form,
  namesIn,
  type Power,
  type Term,
} from "./form.js";
import { compareRational, isNegative, toNumber } from "./rational.js";

/** The sum of the exponents of a term's symbols: what polynomials are ordered by. */
export function degreeOf(term: Term): number {
  let degree = 0;
  for (const { base, exponent } of term.powers) {
    const value = constantOf(exponent);
    if (!value) continue;
    if (base.kind === "symbol") degree += toNumber(value);
    if (base.kind === "group") degree += toNumber(value) * heightOf(base.form);
  }
  return degree;
}

function heightOf(form: Form): number {
  return Math.max(0, ...form.terms.map(degreeOf));
}

/** The term of the highest degree, the earliest of the alphabet among several: what a polynomial begins with. */
export function leadingTerm(form: Form): Term | undefined {
  let lead: Term | undefined;
  for (const term of form.terms) {
    if (lead === undefined || compareTerms(term, lead) < 0) lead = term;
  }
  return lead;
}

/** The terms of a sum as a person would write them: falling degrees, but 1 − x rather than −x + 1. */
export function orderedTerms(form: Form): Term[] {
  const terms = [...form.terms].sort(compareTerms);
  const [first, second] = terms;
  if (
    terms.length === 2 &&
    first &&
    second &&
    isNegative(first.coefficient) &&
    !isNegative(second.coefficient)
  ) {
    return [second, first];
  }
  return terms;
}

/** The factors of a term as a person would write them: numbers, symbols, sums, functions, exponentials. */
export function orderedPowers(powers: readonly Power[]): Power[] {
  return [...powers].sort(comparePowers);
}

export function compareTerms(a: Term, b: Term): number {
  return (
    degreeOf(b) - degreeOf(a) ||
    compareSymbols(a, b) ||
    a.powers.length - b.powers.length ||
    compareLists(namesInTerm(a), namesInTerm(b)) ||
    // sin 2x before sin 10x.
    compareNames(a.key, b.key) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

/** x² before xy before y²: the first symbol with different exponents decides. */
function compareSymbols(a: Term, b: Term): number {
  const x = symbolPowers(a);
  const y = symbolPowers(b);
  const names = [...new Set([...x.keys(), ...y.keys()])].sort(compareNames);
  for (const name of names) {
    const difference = (y.get(name) ?? 0) - (x.get(name) ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function symbolPowers(term: Term): Map<string, number> {
  const powers = new Map<string, number>();
  for (const { base, exponent } of term.powers) {
    const value = constantOf(exponent);
    if (base.kind === "symbol" && value) powers.set(base.name, toNumber(value));
  }
  return powers;
}

function namesInTerm(term: Term): string[] {
  return namesIn({ terms: [term], key: "" });
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareNames(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  // A constant comes last; otherwise the fewer names the sooner.
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return a.length - b.length;
}

function comparePowers(a: Power, b: Power): number {
  return (
    place(a) - place(b) ||
    compareWithin(a.base, b.base) ||
    compareExponents(a, b) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

function place({ base, exponent }: Power): number {
  const fixed = constantOf(exponent) !== undefined;
  switch (base.kind) {
    case "radical":
      return 0;
    case "constant":
      return base.name === "pi" ? 1 : 6;
    case "symbol":
      return fixed ? 2 : 4;
    case "group":
      return 3;
    case "call":
      return 5;
  }
}

function compareWithin(a: Base, b: Base): number {
  if (a.kind === "symbol" && b.kind === "symbol") {
    return compareNames(a.name, b.name);
  }
  if (a.kind === "group" && b.kind === "group") {
    return (
      a.form.terms.length - b.form.terms.length ||
      compareLists(namesIn(a.form), namesIn(b.form))
    );
  }
  if (a.kind === "call" && b.kind === "call") {
    // sin x cos x rather than cos x sin x.
    return a.op.name < b.op.name ? 1 : a.op.name > b.op.name ? -1 : 0;
  }
  return 0;
}

function compareExponents(a: Power, b: Power): number {
  const x = constantOf(a.exponent);
  const y = constantOf(b.exponent);
  return x && y ? compareRational(y, x) : 0;
}
