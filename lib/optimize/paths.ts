/** Paths through a point along which a function rises and falls, in words. */
import { shortNumber } from "./show.js";
import { largest, plus, type Row, scaled } from "./vectors.js";

/** A path along which the function rises and one along which it falls, from the point on: `(t, t) for t > 0, like 2t³`. */
export interface Paths {
  readonly rises: string;
  readonly falls: string;
}

/** The paths as the end of a sentence. */
export function told({ rises, falls }: Paths): string {
  return `: it rises along ${rises}, and falls along ${falls}`;
}

/** A line through the point with what the first Taylor form makes of its direction. */
export interface FormAlong {
  readonly direction: Row;
  readonly coefficient: number;
}

/** The simplest lines along which a form of some degree is positive and negative. */
export function pathsOfForm(
  x: Row,
  forms: readonly FormAlong[],
  degree: number,
): Paths {
  const both = forms.flatMap(({ direction, coefficient }) => [
    { direction, coefficient },
    {
      direction: scaled(direction, -1),
      coefficient: degree % 2 === 1 ? -coefficient : coefficient,
    },
  ]);
  const scale = Math.max(
    ...both.map(({ coefficient }) => Math.abs(coefficient)),
  );
  const along = (sign: number): string => {
    const found = both
      .filter(({ coefficient }) => sign * coefficient > 1e-6 * scale)
      .map(({ direction, coefficient }) => ({
        ...simple(direction),
        coefficient,
      }))
      .sort((a, b) => a.oddity - b.oddity)[0];
    if (!found) return "no line";
    const { steps, stretch, coefficient } = found;
    const size = coefficient * stretch ** degree;
    return `${lineText(x, steps)} for t > 0, like ${termText(size, degree)}`;
  };
  return { rises: along(1), falls: along(-1) };
}

/** A direction with its largest entry 1, and how far it is from being one that a person would choose. */
function simple(direction: Row): {
  steps: Row;
  stretch: number;
  oddity: number;
} {
  const stretch = 1 / largest(direction);
  const steps = direction.map((v) => Number((v * stretch).toPrecision(6)));
  const oddity = steps.reduce(
    (sum, v) =>
      sum + Math.abs(v) + (v < 0 ? 0.1 : 0) + (Number.isInteger(v) ? 0 : 9),
    0,
  );
  return { steps, stretch, oddity };
}

/** A point nearby with how much larger the function is there. */
export interface Probe {
  readonly end: Row;
  readonly change: number;
}

/** The points among those tried where the function is largest and smallest. */
export function pathsOfProbes(
  x: Row,
  probes: readonly Probe[],
  noise: number,
): Paths {
  const towards = (sign: number): string => {
    const best = probes
      .filter(({ change }) => sign * change > noise)
      .sort((a, b) => sign * (b.change - a.change))[0];
    if (!best) return "no path that was tried";
    const step = plus(best.end, x, -1).map((v) => Number(v.toPrecision(4)));
    return `the way to ${pointText(plus(x, step))}, where it is ${shortNumber(Math.abs(best.change))} ${sign > 0 ? "larger" : "smaller"}`;
  };
  return { rises: towards(1), falls: towards(-1) };
}

const pointText = (x: Row): string =>
  x.length === 1
    ? shortNumber(x[0] ?? NaN)
    : `(${Array.from(x, shortNumber).join(", ")})`;

/** x + t·steps, coordinate by coordinate. */
function lineText(x: Row, steps: Row): string {
  const parts = Array.from(steps, (step, i) => {
    const start = x[i] ?? 0;
    const size = Math.abs(step) === 1 ? "t" : `${shortNumber(Math.abs(step))}t`;
    if (step === 0) return shortNumber(start);
    if (Math.abs(start) < 1e-12) return step < 0 ? `−${size}` : size;
    return `${shortNumber(start)} ${step < 0 ? "−" : "+"} ${size}`;
  });
  return parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(", ")})`;
}

function termText(size: number, degree: number): string {
  const digits = Math.abs(Number(size.toPrecision(6)));
  const factor = digits === 1 ? "" : shortNumber(digits);
  return `${size < 0 ? "−" : ""}${factor}t${superscript(degree)}`;
}

function superscript(degree: number): string {
  return Array.from(String(degree))
    .map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "")
    .join("");
}
