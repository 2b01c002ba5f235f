import type { Row } from "./vectors.js";

/** The least and the greatest value of each number of a point; infinite where there is none. */
export class Bounds {
  readonly #low: Row;
  readonly #high: Row;

  constructor(low: Row, high: Row) {
    this.#low = low;
    this.#high = high;
  }

  /** The nearest point within. */
  clamp(x: Row): Row {
    return x.map((value, i) =>
      Math.min(
        Math.max(value, this.#low[i] ?? -Infinity),
        this.#high[i] ?? Infinity,
      ),
    );
  }

  /** Which numbers can go down the gradient: those that are not at a bound towards which it leads. */
  free(x: Row, gradient: Row): boolean[] {
    return Array.from(x, (value, i) => {
      const slope = gradient[i] ?? 0;
      const [low = -Infinity, high = Infinity] = [this.#low[i], this.#high[i]];
      return !((value <= low && slope > 0) || (value >= high && slope < 0));
    });
  }
}

/** A bound of one number: the least and the greatest value. */
export type Bound = readonly [low: number, high: number];

/**
 * The bounds that a user gave, one pair for each number of the point in order, or one pair for all.
 *
 * @throws where there are too few or too many, or where a pair is the wrong way round.
 */
export function boundsOf(
  given: Bound | readonly Bound[],
  size: number,
): Bounds {
  const pairs = isBound(given)
    ? Array.from({ length: size }, () => given)
    : given;
  if (pairs.length !== size) {
    throw new RangeError(
      `minimize: the point has ${String(size)} numbers, but there are bounds for ${String(pairs.length)}; give one [low, high] for each, or a single one for all`,
    );
  }
  pairs.forEach(([low, high], i) => {
    if (!(low <= high)) {
      throw new RangeError(
        `minimize: bound ${String(i)} is [${String(low)}, ${String(high)}]; the lower must come first`,
      );
    }
  });
  return new Bounds(
    Float64Array.from(pairs, ([low]) => low),
    Float64Array.from(pairs, ([, high]) => high),
  );
}

function isBound(given: Bound | readonly Bound[]): given is Bound {
  return typeof given[0] === "number";
}
