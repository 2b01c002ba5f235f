// An axis' scale: from data to a straight line, its ticks and their labels.
import { scaleUtc } from "d3-scale";
import {
  formatTicks,
  niceTicks,
  superscript,
  withMinus,
  type TickLabels,
} from "./ticks.js";

export type ScaleName = "linear" | "log" | "symlog" | "date";

/** Ticks with labels; minor ticks have none. */
export interface Ticks extends TickLabels {
  readonly major: readonly number[];
  readonly minor: readonly number[];
}

export interface Scale {
  readonly name: ScaleName;
  forward(value: number): number;
  inverse(value: number): number;
  /** Whether a value has a place on the scale. */
  accepts(value: number): boolean;
  /** Limits to show when the data gives none. */
  readonly empty: readonly [number, number];
  /** Ticks within limits when at most `space` intervals fit. */
  ticks(low: number, high: number, space: number): Ticks;
  /** Labels for ticks that the user chose. */
  labels(
    ticks: readonly number[],
    limits: readonly [number, number],
  ): TickLabels;
}

export const linear: Scale = {
  name: "linear",
  forward: (value) => value,
  inverse: (value) => value,
  accepts: Number.isFinite,
  empty: [0, 1],
  ticks(low, high, space) {
    const major = niceTicks(low, high, space);
    return { major, minor: [], ...formatTicks(major, [low, high]) };
  },
  labels: formatTicks,
};

function powerLabel(value: number): string {
  if (value === 0) return "0";
  const order = Math.log10(Math.abs(value));
  const whole = Math.round(order);
  const sign = value < 0 ? "\u2212" : "";
  if (Math.abs(order - whole) < 1e-9) return `${sign}10${superscript(whole)}`;
  const below = Math.floor(order + 1e-9);
  const factor = Number((Math.abs(value) / 10 ** below).toPrecision(6));
  return `${sign}${String(factor)}×10${superscript(below)}`;
}

// Chosen ticks such as 25 or 400 read better as they are than as powers.
function powerLabels(ticks: readonly number[]): TickLabels {
  const powers = ticks.every((tick) => {
    const order = Math.log10(Math.abs(tick));
    return tick === 0 || Math.abs(order - Math.round(order)) < 1e-9;
  });
  const moderate = ticks.every((t) => t >= 1e-4 && t < 1e5);
  if (!powers && moderate)
    return {
      labels: ticks.map((t) => String(Number(t.toPrecision(4)))),
      offset: "",
    };
  return { labels: ticks.map(powerLabel), offset: "" };
}

function integers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

// Whole decades get labels; with less than one decade in view the multiples
// 2, 3, 5 … are what there is to label.
function logTicks(low: number, high: number, space: number): Ticks {
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const within = (v: number) => v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9);
  const decades = integers(from, to);
  const stride = Math.max(1, Math.ceil((to - from) / Math.max(space, 1)));
  const major = decades
    .filter((k) => (k - from) % stride === 0)
    .map((k) => 10 ** k)
    .filter(within);
  const factors = [2, 3, 4, 5, 6, 7, 8, 9];
  const minor =
    stride === 1
      ? decades.flatMap((k) => factors.map((f) => f * 10 ** k)).filter(within)
      : decades.map((k) => 10 ** k).filter((v) => within(v));
  if (major.length >= 2) return { major, minor, ...powerLabels(major) };
  const few = [...major, ...minor].sort((a, b) => a - b);
  return { major: few, minor: [], ...powerLabels(few) };
}

export const log: Scale = {
  name: "log",
  forward: (value) => Math.log10(value),
  inverse: (value) => 10 ** value,
  accepts: (value) => value > 0 && Number.isFinite(value),
  empty: [1, 10],
  ticks: logTicks,
  labels: powerLabels,
};

/** Where a symlog scale turns from linear to logarithmic, and how many decades the linear half is long. */
export interface SymlogOptions {
  readonly linthresh?: number;
  readonly linscale?: number;
}

