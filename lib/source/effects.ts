/**
 * What a traced run leaves behind outside the function: a counter that was added to, a list that was pushed onto. While
 * the run lasts these hold traced numbers, since the derivative may pass through them; when it is over they hold plain
 * ones, as they would after the function itself.
 */
import { NoClosedForm } from "../trace/no-closed-form.js";
import { FloatArray } from "./floats.js";
import { isTraced, plainValue } from "./traced.js";

/** Assigns to a variable what the given function makes of its value. */
type Update = (change: (value: unknown) => unknown) => unknown;

/** What the runs under way have written to; `undefined` while there is none. */
interface Run {
  readonly variables: Update[];
  readonly objects: Map<object, Set<unknown>>;
  /** Whether nothing outside may change. */
  readonly pure: boolean;
}

let current: Run | undefined;

/**
 * Runs twins with traced numbers and puts plain numbers in place of those that were left outside. Of nested runs the
 * outermost does so.
 *
 * @param pure refuses a function that changes anything outside itself, for runs that nobody asked for.
 * @throws NoClosedForm where `pure` is set and the function changes something.
 */
export function whileTracing<T>(f: () => T, pure = false): T {
  const outside = current;
  if (outside !== undefined && outside.pure === pure) return f();
  const run: Run = { variables: [], objects: new Map(), pure };
  current = run;
  try {
    const result = f();
    // What is returned may be one of the things that are about to be made plain.
    return run.objects.size > 0 ? (copyOf(result) as T) : result;
  } finally {
    current = outside;
    if (outside === undefined || pure) settle(run);
    else handOver(run, outside);
  }
}

/** Whether a run is under way, so that any number may be a traced one. */
export function isTracing(): boolean {
  return current !== undefined;
}

/** A value written to a variable outside the function. */
export function outer(value: unknown, update: Update): unknown {
  if (current === undefined) return value;
  if (current.pure) throw changes();
  if (typeof value === "object" && value !== null)
    current.variables.push(update);
  return value;
}

/** A value written into an object that may come from outside the function. */
export function kept(object: object, value: unknown): unknown {
  if (current === undefined) return value;
  if (current.pure) throw changes();
  if (typeof value !== "object" || value === null) return value;
  const values = current.objects.get(object);
  if (values === undefined) current.objects.set(object, new Set([value]));
  else values.add(value);
  return value;
}

const changes = (): NoClosedForm =>
  new NoClosedForm("expression: the function changes what lies outside it");

function handOver(run: Run, outside: Run): void {
  outside.variables.push(...run.variables);
  for (const [object, values] of run.objects) {
    const known = outside.objects.get(object);
    if (known === undefined) outside.objects.set(object, values);
    else for (const value of values) known.add(value);
  }
}

function settle({ variables, objects }: Run): void {
  for (const update of variables) update(plain);
  for (const [object, values] of objects)
    replace(object, (value) => (values.has(value) ? plain(value) : value));
}

/** The number of a traced number; lists and plain objects get plain numbers in their places. */
function plain(value: unknown): unknown {
  if (isTraced(value)) return plainValue(value);
  if (value instanceof FloatArray)
    return Float64Array.from(value, (each) => plainValue(each) as number);
  if (isContainer(value)) replace(value, plain);
  return value;
}

function isContainer(value: unknown): value is object {
  if (Array.isArray(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

function replace(object: object, change: (value: unknown) => unknown): void {
  if (object instanceof Map) {
    for (const [key, value] of object) object.set(key, change(value));
  } else if (object instanceof Set) {
    const members = [...object].map(change);
    object.clear();
    for (const member of members) object.add(member);
  } else {
    const properties = object as Record<string, unknown>;
    for (const key of Object.keys(properties)) {
      const before = properties[key];
      const after = change(before);
      if (after !== before) properties[key] = after;
    }
  }
}

/** Lists and plain objects anew, with the traced numbers that they hold now. */
function copyOf(value: unknown): unknown {
  if (isTraced(value) || !isContainer(value)) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, copyOf(member)]),
  );
}
