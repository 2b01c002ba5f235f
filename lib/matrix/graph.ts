import {
  chainOf,
  hadamardOf,
  kindOfTree,
  type Names,
  type Power,
  productOf,
  transposed,
} from "./algebra.js";
import { tokenCount } from "./lexer.js";
import { print } from "./print.js";
import { call, eyeTree, ones, type Tree } from "./tree.js";

/** A matrix between two indices. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly tree: Tree;
  readonly symmetric: boolean;
}

/**
 * A term as a graph: indices are vertices, matrices edges, vectors hang on vertices, and scalars stand beside. Summed
 * vertices are eliminated one by one, until only the outer ones are left.
 */
export class Graph {
  readonly scalars: Power[] = [];
  readonly vectors = new Map<number, Power[]>();
  readonly #names: Names;
  #edges: Edge[] = [];

  constructor(names: Names) {
    this.#names = names;
  }

  get edges(): readonly Edge[] {
    return this.#edges;
  }

  addScalar(tree: Tree, exponent = 1): void {
    this.scalars.push({ tree, exponent });
  }

  addVector(at: number, tree: Tree, exponent = 1): void {
    const hanging = this.vectors.get(at) ?? [];
    hanging.push({ tree, exponent });
    this.vectors.set(at, hanging);
  }

  /** Parallel edges become one, entry by entry. */
  addEdge(edge: Edge): void {
    const { from, to } = edge;
    const at = this.#edges.findIndex(
      (other) =>
        (other.from === from && other.to === to) ||
        (other.from === to && other.to === from),
    );
    const other = this.#edges[at];
    if (!other || from === to) {
      this.#edges.push(edge);
      return;
    }
    const tree = hadamardOf(
      [
        { tree: other.tree, exponent: 1 },
        { tree: this.#directed(edge, other.from), exponent: 1 },
      ],
      ones(2),
    );
    const symmetric = edge.symmetric && other.symmetric;
    this.#edges[at] = { ...other, tree, symmetric };
  }

  /** The matrix of an edge with its rows at this end. */
  #directed({ from, tree, symmetric }: Edge, rows: number): Tree {
    return from === rows || symmetric ? tree : transposed(tree, this.#names);
  }

  /** Sums over every vertex but the outer ones; what could not be summed has three or more matrices at it. */
  eliminate(outer: readonly number[]): void {
    for (;;) {
      const vertices = new Set([
        ...this.vectors.keys(),
        ...this.#edges.flatMap(({ from, to }) => [from, to]),
      ]);
      const next = [...vertices]
        .filter((vertex) => !outer.includes(vertex))
        .map((vertex) => ({ vertex, edges: this.#edgesAt(vertex) }))
        .filter(({ edges }) => edges.length <= 2)
        .sort((a, b) => a.edges.length - b.edges.length)[0];
      if (!next) return;
      this.#sumOver(next.vertex, next.edges);
    }
  }

  #edgesAt(vertex: number): Edge[] {
    return this.#edges.filter(
      ({ from, to }) => from === vertex || to === vertex,
    );
  }

  #sumOver(vertex: number, edges: readonly Edge[]): void {
    const hanging = this.vectors.get(vertex) ?? [];
    this.vectors.delete(vertex);
    this.#edges = this.#edges.filter((edge) => !edges.includes(edge));
    const [first, second] = edges;
    if (!first) this.addScalar(this.#inner(hanging));
    else if (first.from === first.to) this.#sumLoop(vertex, edges, hanging);
    else if (second) this.#join(vertex, first, second, hanging);
    else this.#apply(vertex, first, hanging);
  }

  /** A matrix whose two indices are this vertex: a trace, or its diagonal as a vector. */
  #sumLoop(
    vertex: number,
    [loop, ...rest]: readonly Edge[],
    hanging: readonly Power[],
  ): void {
    if (!loop) return;
    if (hanging.length === 0 && rest.length === 0) {
      this.addScalar(call("tr", loop.tree));
      return;
    }
    this.#edges.push(...rest);
    this.vectors.set(vertex, [...hanging]);
    this.addVector(vertex, call("diag", loop.tree));
  }

