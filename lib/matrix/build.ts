import { elementwise } from "./functions.js";
import { type Kind, kindOf, type Shapes } from "./shapes.js";
import {
  asTerm,
  type Factor,
  factor,
  freshIndex,
  freshLike,
  type Index,
  multiply,
  numberOf,
  scalarTensor,
  type Tensor,
  tensorOf,
  term,
  termsOver,
} from "./tensor.js";
import type { CallTree, Tree } from "./tree.js";

/** A tree in index notation; its outer indices are those of its shape, rows before columns. */
export function tensorOfTree(tree: Tree, shapes: Shapes): Tensor {
  const build = (part: Tree): Tensor => tensorOfTree(part, shapes);
  const kind = (part: Tree): Kind => kindOf(shapes.of(part));
  switch (tree.kind) {
    case "number":
      return scalarTensor(tree.value);
    case "name": {
      const outer = outerOf(tree, shapes);
      return tensorOf(
        outer,
        factor({ kind: "variable", name: tree.name }, ...outer),
      );
    }
    case "eye": {
      const outer = outerOf(tree, shapes);
      return tensorOf(outer, factor({ kind: "delta" }, ...outer));
    }
    case "ones": {
      const outer = outerOf(tree, shapes);
      const all = outer.map((index) => factor({ kind: "ones" }, index));
      return scaled(build(tree.value), tensorOf(outer, ...all));
    }
    case "negative":
      return negated(build(tree.of));
    case "transpose": {
      const inner = build(tree.of);
      return { ...inner, outer: inner.outer.toReversed() };
    }
    case "sum":
      return sumOf(tree.parts.map(build));
    case "hadamard":
      return tree.parts.map(build).reduce(entrywise);
    case "product":
      return productOf(tree.parts, shapes);
    case "quotient":
      return entrywise(build(tree.above), raised(build(tree.below), -1));
    case "power":
      return powerOf(
        build(tree.base),
        build(tree.exponent),
        !tree.elementwise && kind(tree.base) === "matrix",
      );
    case "call":
      return callOf(tree, shapes);
  }
}

function outerOf(tree: Tree, shapes: Shapes): Index[] {
  const { rows, columns } = shapes.of(tree);
  return [rows, columns]
    .filter((length) => length !== undefined)
    .map(freshIndex);
}

export function negated({ terms, outer }: Tensor): Tensor {
  return {
    outer,
    terms: terms.map((one) => ({ ...one, coefficient: -one.coefficient })),
  };
}

export function sumOf(parts: readonly Tensor[]): Tensor {
  const outer = parts[0]?.outer ?? [];
  return { outer, terms: parts.flatMap((part) => termsOver(part, outer)) };
}

function scaled(scalar: Tensor, tensor: Tensor): Tensor {
  return entrywise(scalar, tensor);
}

/** The product entry by entry; a scalar multiplies all entries. */
function entrywise(a: Tensor, b: Tensor): Tensor {
  const outer = freshLike(a.outer.length > 0 ? a.outer : b.outer);
  const left = asTerm(a, a.outer.length > 0 ? outer : []);
  const right = asTerm(b, b.outer.length > 0 ? outer : []);
  return { outer, terms: [multiply(left, right)] };
}

function productOf(parts: readonly Tree[], shapes: Shapes): Tensor {
  const [first, ...rest] = parts;
  if (!first) return scalarTensor(1);
  let product = tensorOfTree(first, shapes);
  let shape = shapes.of(first);
  for (const part of rest) {
    const next = tensorOfTree(part, shapes);
    const nextShape = shapes.of(part);
    const [x, y] = [kindOf(shape), kindOf(nextShape)];
    if (x === "scalar" || y === "scalar") {
      product = entrywise(product, next);
      if (x === "scalar") shape = nextShape;
    } else {
      product = contracted(product, next, x === "column");
      shape = { rows: shape.rows, columns: nextShape.columns };
    }
  }
  return product;
}

/** The matrix product: a sum over the inner index, or the outer product, which has none. */
function contracted(a: Tensor, b: Tensor, outerProduct: boolean): Tensor {
  const left = freshLike(a.outer);
  const right = freshLike(b.outer);
  const inner = outerProduct ? undefined : left.at(-1);
  if (inner) right[0] = inner;
  const outer = inner
    ? [...left.slice(0, -1), ...right.slice(1)]
    : [...left, ...right];
  return { outer, terms: [multiply(asTerm(a, left), asTerm(b, right))] };
}

