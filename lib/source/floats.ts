/**
 * `Float64Array` in twins. A typed array holds no traced number, so that one made during a traced run is an ordinary
 * array with a typed array's manners: a fixed length, numeric order, windows that share its elements.
 */
import { isNode } from "../ir/node.js";
import { plainValue } from "./traced.js";

const numeric = (value: unknown): unknown =>
  isNode(value) ? value : Number(value);

/** Where a position counted from either end lies. */
function within(position: unknown, length: number, missing: number): number {
  if (position === undefined) return missing;
  const at = Math.trunc(Number(plainValue(position))) || 0;
  return at < 0 ? Math.max(length + at, 0) : Math.min(at, length);
}

export class FloatArray extends Array<unknown> {
  /** The array that `new Float64Array(...args)` stands for; `undefined` for a window on a buffer. */
  static made(args: readonly unknown[]): FloatArray | undefined {
    const first = plainValue(args[0]);
    if (first instanceof ArrayBuffer || first instanceof SharedArrayBuffer)
      return undefined;
    if (typeof first === "object" && first !== null)
      return FloatArray.holding(Array.from(first as ArrayLike<unknown>));
    return FloatArray.holding(Array.from(new Float64Array(Number(first ?? 0))));
  }

  static holding(values: readonly unknown[]): FloatArray {
    const made = new FloatArray(values.length);
    for (let k = 0; k < values.length; k++) made[k] = numeric(values[k]);
    return made;
  }

  /** `array[key] = value`: a place outside the array is none. */
  put(key: PropertyKey, value: unknown): void {
    if (Number(key) < this.length) this[key as number] = numeric(value);
  }

  set(values: ArrayLike<unknown>, offset: unknown = 0): void {
    const start = Number(plainValue(offset));
    if (start < 0 || start + values.length > this.length)
      throw new RangeError("Float64Array.set: offset is out of bounds");
    // A window on the same elements may overlap what is written.
    Array.from(values).forEach((value, k) => {
      this[start + k] = numeric(value);
    });
  }

  subarray(begin?: unknown, end?: unknown): FloatArray {
    const from = within(begin, this.length, 0);
    const to = within(end, this.length, this.length);
    return windowOn(this, from, Math.max(to - from, 0));
  }

  override sort(compare?: (a: unknown, b: unknown) => unknown): this {
    const order = compare ?? byValue;
    return super.sort((a, b) => Number(plainValue(order(a, b))));
  }

  override toSorted(compare?: (a: unknown, b: unknown) => unknown): FloatArray {
    return FloatArray.holding(this).sort(compare);
  }
}

const byValue = (a: unknown, b: unknown): number =>
  Number(plainValue(a)) - Number(plainValue(b));

/** Some elements of an array under numbers of their own. */
function windowOn(base: FloatArray, start: number, length: number): FloatArray {
  const place = (key: PropertyKey): number | undefined => {
    const at = typeof key === "string" ? Number(key) : NaN;
    return at >= 0 && at < length ? start + at : undefined;
  };
  return new Proxy(new FloatArray(), {
    get(target, key, self): unknown {
      if (key === "length") return length;
      const at = place(key);
      return at === undefined ? Reflect.get(target, key, self) : base[at];
    },
    set(_target, key, value) {
      const at = place(key);
      if (at !== undefined) base[at] = value;
      return true;
    },
    has: (target, key) => place(key) !== undefined || Reflect.has(target, key),
  });
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Methods = Record<string, Method | undefined>;

/** Methods of typed arrays that give a new one, which a twin may write traced numbers to. */
export function floatMethods(
  apply: (f: unknown, self: unknown, ...args: unknown[]) => unknown,
): (readonly [Method, Method])[] {
  const typed = Object.getPrototypeOf(Float64Array.prototype) as Methods;
  const names = ["filter", "map", "slice", "toReversed", "toSorted", "with"];
  return names.flatMap((name) => {
    const method = typed[name];
    if (method === undefined) return [];
    const stands: Method = function (this, ...args) {
      if (!(this instanceof Float64Array))
        return Reflect.apply(method, this, args);
      const self = FloatArray.holding(Array.from(this));
      return apply((self as unknown as Methods)[name], self, ...args);
    };
    return [[method, stands] as const];
  });
}
