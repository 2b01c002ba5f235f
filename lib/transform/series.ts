import type { DType } from "../ir/dtype.js";
import { isNode, type Origin, shapeOfValue, type Value } from "../ir/node.js";
import type { Shape } from "../ir/shape.js";
import { add, div, mul } from "../ops/arithmetic.js";
import { broadcastTo } from "../ops/broadcast.js";
import { Tensor } from "../tensor/tensor.js";
import { apply } from "../trace/apply.js";
import { StandIn } from "./stand-in.js";

/**
 * A power series in one variable, cut off after some terms: what a function makes of `x0 + v·t` holds all its
 * derivatives along v. Operations act on whole series, so that order n costs about n² and not 2ⁿ.
 */
export class Series extends StandIn {
  protected readonly what =
    "a number that is being expanded into a power series";

  /** @param terms the coefficients of 1, t, t² …; missing ones are zero. */
  constructor(
    rank: number,
    readonly terms: readonly Value[],
    readonly count: number,
    origin?: Origin,
  ) {
    super(rank, origin);
  }

  get shape(): Shape {
    return shapeOfValue(this.terms[0] ?? 0);
  }

  get dtype(): DType {
    const [first = 0] = this.terms;
    return isNode(first) ? first.dtype : "float64";
  }

  /** The number that the series starts with, by which branches are decided; none where that is a symbol. */
  override item(): never {
    const [first = 0] = this.terms;
    if (!isNode(first)) return first as never;
    const hasItem = first instanceof Tensor || first instanceof StandIn;
    return (hasItem ? first.item() : undefined) as never;
  }

  derive(origin: Origin): Value {
    const count = Math.min(
      ...origin.inputs.map((x) => (this.#isOfThis(x) ? x.count : Infinity)),
    );
    const terms = origin.inputs.map((x) => (this.#isOfThis(x) ? x.terms : [x]));
    const made = seriesOf(this.rank, origin, terms, count);
    return new Series(this.rank, made, count, origin);
  }

  /** A series of another expansion is a constant here. */
  #isOfThis(x: Value): x is Series {
    return x instanceof Series && x.rank === this.rank;
  }
}

type Terms = readonly (readonly Value[])[];

function seriesOf(
  rank: number,
  origin: Origin,
  terms: Terms,
  count: number,
): Value[] {
  const { op, params } = origin;
  if (op.series !== undefined) return op.series(terms, count, params);
  if (op.form === "linear") return termByTerm(origin, terms, count);
  if (op.form === "bilinear") return products(origin, terms, count);
  return byDifferentiation(rank, origin, terms, count);
}

/** A linear operation acts on the coefficients of each power alone. */
function termByTerm(
  { op, inputs, params }: Origin,
  terms: Terms,
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
  [x = [], y = []]: Terms,
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
  rank: number,
  { op, params }: Origin,
  terms: Terms,
  count: number,
): Value[] {
  const first = apply(
    op,
    terms.map(([head]) => head as Value),
    params,
  );
  const series = (of: readonly Value[]): Series =>
    new Series(rank, of, count - 1);
  const tangents = terms.map((x) =>
    x.length > 1
      ? series(x.slice(1).map((term, k) => mul(term, k + 1)))
      : undefined,
  );
  let known: Value[] = [first];
  if (tangents.every((tangent) => tangent === undefined)) return known;
  const unknown = mul(broadcastTo(NaN, shapeOfValue(first)), 1);
  const shortened = terms.map((x) =>
    x.length > 1 ? series(x.slice(0, count - 1)) : (x[0] as Value),
  );
  while (known.length < count) {
    const guess = [...known];
    while (guess.length < count - 1) guess.push(unknown);
    const slope = op.jvp(tangents, {
      inputs: shortened,
      output: series(guess),
      params,
    });
    const found = slope instanceof Series && slope.rank === rank;
    const next = integral(first, found ? slope.terms : [slope], count);
    const missing = next.findIndex(isUnknown);
    const sure = missing < 0 ? next.length : missing;
    if (sure <= known.length) return next.slice(0, count);
    known = next.slice(0, sure);
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

/** Whether a term is made of what is not known: seen from its elements, or where it has none from how it was made. */
function isUnknown(term: Value): boolean {
  const met = new Set<Value>();
  const pending = [term];
  for (let x = pending.pop(); x !== undefined; x = pending.pop()) {
    if (typeof x === "number") {
      if (Number.isNaN(x)) return true;
    } else if (!met.has(x)) {
      met.add(x);
      if (x instanceof Tensor) {
        if (x.toFloat64Array().some(Number.isNaN)) return true;
      } else pending.push(...(x.origin?.inputs ?? []));
    }
  }
  return false;
}
