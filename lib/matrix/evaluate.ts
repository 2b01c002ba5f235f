import {
  adjugate,
  contract,
  type Dense,
  dense,
  identity,
  inverseAndDeterminant,
  type Labelled,
  mapDense,
  matrixExponential,
} from "./dense.js";
import { elementwise } from "./functions.js";
import type { Length, Shapes } from "./shapes.js";
import type { Atom, Factor, Tensor, Term } from "./tensor.js";

/** Evaluates tensors for given values of the variables. */
export class Evaluator {
  readonly #values: ReadonlyMap<string, Dense>;
  readonly #lengths = new Map<Length, number>();
  readonly #done = new Map<Tensor, Dense>();

  /** @throws RangeError where values do not fit the expression or each other. */
  constructor(shapes: Shapes, values: ReadonlyMap<string, Dense>) {
    this.#values = values;
    for (const [name, value] of values) {
      const shape = shapes.variables.get(name);
      if (!shape) continue;
      const axes = [shape.rows, shape.columns].filter(
        (axis) => axis !== undefined,
      );
      if (axes.length !== value.shape.length) {
        throw new RangeError(
          `matrixCalculus: ${name} has ${String(value.shape.length)} axes, and the expression uses it with ${String(axes.length)}`,
        );
      }
      axes.forEach((axis, i) => {
        this.#measure(axis, value.shape[i] ?? 0, name);
      });
    }
  }

  #measure(axis: Length, size: number, name: string): void {
    const known = this.#lengths.get(axis.find());
    if (known !== undefined && known !== size) {
      throw new RangeError(
        `matrixCalculus: ${name} has a length of ${String(size)} where the other variables ask for ${String(known)}`,
      );
    }
    this.#lengths.set(axis.find(), size);
  }

  tensor(tensor: Tensor): Dense {
    const known = this.#done.get(tensor);
    if (known) return known;
    const shape = tensor.outer.map(({ length }) => this.#size(length, tensor));
    const sum = dense(shape);
    for (const one of tensor.terms) {
      const value = this.#term(one, tensor);
      value.data.forEach((x, i) => {
        sum.data[i] = (sum.data[i] ?? 0) + one.coefficient * x;
      });
    }
    this.#done.set(tensor, sum);
    return sum;
  }

  #size(length: Length, context: Tensor): number {
    const known = this.#lengths.get(length.find());
    if (known !== undefined) return known;
    const pairs = this.#pairSize(length, context);
    if (pairs !== undefined) return pairs;
    throw new RangeError(
      "matrixCalculus: the size of an eye, vector(c) or matrix(c) does not follow from its surroundings",
    );
  }

  /** The length of an index that counts pairs is the product of theirs. */
  #pairSize(length: Length, context: Tensor): number | undefined {
    for (const { factors } of context.terms) {
      for (const { atom, indices } of factors) {
        const [pair, i, k] = indices;
        if (atom.kind !== "pair" || !pair || !i || !k) continue;
        if (pair.length.find() !== length.find()) continue;
        const size =
          this.#size(i.length, context) * this.#size(k.length, context);
        this.#lengths.set(length.find(), size);
        return size;
      }
    }
    return undefined;
  }

  /** The product of the factors, each joined as soon as it shares an index, summed as early as can be. */
  #term({ factors }: Term, tensor: Tensor): Dense {
    const outer = tensor.outer.map(({ id }) => id);
    const left = factors.map((one) => this.#labelled(one, tensor));
    let product: Labelled = { labels: [], value: dense([], () => 1) };
    while (left.length > 0) {
      const at = Math.max(
        0,
        left.findIndex(({ labels }) =>
          labels.some((label) => product.labels.includes(label)),
        ),
      );
      const [next] = left.splice(at, 1);
      if (!next) break;
      const needed = new Set([
        ...outer,
        ...left.flatMap(({ labels }) => labels),
      ]);
      product = contract(product, next, needed);
    }
    return inOrder(product, outer);
  }

  #labelled(one: Factor, context: Tensor): Labelled {
    const sizes = one.indices.map(({ length }) => this.#size(length, context));
    return {
      labels: one.indices.map(({ id }) => id),
      value: this.#atom(one.atom, sizes),
    };
  }

  #atom(atom: Atom, sizes: readonly number[]): Dense {
    switch (atom.kind) {
      case "variable": {
        const value = this.#values.get(atom.name);
        if (value) return value;
        throw new ReferenceError(
          `matrixCalculus: ${atom.name} has no value; give evaluate({ ${atom.name}: … })`,
        );
      }
      case "delta":
        return identity(sizes[0] ?? 0);
      case "ones":
        return dense(sizes, () => 1);
      case "lower":
        return dense(sizes, (i = 0, j = 0) => (j <= i ? 1 : 0));
      case "pair":
        return dense(sizes, (pair = 0, i = 0, k = 0) =>
          pair === i * (sizes[2] ?? 1) + k ? 1 : 0,
        );
      case "sum":
        return this.tensor(atom.inner);
      case "power": {
        const { exponent } = atom;
        const power =
          typeof exponent === "number"
            ? exponent
            : (this.tensor(exponent).data[0] ?? NaN);
        return mapDense(this.tensor(atom.inner), (x) => x ** power);
      }
      case "function":
        return functionValue(atom.name, this.tensor(atom.inner));
    }
  }
}

function functionValue(name: string, input: Dense): Dense {
  const entry = elementwise[name];
  if (entry) return mapDense(input, entry.value);
  switch (name) {
    case "inv":
      return inverseAndDeterminant(input).inverse;
    case "det":
      return scalar(inverseAndDeterminant(input).determinant);
    case "logdet":
      return scalar(Math.log(inverseAndDeterminant(input).determinant));
    case "adj":
      return adjugate(input);
    case "expm":
      return matrixExponential(input);
    default:
      throw new Error(`internal: no value for ${name}`);
  }
}

const scalar = (value: number): Dense => dense([], () => value);

function inOrder({ labels, value }: Labelled, order: readonly number[]): Dense {
  if (labels.every((label, i) => label === order[i])) return value;
  const shape = order.map((label) => value.shape[labels.indexOf(label)] ?? 1);
  const one: Labelled = { labels: [], value: scalar(1) };
  const turned = contract(
    { labels: order, value: dense(shape, () => 1) },
    { labels, value },
    new Set(order),
  );
  return contract(turned, one, new Set(order)).value;
}
