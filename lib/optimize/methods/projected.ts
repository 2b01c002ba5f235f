import type { Bounds } from "../bounds.js";
import type { Objective } from "../objective.js";
import { dot, plus, type Row, scaled } from "../vectors.js";
import { type Place, placeAt } from "./method.js";

/**
 * A step within bounds: numbers at a bound to which the gradient leads stay there, the others go in a direction of the
 * method's, bent along the bounds, and halved until it leads down far enough (Bertsekas, SIAM J. Control 20, 1982).
 * Where the method's direction does not lead down the gradient's own is tried. `undefined` where no step leads down.
 */
export function within(
  f: Objective,
  bounds: Bounds,
  at: Place,
  direction: (free: readonly boolean[]) => Row,
): Place | undefined {
  const free = bounds.free(at.x, at.gradient);
  const down = scaled(
    at.gradient.map((g, i) => (free[i] ? g : 0)),
    -1,
  );
  if (!down.some((g) => g !== 0)) return undefined;
  return arc(f, bounds, at, direction(free)) ?? arc(f, bounds, at, down);
}

const sufficient = 1e-4;

function arc(
  f: Objective,
  bounds: Bounds,
  at: Place,
  direction: Row,
): Place | undefined {
  if (!(dot(direction, at.gradient) < 0)) return undefined;
  for (let t = 1; t > 1e-20; t /= 2) {
    const next = placeAt(f, bounds.clamp(plus(at.x, direction, t)));
    const gained = dot(at.gradient, plus(next.x, at.x, -1));
    const noise = 1e-14 * Math.abs(at.value);
    if (next.value <= at.value + sufficient * gained + noise) {
      const moved = next.x.some((x, i) => x !== at.x[i]);
      return moved && gained < 0 ? next : undefined;
    }
  }
  return undefined;
}
