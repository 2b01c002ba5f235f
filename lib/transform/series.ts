import type { DType } from "../ir/dtype.js";
import {
  isNode,
  Node,
  type Origin,
  shapeOfValue,
  type Value,
} from "../ir/node.js";
import type { Shape } from "../ir/shape.js";
import { add, div, mul } from "../ops/arithmetic.js";
import { broadcastTo } from "../ops/broadcast.js";
import { Tensor } from "../tensor/tensor.js";
import { apply } from "../trace/apply.js";

/**
 * A power series in one variable, cut off after some terms: what a function makes of `x0 + v·t` holds all its
 * derivatives along v. Operations act on whole series, so that order n costs about n² and not 2ⁿ.
 */
export class Series extends Node {
  readonly rank = 1;
  readonly origin = undefined;
  readonly tracked = false;

  /** @param terms the coefficients of 1, t, t² …; missing ones are zero. */
  constructor(
    readonly terms: readonly Value[],
    readonly count: number,
  ) {
    super();
  }

  get shape(): Shape {
    return shapeOfValue(this.terms[0] ?? 0);
  }

  get dtype(): DType {
    const [first = 0] = this.terms;
    return isNode(first) ? first.dtype : "float64";
  }

  detached(): Value {
    const [first = 0] = this.terms;
    return isNode(first) ? first.detached() : first;
  }

  derive(origin: Origin): Value {
    const count = Math.min(
      ...origin.inputs.map((x) => (x instanceof Series ? x.count : Infinity)),
    );
    return new Series(seriesOf(origin, count), count);
  }

  [Symbol.toPrimitive](): never {
    throw new TypeError(
      "a number that is being expanded into a power series was used as a plain one; use the library's functions and methods, or run the program in a cell",
    );
  }
}

const termsOf = (x: Value): readonly Value[] =>
  x instanceof Series ? x.terms : [x];

function seriesOf({ op, inputs, params }: Origin, count: number): Value[] {
  const terms = inputs.map(termsOf);
  if (op.series !== undefined) return op.series(terms, count, params);
  if (op.form === "linear")
    return termByTerm({ op, inputs, params }, terms, count);
  if (op.form === "bilinear")
    return products({ op, inputs, params }, terms, count);
  return byDifferentiation({ op, inputs, params }, terms, count);
}

/** A linear operation acts on the coefficients of each power alone. */
function termByTerm(
  { op, inputs, params }: Origin,
  terms: readonly (readonly Value[])[],
  count: number,
): Value[] {
  const longest = Math.min(count, Math.max(...terms.map((x) => x.length)));
  return Array.from({ length: longest }, (_, k) =>
    apply(
      op,
      terms.map(
        (x, i) => x[k] ?? broadcastTo(0, shapeOfValue(inputs[i] as Value)),
      ),
      params,
    ),
  );
}

/** An operation that is linear in each of two inputs multiplies out: Cauchy's product. */
function products(
  { op, params }: Origin,
  [x = [], y = []]: readonly (readonly Value[])[],
  count: number,
): Value[] {
  const length = Math.min(count, x.length + y.length - 1);
  return Array.from({ length }, (_, k) => {
    let sum: Value | undefined;
    for (
      let j = Math.max(0, k - y.length + 1);
      j <= Math.min(k, x.length - 1);
      j++
    ) {
      const term = apply(op, [x[j] as Value, y[k - j] as Value], params);
      sum = sum === undefined ? term : add(sum, term);
    }
    return sum ?? 0;
  });
}

/**
 * Any other operation by y′ = jvp(x′): the pushforward, which is made of operations, gives the series of the derivative.
 * Where it uses y itself, the terms that are not known yet are NaN, and each round makes at least one more known.
 */
function byDifferentiation(
  { op, inputs, params }: Origin,
  terms: readonly (readonly Value[])[],
  count: number,
): Value[] {
  const first = apply(
    op,
    terms.map(([head]) => head as Value),
    params,
  );
  const tangents = terms.map((x) =>
    x.length > 1
      ? new Series(
          x.slice(1).map((term, k) => mul(term, k + 1)),
          count - 1,
        )
      : undefined,
  );
  let known: Value[] = [first];
  if (tangents.every((tangent) => tangent === undefined)) return known;
  const unknown = mul(broadcastTo(NaN, shapeOfValue(first)), 1);
  const shortened = inputs.map((x, i) =>
    x instanceof Series
      ? new Series((terms[i] ?? []).slice(0, count - 1), count - 1)
      : x,
  );
  while (known.length < count) {
    const guess = [...known];
    while (guess.length < count - 1) guess.push(unknown);
    const slope = op.jvp(tangents, {
      inputs: shortened,
      output: new Series(guess, count - 1),
      params,
    });
    const next = integral(first, termsOf(slope), count);
    const sure = next.findIndex((term) => hasNaN(term));
    const length = sure < 0 ? count : sure;
    if (length <= known.length && sure >= 0) {
      return next.slice(0, count);
    }
    known = sure < 0 ? next : next.slice(0, length);
    if (sure < 0) break;
  }
  return known;
}

function integral(
  first: Value,
  slope: readonly Value[],
  count: number,
): Value[] {
  const rest = slope.slice(0, count - 1).map((term, k) => div(term, k + 1));
  return [first, ...rest];
}

function hasNaN(value: Value): boolean {
  if (typeof value === "number") return Number.isNaN(value);
  return value instanceof Tensor
    ? value.toFloat64Array().some(Number.isNaN)
    : false;
}
