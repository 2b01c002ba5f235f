import { inspect } from "node:util";

/** Beyond this many characters a shown value is cut. */
const longest = 100_000;
/** Beyond this many values nested objects are shown shallower. */
const many = 20_000;

/** How Node shows a value, bounded in size and time, whatever the value does when looked at. */
export function describe(value: unknown): string {
  try {
    return cut(inspect(value, options(value)));
  } catch (error) {
    return `[${typeof value} that cannot be shown: ${messageOf(error)}]`;
  }
}

/** What an error says, without trusting it. */
export function messageOf(error: unknown): string {
  try {
    if (error instanceof Error) return error.message;
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

function options(value: unknown): object {
  const depth = [2, 1, 0].find((depth) => count(value, depth, many) < many);
  return {
    depth: depth ?? -1,
    maxArrayLength: 100,
    maxStringLength: 10_000,
    breakLength: 80,
  };
}

/** How many values a depth would show, at most `limit`: what `inspect` has no bound for is the keys of objects. */
function count(value: unknown, depth: number, limit: number): number {
  if (typeof value !== "object" || value === null) return 1;
  if (ArrayBuffer.isView(value)) return 1;
  if (depth < 0) return 1;
  // Of an array `inspect` shows a hundred elements anyway.
  const shown = Array.isArray(value)
    ? [...value.slice(0, 100).keys()]
    : Reflect.ownKeys(value);
  let sum = shown.length;
  for (const key of shown) {
    if (sum >= limit) return limit;
    const child = Reflect.getOwnPropertyDescriptor(value, key)
      ?.value as unknown;
    sum += count(child, depth - 1, limit - sum);
  }
  return sum;
}
