import {
  chainOf,
  type Names,
  type Power,
  productOf,
  transposed,
} from "./algebra.js";
import { shortest } from "./graph.js";
import { tokenCount } from "./lexer.js";
import { print } from "./print.js";
import { call, number, power, type Tree } from "./tree.js";

/** A term as it is written: a number, scalars with exponents, and a chain of matrices and vectors. */
export interface Piece {
  readonly coefficient: number;
  readonly scalars: readonly Power[];
  readonly chain: readonly Tree[];
}

/** A sum of terms, with what they share in front or behind wherever that is shorter. */
export function treeOfPieces(pieces: readonly Piece[], names: Names): Tree {
  let current = pieces.map(withAdjugate);
  for (;;) {
    const merged = bestMerge(current, names);
    if (!merged) break;
    current = merged;
  }
  const ordered = [...current].sort(
    (a, b) => Number(a.coefficient < 0) - Number(b.coefficient < 0),
  );
  const terms = ordered.map((piece) => treeOfPiece(piece, names));
  return sumOfTrees(terms);
}

/** The same matrix, or the transpose of its transpose where that is shorter to write. */
export function treeOfMatrix(pieces: readonly Piece[], names: Names): Tree {
  const straight = treeOfPieces(pieces, names);
  const turned = treeOfPieces(
    pieces.map((piece) => ({
      ...piece,
      chain: piece.chain
        .toReversed()
        .flatMap((tree) => chainOf(transposed(tree, names), names)),
    })),
    names,
  );
  const sign = turned.kind === "negative";
  const inner: Tree = { kind: "transpose", of: sign ? turned.of : turned };
  return shortest([straight, sign ? { kind: "negative", of: inner } : inner]);
}

function sumOfTrees(terms: readonly Tree[]): Tree {
  const [only] = terms;
  if (!only) return number(0);
  if (terms.length === 1) return only;
  return {
    kind: "sum",
    parts: terms.flatMap((tree) => (tree.kind === "sum" ? tree.parts : [tree])),
  };
}

function treeOfPiece(
  { coefficient, scalars, chain }: Piece,
  names: Names,
): Tree {
  const size = Math.abs(coefficient);
  const above = scalars.filter(({ exponent }) => exponent > 0).map(scalarPower);
  const below = scalars
    .filter(({ exponent }) => exponent < 0)
    .map(({ tree, exponent }) => scalarPower({ tree, exponent: -exponent }));
  const parts = [...above, ...matrixChain(chain, names)];
  if (size !== 1 || parts.length === 0) parts.unshift(number(size));
  const numerator = flatProduct(parts);
  const tree: Tree =
    below.length === 0
      ? numerator
      : {
          kind: "quotient",
          elementwise: false,
          above: numerator,
          below: flatProduct(below),
        };
  return coefficient < 0 ? { kind: "negative", of: tree } : tree;
}

function matrixChain(chain: readonly Tree[], names: Names): Tree[] {
  if (chain.length === 0) return [];
  const product = productOf(chain, names);
  return product.kind === "product" ? [...product.parts] : [product];
}

function flatProduct(parts: readonly Tree[]): Tree {
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: "product", parts };
}

function scalarPower({ tree, exponent }: Power): Tree {
  if (exponent === 1) return tree;
  if (exponent === 0.5) return call("sqrt", tree);
  return power(tree, number(exponent), false);
}

/** det(E)·inv(E) as adj(E), which also holds where E is singular. */
function withAdjugate(piece: Piece): Piece {
  for (const [n, { tree, exponent }] of piece.scalars.entries()) {
    if (tree.kind !== "call" || tree.name !== "det" || exponent !== 1) continue;
    const [inner] = tree.inputs;
    const at = piece.chain.findIndex((part) => {
      const bare = part.kind === "transpose" ? part.of : part;
      return (
        bare.kind === "call" &&
        bare.name === "inv" &&
        keyOf(bare.inputs[0]) === keyOf(inner)
      );
    });
    const inverse = piece.chain[at];
    if (!inverse || !inner) continue;
    const adjugate = call("adj", inner);
    const replaced: Tree =
      inverse.kind === "transpose"
        ? { kind: "transpose", of: adjugate }
        : adjugate;
    return {
      ...piece,
      scalars: piece.scalars.toSpliced(n, 1),
      chain: piece.chain.with(at, replaced),
    };
  }
  return piece;
}

