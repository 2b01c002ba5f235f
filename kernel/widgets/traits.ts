/** What a property of a widget may hold. */
import { types } from "node:util";
import { describe } from "../display/text.js";

/** A property that holds `T` and can be given `G`: what it is at first, what it accepts, and what it is on the wire. */
export interface Trait<T, G = T> {
  readonly initial: T;
  /** Makes the value when it is first looked at, where it is `null` until then. */
  readonly make?: () => T;
  /** What is to be held of a value that was given; throws what was expected instead. */
  readonly accept: (given: unknown) => T;
  /** Its name on the wire, where that is not the name in snake case. */
  readonly wire?: string;
  /** `state` is what all properties are, where one is told by another. */
  toWire?(value: T, state: State): unknown;
  readonly fromWire?: (wire: unknown, state: State) => unknown;
  /** Never there: it only says what can be given. */
  readonly given?: G;
}

/** Traits of whatever types, by the names of their properties. */
export type Traits = Readonly<Record<string, SomeTrait>>;

/** A trait whose types are nobody's business but its own. */
export type SomeTrait = Omit<Trait<unknown>, "toWire"> & {
  toWire?(value: unknown, state: State): unknown;
};

/** Properties by their names. */
export type State = Readonly<Record<string, unknown>>;

/** The properties that traits describe. */
export type StateOf<T extends Traits> = {
  -readonly [K in keyof T]: T[K] extends {
    readonly accept: (x: unknown) => infer V;
  }
    ? V
    : never;
};

/** What can be given for the properties that traits describe. */
export type GivenOf<T extends Traits> = {
  readonly [K in keyof T]?: T[K] extends { readonly given?: infer G }
    ? Exclude<G, undefined>
    : never;
};

/** A value that a property does not accept. */
class Unacceptable extends TypeError {}

function expected(what: string, given: unknown): Unacceptable {
  return new Unacceptable(`expected ${what}, got ${describe(given)}`);
}

export function real(initial: number): Trait<number> {
  return {
    initial,
    accept: (given) => {
      if (typeof given === "number" && !Number.isNaN(given)) return given;
      throw expected("a number", given);
    },
  };
}

export function integer(initial: number): Trait<number> {
  return {
    initial,
    accept: (given) => {
      if (typeof given === "number" && Number.isFinite(given))
        return Math.round(given);
      throw expected("a whole number", given);
    },
  };
}

export function text(initial: string): Trait<string> {
  return {
    initial,
    accept: (given) => {
      if (typeof given === "string") return given;
      if (typeof given === "number") return String(given);
      throw expected("a text", given);
    },
  };
}

export function flag(initial: boolean): Trait<boolean> {
  return {
    initial,
    accept: (given) => {
      if (typeof given === "boolean") return given;
      throw expected("true or false", given);
    },
  };
}

/** One of a few words, the first of them at first. */
export function oneOf<const W extends string>(...words: W[]): Trait<W> {
  return {
    initial: words[0] as W,
    accept: (given) => {
      const word = words.find((known) => known === given);
      if (word !== undefined) return word;
      const known = words.map((known) => JSON.stringify(known)).join(", ");
      throw expected(`one of ${known}`, given);
    },
  };
}

/** A property that may also be `null`, and is at first. */
export function maybe<T>(trait: Trait<T>): Trait<T | null> {
  return {
    initial: null,
    accept: (given) => (given === null ? null : trait.accept(given)),
    toWire: (value, state) =>
      value === null || !trait.toWire ? value : trait.toWire(value, state),
    fromWire: (wire, state) =>
      wire === null || !trait.fromWire ? wire : trait.fromWire(wire, state),
  };
}

/** Two numbers, the smaller first. */
export function interval(
  number: Trait<number>,
  initial: readonly [number, number],
): Trait<readonly [number, number]> {
  return {
    initial,
    accept: (given) => {
      if (!Array.isArray(given) || given.length !== 2)
        throw expected("[low, high]", given);
      const [a, b] = given.map(number.accept) as [number, number];
      return a <= b ? [a, b] : [b, a];
    },
  };
}

export function list<T>(of: Trait<T>): Trait<readonly T[]> {
  return {
    initial: [],
    accept: (given) => {
      if (!Array.isArray(given)) throw expected("an array", given);
      return given.map((item) => of.accept(item));
    },
  };
}

export const bytes: Trait<Uint8Array> = {
  initial: new Uint8Array(),
  accept: (given) => {
    if (types.isUint8Array(given)) return given;
    if (types.isAnyArrayBuffer(given)) return new Uint8Array(given);
    throw expected("bytes (a Uint8Array)", given);
  },
};

/** A day, which the page counts its months of from 0. */
export const day: Trait<Date> = {
  initial: new Date(0),
  accept: (given) => {
    if (types.isDate(given) && !Number.isNaN(given.getTime())) return given;
    throw expected("a Date", given);
  },
  toWire: (value) => ({
    year: value.getFullYear(),
    month: value.getMonth(),
    date: value.getDate(),
  }),
  fromWire: (wire) => {
    const { year, month, date } = wire as Record<string, number>;
    return new Date(year ?? 0, month ?? 0, date ?? 1);
  },
};
