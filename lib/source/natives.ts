/**
 * The built-in functions that would look into a traced number, with what stands for them in twins. All others only move
 * what they are given.
 */
import { FloatArray, floatMethods } from "./floats.js";
import { mathematicsByFunction } from "./mathematics.js";
import type { Callable } from "./stamp.js";
import { differ, isTraced, plainValue, same, text, truth } from "./traced.js";

/** The calls of `calls.ts`, which in turn looks up what stands for a built-in. */
export interface Calls {
  readonly call: (f: unknown) => unknown;
  readonly apply: (f: unknown, self: unknown, ...args: unknown[]) => unknown;
  readonly construct: (constructor: unknown, ...args: unknown[]) => unknown;
}

type Method = (this: never, ...args: never[]) => unknown;
type Values = readonly unknown[];

const bound = (f: Callable, self: unknown, args: Values): unknown =>
  Reflect.apply(f, self, args as never[]);

/** Every argument by its value. */
const byValues = (f: Method): Method =>
  function (this: unknown, ...args: unknown[]) {
    return bound(f as Callable, this, args.map(plainValue));
  };

/** The arguments at these places by their values: positions and counts. */
const withPositions = (f: Method, places: readonly number[]): Method =>
  function (this: unknown, ...args: unknown[]) {
    const given = args.map((each, i) =>
      places.includes(i) ? plainValue(each) : each,
    );
    return bound(f as Callable, this, given);
  };

/** A callback that answers yes or no. */
const withPredicate =
  ({ apply }: Calls) =>
  (f: Method): Method =>
    function (this: unknown, test: unknown, self: unknown) {
      const asked = (...args: unknown[]) => truth(apply(test, self, ...args));
      return bound(f as Callable, this, [asked]);
    };

/** Sorting asks only for the order. */
const withOrder =
  ({ apply }: Calls) =>
  (f: Method): Method =>
    function (this: unknown, compare: unknown) {
      const order =
        compare === undefined
          ? (a: unknown, b: unknown) => byText(String(text(a)), String(text(b)))
          : (a: unknown, b: unknown) =>
              plainValue(apply(compare, undefined, a, b));
      return bound(f as Callable, this, [order]);
    };

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Looking an element up: traced numbers are found by their value. */
function indexOf(this: Values, sought: unknown, from?: unknown): number {
  const start = plainValue(from) as number | undefined;
  const at = this.slice(start ?? 0).findIndex((each) => same(each, sought));
  if (at === -1) return -1;
  const first = start ?? 0;
  return at + (first < 0 ? Math.max(this.length + first, 0) : first);
}

function lastIndexOf(this: Values, sought: unknown): number {
  return this.findLastIndex((each) => same(each, sought));
}

function includes(this: Values, sought: unknown, from?: unknown): boolean {
  const isNaN = differ(sought, sought);
  return this.slice(plainValue(from) as number | undefined).some(
    (each) => same(each, sought) || (isNaN && differ(each, each)),
  );
}

function join(this: Values, separator?: string): string {
  return this.map(text).join(separator);
}

/** A map or a set finds a traced number by itself first: what an earlier run stored for an equal one is not this. */
const byKey = (f: Method, has: Method): Method =>
  function (this: unknown, key: unknown) {
    const own = bound(has as Callable, this, [key]) as boolean;
    return bound(f as Callable, this, [own ? key : valueOrSelf(key)]);
  };

/**
 * What a map has for a traced number. A number that is found by value alone was stored by an earlier call, as one keeps
 * results to not compute them twice: nothing is known of its derivative.
 *
 * @throws TypeError for such a number.
 */
function lookUp(this: Map<unknown, unknown>, key: unknown): unknown {
  if (!isTraced(key) || this.has(key)) return this.get(key);
  const value = plainValue(key);
  const found = this.get(value);
  if (typeof found !== "number") return found;
  throw new TypeError(
    `Map.get: the number stored for ${String(value)} was not computed from it in this run, so its derivative is unknown; ` +
      "start with an empty map, or look it up by a plain number",
  );
}

const valueOrSelf = (key: unknown): unknown =>
  isTraced(key) ? plainValue(key) : key;

/** Arrays and plain objects with each traced number's value in its place. */
function plainCopy(value: unknown): unknown {
  if (isTraced(value)) return plainValue(value);
  return copied(value, plainCopy);
}

/** A clone that keeps traced numbers as they are. */
function clone(value: unknown): unknown {
  if (isTraced(value)) return value;
  const copy = copied(value, clone);
  return copy === value ? structuredClone(value) : copy;
}

function copied(value: unknown, each: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, each(member)]),
  );
}

const shown = (f: Method): Method =>
  function (this: unknown, ...args: unknown[]) {
    return bound(f as Callable, this, args.map(plainCopy));
  };