function keyOf(tree: Tree | undefined): string {
  return tree ? print(tree) : "";
}

/** The two pieces whose union saves the most, joined; `undefined` where none saves anything. */
function bestMerge(
  pieces: readonly Piece[],
  names: Names,
): Piece[] | undefined {
  let best: Piece[] | undefined;
  let most = -1;
  for (let i = 0; i < pieces.length; i++) {
    for (let j = i + 1; j < pieces.length; j++) {
      const [a, b] = [pieces[i], pieces[j]];
      if (!a || !b) continue;
      const merged = merge(a, b, names);
      if (!merged) continue;
      const apart = length([a, b], names);
      const gain = apart - length([merged], names);
      // Where nothing is saved, only (A + A')*x is the plainer way to write A*x + A'*x.
      const plain = merged.chain.length === 2 && a.chain.length === 2;
      if (gain > most && (gain > 0 || (gain === 0 && plain))) {
        most = gain;
        best = pieces.toSpliced(j, 1).with(i, merged);
      }
    }
  }
  return best;
}

function length(pieces: readonly Piece[], names: Names): number {
  const trees = pieces.map((piece) => treeOfPiece(piece, names));
  return tokenCount(print(sumOfTrees(trees)));
}

/** Two pieces as one product with a sum in it: what they share outside, the rest inside. */
function merge(a: Piece, b: Piece, names: Names): Piece | undefined {
  const scalars = sharedScalars(a.scalars, b.scalars);
  const left = sharedLength(a.chain, b.chain);
  const right = sharedLength(
    a.chain.slice(left).reverse(),
    b.chain.slice(left).reverse(),
  );
  const restA = a.chain.slice(left, a.chain.length - right);
  const restB = b.chain.slice(left, b.chain.length - right);
  const same = restA.length === 0 && restB.length === 0;
  if (!same && (restA.length === 0 || restB.length === 0)) return undefined;
  if (scalars.length + left + right === 0) {
    const sizes = [Math.abs(a.coefficient), Math.abs(b.coefficient)];
    if (sizes[0] !== sizes[1] || sizes[0] === 1) return undefined;
  }
  const shared = sharedNumber(a.coefficient, b.coefficient);
  const rest = (piece: Piece, chain: readonly Tree[]): Piece => ({
    coefficient: piece.coefficient / shared,
    scalars: withoutScalars(piece.scalars, scalars),
    chain,
  });
  const sum = treeOfPieces([rest(a, restA), rest(b, restB)], names);
  if (same) {
    // Scalars alone differ: their sum is one more scalar.
    return {
      coefficient: shared,
      scalars: [...scalars, { tree: sum, exponent: 1 }],
      chain: a.chain,
    };
  }
  return {
    coefficient: shared,
    scalars,
    chain: [
      ...a.chain.slice(0, left),
      sum,
      ...a.chain.slice(a.chain.length - right),
    ],
  };
}

function sharedLength(a: readonly Tree[], b: readonly Tree[]): number {
  let n = 0;
  while (n < a.length && n < b.length && keyOf(a[n]) === keyOf(b[n])) n++;
  return n;
}

/** What two coefficients have in common, negative where both are. */
function sharedNumber(a: number, b: number): number {
  const sign = a < 0 && b < 0 ? -1 : 1;
  const [x, y] = [Math.abs(a), Math.abs(b)];
  if (x === y) return sign * x;
  if (!Number.isInteger(x) || !Number.isInteger(y)) return sign;
  let [p, q] = [x, y];
  while (q !== 0) [p, q] = [q, p % q];
  return sign * p;
}

function sharedScalars(a: readonly Power[], b: readonly Power[]): Power[] {
  return a.flatMap((own) => {
    const other = b.find(({ tree }) => keyOf(tree) === keyOf(own.tree));
    if (!other || Math.sign(own.exponent) !== Math.sign(other.exponent)) {
      return [];
    }
    const size = Math.min(Math.abs(own.exponent), Math.abs(other.exponent));
    return [{ tree: own.tree, exponent: Math.sign(own.exponent) * size }];
  });
}

function withoutScalars(
  scalars: readonly Power[],
  shared: readonly Power[],
): Power[] {
  return scalars.flatMap(({ tree, exponent }) => {
    const taken = shared.find((other) => keyOf(other.tree) === keyOf(tree));
    const left = exponent - (taken?.exponent ?? 0);
    return left === 0 ? [] : [{ tree, exponent: left }];
  });
}
