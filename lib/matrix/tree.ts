/** An expression of matrix calculus as it is written: what the parser gives and what is printed and evaluated. */
export type Tree =
  | NumberTree
  | NameTree
  | EyeTree
  | OnesTree
  | NaryTree
  | QuotientTree
  | PowerTree
  | UnaryTree
  | CallTree;

/** Where in the text a tree begins, for error messages; trees that are made have none. */
interface Placed {
  readonly at?: number;
}

export interface NumberTree extends Placed {
  readonly kind: "number";
  readonly value: number;
}

export interface NameTree extends Placed {
  readonly kind: "name";
  readonly name: string;
}

/** The identity matrix, whose size its surroundings say. */
export interface EyeTree extends Placed {
  readonly kind: "eye";
}

/** `vector(c)` and `matrix(c)`: every entry is `value`, and the surroundings say the size. */
export interface OnesTree extends Placed {
  readonly kind: "ones";
  readonly rank: 1 | 2;
  readonly value: Tree;
}

/** A sum, a matrix product (or scaling), or an elementwise product. */
export interface NaryTree extends Placed {
  readonly kind: "sum" | "product" | "hadamard";
  readonly parts: readonly Tree[];
}

export interface QuotientTree extends Placed {
  readonly kind: "quotient";
  readonly elementwise: boolean;
  readonly above: Tree;
  readonly below: Tree;
}

export interface PowerTree extends Placed {
  readonly kind: "power";
  readonly elementwise: boolean;
  readonly base: Tree;
  readonly exponent: Tree;
}

export interface UnaryTree extends Placed {
  readonly kind: "negative" | "transpose";
  readonly of: Tree;
}

export interface CallTree extends Placed {
  readonly kind: "call";
  readonly name: string;
  readonly inputs: readonly Tree[];
}

export const number = (value: number): Tree =>
  value < 0
    ? { kind: "negative", of: { kind: "number", value: -value } }
    : { kind: "number", value };

export const call = (name: string, ...inputs: Tree[]): Tree => ({
  kind: "call",
  name,
  inputs,
});

export const power = (
  base: Tree,
  exponent: Tree,
  elementwise: boolean,
): Tree => ({ kind: "power", elementwise, base, exponent });

export const ones = (rank: 1 | 2): Tree => ({
  kind: "ones",
  rank,
  value: { kind: "number", value: 1 },
});

/** The trees that a tree is made of. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "number":
    case "name":
    case "eye":
      return [];
    case "ones":
      return [tree.value];
    case "sum":
    case "product":
    case "hadamard":
      return tree.parts;
    case "quotient":
      return [tree.above, tree.below];
    case "power":
      return [tree.base, tree.exponent];
    case "negative":
    case "transpose":
      return [tree.of];
    case "call":
      return tree.inputs;
  }
}

/** The tree with its parts changed. */
export function mapParts(tree: Tree, change: (part: Tree) => Tree): Tree {
  switch (tree.kind) {
    case "number":
    case "name":
    case "eye":
      return tree;
    case "ones":
      return { ...tree, value: change(tree.value) };
    case "sum":
    case "product":
    case "hadamard":
      return { ...tree, parts: tree.parts.map(change) };
    case "quotient":
      return {
        ...tree,
        above: change(tree.above),
        below: change(tree.below),
      };
    case "power":
      return {
        ...tree,
        base: change(tree.base),
        exponent: change(tree.exponent),
      };
    case "negative":
    case "transpose":
      return { ...tree, of: change(tree.of) };
    case "call":
      return { ...tree, inputs: tree.inputs.map(change) };
  }
}

/** The names of the variables of a tree, each once. */
export function namesOf(tree: Tree): Set<string> {
  const found = new Set<string>();
  const visit = (part: Tree): void => {
    if (part.kind === "name") found.add(part.name);
    partsOf(part).forEach(visit);
  };
  visit(tree);
  return found;
}

export const eyeTree: Tree = { kind: "eye" };