/** Each entry to a power that is a number. */
export function raised(inner: Tensor, exponent: number | Tensor): Tensor {
  const outer = freshLike(inner.outer);
  return tensorOf(outer, factor({ kind: "power", inner, exponent }, ...outer));
}

function powerOf(base: Tensor, exponent: Tensor, matrix: boolean): Tensor {
  const value = numberOf(exponent);
  if (!matrix) return raised(base, value ?? exponent);
  if (value === undefined || !Number.isInteger(value) || Math.abs(value) > 64) {
    throw new RangeError(
      "matrixCalculus: the power of a matrix must be a whole number; write .^ for the power of each entry",
    );
  }
  const root = value < 0 ? functionOf("inv", base) : base;
  let product = root;
  for (let i = 1; i < Math.abs(value); i++) {
    product = contracted(product, root, false);
  }
  if (value !== 0) return product;
  return {
    ...base,
    terms: [term(1, factor({ kind: "delta" }, ...base.outer))],
  };
}

/** A function of each entry, or of the whole matrix with a result of the same shape. */
export function functionOf(name: string, inner: Tensor): Tensor {
  const outer = freshLike(inner.outer);
  return tensorOf(outer, factor({ kind: "function", name, inner }, ...outer));
}

function callOf(tree: CallTree, shapes: Shapes): Tensor {
  const [first] = tree.inputs;
  if (!first) throw new Error("internal: a call without arguments");
  const inner = tensorOfTree(first, shapes);
  const { name } = tree;
  if (name === "sqrt") return raised(inner, 0.5);
  if (name in elementwise) return functionOf(name, inner);
  const outer = freshLike(inner.outer);
  switch (name) {
    case "sum":
      return { outer: [], terms: [asTerm(inner, outer)] };
    case "tr": {
      const [i] = outer;
      return { outer: [], terms: [asTerm(inner, i ? [i, i] : [])] };
    }
    case "det":
    case "logdet":
      return tensorOf([], factor({ kind: "function", name, inner }));
    case "norm1": {
      const sizes = asTerm(functionOf("abs", inner), outer);
      return { outer: [], terms: [sizes] };
    }
    case "norm2": {
      const squares = raised(inner, 2);
      return raised({ outer: [], terms: squares.terms }, 0.5);
    }
    case "diag":
      return diagonalOf(inner);
    case "softmax": {
      const exponentials = functionOf("exp", inner);
      const total = { outer: [], terms: [asTerm(exponentials, outer)] };
      return entrywise(raised(total, -1), exponentials);
    }
    case "cumsum":
    case "revcumsum":
      return runningSum(inner, name === "revcumsum");
    case "kron":
      return kronecker(inner, tree, shapes);
    default:
      return functionOf(name, inner);
  }
}

function diagonalOf(inner: Tensor): Tensor {
  const [i, j] = freshLike(inner.outer);
  if (!i) throw new Error("internal: the diagonal of a scalar");
  if (j) return { outer: [i], terms: [asTerm(inner, [i, i])] };
  const k = freshIndex(i.length);
  const both = term(1, factor({ kind: "delta" }, i, k));
  return { outer: [i, k], terms: [multiply(asTerm(inner, [i]), both)] };
}

function runningSum(inner: Tensor, reversed: boolean): Tensor {
  const [i] = freshLike(inner.outer);
  if (!i) throw new Error("internal: the running sum of a scalar");
  const k = freshIndex(i.length);
  const lower: Factor = reversed
    ? factor({ kind: "lower" }, i, k)
    : factor({ kind: "lower" }, k, i);
  return { outer: [k], terms: [multiply(asTerm(inner, [i]), term(1, lower))] };
}

/** kron(A, B): its rows count the pairs of a row of A and one of B, its columns likewise. */
function kronecker(a: Tensor, tree: CallTree, shapes: Shapes): Tensor {
  const second = tree.inputs[1];
  if (!second) throw new Error("internal: kron of one matrix");
  const b = tensorOfTree(second, shapes);
  const outer = outerOf(tree, shapes);
  const [i, j] = freshLike(a.outer);
  const [k, l] = freshLike(b.outer);
  const [row, column] = outer;
  if (!i || !j || !k || !l || !row || !column) {
    throw new Error("internal: kron of what are no matrices");
  }
  const pairs = term(
    1,
    factor({ kind: "pair" }, row, i, k),
    factor({ kind: "pair" }, column, j, l),
  );
  const both = multiply(asTerm(a, [i, j]), asTerm(b, [k, l]));
  return { outer, terms: [multiply(both, pairs)] };
}
