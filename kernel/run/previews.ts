/** A value in one line, as a list of variables shows it. Looking at a value runs none of its getters. */
import { inspect, types } from "node:util";
import { messageOf } from "../display/text.js";

/** What the library's arrays say of themselves. */
export interface Tensorlike {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly ndim: number;
  readonly size: number;
  toString(): string;
  item(): number;
  detach(): Tensorlike;
  at(index: number): Tensorlike;
}

export type IsTensor = (value: unknown) => value is Tensorlike;

/** Beyond this many characters a line is cut. */
const longest = 160;
/** Of an object with more properties only some are shown. */
const manyKeys = 20;

const options = {
  depth: 1,
  breakLength: Infinity,
  compact: true,
  maxArrayLength: 10,
  maxStringLength: longest,
} as const;

/**
 * A value in one line.
 *
 * @example
 * preview(tensor([[1, 2], [3, 4]]), isTensor); // "Tensor [2, 2] float64 [[1, 2], [3, 4]]"
 * preview(new Map([["a", 1]]), isTensor); // "Map(1) { 'a' => 1 }"
 */
export function preview(value: unknown, isTensor: IsTensor): string {
  try {
    return oneLine(
      isTensor(value) ? ofTensor(value) : inspect(sample(value), options),
    );
  } catch (error) {
    return `[${typeof value} that cannot be shown: ${messageOf(error)}]`;
  }
}

function ofTensor(value: Tensorlike): string {
  const shape = `[${value.shape.join(", ")}]`;
  return `Tensor ${shape} ${value.dtype} ${value.toString()}`;
}

/** The value, or what stands for one that has more properties than a line can hold. */
function sample(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (types.isProxy(value) || Array.isArray(value) || ArrayBuffer.isView(value))
    return value;
  const keys = Object.keys(value);
  if (keys.length <= manyKeys || inspect.custom in value) return value;
  const some = Object.create(
    Object.getPrototypeOf(value) as object | null,
  ) as object;
  for (const key of keys.slice(0, manyKeys)) {
    const own = Object.getOwnPropertyDescriptor(value, key);
    if (own !== undefined) Object.defineProperty(some, key, own);
  }
  return some;
}

/** What Node puts on every promise, for `AsyncLocalStorage`. */
const nodesOwn =
  /,? \[Symbol\((async_id_symbol|trigger_async_id_symbol|kResourceStore)\)\]: [^,} ]+/g;

function oneLine(text: string): string {
  const line = text.replace(nodesOwn, "").replace(/\s+/g, " ");
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** What a value is, as a list of variables names its type. */
export function typeName(value: unknown, isTensor: IsTensor): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (isTensor(value)) return "Tensor";
  if (types.isProxy(value)) return "Proxy";
  try {
    const prototype = Object.getPrototypeOf(value) as object | null;
    const own =
      prototype && Object.getOwnPropertyDescriptor(prototype, "constructor");
    const made = own?.value as unknown;
    return typeof made === "function" && made.name !== ""
      ? made.name
      : "Object";
  } catch {
    return "Object";
  }
}
