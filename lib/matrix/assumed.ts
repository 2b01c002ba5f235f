/** What assumptions about matrices make of a formula: an orthogonal Q has Q'·Q = 1, and its inverse is its transpose. */
import type { Assumptions } from "./check.js";
import type { NaryTree, Tree } from "./tree.js";

/** The formula with products of orthogonal matrices that cancel gone, and their inverses as transposes. */
export function byAssumptions(tree: Tree, assumptions: Assumptions): Tree {
  const simplify = (part: Tree): Tree => byAssumptions(part, assumptions);
  switch (tree.kind) {
    case "number":
    case "name":
    case "eye":
      return tree;
    case "ones":
      return { ...tree, value: simplify(tree.value) };
    case "sum":
    case "hadamard":
      return { ...tree, parts: tree.parts.map(simplify) };
    case "product":
      return cancelled(
        { ...tree, parts: tree.parts.map(simplify) },
        assumptions,
      );
    case "quotient":
      return {
        ...tree,
        above: simplify(tree.above),
        below: simplify(tree.below),
      };
    case "power":
      return { ...tree, base: simplify(tree.base) };
    case "negative":
      return { ...tree, of: simplify(tree.of) };
    case "transpose":
      return flipped(simplify(tree.of));
    case "call": {
      const inputs = tree.inputs.map(simplify);
      const [input] = inputs;
      const turned = orthogonal(input, assumptions);
      return tree.name === "inv" && input && turned
        ? flipped(input)
        : { ...tree, inputs };
    }
  }
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
