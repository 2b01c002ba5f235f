import type { DType } from "../ir/dtype.js";
import type { Origin, Value } from "../ir/node.js";
import type { Aval } from "../ir/op.js";
import { formatShape, type Shape } from "../ir/shape.js";
import { StandIn } from "./stand-in.js";

/** A tensor of which only shape and type are known: what a function is traced with. */
export class Abstract extends StandIn {
  readonly shape: Shape;
  readonly dtype: DType;
  protected readonly what: string;

  constructor(rank: number, { shape, dtype }: Aval, origin?: Origin) {
    super(rank, origin);
    this.shape = shape;
    this.dtype = dtype;
    this.what =
      shape.length === 0
        ? "a traced number"
        : `a traced tensor of shape ${formatShape(shape)}`;
  }

  derive(origin: Origin): Abstract {
    const { op, inputs, params } = origin;
    return new Abstract(
      this.rank,
      op.infer(inputs.map(avalOfValue), params),
      origin,
    );
  }
}

/** Shape and type of a value. */
export function avalOfValue(value: Value): Aval {
  return typeof value === "number" ? { shape: [], dtype: "float64" } : value;
}
