import type { Atom, Factor, Index, Tensor, Term } from "./tensor.js";

/** What is assumed of variables, by name. */
export type Assumption =
  | "symmetric"
  | "diagonal"
  | "orthogonal"
  | "positive"
  | "invertible"
  | "positive-definite";

/**
 * Names for tensors under which equal ones are equal: summed indices are told apart by their places only (by colour
 * refinement), factors have no order, and a symmetric matrix has no first index. Two different terms may in principle
 * get one name; the numeric check of every answer would find that out.
 */
export class Keys {
  readonly #symmetric: (name: string) => boolean;
  readonly #tensors = new WeakMap<Tensor, string>();

  constructor(isSymmetric: (name: string) => boolean) {
    this.#symmetric = isSymmetric;
  }

  /** The name of a tensor, whose axes are in order. */
  of(tensor: Tensor): string {
    const known = this.#tensors.get(tensor);
    if (known !== undefined) return known;
    const names = tensor.terms.map(
      (one) =>
        `${String(round(one.coefficient))}*${this.ofTerm(one, tensor.outer)}`,
    );
    const key = `{${names.sort().join("+")}|${String(tensor.outer.length)}}`;
    this.#tensors.set(tensor, key);
    return key;
  }

  /** The name of a term without its coefficient. */
  ofTerm({ factors }: Term, outer: readonly Index[]): string {
    let colors = new Map<number, string>();
    outer.forEach(({ id }, i) => {
      colors.set(id, `o${String(i)}${colors.get(id) ?? ""}`);
    });
    const parts = factors.map((one) => this.#orient(one));
    const named = new Set(colors.keys());
    for (let pass = 0; pass < 4; pass++) {
      const seen = new Map<number, string[]>();
      for (const { key, indices, symmetric } of parts) {
        const own = indices.map(({ id }) => colors.get(id) ?? "");
        indices.forEach(({ id }, i) => {
          if (named.has(id)) return;
          const others = own.toSpliced(i, 1).join(",");
          const place = symmetric ? "" : String(i);
          const list = seen.get(id) ?? [];
          list.push(`${key}@${place}(${others})`);
          seen.set(id, list);
        });
      }
      const next = new Map(colors);
      for (const [id, list] of seen) next.set(id, short(list.sort().join(";")));
      colors = next;
    }
    return parts
      .map(({ key, indices, symmetric }) => {
        const own = indices.map(({ id }) => colors.get(id) ?? "");
        if (symmetric) own.sort();
        return `${key}[${own.join(",")}]`;
      })
      .sort()
      .join(" ");
  }

  /** Whether a matrix equals its transpose whatever its variables are. */
  isSymmetric(tensor: Tensor): boolean {
    return (
      tensor.outer.length === 2 &&
      this.of(tensor) ===
        this.of({ terms: tensor.terms, outer: tensor.outer.toReversed() })
    );
  }

  /** Whether the order of a factor's two indices does not matter. */
  isSymmetricAtom(atom: Atom): boolean {
    switch (atom.kind) {
      case "delta":
        return true;
      case "variable":
        return this.#symmetric(atom.name);
      case "sum":
      case "function":
      case "power":
        return this.isSymmetric(atom.inner);
      case "ones":
      case "lower":
      case "pair":
        return false;
    }
  }

  /** A factor the way round whose name comes first: inv(E')[i,j] is inv(E)[j,i]. */
  #orient({ atom, indices }: Factor): {
    key: string;
    indices: readonly Index[];
    symmetric: boolean;
  } {
    const key = this.ofAtom(atom);
    if (indices.length !== 2 || !("inner" in atom)) {
      const symmetric = indices.length === 2 && this.isSymmetricAtom(atom);
      return { key, indices, symmetric };
    }
    const { inner } = atom;
    const turned = this.ofAtom({
      ...atom,
      inner: { ...inner, outer: inner.outer.toReversed() },
    });
    return turned < key
      ? { key: turned, indices: indices.toReversed(), symmetric: false }
      : { key, indices, symmetric: turned === key };
  }

  ofAtom(atom: Atom): string {
    switch (atom.kind) {
      case "variable":
        return atom.name;
      case "delta":
      case "ones":
      case "lower":
      case "pair":
        return `#${atom.kind}`;
      case "sum":
        return this.of(atom.inner);
      case "function":
        return `${atom.name}${this.of(atom.inner)}`;
      case "power": {
        const { exponent } = atom;
        const power =
          typeof exponent === "number"
            ? String(round(exponent))
            : this.of(exponent);
        return `${this.of(atom.inner)}^${power}`;
      }
    }
  }
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** A short name for a long one: two 32-bit hashes (FNV-1a with two seeds). */
function short(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return `c${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
