import { kindOfTree, type Names } from "./algebra.js";
import { mapParts, number, type Tree } from "./tree.js";

/** Nothing: a sum without parts, whatever its shape. */
export const zero: Tree = number(0);

export function isZero(tree: Tree): boolean {
  return tree.kind === "number" && tree.value === 0;
}

function isOne(tree: Tree): boolean {
  return tree.kind === "number" && tree.value === 1;
}

export function negativeOf(tree: Tree): Tree {
  if (isZero(tree)) return tree;
  return tree.kind === "negative" ? tree.of : { kind: "negative", of: tree };
}

/** A sum without zeros, and without sums in it. */
export function sumTree(parts: readonly Tree[]): Tree {
  const left = parts
    .flatMap((part) => (part.kind === "sum" ? part.parts : [part]))
    .filter((part) => !isZero(part));
  const [only] = left;
  if (only === undefined) return zero;
  return left.length === 1 ? only : { kind: "sum", parts: left };
}

/** A product with its sign in front, without ones and without brackets that do not matter; zero where a factor is. */
export function productTree(
  kind: "product" | "hadamard",
  parts: readonly Tree[],
  names: Names,
): Tree {
  if (parts.some(isZero)) return zero;
  const signs = parts.filter((part) => part.kind === "negative").length;
  const left = parts
    .map((part) => (part.kind === "negative" ? part.of : part))
    .flatMap((part) =>
      part.kind === kind && isAssociative(part.parts, part, names)
        ? part.parts
        : [part],
    )
    .filter((part) => !isOne(part));
  const [only = number(1)] = left;
  const product: Tree = left.length < 2 ? only : { kind, parts: left };
  return signs % 2 === 1 ? negativeOf(product) : product;
}

/** Whether a product may stand in another without brackets: x'*y must stay together. */
function isAssociative(
  parts: readonly Tree[],
  whole: Tree,
  names: Names,
): boolean {
  const isScalar = (part: Tree): boolean =>
    kindOfTree(part, names) === "scalar";
  return !isScalar(whole) || parts.every(isScalar);
}

/** The tree with its parts changed and its signs and zeros put right. */
export function rebuilt(
  tree: Tree,
  change: (part: Tree) => Tree,
  names: Names,
): Tree {
  const changed = mapParts(tree, change);
  switch (changed.kind) {
    case "number":
    case "name":
    case "eye":
    case "power":
      return changed;
    case "ones":
      return isZero(changed.value) ? zero : changed;
    case "sum":
      return sumTree(changed.parts);
    case "product":
    case "hadamard":
      return productTree(changed.kind, changed.parts, names);
    case "quotient":
      return isZero(changed.above) ? zero : changed;
    case "negative":
      return negativeOf(changed.of);
    case "transpose": {
      const { of } = changed;
      if (isZero(of)) return of;
      return of.kind === "negative"
        ? negativeOf({ ...changed, of: of.of })
        : changed;
    }
    case "call":
      // Those with a differential inside are linear in it.
      return changed.inputs.some(isZero) ? zero : changed;
  }
}
