/** What is inside a value, as a debugger unfolds it. */
import { types } from "node:util";
import type { IsTensor, Tensorlike } from "./previews.js";

/** Something inside a value: its name, and the value itself, unless reading it would run code of the user's. */
export interface Child {
  readonly name: string;
  readonly value?: unknown;
  /** Reads what is behind a getter, or makes a part that exists only when it is looked at. */
  readonly read?: () => unknown;
  /** How a part is called that has no value of its own: a range of elements. */
  readonly label?: string;
  /** Whether the name may be assigned to, as a property of the value. */
  readonly isProperty?: boolean;
}

/** More elements than these come in ranges. */
const range = 100;

/** A part of a long list that is unfolded by itself. */
class Range {
  constructor(
    readonly length: number,
    readonly at: (index: number) => Child,
    readonly start = 0,
  ) {}
}

/** Whether there is anything inside. */
export function hasChildren(value: unknown, isTensor: IsTensor): boolean {
  if (value instanceof Range) return true;
  if (typeof value === "function") return ownChildren(value).length > 0;
  if (typeof value !== "object" || value === null) return false;
  if (types.isProxy(value)) return false;
  return childrenOf(value, isTensor).length > 0;
}

/** What is inside, in order. */
export function childrenOf(value: object, isTensor: IsTensor): Child[] {
  if (types.isProxy(value)) return [];
  if (value instanceof Range) return elements(value);
  if (isTensor(value)) return ofTensor(value);
  const own = ownChildren(value);
  if (Array.isArray(value)) return [...ofList(value), ...withoutIndices(own)];
  if (ArrayBuffer.isView(value) && !types.isDataView(value))
    return ofList(value as unknown as ArrayLike<unknown>);
  if (types.isMap(value)) return [...ofMap(value), ...own];
  if (types.isSet(value)) return [...ofSet(value), ...own];
  return [...own, ...inherited(value)];
}

function ofTensor(value: Tensorlike): Child[] {
  const { shape, dtype, size } = value;
  const about: Child[] = [
    { name: "shape", value: [...shape] },
    { name: "dtype", value: dtype },
    { name: "size", value: size },
  ];
  // Rows of the detached tensor: looking at them must leave no trace in a derivative.
  const bare = value.detach();
  if (value.ndim === 0)
    return [...about, { name: "value", value: bare.item() }];
  const row = (index: number): Child => {
    const part = bare.at(index);
    return {
      name: String(index),
      value: value.ndim === 1 ? part.item() : part,
    };
  };
  return [...about, ...elements(new Range(shape[0] ?? 0, row))];
}

function ofList(list: ArrayLike<unknown>): Child[] {
  const at = (index: number): Child => {
    const own = Object.getOwnPropertyDescriptor(list, index);
    return property(list, String(index), own);
  };
  return [
    ...elements(new Range(list.length, at)),
    { name: "length", value: list.length },
  ];
}

function ofMap(map: Map<unknown, unknown>): Child[] {
  const entries = [...map];
  const at = (index: number): Child => {
    const [key, value] = entries[index] ?? [];
    return typeof key === "string" || typeof key === "number"
      ? { name: String(key), value }
      : { name: String(index), value: { key, value } };
  };
  return elements(new Range(entries.length, at));
}

function ofSet(set: Set<unknown>): Child[] {
  const values = [...set];
  const at = (index: number): Child => ({
    name: String(index),
    value: values[index],
  });
  return elements(new Range(values.length, at));
}

/** The elements of a list, or the ranges that a long one is divided into. */
function elements({ length, at, start }: Range): Child[] {
  if (length <= range) return Array.from({ length }, (_, i) => at(start + i));
  // Ranges of ranges, so that no level is long.
  let step = range;
  while (length / step > range) step *= range;
  const children: Child[] = [];
  for (let from = 0; from < length; from += step) {
    const size = Math.min(step, length - from);
    const first = start + from;
    children.push({
      name: `${first} … ${first + size - 1}`,
      value: new Range(size, at, first),
      label: "",
    });
  }
  return children;
}

function withoutIndices(children: readonly Child[]): Child[] {
  return children.filter(({ name }) => !/^(\d+|length)$/.test(name));
}

function ownChildren(value: object): Child[] {
  const isFunction = typeof value === "function";
  const isPromise = types.isPromise(value);
  return (
    Reflect.ownKeys(value)
      .filter((key) => !isFunction || !ofEveryFunction.has(key))
      // Node's own notes, for `AsyncLocalStorage`.
      .filter((key) => !isPromise || typeof key === "string")
      .map((key) => {
        const own = Object.getOwnPropertyDescriptor(value, key);
        return property(value, key, own);
      })
  );
}

const ofEveryFunction = new Set<string | symbol>([
  ...["length", "name", "prototype", "arguments", "caller"],
]);

/** The getters of a class, which stand on its prototype. */
function inherited(value: object): Child[] {
  const children: Child[] = [];
  const seen = new Set(Reflect.ownKeys(value));
  for (
    let at = Object.getPrototypeOf(value) as object | null;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  )
    for (const key of Reflect.ownKeys(at)) {
      const own = Object.getOwnPropertyDescriptor(at, key);
      if (own?.get === undefined || seen.has(key) || key === "__proto__")
        continue;
      seen.add(key);
      children.push(property(value, key, own));
    }
  return children;
}

function property(
  on: object,
  key: string | symbol,
  own: PropertyDescriptor | undefined,
): Child {
  const name = typeof key === "symbol" ? `[${key.toString()}]` : key;
  const isProperty = typeof key === "string";
  if (own?.get !== undefined)
    return { name, read: () => Reflect.get(on, key) as unknown, isProperty };
  return { name, value: own?.value as unknown, isProperty };
}
