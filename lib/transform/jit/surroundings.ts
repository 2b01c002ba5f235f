/** What a function reads from outside, so far as its text tells: the global names in it, and in the functions that they are. */
import { isNode } from "../../ir/node.js";
import { type AnyFunction, derivedFrom } from "../derived.js";
import { partsOf } from "../parts.js";

interface Seen {
  readonly name: string;
  readonly value: unknown;
  /** What a list or an object held. */
  readonly held: readonly unknown[];
}

/** Functions further away, and larger objects, are not looked at. */
const mostFunctions = 200;
const mostHeld = 1000;

const isFunction = (value: unknown): value is AnyFunction =>
  typeof value === "function";

/** The values that a function's surroundings had at one time. */
export class Surroundings {
  readonly #seen: readonly Seen[];

  constructor(f: AnyFunction) {
    const seen = new Map<string, Seen>();
    const met = new Set<AnyFunction>([f]);
    for (const each of met) {
      if (met.size > mostFunctions) break;
      const base = derivedFrom(each)?.of;
      if (base !== undefined) met.add(base);
      for (const name of namesIn(each)) {
        if (seen.has(name)) continue;
        const value = globalValue(name);
        if (value === undefined) continue;
        seen.set(name, { name, value, held: heldBy(value) });
        if (isFunction(value)) met.add(value);
      }
    }
    this.#seen = [...seen.values()];
  }

  /** The first name that stands for something else now. */
  changed(): string | undefined {
    return this.#seen.find(({ name, value, held }) => {
      const now = globalValue(name);
      if (!Object.is(now, value)) return true;
      if (held.length === 0) return false;
      const holds = heldBy(now);
      return (
        holds.length !== held.length ||
        held.some((each, i) => !Object.is(each, holds[i]))
      );
    })?.name;
  }
}

/** The identifiers in a function's text. */
function namesIn(f: AnyFunction): Set<string> {
  const text = Function.prototype.toString.call(f);
  return new Set(text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu));
}

/** The value of a global variable; `undefined` for what is computed when it is read, or comes from the language. */
function globalValue(name: string): unknown {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  return own?.enumerable === true && "value" in own
    ? (own.value as unknown)
    : undefined;
}

/** The numbers and tensors of lists and plain objects. */
function heldBy(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || isNode(value)) return [];
  const { leaves } = partsOf(value);
  return leaves.slice(0, mostHeld);
}
