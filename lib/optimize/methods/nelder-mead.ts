import type { Objective } from "../objective.js";
import { largest, plus, type Row, scaled } from "../vectors.js";
import type { Method, Place } from "./method.js";

interface Corner {
  readonly x: Row;
  readonly value: number;
}

/**
 * The simplex method of Nelder & Mead (1965), which needs no derivatives, with factors that depend on the dimension
 * (Gao & Han, Comput. Optim. Appl. 51, 2012). It ends where the simplex has shrunk to a point.
 */
export const nelderMead: Method = {
  endsAt: "shrunk",
  start(f) {
    let simplex: Corner[] | undefined;
    return (at) => {
      simplex ??= startingSimplex(f, at.x);
      if (hasShrunk(simplex)) {
        return {
          converged: true,
          message: "converged: the simplex has shrunk to a point",
        };
      }
      simplex = moved(f, simplex);
      return placeOf(simplex[0] as Corner);
    };
  },
};

/** A corner as a place; its gradient is not known, and no one asks. */
function placeOf({ x, value }: Corner): Place {
  return { x, value, gradient: scaled(x, 0) };
}

function cornerAt(f: Objective, x: Row): Corner {
  const inside = f.bounds?.clamp(x) ?? x;
  const value = f.value(inside);
  return { x: inside, value: Number.isNaN(value) ? Infinity : value };
}

function startingSimplex(f: Objective, x: Row): Corner[] {
  const corners = Array.from(x, (value, i) => {
    const moved = Float64Array.from(x);
    moved[i] = value === 0 ? 0.1 : 1.1 * value;
    const corner = cornerAt(f, moved);
    if (corner.x[i] !== value) return corner;
    // At its upper bound the number goes the other way.
    moved[i] = value === 0 ? -0.1 : 0.9 * value;
    return cornerAt(f, moved);
  });
  return sorted([cornerAt(f, x), ...corners]);
}

const sorted = (corners: readonly Corner[]): Corner[] =>
  corners.toSorted((a, b) => a.value - b.value);

function hasShrunk([best, ...rest]: readonly Corner[]): boolean {
  if (best === undefined) return true;
  const size = Math.max(1, largest(best.x));
  return rest.every(
    ({ x, value }) =>
      largest(plus(x, best.x, -1)) <= 1e-9 * size &&
      !(value - best.value > 1e-14 * Math.max(1, Math.abs(best.value))),
  );
}

/** One move: reflection, expansion, contraction or shrinking. */
function moved(f: Objective, simplex: readonly Corner[]): Corner[] {
  const n = simplex.length - 1;
  const kept = simplex.slice(0, n);
  const worst = simplex[n] as Corner;
  const best = simplex[0] as Corner;
  const spread = 1 + 2 / Math.max(n, 2);
  const narrow = 0.75 - 1 / (2 * Math.max(n, 2));
  const centre = scaled(
    kept.map(({ x }) => x).reduce((a, b) => plus(a, b)),
    1 / n,
  );
  const along = (t: number): Corner =>
    cornerAt(f, plus(scaled(centre, 1 + t), worst.x, -t));
  const mirrored = along(1);
  if (mirrored.value < best.value) {
    const further = along(spread);
    return sorted([
      ...kept,
      further.value < mirrored.value ? further : mirrored,
    ]);
  }
  if (mirrored.value < (kept.at(-1)?.value ?? -Infinity))
    return sorted([...kept, mirrored]);
  const outside = mirrored.value < worst.value;
  const inner = along(outside ? narrow : -narrow);
  if (inner.value < (outside ? mirrored : worst).value)
    return sorted([...kept, inner]);
  const shrink = 1 - 1 / Math.max(n, 2);
  return sorted(
    simplex.map((corner, i) =>
      i === 0
        ? corner
        : cornerAt(f, plus(scaled(best.x, 1 - shrink), corner.x, shrink)),
    ),
  );
}
