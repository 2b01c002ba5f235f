import {
  chainOf,
  hadamardOf,
  kindOfTree,
  type Names,
  productOf,
  transposed,
} from "./algebra.js";
import { Graph, lowerName, shortest, squaredNorm } from "./graph.js";
import type { Keys } from "./keys.js";
import { type Piece, treeOfMatrix, treeOfPieces } from "./piece.js";
import type { Atom, Factor, Index, PowerAtom, Tensor, Term } from "./tensor.js";
import { call, eyeTree, ones, partsOf, power, type Tree } from "./tree.js";

/** A tensor has no form in matrix notation; the message says why. */
export class NoMatrixForm extends Error {
  override name = "NoMatrixForm";
}

/** Writes tensors of up to two axes in matrix notation. */
export class Assembler {
  readonly names: Names;
  readonly #keys: Keys;
  readonly #done = new Map<Tensor, Tree>();

  constructor(names: Names, keys: Keys) {
    this.names = names;
    this.#keys = keys;
  }

  /**
   * A tensor as it is written, columns for one axis.
   *
   * @throws NoMatrixForm where it has more than two axes or its sums form no chain of products.
   */
  tree(tensor: Tensor): Tree {
    const known = this.#done.get(tensor);
    if (known) return known;
    if (tensor.outer.length > 2) {
      throw new NoMatrixForm(
        `the result has ${String(tensor.outer.length)} axes, and matrix notation has two`,
      );
    }
    const pieces = tensor.terms.map((one) => this.#piece(one, tensor.outer));
    const tree =
      tensor.outer.length === 2
        ? treeOfMatrix(pieces, this.names)
        : treeOfPieces(pieces, this.names);
    if (mentionsLower(tree)) {
      throw new NoMatrixForm(
        "the matrix of a running sum stands alone, and has no name in matrix notation",
      );
    }
    this.#done.set(tensor, tree);
    return tree;
  }

  #piece(one: Term, outer: readonly Index[]): Piece {
    const graph = this.reduce(one, outer);
    const body = this.#body(graph, outer);
    return {
      coefficient: one.coefficient,
      scalars: graph.scalars,
      chain: body ? chainOf(body, this.names) : [],
    };
  }

  /** The graph of a term with every summed index eliminated that can be. */
  reduce(one: Term, outer: readonly Index[]): Graph {
    const graph = new Graph(this.names);
    for (const factor of one.factors) this.#add(factor, one, outer, graph);
    graph.eliminate(outer.map(({ id }) => id));
    return graph;
  }

  #add(one: Factor, whole: Term, outer: readonly Index[], graph: Graph): void {
    const { atom, indices } = one;
    const [i, j, more] = indices;
    if (more) {
      throw new NoMatrixForm("a factor has three axes, and matrices have two");
    }
    if (atom.kind === "power" && !i) {
      const norm = this.#normUnder(atom);
      const exponent = typeof atom.exponent === "number" ? atom.exponent : 1;
      if (norm) graph.addScalar(norm, 2 * exponent);
      else this.#addScalarPower(atom, graph);
      return;
    }
    if (!i) {
      graph.addScalar(this.#atom(atom));
      return;
    }
    const alone = isAlone(one, whole, outer);
    if (atom.kind === "power" && atom.exponent === 2 && j && alone) {
      const inner = this.tree(atom.inner);
      graph.addScalar(squaredNorm(inner, "matrix", this.names));
      return;
    }
    if (!j) {
      this.#addVector(i, atom, graph);
      return;
    }
    graph.addEdge({
      from: i.id,
      to: j.id,
      tree: this.#atom(atom),
      symmetric: this.#keys.isSymmetricAtom(atom),
    });
  }

  #addVector(at: Index, atom: Atom, graph: Graph): void {
    if (atom.kind === "power" && typeof atom.exponent === "number") {
      graph.addVector(at.id, this.tree(atom.inner), atom.exponent);
    } else {
      graph.addVector(at.id, this.#atom(atom));
    }
  }