// matplotlib's SymmetricalLogLocator: at most so many ticks.
const mostSymlogTicks = 14;

// Powers of ten between two sizes, the lower one whole.
function powersWithin(low: number, high: number): number[] {
  return integers(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) - 1);
}

function symlogTicks(low: number, high: number, threshold: number): Ticks {
  if (-threshold <= low && high <= threshold) {
    const major = [...new Set([low, 0, high])].sort((a, b) => a - b);
    return { major, minor: [], ...powerLabels(major) };
  }
  const below =
    low < -threshold ? powersWithin(Math.max(threshold, -high), 1 - low) : [];
  const above =
    high > threshold ? powersWithin(Math.max(threshold, low), high + 1) : [];
  const middle = low < threshold && high > -threshold ? [0] : [];
  const total = below.length + above.length + middle.length;
  const stride = Math.max(1, Math.floor(total / mostSymlogTicks));
  const some = (powers: readonly number[]) =>
    powers.filter((_, i) => i % stride === 0).map((k) => 10 ** k);
  const major = [
    ...some(below)
      .map((v) => -v)
      .reverse(),
    ...middle,
    ...some(above),
  ].filter((v) => v >= low && v <= high);
  return { major, minor: [], ...powerLabels(major) };
}

/** Linear about zero, logarithmic beyond a threshold on both sides. */
export function symlogScale(options: SymlogOptions = {}): Scale {
  const { linthresh = 2, linscale = 1 } = options;
  if (!(linthresh > 0 && linscale > 0))
    throw new RangeError(
      `symlog: linthresh and linscale must be positive, got ${String(linthresh)} and ${String(linscale)}`,
    );
  // The linear half takes linscale decades; the slope is even at the threshold.
  const slope = linscale / 0.9;
  return {
    name: "symlog",
    forward(value) {
      const size = Math.abs(value);
      if (size <= linthresh) return value * slope;
      return (
        Math.sign(value) * linthresh * (slope + Math.log10(size / linthresh))
      );
    },
    inverse(value) {
      const size = Math.abs(value);
      if (size <= linthresh * slope) return value / slope;
      return Math.sign(value) * linthresh * 10 ** (size / linthresh - slope);
    },
    accepts: Number.isFinite,
    empty: [0, 1],
    ticks: (low, high) => symlogTicks(low, high, linthresh),
    labels: powerLabels,
  };
}

// "February" beside "May" wastes the room of two labels.
function shortMonth(label: string): string {
  return /^[A-Z][a-z]{3,}$/.test(label) ? label.slice(0, 3) : label;
}

export const date: Scale = {
  name: "date",
  forward: (value) => value,
  inverse: (value) => value,
  accepts: Number.isFinite,
  empty: [0, 86_400_000],
  ticks(low, high, space) {
    const scale = scaleUtc().domain([low, high]);
    const major = scale.ticks(Math.min(space, 7));
    const format = scale.tickFormat();
    return {
      major: major.map((tick) => tick.getTime()),
      minor: [],
      labels: major.map((tick) => shortMonth(format(tick))),
      offset: "",
    };
  },
  labels(ticks, limits) {
    const format = scaleUtc()
      .domain([...limits])
      .tickFormat();
    const labels = ticks.map((t) => shortMonth(format(new Date(t))));
    return { labels, offset: "" };
  },
};

export const scales: Readonly<Record<ScaleName, Scale>> = {
  linear,
  log,
  symlog: symlogScale(),
  date,
};

/** A scale whose ticks are named places: 0, 1, 2 … */
export function categories(names: readonly string[]): Scale {
  const label = (tick: number) => names[tick] ?? "";
  return {
    ...linear,
    ticks(low, high) {
      const major = integers(0, names.length - 1).filter(
        (i) => i >= low && i <= high,
      );
      return { major, minor: [], labels: major.map(label), offset: "" };
    },
    labels: (ticks) => ({
      labels: ticks.map((t) => withMinus(label(t))),
      offset: "",
    }),
  };
}
