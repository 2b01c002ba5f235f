import { dot, identity, plus, type Row, scaled, times } from "../vectors.js";
import { lineSearch } from "./line-search.js";
import type { Method, Place } from "./method.js";
import { within } from "./projected.js";

/** BFGS with the inverse Hessian (Nocedal & Wright, algorithm 6.1). */
export const bfgs: Method = {
  endsAt: "flat",
  start(f, options) {
    if (f.bounds) return lbfgs.start(f, { ...options, memory: 30 });
    let inverse: Row | undefined;
    return (at) => {
      const n = at.x.length;
      const h = inverse ?? identity(n);
      let next = lineSearch(f, at, scaled(times(h, at.gradient), -1), !inverse);
      if (next === undefined && inverse !== undefined) {
        inverse = undefined;
        next = lineSearch(f, at, scaled(at.gradient, -1), true);
      }
      const pair = next && pairOf(at, next);
      if (pair) {
        const start = inverse ?? identity(n, pair.sy / dot(pair.y, pair.y));
        inverse = updated(start, pair);
      }
      return next;
    };
  },
};

function updated(h: Row, { s, y, sy }: Pair): Row {
  const n = s.length;
  const hy = times(h, y);
  const factor = (sy + dot(y, hy)) / (sy * sy);
  return h.map((entry, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    const [si = 0, sj = 0] = [s[i], s[j]];
    return (
      entry + factor * si * sj - ((hy[i] ?? 0) * sj + si * (hy[j] ?? 0)) / sy
    );
  });
}

/** A step with the change of the gradient along it. */
export interface Pair {
  readonly s: Row;
  readonly y: Row;
  readonly sy: number;
}

/** The pair of a step, unless it says nothing of a positive curvature. */
export function pairOf(
  from: Pick<Place, "x" | "gradient">,
  to: Pick<Place, "x" | "gradient">,
): Pair | undefined {
  const s = plus(to.x, from.x, -1);
  const y = plus(to.gradient, from.gradient, -1);
  const sy = dot(s, y);
  return sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y))
    ? { s, y, sy }
    : undefined;
}

/** Limited-memory BFGS by the two-loop recursion (Nocedal & Wright, algorithm 7.5). */
export const lbfgs: Method = {
  endsAt: "flat",
  start(f, { memory = 10 }) {
    const pairs: Pair[] = [];
    const along = (at: Place): Place | undefined => {
      const first = pairs.length === 0;
      return f.bounds
        ? within(f, f.bounds, at, (free) => freeDirection(pairs, at, free))
        : lineSearch(f, at, twoLoop(pairs, at.gradient), first);
    };
    return (at) => {
      let next = along(at);
      if (next === undefined && pairs.length > 0) {
        pairs.length = 0;
        next = along(at);
      }
      const pair = next && pairOf(at, next);
      if (pair) {
        pairs.push(pair);
        if (pairs.length > memory) pairs.shift();
      }
      return next;
    };
  },
};

/** The direction that remembered pairs make of the entries that no bound holds. */
function freeDirection(
  pairs: readonly Pair[],
  { gradient }: Place,
  free: readonly boolean[],
): Row {
  const part = (row: Row): Row => row.map((x, i) => (free[i] ? x : 0));
  const kept = pairs.flatMap(({ s, y }) => {
    const [fs, fy] = [part(s), part(y)];
    const sy = dot(fs, fy);
    return sy > 1e-14 * Math.sqrt(dot(fs, fs) * dot(fy, fy))
      ? [{ s: fs, y: fy, sy }]
      : [];
  });
  return twoLoop(kept, part(gradient));
}

/** The direction that remembered pairs make of a gradient. */
export function twoLoop(pairs: readonly Pair[], gradient: Row): Row {
  let q = gradient;
  const weights = pairs.map(() => 0);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, sy } = pairs[k] as Pair;
    weights[k] = dot(s, q) / sy;
    q = plus(q, y, -(weights[k] ?? 0));
  }
  const last = pairs.at(-1);
  if (last !== undefined) q = scaled(q, last.sy / dot(last.y, last.y));
  pairs.forEach(({ s, y, sy }, k) => {
    q = plus(q, s, (weights[k] ?? 0) - dot(y, q) / sy);
  });
  return scaled(q, -1);
}
