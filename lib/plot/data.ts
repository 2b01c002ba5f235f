// What may be drawn: arrays, typed arrays, iterables and tensors, as numbers.

/** A tensor, or anything else that can give its data as nested arrays. */
export interface HasArray {
  toArray(): unknown;
}

/** Data along one axis. Dates count as milliseconds. */
export type Values =
  ArrayLike<number> | Iterable<number> | ArrayLike<Date> | HasArray;

/** Data along one axis, or the names of categories. */
export type ValuesOrNames = Values | readonly string[];

/** Rows of numbers. */
export type Grid = ArrayLike<ArrayLike<number>> | Iterable<Values> | HasArray;

function hasArray(data: unknown): data is HasArray {
  return (
    typeof data === "object" &&
    data !== null &&
    "toArray" in data &&
    typeof data.toArray === "function"
  );
}

function isIterable(data: unknown): data is Iterable<unknown> {
  return typeof data === "object" && data !== null && Symbol.iterator in data;
}

/** Whether a value is a sequence of any kind; strings are not. */
export function isSequence(data: unknown): boolean {
  return (
    hasArray(data) ||
    isIterable(data) ||
    (typeof data === "object" && data !== null && "length" in data)
  );
}

/** The first element of a sequence, without reading all of it. */
export function firstOf(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return undefined;
  if (Array.isArray(data) || ArrayBuffer.isView(data))
    return (data as ArrayLike<unknown>)[0];
  return elements(data)?.[0];
}

/** The elements of a sequence of any kind; `undefined` for anything else. */
export function elements(data: unknown): readonly unknown[] | undefined {
  // A tensor may be iterable row by row; its array is one call.
  if (hasArray(data)) {
    const array = data.toArray();
    return Array.isArray(array) ? (array as unknown[]) : [array];
  }
  if (Array.isArray(data)) return data as unknown[];
  if (isIterable(data)) return [...data];
  if (typeof data === "object" && data !== null && "length" in data)
    return Array.from(data as ArrayLike<unknown>);
  return undefined;
}

/** A number from what a function gave: a number, or a scalar tensor. */
export function scalar(value: unknown): number {
  return typeof value === "number" ? value : toNumber("plot", value);
}

function toNumber(operation: string, value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean")
    return Number(value);
  if (value instanceof Date) return value.getTime();
  if (value === null || value === undefined) return NaN;
  if (hasArray(value)) return toNumber(operation, value.toArray());
  throw new TypeError(
    `${operation}: expected numbers, got ${Array.isArray(value) ? "a nested array" : typeof value}`,
  );
}

/**
 * Data as a flat array of numbers; a single number is a sequence of one.
 *
 * @throws TypeError when an element is no number.
 */
export function toNumbers(operation: string, data: unknown): Float64Array {
  if (data instanceof Float64Array) return data;
  if (typeof data === "number") return Float64Array.of(data);
  const list = elements(data);
  if (list === undefined)
    throw new TypeError(`${operation}: expected a sequence of numbers`);
  return Float64Array.from(list, (value) => toNumber(operation, value));
}

/** A sequence of a known length; one number stands for all of them. */
export function toNumbersOfLength(
  operation: string,
  data: unknown,
  length: number,
): Float64Array {
  const values = toNumbers(operation, data);
  if (values.length === length) return values;
  if (values.length === 1) return new Float64Array(length).fill(values[0] ?? 0);
  throw new RangeError(
    `${operation}: x and y must have the same length, got ${String(length)} and ${String(values.length)}`,
  );
}

/**
 * Data as rows of numbers.
 *
 * @throws RangeError when the rows differ in length.
 */
export function toGrid(operation: string, data: unknown): Float64Array[] {
  const rows = elements(data)?.map((row) => toNumbers(operation, row));
  if (rows === undefined)
    throw new TypeError(`${operation}: expected rows of numbers`);
  const width = rows[0]?.length ?? 0;
  const wrong = rows.find((row) => row.length !== width);
  if (wrong !== undefined) {
    throw new RangeError(
      `${operation}: all rows must have ${String(width)} numbers, one has ${String(wrong.length)}`,
    );
  }
  return rows;
}

/** Whether a sequence holds sequences (a grid) rather than numbers. */
export function isNested(data: unknown): boolean {
  return isSequence(firstOf(data));
}

/** Whether a sequence holds names of categories. */
export function isNames(data: unknown): data is readonly string[] {
  return typeof firstOf(data) === "string";
}

/** Whether a sequence holds dates. */
export function areDates(data: unknown): boolean {
  return firstOf(data) instanceof Date;
}

/** Smallest and largest finite value that passes; undefined if there is none. */
export function range(
  values: ArrayLike<number>,
  accepts: (value: number) => boolean = Number.isFinite,
): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value) || !accepts(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}