  /** One matrix: times the vector that hangs here, it hangs at the other end. */
  #apply(vertex: number, edge: Edge, hanging: readonly Power[]): void {
    const other = edge.from === vertex ? edge.to : edge.from;
    const matrix = this.#directed(edge, other);
    const alone =
      hanging.length === 0 &&
      !this.vectors.has(other) &&
      this.#edgesAt(other).length === 0;
    const vector = hadamardOf(hanging, ones(1));
    const running = runningSum(matrix);
    if (running !== undefined) {
      this.addVector(other, call(running, vector));
      return;
    }
    const tree = alone
      ? undefined
      : productOf(
          [...chainOf(matrix, this.#names), ...chainOf(vector, this.#names)],
          this.#names,
        );
    if (tree) this.addVector(other, tree);
    else this.addVector(other, rowSums(matrix));
  }

  /** Two matrices: their product, with the vector between them on a diagonal. */
  #join(
    vertex: number,
    first: Edge,
    second: Edge,
    hanging: readonly Power[],
  ): void {
    const from = first.from === vertex ? first.to : first.from;
    const to = second.from === vertex ? second.to : second.from;
    const middle =
      hanging.length > 0 ? [call("diag", hadamardOf(hanging, ones(1)))] : [];
    const tree = productOf(
      [
        ...chainOf(this.#directed(first, from), this.#names),
        ...middle,
        ...chainOf(this.#directed(second, vertex), this.#names),
      ],
      this.#names,
    );
    this.addEdge({ from, to, tree, symmetric: false });
  }

  /** The sum over a vertex at which only vectors hang: the shortest of the ways to write it. */
  #inner(hanging: readonly Power[]): Tree {
    const [first, ...rest] = hanging;
    if (!first) return call("sum", ones(1));
    if (rest.length === 0) {
      const { tree, exponent } = first;
      if (exponent === 2) return squaredNorm(tree, "column", this.#names);
      return totalOf(hadamardOf([first], ones(1)), this.#names);
    }
    const all = call("sum", hadamardOf(hanging, ones(1)));
    const dots = hanging
      .map((_, i) => i)
      .filter((i) => (hanging[i]?.exponent ?? 0) > 0)
      .map((i) => {
        const left = hadamardOf(hanging.slice(i, i + 1), ones(1));
        const right = hadamardOf(hanging.toSpliced(i, 1), ones(1));
        return productOf(
          [
            ...chainOf(transposed(left, this.#names), this.#names),
            ...chainOf(right, this.#names),
          ],
          this.#names,
        );
      });
    return shortest([...dots, all]);
  }
}

/** The matrix of a running sum has no name of its own: its product with a vector has. */
export const lowerName = "#lower";

function runningSum(matrix: Tree): string | undefined {
  const bare = matrix.kind === "transpose" ? matrix.of : matrix;
  if (bare.kind !== "name" || bare.name !== lowerName) return undefined;
  return bare === matrix ? "cumsum" : "revcumsum";
}

/** `M*vector(1)`, marked so that its total is written sum(M). */
function rowSums(matrix: Tree): Tree {
  return { kind: "product", parts: [matrix, ones(1)] };
}

/** The sum of all entries of a column. */
function totalOf(column: Tree, names: Names): Tree {
  const [matrix, last, more] = column.kind === "product" ? column.parts : [];
  if (!matrix || more || last?.kind !== "ones") return call("sum", column);
  const total = call("sum", matrix);
  const [left, right, third] = matrix.kind === "hadamard" ? matrix.parts : [];
  if (!left || !right || third) return total;
  // The sum of all A.*B is the trace of A'*B.
  const trace = (a: Tree, b: Tree): Tree =>
    call(
      "tr",
      productOf(
        [...chainOf(transposed(a, names), names), ...chainOf(b, names)],
        names,
      ),
    );
  return shortest([trace(left, right), trace(right, left), total]);
}

/** The sum of the squares of all entries: x'*x, or norm2(x)^2 where that is shorter. */
export function squaredNorm(
  tree: Tree,
  kind: "column" | "matrix",
  names: Names,
): Tree {
  const norm: Tree = {
    kind: "power",
    elementwise: false,
    base: call("norm2", tree),
    exponent: { kind: "number", value: 2 },
  };
  if (kind === "matrix" || kindOfTree(tree, names) === "matrix") return norm;
  const inner = productOf(
    [...chainOf(transposed(tree, names), names), ...chainOf(tree, names)],
    names,
  );
  return shortest([inner, norm]);
}

/** The tree with the fewest tokens, the first among equals. */
export function shortest(trees: readonly Tree[]): Tree {
  const [first = eyeTree] = trees;
  let best = first;
  let least = Infinity;
  for (const tree of trees) {
    const count = tokenCount(print(tree));
    if (count < least) [best, least] = [tree, count];
  }
  return best;
}
