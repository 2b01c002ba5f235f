import { tokenCount } from "./lexer.js";
import { print } from "./print.js";
import type { Kind } from "./shapes.js";
import { number, power, type Tree } from "./tree.js";

/** What making trees needs to know of variables. */
export interface Names {
  kindOf(name: string): Kind;
  isSymmetric(name: string): boolean;
}

const scalarCalls = new Set(["sum", "tr", "det", "logdet", "norm1", "norm2"]);
const squareCalls = new Set(["inv", "adj", "expm"]);

/** Whether a tree is a scalar, a column, a row or a matrix. */
export function kindOfTree(tree: Tree, names: Names): Kind {
  switch (tree.kind) {
    case "number":
      return "scalar";
    case "name":
      return names.kindOf(tree.name);
    case "eye":
      return "matrix";
    case "ones":
      return tree.rank === 1 ? "column" : "matrix";
    case "sum":
    case "hadamard":
      return tree.parts
        .map((part) => kindOfTree(part, names))
        .reduce((a, b) => (a === "scalar" ? b : a));
    case "product":
      return tree.parts
        .map((part) => kindOfTree(part, names))
        .reduce(productKind);
    case "quotient": {
      const above = kindOfTree(tree.above, names);
      return above === "scalar" ? kindOfTree(tree.below, names) : above;
    }
    case "power":
      return kindOfTree(tree.base, names);
    case "negative":
      return kindOfTree(tree.of, names);
    case "transpose": {
      const kind = kindOfTree(tree.of, names);
      return kind === "column" ? "row" : kind === "row" ? "column" : kind;
    }
    case "call":
      return callKind(tree.name, tree.inputs[0], names);
  }
}

function callKind(name: string, input: Tree | undefined, names: Names): Kind {
  if (scalarCalls.has(name)) return "scalar";
  const kind = input ? kindOfTree(input, names) : "scalar";
  if (name === "diag") return kind === "matrix" ? "column" : "matrix";
  return squareCalls.has(name) ? "matrix" : kind;
}

function productKind(a: Kind, b: Kind): Kind {
  if (a === "scalar") return b;
  if (b === "scalar") return a;
  if (a === "row") return b === "column" ? "scalar" : "row";
  return b === "column" ? (a === "column" ? "matrix" : "column") : "matrix";
}

/** The transpose, with the sign pushed inward to where it is needed. */
export function transposed(tree: Tree, names: Names): Tree {
  const turn = (part: Tree): Tree => transposed(part, names);
  if (kindOfTree(tree, names) === "scalar") return tree;
  switch (tree.kind) {
    case "transpose":
      return tree.of;
    case "eye":
      return tree;
    case "name":
      return names.isSymmetric(tree.name)
        ? tree
        : { kind: "transpose", of: tree };
    case "ones":
      return tree.rank === 2 ? tree : { kind: "transpose", of: tree };
    case "negative":
      return { ...tree, of: turn(tree.of) };
    case "sum":
    case "hadamard": {
      const turned = { ...tree, parts: tree.parts.map(turn) };
      // In brackets one ' behind them is shorter than one more inside.
      const shorter = tokenCount(print(turned)) <= tokenCount(print(tree));
      return shorter ? turned : { kind: "transpose", of: tree };
    }
    case "product": {
      const isScalar = (part: Tree): boolean =>
        kindOfTree(part, names) === "scalar";
      return {
        ...tree,
        parts: [
          ...tree.parts.filter(isScalar),
          ...tree.parts
            .filter((part) => !isScalar(part))
            .reverse()
            .map(turn),
        ],
      };
    }
    case "quotient":
      return {
        ...tree,
        above: turn(tree.above),
        below: tree.elementwise ? turn(tree.below) : tree.below,
      };
    case "power":
      return power(turn(tree.base), tree.exponent, tree.elementwise);
    case "call": {
      const [input] = tree.inputs;
      if (tree.name === "diag" && kindOfTree(tree, names) === "matrix") {
        return tree;
      }
      // inv(X') only where the transpose is free: otherwise inv(X)'.
      if (input?.kind === "transpose") return { ...tree, inputs: [input.of] };
      if (input && print(turn(input)) === print(input)) return tree;
      return { kind: "transpose", of: tree };
    }
    case "number":
      return tree;
  }
}

/** The parts of a matrix product, in order, without nesting. */
export function chainOf(tree: Tree, names: Names): Tree[] {
  if (kindOfTree(tree, names) === "scalar") return [tree];
  if (tree.kind === "power" && !tree.elementwise) {
    const { base, exponent } = tree;
    const count = exponent.kind === "number" ? exponent.value : 1;
    if (Number.isInteger(count)) return new Array<Tree>(count).fill(base);
  }
  if (tree.kind !== "product") return [tree];
  return tree.parts.flatMap((part) => chainOf(part, names));
}

/** A product of trees, with X·X as X². */
export function productOf(parts: readonly Tree[], names: Names): Tree {
  const merged: { base: Tree; count: number; key: string }[] = [];
  for (const part of parts) {
    const square = kindOfTree(part, names) === "matrix" && part.kind !== "eye";
    const key = JSON.stringify(part);
    const last = merged.at(-1);
    if (square && last?.key === key) last.count++;
    else merged.push({ base: part, count: 1, key });
  }
  const factors = merged.map(({ base, count }) =>
    count === 1 ? base : power(base, number(count), false),
  );
  const [only] = factors;
  return only && factors.length === 1
    ? only
    : { kind: "product", parts: factors };
}

/** A tree to a power, entry by entry where `elementwise`. */
export interface Power {
  readonly tree: Tree;
  readonly exponent: number;
}

/** Parts multiplied entry by entry, negative powers under the line. */
export function hadamardOf(factors: readonly Power[], unit: Tree): Tree {
  const parts = factors.flatMap(withoutQuotient);
  const above = parts.filter(({ exponent }) => exponent > 0).map(raisedEntries);
  const below = parts
    .filter(({ exponent }) => exponent < 0)
    .map(({ tree, exponent }) => raisedEntries({ tree, exponent: -exponent }));
  const numerator = joinedEntries(above) ?? unit;
  const denominator = joinedEntries(below);
  return denominator
    ? {
        kind: "quotient",
        elementwise: true,
        above: numerator,
        below: denominator,
      }
    : numerator;
}

/** A quotient as a factor above and one below the line. */
function withoutQuotient({ tree, exponent }: Power): Power[] {
  if (tree.kind !== "quotient" || !tree.elementwise) {
    return [{ tree, exponent }];
  }
  const below = { tree: tree.below, exponent: -exponent };
  return tree.above.kind === "ones"
    ? [below]
    : [{ tree: tree.above, exponent }, below];
}

function joinedEntries(parts: readonly Tree[]): Tree | undefined {
  const [only] = parts;
  if (parts.length < 2) return only;
  return {
    kind: "hadamard",
    parts: parts.flatMap((part) =>
      part.kind === "hadamard" ? part.parts : [part],
    ),
  };
}

function raisedEntries({ tree, exponent }: Power): Tree {
  if (exponent === 1) return tree;
  if (exponent === 0.5) return { kind: "call", name: "sqrt", inputs: [tree] };
  return power(tree, number(exponent), true);
}
