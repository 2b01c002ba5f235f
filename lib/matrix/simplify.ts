import { raised } from "./build.js";
import type { Keys } from "./keys.js";
import { cancelInverses, invertProduct } from "./inverses.js";
import {
  asTerm,
  type Atom,
  type Factor,
  factor,
  type Index,
  multiply,
  numberOf,
  renameFactor,
  type Tensor,
  term,
  type Term,
} from "./tensor.js";

/** Simplifies tensors and remembers what it has simplified. */
export class Simplifier {
  readonly keys: Keys;
  readonly #done = new WeakMap<Tensor, Tensor>();

  constructor(keys: Keys) {
    this.keys = keys;
  }

  /** An equal tensor: deltas contracted, powers merged, inverses cancelled, like terms collected. */
  tensor(tensor: Tensor): Tensor {
    const known = this.#done.get(tensor);
    if (known) return known;
    const collected = new Map<string, Term>();
    for (const one of tensor.terms) {
      const simple = this.#term(one, tensor.outer);
      if (simple.coefficient === 0) continue;
      const key = this.keys.ofTerm(simple, tensor.outer);
      const like = collected.get(key);
      const coefficient = simple.coefficient + (like?.coefficient ?? 0);
      collected.set(key, { ...(like ?? simple), coefficient });
    }
    const result = {
      outer: tensor.outer,
      terms: [...collected.values()].filter(
        ({ coefficient }) => Math.abs(coefficient) > 1e-12,
      ),
    };
    this.#done.set(tensor, result);
    this.#done.set(result, result);
    return result;
  }

  #term(written: Term, outer: readonly Index[]): Term {
    let current = term(1);
    for (const one of written.factors) {
      current = multiply(current, this.#factor(one));
    }
    current = {
      ...current,
      coefficient: current.coefficient * written.coefficient,
    };
    const rules = [
      contractDelta,
      dropOnes,
      contractPairs,
      (t: Term, o: readonly Index[]) => mergePowers(t, o, this.keys),
      (t: Term, o: readonly Index[]) => mergeScalars(t, o, this.keys),
      (t: Term, o: readonly Index[]) => cancelInverses(t, o, this.keys),
    ];
    for (let again = true; again;) {
      again = false;
      for (const rule of rules) {
        const next = rule(current, outer);
        if (!next) continue;
        // A rule may have made factors that simplify further, such as powers of one.
        current = next.factors.reduce(
          (product, one) => multiply(product, this.#factor(one)),
          term(next.coefficient),
        );
        again = true;
        break;
      }
      if (current.coefficient === 0) return current;
    }
    return current;
  }

  /** A factor with what is inside it simplified; several factors where it falls apart. */
  #factor(one: Factor): Term {
    const { atom, indices } = one;
    if (!("inner" in atom)) return term(1, one);
    const inner = this.tensor(atom.inner);
    switch (atom.kind) {
      case "sum":
        return sumAsTerm(inner, indices);
      case "power":
        return this.#power(inner, atom.exponent, indices);
      case "function": {
        const inverse =
          atom.name === "inv" ? invertProduct(inner, indices) : undefined;
        if (!inverse) return term(1, factor({ ...atom, inner }, ...indices));
        return inverse.factors.reduce(
          (product, part) =>
            part.atom.kind === "function"
              ? multiply(product, term(1, part))
              : multiply(product, this.#factor(part)),
          term(inverse.coefficient),
        );
      }
    }
  }

  #power(
    inner: Tensor,
    exponent: number | Tensor,
    indices: readonly Index[],
  ): Term {
    const simple =
      typeof exponent === "number" ? exponent : this.tensor(exponent);
    const power = typeof simple === "number" ? simple : numberOf(simple);
    if (power === undefined) {
      return term(
        1,
        factor({ kind: "power", inner, exponent: simple }, ...indices),
      );
    }
    if (power === 0) {
      return term(1, ...indices.map((i) => factor({ kind: "ones" }, i)));
    }
    if (power === 1) return sumAsTerm(inner, indices);
    const value = numberOf(inner);
    if (value !== undefined) return term(value ** power);
    const [only, second] = inner.terms;
    if (only && !second) {
      const whole = Number.isInteger(power);
      const nested = soleFactor(only, inner.outer);
      if (nested?.kind === "power" && typeof nested.exponent === "number") {
        if (whole) {
          const product = this.#power(
            nested.inner,
            nested.exponent * power,
            indices,
          );
          return multiply(term(only.coefficient ** power), product);
        }
      }
      const { coefficient } = only;
      if (coefficient !== 1 && (whole || coefficient > 0)) {
        const unit = {
          outer: inner.outer,
          terms: [{ ...only, coefficient: 1 }],
        };
        const root = this.#power(unit, power, indices);
        return multiply(term(coefficient ** power), root);
      }
    }
    return term(
      1,
      factor({ kind: "power", inner, exponent: power }, ...indices),
    );
  }
}

