import { inspect, types } from "node:util";
import {
  apply,
  get,
  getOwnPropertyDescriptor,
  isView,
  KeptError,
  ownKeys,
} from "../run/intrinsics.js";

/** Beyond this many characters a shown value is cut. */
const longest = 100_000;
/** Beyond this many values nested objects are shown shallower. */
const many = 20_000;
/** Of arrays, maps and sets `inspect` shows as many elements, and of objects that have too many properties so do we. */
const few = 100;

/** How Node shows a value, bounded in size and time, whatever the value does when looked at. */
export function describe(value: unknown): string {
  try {
    return cut(inspected(value));
  } catch (error) {
    return `[${typeof value} that cannot be shown: ${messageOf(error)}]`;
  }
}

/** What an error says, without trusting it. */
export function messageOf(error: unknown): string {
  try {
    if (error instanceof KeptError) return error.message;
    return String(error);
  } catch {
    return "it throws when read";
  }
}

/** Cuts a text that no page should hold, and says so. */
export function cut(text: string, limit = longest): string {
  if (text.length <= limit) return text;
  const rest = text.length - limit;
  return `${text.slice(0, limit)}\n… ${rest.toLocaleString("en")} more characters`;
}

function inspected(value: unknown): string {
  let depth = 2;
  while (depth >= 0 && count(value, depth, many) >= many) depth--;
  if (depth < 0) return beginning(value as object);
  const options = {
    depth,
    maxArrayLength: few,
    maxStringLength: 10_000,
    breakLength: 80,
  };
  try {
    return inspect(value, options);
  } catch (error) {
    // What something inside it does when shown need not hide all the rest.
    const text = inspect(value, { ...options, customInspect: false });
    return `${text}\nits own text: ${messageOf(error)}`;
  }
}

/** Of an object with more properties than a page should hold, the first few. */
function beginning(value: object): string {
  const keys = ownKeys(value);
  const first = keys.slice(0, few).map((key) => {
    const property = getOwnPropertyDescriptor(value, key);
    return [key, property ?? {}] as const;
  });
  const part = Object.defineProperties({}, Object.fromEntries(first));
  const more = (keys.length - few).toLocaleString("en");
  return `${inspect(part, { depth: 0 }).replace(/\s*\}$/, ",")}\n  … ${more} more properties\n}`;
}

/** How many values a depth would show, at most `limit`: what `inspect` has no bound for is the keys of objects. */
function count(value: unknown, depth: number, limit: number): number {
  if (typeof value !== "object" || value === null) return 1;
  if (isView(value)) return 1;
  if (depth < 0) return 1;
  let sum = 1;
  for (const child of children(value)) {
    if (sum >= limit) return limit;
    sum += count(child, depth - 1, limit - sum);
  }
  return sum;
}

const { isArray } = Array;
const { isMap, isProxy, isSet } = types;
const entries = get(Map.prototype, "entries") as () => Iterable<
  [unknown, unknown]
>;
const values = get(Set.prototype, "values") as () => Iterable<unknown>;

/** What `inspect` shows of an object, getters aside, without running any code of the object's own. */
function* children(value: object): Generator {
  if (isProxy(value)) return;
  if (isArray(value)) {
    for (let i = 0; i < few && i < value.length; i++)
      yield getOwnPropertyDescriptor(value, i)?.value;
    return;
  }
  let left = few;
  if (isMap(value))
    for (const entry of apply(entries, value, [])) {
      if (left-- === 0) break;
      yield entry[0];
      yield entry[1];
    }
  if (isSet(value))
    for (const member of apply(values, value, [])) {
      if (left-- === 0) break;
      yield member;
    }
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length; i++)
    yield getOwnPropertyDescriptor(value, keys[i] ?? "")?.value;
}
