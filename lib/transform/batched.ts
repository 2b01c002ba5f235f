import type { DType } from "../ir/dtype.js";
import {
  isNode,
  type Node,
  type Origin,
  shapeOfValue,
  type Value,
} from "../ir/node.js";
import { formatShape, type Shape } from "../ir/shape.js";
import { broadcastTo } from "../ops/broadcast.js";
import { stack } from "../ops/join.js";
import { reshape } from "../ops/shape.js";
import { at } from "../ops/slice.js";
import { apply } from "../trace/apply.js";
import { StandIn } from "./stand-in.js";

/**
 * One number or tensor of each of several examples: a node with an axis for the examples in front, which functions of a
 * single example do not see.
 */
export class Batched extends StandIn {
  protected readonly what: string;

  constructor(
    rank: number,
    readonly value: Node,
    origin?: Origin,
  ) {
    super(rank, origin);
    this.what =
      this.shape.length === 0
        ? "a number of each example"
        : `a tensor of shape ${formatShape(this.shape)} of each example`;
  }

  get shape(): Shape {
    return this.value.shape.slice(1);
  }

  get dtype(): DType {
    return this.value.dtype;
  }

  /** How many examples there are. */
  get count(): number {
    return this.value.shape[0] ?? 0;
  }

  derive(origin: Origin): Batched {
    const mapped = origin.inputs.map((x) => this.#isOfThis(x));
    const inputs = origin.inputs.map((x) => (this.#isOfThis(x) ? x.value : x));
    const value = this.#applied(origin, inputs, mapped);
    return new Batched(this.rank, value as Node, origin);
  }

  #applied(
    { op, params, inputs: each }: Origin,
    inputs: readonly Value[],
    mapped: readonly boolean[],
  ): Value {
    const { count } = this;
    if (op.scalar !== undefined) {
      const most = Math.max(...each.map((x) => shapeOfValue(x).length));
      const lined = inputs.map((x, i) =>
        mapped[i] === true ? aligned(x, most) : x,
      );
      return apply(op, lined, params);
    }
    if (op.batch !== undefined)
      return op.batch(inputs, params, { count, mapped, reshape });
    if (count === 0) {
      const { shape } = op.infer(each.map(avalOf), params);
      return broadcastTo(0, [0, ...shape]);
    }
    const parts = Array.from({ length: count }, (_, k) =>
      apply(
        op,
        inputs.map((x, i) => (mapped[i] === true ? at(x, k) : x)),
        params,
      ),
    );
    return stack(parts);
  }

  /** A batch of another transform is a constant here. */
  #isOfThis(x: Value): x is Batched {
    return x instanceof Batched && x.rank === this.rank;
  }
}

const avalOf = (x: Value): { shape: Shape; dtype: DType } =>
  isNode(x) ? x : { shape: [], dtype: "float64" };

/** Axes of length 1 behind the first, so that elementwise operations line the examples up. */
function aligned(x: Value, axes: number): Value {
  const [count = 0, ...each] = shapeOfValue(x);
  const ones = new Array<number>(axes - each.length).fill(1);
  return reshape(x, [count, ...ones, ...each]);
}