/** The atom of a term that is one factor over exactly these indices. */
function soleFactor(one: Term, outer: readonly Index[]): Atom | undefined {
  const [only, second] = one.factors;
  if (!only || second || only.indices.length !== outer.length) return undefined;
  return only.indices.every((index, i) => index.id === outer[i]?.id)
    ? only.atom
    : undefined;
}

/** A sum as a factor, with the number that all its terms share in front. */
function sumAsTerm(inner: Tensor, indices: readonly Index[]): Term {
  const [first, ...rest] = inner.terms;
  if (!first) return term(0);
  const size = Math.abs(first.coefficient);
  const shared =
    rest.length > 0 &&
    size !== 1 &&
    rest.every(({ coefficient }) => Math.abs(coefficient) === size);
  if (!shared) return asTerm(inner, indices);
  const terms = inner.terms.map((one) => ({
    ...one,
    coefficient: one.coefficient / size,
  }));
  return multiply(term(size), asTerm({ ...inner, terms }, indices));
}

type Rule = (one: Term, outer: readonly Index[]) => Term | undefined;

const holds = (indices: readonly Index[], { id }: Index): boolean =>
  indices.some((index) => index.id === id);

/** δ[i,j] with j summed over is the renaming of j to i; with both outer, j gives way to i elsewhere. */
const contractDelta: Rule = ({ coefficient, factors }, outer) => {
  for (const [n, { atom, indices }] of factors.entries()) {
    const [i, j] = indices;
    if (atom.kind !== "delta" || !i || !j) continue;
    const rest = factors.filter((_, m) => m !== n);
    if (i.id === j.id) {
      return term(coefficient, ...rest, factor({ kind: "ones" }, i));
    }
    const [kept, gone] = keepsFirst(i, j, outer) ? [i, j] : [j, i];
    const names = new Map([[gone.id, kept]]);
    const renamed = rest.map((one) => renameFactor(one, names));
    if (!holds(outer, gone)) {
      return term(coefficient, ...renamed, factor({ kind: "ones" }, kept));
    }
    if (rest.some((one) => holds(one.indices, gone))) {
      const delta = factor(atom, i, j);
      return term(coefficient, ...renamed, delta);
    }
  }
  return undefined;
};

function keepsFirst(i: Index, j: Index, outer: readonly Index[]): boolean {
  if (!holds(outer, j)) return true;
  if (!holds(outer, i)) return false;
  const place = ({ id }: Index): number =>
    outer.findIndex((index) => index.id === id);
  return place(i) < place(j);
}

/** Ones are needed only where nothing else carries their index. */
const dropOnes: Rule = ({ coefficient, factors }) => {
  const n = factors.findIndex(({ atom, indices: [i] }, at) => {
    if (atom.kind !== "ones" || !i) return false;
    return factors.some((other, m) => m !== at && holds(other.indices, i));
  });
  if (n < 0) return undefined;
  return term(coefficient, ...factors.filter((_, m) => m !== n));
};

