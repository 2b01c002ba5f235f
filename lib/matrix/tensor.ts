import type { Length } from "./shapes.js";

/**
 * The index notation in which derivatives are taken (after Laue, Mitterreiter and Giesen, "Computing higher order
 * derivatives of matrix and tensor expressions", NeurIPS 2018): a tensor is a sum of terms, a term a number times
 * factors, and an index that is not among the outer ones is summed over.
 */
export interface Tensor {
  readonly terms: readonly Term[];
  /** The axes, in order. */
  readonly outer: readonly Index[];
}

export interface Term {
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

export interface Factor {
  readonly atom: Atom;
  readonly indices: readonly Index[];
}

export interface Index {
  readonly id: number;
  readonly length: Length;
}

export type Atom =
  | { readonly kind: "variable"; readonly name: string }
  /** 1 where its two indices are equal, else 0. */
  | { readonly kind: "delta" }
  | { readonly kind: "ones" }
  /** 1 where the second index is not past the first, else 0: the matrix of a running sum. */
  | { readonly kind: "lower" }
  /** 1 where the first index counts the pair of the other two, row by row. */
  | { readonly kind: "pair" }
  /** A sum that is a factor, and is not multiplied out. */
  | { readonly kind: "sum"; readonly inner: Tensor }
  /** A function of a tensor: of each entry, or of a matrix as a whole. */
  | FunctionAtom
  | PowerAtom;

export interface FunctionAtom {
  readonly kind: "function";
  readonly name: string;
  readonly inner: Tensor;
}

/** Each entry to a power: a number, or a scalar tensor. */
export interface PowerAtom {
  readonly kind: "power";
  readonly inner: Tensor;
  readonly exponent: number | Tensor;
}

let lastId = 0;

export function freshIndex(length: Length): Index {
  return { id: ++lastId, length };
}

export function freshLike(indices: readonly Index[]): Index[] {
  return indices.map(({ length }) => freshIndex(length));
}

export const factor = (atom: Atom, ...indices: readonly Index[]): Factor => ({
  atom,
  indices,
});

export const term = (
  coefficient: number,
  ...factors: readonly Factor[]
): Term => ({ coefficient, factors });

/** A tensor of one term. */
export const tensorOf = (
  outer: readonly Index[],
  ...factors: readonly Factor[]
): Tensor => ({ terms: [term(1, ...factors)], outer });

export const scalarTensor = (value: number): Tensor => ({
  terms: value === 0 ? [] : [term(value)],
  outer: [],
});

/** The number that a tensor is; `undefined` where it is more than that. */
export function numberOf(tensor: Tensor): number | undefined {
  const [first, second] = tensor.terms;
  if (tensor.outer.length > 0 || second) return undefined;
  if (!first) return 0;
  return first.factors.length === 0 ? first.coefficient : undefined;
}

export function renameFactor(
  { atom, indices }: Factor,
  names: ReadonlyMap<number, Index>,
): Factor {
  return {
    atom,
    indices: indices.map((index) => names.get(index.id) ?? index),
  };
}

/** The terms of a tensor over other outer indices, with new summed ones, so that they can join other factors. */
export function termsOver(tensor: Tensor, outer: readonly Index[]): Term[] {
  return tensor.terms.map(({ coefficient, factors }) => {
    const names = new Map<number, Index>();
    tensor.outer.forEach((index, i) => {
      names.set(index.id, outer[i] ?? index);
    });
    for (const { indices } of factors) {
      for (const index of indices) {
        if (!names.has(index.id)) names.set(index.id, freshIndex(index.length));
      }
    }
    return {
      coefficient,
      factors: factors.map((one) => renameFactor(one, names)),
    };
  });
}

/** A tensor as one term over these outer indices: its only term, or the sum as a factor of its own. */
export function asTerm(tensor: Tensor, outer: readonly Index[]): Term {
  const [only, second] = termsOver(tensor, outer);
  if (only && !second) return only;
  if (!only) return term(0);
  return term(1, factor({ kind: "sum", inner: tensor }, ...outer));
}

export function multiply(a: Term, b: Term): Term {
  return term(a.coefficient * b.coefficient, ...a.factors, ...b.factors);
}