  #addScalarPower({ inner, exponent }: PowerAtom, graph: Graph): void {
    const base = this.tree(inner);
    if (typeof exponent === "number") graph.addScalar(base, exponent);
    else graph.addScalar(power(base, this.tree(exponent), false));
  }

  /** The norm whose square is under a scalar power. */
  #normUnder({ inner, exponent }: PowerAtom): Tree | undefined {
    const [only, second] = inner.terms;
    const [square, more] = only?.factors ?? [];
    if (typeof exponent !== "number" || !only || second) return undefined;
    if (only.coefficient !== 1 || !square || more) return undefined;
    const { atom } = square;
    const isSquare = atom.kind === "power" && atom.exponent === 2;
    if (!isSquare || !isAlone(square, only, inner.outer)) return undefined;
    return call("norm2", this.tree(atom.inner));
  }

  /** A factor as a tree whose rows are its first index. */
  #atom(atom: Atom): Tree {
    switch (atom.kind) {
      case "variable":
        return { kind: "name", name: atom.name };
      case "delta":
        return eyeTree;
      case "ones":
        return ones(1);
      case "lower":
        return { kind: "name", name: lowerName };
      case "pair":
        throw new NoMatrixForm("pairs of indices have no place in matrices");
      case "sum":
        return this.tree(atom.inner);
      case "function":
        return call(atom.name, this.tree(atom.inner));
      case "power": {
        const base = this.tree(atom.inner);
        if (typeof atom.exponent !== "number") {
          return power(base, this.tree(atom.exponent), true);
        }
        const { exponent } = atom;
        const rank = atom.inner.outer.length === 2 ? 2 : 1;
        return hadamardOf([{ tree: base, exponent }], ones(rank));
      }
    }
  }

  /** What is left at the outer indices. */
  #body(graph: Graph, outer: readonly Index[]): Tree | undefined {
    const [i, j] = outer;
    if (!i) {
      if (graph.edges.length > 0) this.#stuck();
      return undefined;
    }
    for (const edge of graph.edges) {
      const ends = [edge.from, edge.to];
      if (!ends.every((id) => id === i.id || id === j?.id)) this.#stuck();
      if (edge.from === edge.to)
        graph.addVector(edge.from, call("diag", edge.tree));
    }
    if (!j) return hadamardOf(graph.vectors.get(i.id) ?? [], ones(1));
    return this.#matrixBody(graph, i, j);
  }

  #stuck(): never {
    throw new NoMatrixForm(
      "an index is shared by three factors, which no product of matrices can do",
    );
  }

  #matrixBody(graph: Graph, i: Index, j: Index): Tree {
    const edge = graph.edges.find(({ from, to }) => from !== to);
    const left = graph.vectors.get(i.id) ?? [];
    const right = graph.vectors.get(j.id) ?? [];
    const u = hadamardOf(left, ones(1));
    const v = hadamardOf(right, ones(1));
    if (!edge) return this.#outer(u, v);
    const matrix =
      edge.from === i.id || edge.symmetric
        ? edge.tree
        : transposed(edge.tree, this.names);
    if (matrix.kind === "eye") return this.#diagonal(left, u);
    const chain = chainOf(matrix, this.names);
    if (left.length > 0) chain.unshift(call("diag", u));
    if (right.length > 0) chain.push(call("diag", v));
    const product = productOf(chain, this.names);
    if (left.length === 0 || right.length === 0) return product;
    const entries = hadamardOf(
      [
        { tree: matrix, exponent: 1 },
        { tree: this.#outer(u, v), exponent: 1 },
      ],
      ones(2),
    );
    return shortest([entries, product]);
  }

  #outer(u: Tree, v: Tree): Tree {
    if (u.kind === "ones" && v.kind === "ones") return ones(2);
    return productOf(
      [
        ...chainOf(u, this.names),
        ...chainOf(transposed(v, this.names), this.names),
      ],
      this.names,
    );
  }

  /** A diagonal matrix: diag(v), or M.*eye where v is the diagonal of M. */
  #diagonal(parts: readonly { tree: Tree; exponent: number }[], u: Tree): Tree {
    const [first, more] = parts;
    if (!first) return eyeTree;
    const { tree } = first;
    const [matrix] = tree.kind === "call" ? tree.inputs : [];
    const fromMatrix =
      tree.kind === "call" && tree.name === "diag" && !more && matrix;
    return fromMatrix && kindOfTree(matrix, this.names) === "matrix"
      ? { kind: "hadamard", parts: [matrix, eyeTree] }
      : call("diag", u);
  }
}

function mentionsLower(tree: Tree): boolean {
  return (
    (tree.kind === "name" && tree.name === lowerName) ||
    partsOf(tree).some(mentionsLower)
  );
}

/** Whether no other factor and no axis of the result has an index of this one. */
function isAlone(one: Factor, whole: Term, outer: readonly Index[]): boolean {
  const others = whole.factors
    .filter((other) => other !== one)
    .flatMap(({ indices }) => indices);
  const ids = one.indices.map(({ id }) => id);
  return (
    new Set(ids).size === ids.length &&
    ![...others, ...outer].some(({ id }) => ids.includes(id))
  );
}
