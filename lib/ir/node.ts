import type { DType } from "./dtype.js";
import type { Data } from "./ndarray.js";
import type { Aval, Op } from "./op.js";
import type { Shape } from "./shape.js";

/** What operations take and give: a plain number, or a node of the graph. */
export type Value = number | Node;

/** How a node was made. The node holds the operation itself, not its name. */
export interface Origin<P = unknown> {
  readonly op: Op<P>;
  readonly inputs: readonly Value[];
  readonly params: P;
}

let lastSerial = 0;

/** A serial number larger than all given before. */
export function nextSerial(): number {
  return ++lastSerial;
}

/**
 * A node of the graph that operations on values build. Two kinds exist: a `Tensor` has data and remembers its origin
 * while a derivative may be asked for; an `Expression` has no data and always remembers.
 */
export abstract class Node implements Aval {
  /**
   * Inputs are older than what is made of them, so that descending serials are a topological order, and whatever is
   * older than a variable cannot depend on it. A change in place takes a new serial, which is how a graph that had used
   * the old value finds out.
   */
  serial: number = nextSerial();

  abstract readonly shape: Shape;
  abstract readonly dtype: DType;

  /** How the node was made; `undefined` for a leaf (a variable, a constant, a symbol) or where nobody will ask. */
  abstract readonly origin: Origin | undefined;

  /** Where several kinds of nodes meet in one operation, the highest rank makes the result: symbols win over data. */
  abstract readonly rank: number;

  /** Whether a derivative by this node, or by something that it depends on, may be asked for. */
  abstract readonly tracked: boolean;

  /** The result of an operation of which this is an input: the one place where each kind of node makes new ones. */
  abstract derive(origin: Origin): Value;

  /** The elements, where the node has any; a symbol has none. */
  get data(): Data | undefined {
    return undefined;
  }

  /** The same value with its history forgotten; a plain number where the data is one. */
  abstract detached(): Value;
}

export function isNode(value: unknown): value is Node {
  return value instanceof Node;
}

/** The shape of a value: a plain number has none of axes. */
export function shapeOfValue(value: Value): Shape {
  return typeof value === "number" ? [] : value.shape;
}
