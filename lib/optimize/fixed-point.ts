import { sub } from "../ops/arithmetic.js";
import type { Value } from "../ir/node.js";
import { flatPoint, numbersOf } from "../transform/check.js";
import { structureOf } from "../transform/structure.js";
import { dependsOnMore, zeroOf } from "./implicitly.js";
import { largest, plus, type Row } from "./vectors.js";

/** Options of `fixedPoint`. */
export interface FixedPointOptions {
  /** The iteration ends where no number moves by more, relative to the largest: 1e-14. */
  readonly tol?: number;
  readonly steps?: number;
}

/**
 * A point that a function leaves where it is, by iterating from `x0`: x = f(x). Derivatives of it by what `f` uses from
 * outside are those of the fixed point, not of the iteration.
 *
 * @throws where the iteration does not settle.
 * @example
 * fixedPoint((x: number) => Math.cos(x), 1) // 0.7390851332151607
 */
export function fixedPoint<X>(
  f: (x: X) => X,
  x0: X,
  { tol = 1e-14, steps = 10000 }: FixedPointOptions = {},
): X {
  const { numbers, rebuild, mirror } = flatPoint(x0);
  const step = (x: Row): Row =>
    Float64Array.from(
      structureOf(f(rebuild(x) as X)).leaves.flatMap(numbersOf),
    );
  let x = numbers;
  for (let k = 0; k < steps; k++) {
    const next = step(x);
    const moved = largest(plus(next, x, -1));
    x = next;
    if (!Number.isFinite(moved)) break;
    if (moved > tol * Math.max(1, largest(next))) continue;
    const found = mirror(x) as X;
    return dependsOnMore(f, found)
      ? (zeroOf("fixedPoint", (at: never) => change(f, at), found) as X)
      : found;
  }
  throw new Error(
    `fixedPoint: no point settled in so many steps (at most ${String(steps)}); the last was ${Array.from(x, (v) => v.toPrecision(6)).join(", ")}. ` +
      `The function must bring points closer together; else solve x - f(x) = 0 with root`,
  );
}

/** How far the function moves a point. */
function change<X>(f: (x: X) => X, x: X): Value[] {
  const [before, after] = [structureOf(x).leaves, structureOf(f(x)).leaves];
  return before.map((value, i) => sub(value, after[i] ?? 0));
}
