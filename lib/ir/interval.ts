/**
 * Arithmetic of intervals with outward rounding: the result holds every value that the operation takes on points of its
 * inputs (Moore, Kearfott & Cloud, Introduction to Interval Analysis, SIAM 2009). An interval whose low end is above its
 * high end is empty: the operation is nowhere defined.
 */
export type Interval = readonly [low: number, high: number];

/** What an operation makes of one interval; `undefined` where it has a kink, a jump or an edge of its domain inside. */
export type Enclose1 = (x: Interval) => Interval | undefined;
/** The same of two intervals. */
export type Enclose2 = (x: Interval, y: Interval) => Interval | undefined;

export const empty: Interval = [Infinity, -Infinity];
const everything: Interval = [-Infinity, Infinity];

export const isEmpty = ([low, high]: Interval): boolean => !(low <= high);
export const width = ([low, high]: Interval): number => high - low;
export const middle = ([low, high]: Interval): number => low + (high - low) / 2;
export const holds = ([low, high]: Interval, x: number): boolean =>
  low <= x && x <= high;

/** The part that two intervals share. */
export function meet([a, b]: Interval, [c, d]: Interval): Interval {
  return [Math.max(a, c), Math.min(b, d)];
}

// One unit in the last place is at most 2⁻⁵² of a number; V8's elementary functions err by less than one such unit.
const unit = 2 ** -51;
const down = (x: number): number => x - Math.abs(x) * unit - Number.MIN_VALUE;
const up = (x: number): number => x + Math.abs(x) * unit + Number.MIN_VALUE;
/** The ends moved out by what rounding may have moved them in. */
export const outward = (low: number, high: number): Interval => [
  low === -Infinity ? low : down(low),
  high === Infinity ? high : up(high),
];

export const addIntervals = ([a, b]: Interval, [c, d]: Interval): Interval =>
  outward(a + c, b + d);
export const negateInterval = ([a, b]: Interval): Interval => [-b, -a];
export const subtractIntervals = (x: Interval, y: Interval): Interval =>
  addIntervals(x, negateInterval(y));

export function multiplyIntervals(
  [a, b]: Interval,
  [c, d]: Interval,
): Interval {
  // 0·∞ is 0 here: the infinite end stands for arbitrarily large numbers, none of which is infinite.
  const times = (x: number, y: number): number =>
    x === 0 || y === 0 ? 0 : x * y;
  const products = [times(a, c), times(a, d), times(b, c), times(b, d)];
  return outward(Math.min(...products), Math.max(...products));
}

export function divideIntervals(x: Interval, y: Interval): Interval {
  const [c, d] = y;
  if (c === 0 && d === 0) return empty;
  if (c < 0 && d > 0) return everything;
  const low = d === 0 ? -Infinity : 1 / d;
  const high = c === 0 ? Infinity : 1 / c;
  return multiplyIntervals(x, outward(low, high));
}

/** A power with a constant exponent. */
export function powerInterval(
  x: Interval,
  exponent: number,
): Interval | undefined {
  if (!Number.isInteger(exponent)) {
    const [low, high] = meet(x, [0, Infinity]);
    if (low > high) return empty;
    return exponent > 0
      ? outward(low ** exponent, high ** exponent)
      : divideIntervals([1, 1], outward(low ** -exponent, high ** -exponent));
  }
  if (exponent < 0) {
    const below = powerInterval(x, -exponent);
    return below && divideIntervals([1, 1], below);
  }
  const [a, b] = x;
  const [low, high] = [a ** exponent, b ** exponent];
  if (exponent % 2 === 1) return outward(low, high);
  const largest = Math.max(low, high);
  const least = holds(x, 0) ? 0 : Math.min(low, high);
  const [least1, largest1] = outward(least, largest);
  return [Math.max(0, least1), largest1];
}

/** A function that rises on all numbers from `from` on, and is not defined before. */
export function rising(f: (x: number) => number, from = -Infinity): Enclose1 {
  return (x) => {
    const [low, high] = meet(x, [from, Infinity]);
    return low > high ? empty : outward(f(low), f(high));
  };
}

/** A rising function that is defined between two numbers alone. */
export function risingBetween(
  f: (x: number) => number,
  from: number,
  to: number,
): Enclose1 {
  return (x) => {
    const [low, high] = meet(x, [from, to]);
    return low > high ? empty : outward(f(low), f(high));
  };
}

/** cos, which is 1 at even and −1 at odd multiples of π; sin is the same a quarter of a turn later. */
export function cosineInterval([low, high]: Interval): Interval {
  // The ends are moved out by what reduction by a rounded π may err.
  const turns = (x: number): number => x / Math.PI;
  const room = 1e-15 * Math.max(1, Math.abs(turns(low)), Math.abs(turns(high)));
  const from = Math.ceil(turns(low) - room);
  const to = Math.floor(turns(high) + room);
  const ends = [Math.cos(low), Math.cos(high)];
  const crosses = (parity: number): boolean =>
    to - from >= 1 || (to >= from && Math.abs(from % 2) === parity);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [-1, 1];
  return [
    crosses(1) ? -1 : Math.max(-1, down(Math.min(...ends))),
    crosses(0) ? 1 : Math.min(1, up(Math.max(...ends))),
  ];
}

export function sineInterval(x: Interval): Interval {
  return cosineInterval(subtractIntervals(x, halfPi));
}

/** π/2 between two neighbouring doubles. */
export const halfPi: Interval = [1.5707963267948966, 1.5707963267948968];

/** tan between two of its poles; `undefined` where one is inside. */
export function tangentInterval([low, high]: Interval): Interval | undefined {
  const branch = (x: number): number => Math.floor(x / Math.PI + 0.5);
  const room = 1e-14 * Math.max(1, Math.abs(low), Math.abs(high));
  return branch(low - room) === branch(high + room)
    ? outward(Math.tan(low), Math.tan(high))
    : undefined;
}

/** A function with a kink or a jump at 0, which is smooth on either side. */
export function sidesOfZero(f: (x: number) => number): Enclose1 {
  return ([low, high]) => {
    if (!(low > 0 || high < 0)) return undefined;
    const ends = [f(low), f(high)];
    return outward(Math.min(...ends), Math.max(...ends));
  };
}
