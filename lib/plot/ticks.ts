// Where ticks stand on a linear axis, and how their numbers are written.

const steps = [1, 2, 2.5, 5, 10];
// Steps a decade below and above, so that a coarser or finer one is at hand.
const extendedSteps = [0.1, 0.2, 0.25, 0.5, ...steps, 20];

/** Number of ticks that fit when labels `size` points high stand on an axis. */
export function tickSpace(
  length: number,
  size: number,
  horizontal: boolean,
): number {
  // A label is about three times as wide as high, and two high with its gap.
  const space = Math.floor(length / (size * (horizontal ? 3 : 2)));
  return Math.min(9, Math.max(1, space));
}

function scaleAndOffset(low: number, high: number, count: number) {
  const width = high - low;
  const middle = (low + high) / 2;
  const farAway = Math.abs(middle) / width >= 100;
  return {
    scale: 10 ** Math.floor(Math.log10(width / count)),
    offset: farAway
      ? Math.sign(middle) * 10 ** Math.floor(Math.log10(Math.abs(middle)))
      : 0,
  };
}

/**
 * Round numbers between two limits: at most `count` intervals, at least two
 * ticks, steps of 1, 2, 2.5 or 5 times a power of ten (matplotlib's
 * MaxNLocator).
 *
 * @example niceTicks(0, 1, 5) // [0, 0.2, 0.4, 0.6, 0.8, 1]
 */
export function niceTicks(
  low: number,
  high: number,
  count: number,
  integer = false,
): number[] {
  if (!(high > low)) return [low];
  const { scale, offset } = scaleAndOffset(low, high, count);
  const from = low - offset;
  const to = high - offset;
  const sizes = extendedSteps
    .map((step) => step * scale)
    .filter((step) => !integer || (step >= 1 && Number.isInteger(step)));
  const wanted = sizes.findIndex((step) => step >= (to - from) / count);
  const finer = sizes.slice(0, wanted < 0 ? sizes.length : wanted + 1);
  for (const step of finer.reverse()) {
    const ticks = multiples(from, to, step).map((tick) => tick + offset);
    if (ticks.length >= 2) return ticks.map((tick) => snap(tick, step));
  }
  return multiples(from, to, finer.at(-1) ?? 1).map((tick) => tick + offset);
}

// Contour levels may use more steps than ticks.
const levelSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * Round levels from at or below `low` to at or above `high`, in at most
 * `count` intervals.
 *
 * @example niceLevels(0.1, 0.9, 4) // [0, 0.25, 0.5, 0.75, 1]
 */
export function niceLevels(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const { scale, offset } = scaleAndOffset(low, high, count);
  const raw = (high - low) / count;
  const sizes = [0.1, 1, 10].flatMap((decade) =>
    levelSteps.slice(0, -1).map((step) => step * decade * scale),
  );
  const step = sizes.find((size) => size >= raw * (1 - 1e-12)) ?? raw;
  const first = Math.floor((low - offset) / step + 1e-10);
  const last = Math.ceil((high - offset) / step - 1e-10);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    snap((first + i) * step + offset, step),
  );
}

/** The multiples of a step between two limits, rounding errors forgiven. */
function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-10);
  const last = Math.floor(to / step + 1e-10);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => (first + i) * step,
  );
}

// 3 * 0.1 is not 0.3; a tick should be the number that its label says.
function snap(tick: number, step: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  const rounded = digits <= 100 ? Number(tick.toFixed(digits)) : tick;
  return rounded === 0 ? 0 : rounded;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** An integer as superscript characters. */
export function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, (c) =>
    c === "-" ? "⁻" : (superscripts[Number(c)] ?? c),
  );
}

/** A number with a true minus sign. */
export function withMinus(text: string): string {
  return text.replace(/-/g, "\u2212");
}

// All ticks share leading digits: 4 or more of them are said once, apart.
function commonOffset(ticks: readonly number[]): number {
  const low = Math.min(...ticks);
  const high = Math.max(...ticks);
  if (low === high || low * high <= 0) return 0;
  const sign = low < 0 ? -1 : 1;
  const [small = 0, large = 0] = [Math.abs(low), Math.abs(high)].sort(
    (a, b) => a - b,
  );
  const top = Math.ceil(Math.log10(large));
  const firstOrder = (stop: (unit: number) => boolean) => {
    let order = top;
    while (order > top - 20 && !stop(10 ** order)) order--;
    return order + 1;
  };
  const whole = (value: number, unit: number) => Math.floor(value / unit);
  let order = firstOrder((unit) => whole(small, unit) !== whole(large, unit));
  if ((large - small) / 10 ** order <= 1e-2) {
    order = firstOrder((unit) => whole(large, unit) - whole(small, unit) > 1);
  }
  const leading = whole(large, 10 ** order);
  return leading >= 1000 ? sign * leading * 10 ** order : 0;
}

function commonOrder(ticks: readonly number[], offset: number): number {
  const sizes = ticks.map((tick) => Math.abs(tick));
  const largest =
    offset === 0 ? Math.max(...sizes) : Math.max(...ticks) - Math.min(...ticks);
  if (largest === 0) return 0;
  const order = Math.floor(Math.log10(largest));
  return order <= -5 || order >= 6 ? order : 0;
}

function commonDigits(values: readonly number[]): number {
  const spread = Math.max(...values) - Math.min(...values);
  const size = spread === 0 ? Math.max(...values.map(Math.abs)) : spread;
  const order = Math.floor(Math.log10(size === 0 ? 1 : size));
  const tolerance = 1e-3 * 10 ** order;
  const exact = (digits: number) =>
    values.every(
      (value) => Math.abs(value - Number(value.toFixed(digits))) < tolerance,
    );
  let digits = Math.min(100, Math.max(0, 3 - order));
  while (digits > 0 && exact(digits - 1)) digits--;
  return digits;
}

/** Tick labels and what they all have to be scaled and shifted by. */
export interface TickLabels {
  readonly labels: readonly string[];
  /** Such as `×10⁶` or `+1.2×10³`; empty in the ordinary case. */
  readonly offset: string;
}

/**
 * Writes ticks with one common number of digits (matplotlib's
 * ScalarFormatter).
 *
 * @example formatTicks([0, 0.5, 1]).labels // ["0.0", "0.5", "1.0"]
 */
export function formatTicks(
  ticks: readonly number[],
  limits: readonly [number, number],
): TickLabels {
  if (ticks.length === 0) return { labels: [], offset: "" };
  const shift = commonOffset(ticks);
  const order = commonOrder(ticks, shift);
  const scaled = ticks.map((tick) => (tick - shift) / 10 ** order);
  const spread =
    ticks.length > 1
      ? scaled
      : [...scaled, ...limits.map((limit) => (limit - shift) / 10 ** order)];
  const digits = commonDigits(spread);
  const labels = scaled.map((value) =>
    withMinus((Math.abs(value) < 1e-8 ? 0 : value).toFixed(digits)),
  );
  const times = order === 0 ? "" : `×10${superscript(order)}`;
  const plus = shift === 0 ? "" : signed(shift);
  return { labels, offset: times + plus };
}

function signed(value: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const text =
    Math.abs(Number(exponent)) < 5
      ? String(value)
      : `${mantissa}×10${superscript(Number(exponent))}`;
  return (value > 0 ? "+" : "") + withMinus(text);
}
