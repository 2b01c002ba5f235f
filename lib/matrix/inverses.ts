import type { Keys } from "./keys.js";
import {
  type Factor,
  factor,
  type Index,
  type Tensor,
  term,
  type Term,
  termsOver,
} from "./tensor.js";

/**
 * The inverse of a product of square matrices as the product of their inverses in reverse; also of the identity and of
 * an inverse. `undefined` where the inverse stays whole.
 */
export function invertProduct(
  inner: Tensor,
  indices: readonly Index[],
): Term | undefined {
  const [i, j] = indices;
  const [only, second] = inner.terms;
  if (!i || !j || !only || second) return undefined;
  // The inverse runs the other way: its first index is the column of what is inverted.
  const [turned] = termsOver(inner, [j, i]);
  if (!turned) return undefined;
  const chain = chainOf(turned.factors, j, i);
  if (!chain) return undefined;
  const [sole] = chain;
  const alone =
    chain.length === 1 && sole && !isInverse(sole) && turned.coefficient === 1;
  if (alone && sole.atom.kind !== "delta") return undefined;
  return term(1 / turned.coefficient, ...chain.map(inverseOf));
}

function isInverse({ atom }: Factor): boolean {
  return atom.kind === "function" && atom.name === "inv";
}

function inverseOf(one: Factor): Factor {
  const { atom, indices } = one;
  const [p, q] = indices;
  if (!p || !q) throw new Error("internal: the inverse of no matrix");
  if (atom.kind === "delta") return one;
  if (atom.kind === "function" && atom.name === "inv") {
    return factor({ kind: "sum", inner: atom.inner }, q, p);
  }
  const outer = [
    { ...p, id: -1 },
    { ...q, id: -2 },
  ];
  const inner =
    atom.kind === "sum"
      ? atom.inner
      : { outer, terms: [term(1, factor(atom, ...outer))] };
  return factor({ kind: "function", name: "inv", inner }, q, p);
}

/** All factors as a path of square matrices from one index to another. */
function chainOf(
  factors: readonly Factor[],
  from: Index,
  to: Index,
): Factor[] | undefined {
  const size = from.length.find();
  const left = new Set(factors);
  const chain: Factor[] = [];
  let at = from;
  while (left.size > 0) {
    const next = [...left].find(
      ({ indices }) =>
        indices.length === 2 && indices.some(({ id }) => id === at.id),
    );
    const [p, q] = next?.indices ?? [];
    if (!next || !p || !q || p.id === q.id) return undefined;
    if (p.length.find() !== size || q.length.find() !== size) return undefined;
    left.delete(next);
    chain.push(next);
    at = p.id === at.id ? q : p;
  }
  return at.id === to.id ? chain : undefined;
}

/** E·inv(E) is the identity, where their common index is in no other factor. */
export function cancelInverses(
  { coefficient, factors }: Term,
  outer: readonly Index[],
  keys: Keys,
): Term | undefined {
  for (const inverse of factors) {
    const { atom } = inverse;
    if (atom.kind !== "function" || atom.name !== "inv") continue;
    const base = keys.of(atom.inner);
    for (const other of factors) {
      if (other === inverse || other.indices.length !== 2) continue;
      const ends = joinedEnds(inverse, other, base, keys);
      if (!ends) continue;
      const [shared, ...free] = ends;
      const uses = factors.flatMap(({ indices }) => indices);
      const count = uses.filter(({ id }) => id === shared.id).length;
      if (count !== 2 || outer.some(({ id }) => id === shared.id)) continue;
      const rest = factors.filter((one) => one !== inverse && one !== other);
      return term(coefficient, ...rest, factor({ kind: "delta" }, ...free));
    }
  }
  return undefined;
}

/** The index that a matrix and its inverse share, and the two free ones, where they meet the right way round. */
function joinedEnds(
  inverse: Factor,
  other: Factor,
  base: string,
  keys: Keys,
): [Index, Index, Index] | undefined {
  const [a, b] = inverse.indices;
  const [p, q] = other.indices;
  if (!a || !b || !p || !q) return undefined;
  const { atom } = other;
  const outer = [
    { ...p, id: -1 },
    { ...q, id: -2 },
  ];
  const tensor: Tensor =
    atom.kind === "sum"
      ? atom.inner
      : { outer, terms: [term(1, factor(atom, ...outer))] };
  const straight = keys.of(tensor) === base;
  const turned =
    keys.of({ ...tensor, outer: tensor.outer.toReversed() }) === base;
  // E[p,q]·inv(E)[q,b], or inv(E)[a,p]·E[p,q]; turned about where the factor is the transpose.
  if (straight && q.id === a.id) return [a, p, b];
  if (straight && p.id === b.id) return [b, a, q];
  if (turned && p.id === a.id) return [a, q, b];
  if (turned && q.id === b.id) return [b, a, p];
  return undefined;
}
