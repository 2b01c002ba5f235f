import type { Place } from "./method.js";
import type { Objective } from "../objective.js";
import { dot, plus, type Row } from "../vectors.js";

const sufficient = 1e-4;
const flat = 0.9;

/**
 * A step along a direction that fulfils the strong Wolfe conditions: enough descent, and a slope that has flattened
 * (bracketing and bisection with cubic interpolation, Nocedal & Wright, algorithms 3.5 and 3.6). `undefined` where the
 * direction does not lead down, as far as floating point can tell.
 *
 * @param first whether nothing is known of the scale of the step yet.
 */
export function lineSearch(
  f: Objective,
  at: Place,
  direction: Row,
  first = false,
): Place | undefined {
  const slope = dot(at.gradient, direction);
  if (!(slope < 0)) return undefined;
  const probe = (t: number): Probe => {
    const x = plus(at.x, direction, t);
    const place = { x, ...f.gradient(x) };
    return { t, place, slope: dot(place.gradient, direction) };
  };
  const start: Probe = { t: 0, place: at, slope };
  const length = Math.sqrt(dot(direction, direction));
  const guess = first ? Math.min(1, 1 / length) : 1;
  return search(probe, start, guess);
}

interface Probe {
  readonly t: number;
  readonly place: Place;
  readonly slope: number;
}

function search(
  probe: (t: number) => Probe,
  start: Probe,
  guess: number,
): Place | undefined {
  let low = start;
  let high: Probe | undefined;
  let t = guess;
  for (let k = 0; k < 60; k++) {
    const here = probe(t);
    const { value } = here.place;
    // Near a minimum differences of values drown in rounding: then the slopes alone decide (Hager & Zhang 2005).
    const noise = 1e-14 * Math.abs(start.place.value);
    const bound = start.place.value + sufficient * t * start.slope + noise;
    if (!(value <= bound) || (value >= low.place.value + noise && low.t > 0)) {
      high = here;
    } else {
      if (Math.abs(here.slope) <= -flat * start.slope) return here.place;
      if (here.slope >= 0) {
        high = here;
      } else {
        low = here;
      }
    }
    t = high === undefined ? 2 * here.t : between(low, high);
    if (high !== undefined && Math.abs(high.t - low.t) < 1e-16 * high.t) break;
  }
  return low.t > 0 && low.place.value < start.place.value
    ? low.place
    : undefined;
}

/** The minimum of the cubic through two probes, kept away from the ends; the middle where there is none. */
function between(low: Probe, high: Probe): number {
  const width = high.t - low.t;
  const middle = low.t + width / 2;
  if (!Number.isFinite(high.place.value)) return low.t + width / 10;
  const chord = (3 * (low.place.value - high.place.value)) / width;
  const a = low.slope + high.slope + chord;
  const inner = a * a - low.slope * high.slope;
  if (!(inner >= 0)) return middle;
  const root = Math.sqrt(inner);
  const t =
    high.t -
    (width * (high.slope + root - a)) / (high.slope - low.slope + 2 * root);
  const margin = 0.1 * width;
  return t > low.t + margin && t < high.t - margin ? t : middle;
}
