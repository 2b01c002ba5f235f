import type { Assembler } from "./assemble.js";
import { print, printNumber } from "./print.js";
import type { Index, Tensor, Term } from "./tensor.js";
import type { Tree } from "./tree.js";

/** A tensor in index notation: factors with the letters of their axes. */
export interface Indexed {
  /** The letters of the axes: those of the function, then those of each variable. */
  readonly letters: readonly (readonly string[])[];
  readonly terms: readonly IndexedTerm[];
}

export interface IndexedTerm {
  readonly coefficient: number;
  /** Factors without letters are scalars. */
  readonly factors: readonly {
    readonly tree: Tree;
    readonly exponent: number;
    readonly letters: readonly string[];
  }[];
}

/** The letters of the function's axes, of the first variable's, of the second's. */
const groupLetters = ["ij", "kl", "pq", "uv"];

/** The letters of summed indices. */
const summedLetters = "rstmnabcdefgh";

/**
 * A tensor in index notation, with whatever can be written as matrices written so.
 *
 * @param groups how many axes belong to the function and to each variable.
 */
export function indexed(
  tensor: Tensor,
  groups: readonly number[],
  assembler: Assembler,
): Indexed {
  const letters = groups.map((count, group) =>
    Array.from(
      { length: count },
      (_, i) => groupLetters[group]?.[i] ?? `i${String(group)}${String(i)}`,
    ),
  );
  const flat = letters.flat();
  const outer = new Map(tensor.outer.map(({ id }, i) => [id, flat[i] ?? ""]));
  return {
    letters,
    terms: tensor.terms.map((one) =>
      indexedTerm(one, tensor.outer, outer, assembler),
    ),
  };
}

function indexedTerm(
  one: Term,
  outer: readonly Index[],
  letters: ReadonlyMap<number, string>,
  assembler: Assembler,
): IndexedTerm {
  const graph = assembler.reduce(one, outer);
  const all = new Map(letters);
  const letterOf = (id: number): string => {
    const known = all.get(id);
    if (known !== undefined) return known;
    const fresh =
      summedLetters.charAt(all.size - letters.size) || `s${String(id)}`;
    all.set(id, fresh);
    return fresh;
  };
  return {
    coefficient: one.coefficient,
    factors: [
      ...graph.scalars.map((scalar) => ({ ...scalar, letters: [] })),
      ...graph.edges.map(({ from, to, tree }) => ({
        tree,
        exponent: 1,
        letters: [letterOf(from), letterOf(to)],
      })),
      ...[...graph.vectors].flatMap(([id, vectors]) =>
        vectors.map((vector) => ({ ...vector, letters: [letterOf(id)] })),
      ),
    ],
  };
}

/** `idx(i,j;k,l): delta[i,k]*X[l,j]`, summed over letters that are not in the head. */
export function printIndexed({ letters, terms }: Indexed): string {
  const head = letters.map((own) => own.join(",")).join(";");
  const body = terms.map((one, i) => {
    const text = printTerm(one);
    const sign = one.coefficient < 0 ? "-" : i > 0 ? "+" : "";
    return i === 0 ? `${sign}${text}` : ` ${sign} ${text}`;
  });
  return `idx(${head}): ${body.join("") || "0"}`;
}

function printTerm({ coefficient, factors }: IndexedTerm): string {
  const size = Math.abs(coefficient);
  const parts = factors.map(({ tree, exponent, letters }) => {
    const name = tree.kind === "eye" ? "delta" : print(tree);
    const plain = /^\w+(\([^()]*\))?$/.test(name);
    const base = plain ? name : `(${name})`;
    const raised =
      exponent === 1
        ? ""
        : exponent < 0
          ? `^(${printNumber(exponent)})`
          : `^${printNumber(exponent)}`;
    return letters.length === 0
      ? `${base}${raised}`
      : `${base}[${letters.join(",")}]${raised}`;
  });
  if (size !== 1 || parts.length === 0) parts.unshift(printNumber(size));
  return parts.join("*");
}
