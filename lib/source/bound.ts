/** A function with the unit that its derivatives come from, and what it sees of its surroundings. */
import { decoded } from "../program/codec.js";
import type { Kind, Lowered } from "../program/program.js";
import { libraryParts, mathNameOf } from "./natural.js";
import { adjointTextOf, type Callable } from "./stamp.js";
import { NoAdjoint } from "./shadow.js";
import { Tape } from "./tape.js";
import { type Member, type Parts, type Seen, Unit } from "./unit.js";

/** What all derivatives write on; never two at once. */
export const tape = new Tape();

const units = new Map<string, Unit>();
const read = new Map<string, Lowered>();

/** How the derivative of a function was come by. */
export interface Found {
  /** Whether it was made before: of this function, or of another one with the same text. */
  readonly hit: boolean;
  readonly why: string;
}

export class Bound {
  readonly unit: Unit;
  readonly found: Found;
  readonly #functions: readonly Callable[];
  readonly #members: readonly Member[];
  /** The functions of `Math` and of the library that were seen, by member and place. */
  readonly #natives: ReadonlyMap<string, unknown>;
  readonly #hasOuters: boolean;
  /** What of the function cannot be followed. */
  trouble: string | undefined;
  #right: boolean | undefined;
  /** What was made for this function, by what was asked; why not, where it could not be followed. */
  readonly #made = new Map<string, unknown>();

  constructor(f: Callable, why: string) {
    const gathered = gather(f);
    this.#functions = gathered.functions;
    this.#members = gathered.members;
    this.#natives = gathered.natives;
    this.#hasOuters = this.#members.some(({ targets }) => targets.length > 0);
    const key = JSON.stringify(this.#members);
    const known = units.get(key);
    this.unit = known ?? new Unit(this.#members, tape);
    if (known === undefined) units.set(key, this.unit);
    this.found =
      known === undefined
        ? { hit: false, why }
        : { hit: true, why: "another function has the same text" };
  }

  /** What `make` made at the first time; `undefined` where it could not be made. */
  once<T>(key: string, make: () => T): T | undefined {
    if (!this.#made.has(key)) {
      try {
        this.#made.set(key, make());
      } catch (error) {
        this.#made.set(key, undefined);
        this.trouble ??= error instanceof Error ? error.message : "";
      }
    }
    return this.#made.get(key) as T | undefined;
  }

  /** Looks at the surroundings. Gives what is no longer what it was, where the unit no longer fits. */
  refresh(): string | undefined {
    if (!this.#hasOuters) return undefined;
    for (const [at, { targets }] of this.#members.entries()) {
      if (targets.length === 0) continue;
      const f = this.#functions[at];
      const seen = f && adjointTextOf(f);
      if (seen === undefined) return "a function that it calls is gone";
      for (const [k, target] of targets.entries()) {
        const value = seen[k + 1];
        if (target.is === "value")
          this.unit.values[target.at] = checked(target.kind, value);
        else if (
          target.is === "member"
            ? value !== this.#functions[target.at]
            : value !== this.#natives.get(`${String(at)}.${String(k)}`)
        )
          return `it calls another ${nameOf(value)} than before`;
      }
    }
    return undefined;
  }

  /**
   * Whether the program gives the very value that the function gives, looked at with the first derivative: were it ever
   * not so, the twin would serve from then on. Functions with a program have no effects, so that one more call does no
   * harm.
   */
  computes(f: Callable, args: readonly unknown[], value: unknown): boolean {
    this.#right ??= isEqual(
      Reflect.apply(f, undefined, args.map(copied) as never[]),
      value,
    );
    return this.#right;
  }
}

const bound = new WeakMap<Callable, Bound>();

/** The function's unit, fit for its surroundings as they are; `undefined` for one that cannot be followed. */
export function boundOf(f: Callable): Bound | undefined {
  const known = bound.get(f);
  let why = "the first derivative of a function with this text";
  if (known !== undefined) {
    const changed = known.refresh();
    if (changed === undefined) return known;
    why = changed;
  }
  if (adjointTextOf(f) === undefined) return undefined;
  const made = new Bound(f, why);
  bound.set(f, made);
  made.refresh();
  return made;
}

function loweredOf(text: string): Lowered {
  let known = read.get(text);
  if (known === undefined) {
    known = decoded(text);
    read.set(text, known);
  }
  return known;
}

/** The function and all that it calls. */
function gather(f: Callable): {
  functions: readonly Callable[];
  members: readonly Member[];
  natives: ReadonlyMap<string, unknown>;
} {
  const functions: Callable[] = [f];
  const members: Member[] = [];
  const natives = new Map<string, unknown>();
  let values = 0;
  for (let at = 0; at < functions.length; at++) {
    const seen = adjointTextOf(functions[at] as Callable);
    if (seen === undefined) throw new NoAdjoint();
    const [text, ...outer] = seen;
    const targets = loweredOf(text).outers.map(({ kind }, k): Seen => {
      const value = outer[k];
      if (kind !== "function") return { is: "value", at: values++, kind };
      if (typeof value !== "function") throw new NoAdjoint();
      const callee = value as Callable;
      if (adjointTextOf(callee) === undefined) {
        natives.set(`${String(at)}.${String(k)}`, value);
        return nativeTarget(value);
      }
      const known = functions.indexOf(callee);
      if (known === -1) functions.push(callee);
      return { is: "member", at: known === -1 ? functions.length - 1 : known };
    });
    members.push({ text, targets });
  }
  return { functions, members, natives };
}

const native = new Map<unknown, Parts>();

function nativeTarget(value: unknown): Seen {
  const name = mathNameOf(value);
  if (name !== undefined) return { is: "math", name };
  const parts = native.get(value) ?? libraryParts(value, tape);
  if (parts === undefined) throw new NoAdjoint();
  native.set(value, parts);
  return { is: "library", name: nameOf(value), parts };
}

const nameOf = (value: unknown): string =>
  typeof value === "function" && value.name !== "" ? value.name : "function";

/** A value from outside as the program expects it. */
function checked(kind: Kind, value: unknown): unknown {
  const isRight =
    kind === "number" || kind === "boolean"
      ? typeof value === kind
      : typeof value === "object" && value !== null;
  if (!isRight) throw new NoAdjoint();
  return value;
}

export function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  return structuredClone(value);
}

function isEqual(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || one === null) return Object.is(one, other);
  if (typeof other !== "object" || other === null) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) =>
      isEqual(
        (one as Record<string, unknown>)[key],
        (other as Record<string, unknown>)[key],
      ),
    )
  );
}
