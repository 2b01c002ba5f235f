/**
 * Numbers with their gradient and their matrix of second derivatives, carried along by the chain rule (hyper-dual
 * numbers; Fike and Alonso, AIAA 2011-886). Written for the tests alone: it shares nothing with the library.
 */

type Row = readonly number[];

export class Dual {
  constructor(
    readonly v: number,
    readonly g: Row,
    readonly h: readonly Row[],
  ) {}
}

type Value = Dual | number;

/** Whether a point with more than one slope was met: second derivatives there are a matter of convention. */
let kinked = false;

/** The k-th of `count` variables. */
export const variable = (v: number, k: number, count: number): Dual => {
  const zeros = Array.from({ length: count }, () => 0);
  return new Dual(
    v,
    zeros.map((_, i) => (i === k ? 1 : 0)),
    zeros.map(() => zeros),
  );
};

export const valueOf = (x: Value): number => (typeof x === "number" ? x : x.v);

/** A function of several numbers: its value, and its first and second derivatives by those that vary. */
function combined(
  v: number,
  inputs: readonly Value[],
  first: readonly number[],
  second: readonly Row[],
): Value {
  const parts = inputs.flatMap((x, k) =>
    typeof x === "number" ? [] : [{ x, k }],
  );
  const [one] = parts;
  if (one === undefined) return v;
  const sum = (of: (x: Dual, k: number) => number): number =>
    parts.reduce((s, { x, k }) => s + of(x, k), 0);
  const at = (row: Row | undefined, i: number): number => row?.[i] ?? 0;
  const g = one.x.g.map((_, i) => sum((x, k) => at(first, k) * at(x.g, i)));
  const h = g.map((_, i) =>
    g.map((_, j) =>
      sum(
        (x, k) =>
          at(first, k) * at(x.h[i], j) +
          sum((y, l) => at(second[k], l) * at(x.g, i) * at(y.g, j)),
      ),
    ),
  );
  return new Dual(v, g, h);
}

type Two = (
  x: number,
  y: number,
) => readonly [
  v: number,
  x: number,
  y: number,
  xx: number,
  xy: number,
  yy: number,
];

const two =
  (f: Two) =>
  (x: Value, y: Value): Value => {
    const [v, dx, dy, xx, xy, yy] = f(valueOf(x), valueOf(y));
    return combined(
      v,
      [x, y],
      [dx, dy],
      [
        [xx, xy],
        [xy, yy],
      ],
    );
  };

type One = (x: number) => readonly [v: number, first: number, second: number];

const one =
  (f: One) =>
  (x: Value): Value => {
    const [v, d, dd] = f(valueOf(x));
    return combined(v, [x], [d], [[dd]]);
  };

/** The largest or smallest: equal ones share the derivative evenly. */
const extreme =
  (best: (...values: number[]) => number) =>
  (...inputs: Value[]): Value => {
    const values = inputs.map(valueOf);
    const v = best(...values);
    const ties = values.filter((each) => each === v).length;
    kinked ||= ties > 1;
    const first = values.map((each) => (each === v ? 1 / ties : 0));
    return combined(v, inputs, first, []);
  };

/** The functions that programs are written in. */
export const operations = {
  "+": two((x, y) => [x + y, 1, 1, 0, 0, 0]),
  "-": two((x, y) => [x - y, 1, -1, 0, 0, 0]),
  "*": two((x, y) => [x * y, y, x, 0, 1, 0]),
  "/": two((x, y) => {
    const q = x / y;
    return [q, 1 / y, -q / y, 0, -1 / y / y, (2 * q) / y / y];
  }),
  "%": two((x, y) => [x % y, 1, -Math.trunc(x / y), 0, 0, 0]),
  "**": two((x, y) => {
    const v = x ** y;
    const l = x > 0 ? Math.log(x) : 0;
    const slope = y === 0 ? 0 : y * x ** (y - 1);
    const curve = y === 0 || y === 1 ? 0 : y * (y - 1) * x ** (y - 2);
    return [v, slope, v * l, curve, x ** (y - 1) * (1 + y * l), v * l * l];
  }),
  neg: one((x) => [-x, -1, 0]),
  sin: one((x) => [Math.sin(x), Math.cos(x), -Math.sin(x)]),
  cos: one((x) => [Math.cos(x), -Math.sin(x), -Math.cos(x)]),
  exp: one((x) => [Math.exp(x), Math.exp(x), Math.exp(x)]),
  log: one((x) => [Math.log(x), 1 / x, -1 / x / x]),
  sqrt: one((x) => {
    const v = Math.sqrt(x);
    return [v, 0.5 / v, -0.25 / v / x];
  }),
  tanh: one((x) => {
    const v = Math.tanh(x);
    const d = Math.cosh(x) ** -2;
    return [v, d, -2 * v * d];
  }),
  atan: one((x) => {
    const d = 1 / (1 + x * x);
    return [Math.atan(x), d, -2 * x * d * d];
  }),
  abs: one((x) => {
    kinked ||= x === 0;
    return [Math.abs(x), Math.sign(x), 0];
  }),
  floor: one((x) => [Math.floor(x), 0, 0]),
  cbrt: one((x) => {
    const v = Math.cbrt(x);
    return [v, 1 / (3 * v * v), -2 / (9 * v ** 5)];
  }),
  max: extreme(Math.max),
  min: extreme(Math.min),
  hypot: (...inputs: Value[]): Value => {
    const values = inputs.map(valueOf);
    const v = Math.hypot(...values);
    const first = values.map((x) => x / v);
    const second = first.map((p, k) =>
      first.map((q, l) => ((k === l ? 1 : 0) - p * q) / v),
    );
    return combined(v, inputs, first, second);
  },
  atan2: two((y, x) => {
    const r = x * x + y * y;
    const [p, q] = [x / r, y / r];
    return [Math.atan2(y, x), p, -q, -2 * p * q, q * q - p * p, 2 * p * q];
  }),
} as const;

/** What a program in dual numbers sees as `D`. */
export const D = {
  ...operations,
  ask: {
    "<": (x: Value, y: Value): boolean => valueOf(x) < valueOf(y),
    ">": (x: Value, y: Value): boolean => valueOf(x) > valueOf(y),
    "<=": (x: Value, y: Value): boolean => valueOf(x) <= valueOf(y),
    ">=": (x: Value, y: Value): boolean => valueOf(x) >= valueOf(y),
  },
  value: valueOf,
  /** The first of two: what `x++` gives. */
  first: <T>(...values: readonly [T, unknown]): T => values[0],
} as const;

/** Runs a program and tells whether it met a kink. */
export function watched<T>(run: () => T): { result: T; kinked: boolean } {
  kinked = false;
  const result = run();
  return { result, kinked };
}
