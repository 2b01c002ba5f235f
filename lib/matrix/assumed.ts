/** What assumptions about matrices make of a formula: an orthogonal Q has Q'·Q = 1, and its inverse is its transpose. */
import type { Assumptions } from "./check.js";
import { mapParts, type NaryTree, type Tree } from "./tree.js";

/** The formula with products of orthogonal matrices that cancel gone, and their inverses as transposes. */
export function byAssumptions(tree: Tree, assumptions: Assumptions): Tree {
  const simple = mapParts(tree, (part) => byAssumptions(part, assumptions));
  if (simple.kind === "product") return cancelled(simple, assumptions);
  if (simple.kind === "transpose") return flipped(simple.of);
  if (simple.kind !== "call" || simple.name !== "inv") return simple;
  const [input] = simple.inputs;
  return input && orthogonal(input, assumptions) ? flipped(input) : simple;
}

/** The name of an orthogonal matrix, or of the one that is transposed. */
function orthogonal(
  tree: Tree | undefined,
  assumptions: Assumptions,
): string | undefined {
  const inner = tree?.kind === "transpose" ? tree.of : tree;
  return inner?.kind === "name" && assumptions.of(inner.name).has("orthogonal")
    ? inner.name
    : undefined;
}

const flipped = (tree: Tree): Tree =>
  tree.kind === "transpose" ? tree.of : { kind: "transpose", of: tree };

/** A product without neighbours Q'·Q and Q·Q'. */
function cancelled(tree: NaryTree, assumptions: Assumptions): Tree {
  const parts: Tree[] = [];
  for (const part of tree.parts) {
    const before = parts.at(-1);
    const name = orthogonal(part, assumptions);
    const cancels =
      name !== undefined &&
      name === orthogonal(before, assumptions) &&
      part.kind !== before?.kind;
    if (cancels) parts.pop();
    else parts.push(part);
  }
  const [only, more] = parts;
  if (only && !more) return only;
  // Numbers alone would no longer be a matrix.
  const kept = parts.some(({ kind }) => kind !== "number");
  if (parts.length === tree.parts.length) return tree;
  return only === undefined
    ? { kind: "eye" }
    : { ...tree, parts: kept ? parts : [...parts, { kind: "eye" }] };
}