/** A pair index that is summed over twice makes its parts equal; once, it sums over both. */
const contractPairs: Rule = ({ coefficient, factors }, outer) => {
  for (const [n, { atom, indices }] of factors.entries()) {
    const [pair, i, k] = indices;
    if (atom.kind !== "pair" || !pair || !i || !k || holds(outer, pair))
      continue;
    const others = factors.filter((_, m) => m !== n);
    const sharing = others.filter((one) => holds(one.indices, pair));
    const [twin, more] = sharing;
    if (!twin) {
      const sums = [factor({ kind: "ones" }, i), factor({ kind: "ones" }, k)];
      return term(coefficient, ...others, ...sums);
    }
    const [, j, l] = twin.indices;
    if (more || twin.atom.kind !== "pair" || !j || !l) continue;
    return term(
      coefficient,
      ...others.filter((one) => one !== twin),
      factor({ kind: "delta" }, i, j),
      factor({ kind: "delta" }, k, l),
    );
  }
  return undefined;
};

/** x·x is x², and x²·x⁻¹ is x, entry by entry. */
function mergePowers(
  { coefficient, factors }: Term,
  _outer: readonly Index[],
  keys: Keys,
): Term | undefined {
  const seen = new Map<string, number>();
  for (const [n, one] of factors.entries()) {
    const { base, exponent } = powerOf(one);
    if (!base) continue;
    const where = one.indices.map(({ id }) => id).join(",");
    const key = `${keys.of(base)}@${where}`;
    const m = seen.get(key);
    seen.set(key, n);
    const like = m === undefined ? undefined : factors[m];
    if (!like) continue;
    const sum = exponent + powerOf(like).exponent;
    const merged = factor(
      { kind: "power", inner: base, exponent: sum },
      ...one.indices,
    );
    const rest = factors.filter((_, at) => at !== n && at !== m);
    return term(coefficient, ...rest, merged);
  }
  return undefined;
}

/** A factor as a power of a tensor; what is 0 or 1 everywhere has no powers. */
function powerOf(one: Factor): { base: Tensor | undefined; exponent: number } {
  const { atom, indices } = one;
  switch (atom.kind) {
    case "delta":
    case "ones":
    case "lower":
    case "pair":
      return { base: undefined, exponent: 1 };
    case "power":
      return typeof atom.exponent === "number"
        ? { base: atom.inner, exponent: atom.exponent }
        : { base: undefined, exponent: 1 };
    case "sum":
      return { base: atom.inner, exponent: 1 };
    case "variable":
    case "function": {
      const outer = indices.map((index, i) => ({ ...index, id: -1 - i }));
      return {
        base: { outer, terms: [term(1, factor(atom, ...outer))] },
        exponent: 1,
      };
    }
  }
}

/** (x'Ax)·(x'Ax)⁻³ is (x'Ax)⁻²: factors that together are the base of a scalar power join it. */
function mergeScalars(
  { coefficient, factors }: Term,
  outer: readonly Index[],
  keys: Keys,
): Term | undefined {
  for (const [n, { atom, indices }] of factors.entries()) {
    if (atom.kind !== "power" || indices.length > 0) continue;
    if (typeof atom.exponent !== "number") continue;
    const others = factors.filter((_, m) => m !== n);
    const base = keys.of(atom.inner);
    for (const part of componentsOf(others, outer)) {
      if (keys.of({ outer: [], terms: [term(1, ...part)] }) !== base) continue;
      const rest = others.filter((one) => !part.includes(one));
      const { terms } = raised(atom.inner, atom.exponent + 1);
      return multiply(term(coefficient, ...rest), terms[0] ?? term(1));
    }
  }
  return undefined;
}

/** The scalars that a term is a product of: factors connected by summed indices, none of them outer. */
export function componentsOf(
  factors: readonly Factor[],
  outer: readonly Index[],
): Factor[][] {
  const groups: { factors: Factor[]; indices: Index[] }[] = [];
  for (const one of factors) {
    const joined = groups.filter(({ indices }) =>
      indices.some((index) => holds(one.indices, index)),
    );
    const merged = {
      factors: [...joined.flatMap((group) => group.factors), one],
      indices: [...joined.flatMap((group) => group.indices), ...one.indices],
    };
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups
    .filter(({ indices }) => !indices.some((index) => holds(outer, index)))
    .map((group) => group.factors);
}