const numberLike =
  (f: (value: unknown) => unknown) =>
  (value: unknown): unknown =>
    isTraced(value) ? value : f(value);

const callables = Function.prototype as unknown as Record<string, Method>;
const array = Array.prototype as unknown as Record<string, Method>;
const map = Map.prototype as unknown as Record<string, Method>;
const set = Set.prototype as unknown as Record<string, Method>;
const float64 = Float64Array as unknown as Record<string, Method>;
const method = (owner: Record<string, Method>, name: string): Method =>
  owner[name] as Method;
const each = (
  owner: Record<string, Method>,
  names: readonly string[],
  make: (f: Method) => Method,
): [Method, Method][] =>
  names
    .map((name) => method(owner, name))
    .map((f): [Method, Method] => [f, make(f)]);

const functions = (calls: Calls): [unknown, unknown][] => [
  [
    method(callables, "call"),
    function (this: unknown, self: unknown, ...args: unknown[]) {
      return calls.apply(this, self, ...args);
    },
  ],
  [
    method(callables, "apply"),
    function (this: unknown, self: unknown, args?: Values) {
      return calls.apply(this, self, ...(args ?? []));
    },
  ],
  [
    method(callables, "bind"),
    function (this: unknown, ...args: unknown[]) {
      const bind = method(callables, "bind") as Callable;
      return bound(bind, calls.call(this), args);
    },
  ],
  [
    Reflect.apply,
    (f: unknown, self: unknown, args: Values) => calls.apply(f, self, ...args),
  ],
  [
    Reflect.construct,
    (f: unknown, args: Values) => calls.construct(f, ...args),
  ],
];

const numbers: [unknown, unknown][] = [
  [Number, numberLike(Number)],
  [parseFloat, numberLike((value) => parseFloat(value as string))],
  [Boolean, truth],
  [String, (value: unknown) => String(text(value))],
  ...[
    parseInt,
    BigInt,
    isFinite,
    isNaN,
    Number.isFinite,
    Number.isNaN,
    Number.isInteger,
    Number.isSafeInteger,
    Object.is,
  ].map((f): [unknown, unknown] => [f, byValues(f as Method)]),
];

const arrays = (calls: Calls): [Method, Method][] => [
  ...each(array, ["sort", "toSorted"], withOrder(calls)),
  ...each(
    array,
    [
      "filter",
      "some",
      "every",
      "find",
      "findIndex",
      "findLast",
      "findLastIndex",
    ],
    withPredicate(calls),
  ),
  ...each(array, ["slice", "splice", "at", "copyWithin", "flat"], (f) =>
    withPositions(f, [0, 1]),
  ),
  ...each(array, ["with"], (f) => withPositions(f, [0])),
  ...each(array, ["fill"], (f) => withPositions(f, [1, 2])),
  [method(array, "indexOf"), indexOf],
  [method(array, "lastIndexOf"), lastIndexOf],
  [method(array, "includes"), includes],
  [method(array, "join"), join],
];

const strings = each(
  String.prototype as unknown as Record<string, Method>,
  [
    "at",
    "charAt",
    "charCodeAt",
    "codePointAt",
    "padEnd",
    "padStart",
    "repeat",
    "slice",
    "substring",
    "concat",
  ],
  byValues,
);

const collections: [Method, Method][] = [
  ...each(map, ["has", "delete"], (f) => byKey(f, method(map, "has"))),
  [method(map, "get"), lookUp],
  ...each(set, ["has", "delete"], (f) => byKey(f, method(set, "has"))),
];

const output: [unknown, unknown][] = [
  [JSON.stringify, shown(JSON.stringify as Method)],
  [structuredClone, clone],
  ...each(
    console as unknown as Record<string, Method>,
    ["log", "info", "debug", "warn", "error", "table"],
    shown,
  ),
];

const floats = ({ apply }: Calls): [unknown, unknown][] => [
  [
    method(float64, "from"),
    (values: unknown, each?: unknown, self?: unknown) => {
      const list = Array.from(values as Values);
      return FloatArray.holding(
        each === undefined
          ? list
          : list.map((value, k) => apply(each, self, value, k)),
      );
    },
  ],
  [method(float64, "of"), (...values: unknown[]) => FloatArray.holding(values)],
  ...floatMethods(apply).map(([f, stands]): [unknown, unknown] => [f, stands]),
];

/** What stands for each built-in in twins. */
export function nativesFor(calls: Calls): ReadonlyMap<unknown, Callable> {
  return new Map([
    ...functions(calls),
    ...numbers,
    ...arrays(calls),
    ...floats(calls),
    ...strings,
    ...collections,
    ...output,
    ...mathematicsByFunction,
  ] as [unknown, Callable][]);
}
