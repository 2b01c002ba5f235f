import type { Objective } from "./objective.js";
import {
  isEnding,
  type Ending,
  type Place,
  type Stepper,
  type EndsAt,
} from "./methods/method.js";
import { largest, type Row } from "./vectors.js";

/** How long a search goes on, and who is told of it. */
export interface SearchOptions {
  readonly steps: number;
  readonly tol: number;
  /** Told of each place; where it returns `false` the search ends. */
  readonly told: (place: Place, iteration: number) => unknown;
}

/** Where a search came to. */
export interface Found extends Ending {
  readonly at: Place;
  readonly path: readonly Row[];
}

/** Steps on until an end is reached; `ends` as the method says it. */
export function search(
  f: Objective,
  stepper: Stepper,
  ends: EndsAt,
  { steps, tol, told }: SearchOptions,
): Found {
  let at = startOf(f, ends);
  const judged = (): Ending | undefined =>
    lost(at) ?? (ends === "flat" ? flat(f, at, tol) : undefined);
  const path = [at.x];
  let ending = judged();
  while (ending === undefined && path.length <= steps) {
    const next = stepper(at);
    if (next === undefined) {
      ending = stalled(f, at);
    } else if (isEnding(next)) {
      ending = next;
    } else {
      at = next;
      path.push(at.x);
      ending = judged();
      if (told(at, path.length - 1) === false)
        ending ??= {
          converged: false,
          message: "the callback ended the search",
        };
    }
  }
  ending ??= {
    converged: false,
    message: `not converged after ${String(steps)} steps${remaining(f, at, ends)}`,
  };
  const known =
    ends === "shrunk" ? { ...at, gradient: gradientAt(f, at.x) } : at;
  return { at: known, path, ...ending };
}

/** The gradient, or NaN where a method that needs none was given a function that has none. */
function gradientAt(f: Objective, x: Row): Row {
  try {
    return f.gradient(x).gradient;
  } catch {
    return x.map(() => NaN);
  }
}

/** Where the search starts; a method without derivatives does not ask for the gradient. */
function startOf(f: Objective, ends: EndsAt): Place {
  const x = f.bounds?.clamp(f.start) ?? f.start;
  return ends === "shrunk"
    ? { x, value: f.value(x), gradient: new Float64Array(x.length) }
    : { x, ...f.gradient(x) };
}

/** The largest slope along which a point can still go. */
export function slopeAt(f: Objective, { x, gradient }: Place): number {
  const free = f.bounds?.free(x, gradient);
  return largest(free ? gradient.map((g, i) => (free[i] ? g : 0)) : gradient);
}

function remaining(f: Objective, at: Place, ends: EndsAt): string {
  return ends === "flat"
    ? `: the largest entry of the gradient is ${slopeAt(f, at).toExponential(1)}`
    : "; allow more steps";
}

function lost({ value, gradient }: Place): Ending | undefined {
  if (Number.isFinite(largest(gradient)) && !Number.isNaN(value))
    return undefined;
  return {
    converged: false,
    message:
      "the search left the region where the function is finite; try a smaller lr or another start",
  };
}

function flat(f: Objective, at: Place, tol: number): Ending | undefined {
  if (slopeAt(f, at) > tol) return undefined;
  const where = f.bounds ? " along which the bounds let it go" : "";
  return {
    converged: true,
    message: `converged: no entry of the gradient${where} is larger than ${String(tol)}`,
  };
}

/** No step goes further down: at the limits of floating point that is a minimum, elsewhere not. */
function stalled(f: Objective, at: Place): Ending {
  const slope = slopeAt(f, at);
  const converged = slope <= 1e-6 * Math.max(1, Math.abs(at.value));
  return {
    converged,
    message: converged
      ? "converged as far as floating point can tell"
      : `no step leads further down, though the gradient is ${slope.toExponential(1)}: is the function smooth here?`,
  };
}
