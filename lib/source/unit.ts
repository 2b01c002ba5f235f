/**
 * Functions of one text, with those that they call: what derivatives are made of, and kept for all that share the text.
 * What differs from one to the next is only what they see of their surroundings.
 */
import { decoded } from "../program/codec.js";
import { type Library, linked, type Target } from "../program/link.js";
import { type Printed, printed } from "../program/print.js";
import {
  type Code,
  type Kind,
  type Lowered,
  type Outer,
  variable,
} from "../program/program.js";
import { Reversal } from "../program/reverse.js";
import { tangentOf } from "../program/tangent.js";
import type { Tape } from "./tape.js";

type Run = (...args: never[]) => unknown;

/** A part of a derivative of a function that is called, by its name: see `Code`. */
export type Parts = Record<string, Run>;

/** One function of a unit, and what its names from outside are. */
export interface Member {
  readonly text: string;
  readonly targets: readonly Seen[];
}

/** What a name from outside is: another member, a function of `Math` or of the library, or a value. */
export type Seen =
  | { readonly is: "member"; readonly at: number }
  | { readonly is: "math"; readonly name: string }
  | { readonly is: "library"; readonly parts: Parts; readonly name: string }
  | { readonly is: "value"; readonly at: number; readonly kind: Kind };

export class Unit implements Library<number> {
  readonly #members: readonly Member[];
  readonly #tape: Tape;
  readonly lowered: Lowered;
  /** The values from outside, as they are at the run under way. */
  readonly values: unknown[] = [];
  readonly #parts = new Map<number | string, Parts>();
  readonly #outers = new Map<number, Outer>();
  readonly #reversals = new Map<string, Reversal>();
  readonly #functions = new Map<string, Run>();

  constructor(members: readonly Member[], tape: Tape) {
    this.#members = members;
    this.#tape = tape;
    this.lowered = decoded(this.text(0));
  }

  text(member: number): string {
    return this.#member(member).text;
  }

  #member(at: number): Member {
    const member = this.#members[at];
    if (member === undefined) throw new Error("internal: no such member");
    return member;
  }

  target(member: number, k: number): Target<number> {
    const seen = this.#member(member).targets[k];
    switch (seen?.is) {
      case "math":
      case "value":
        return seen;
      case "member":
        return this.#leadsBack(seen.at)
          ? { is: "call", callee: this.#callee(seen.at) }
          : { is: "inline", source: seen.at };
      case "library":
        return { is: "call", callee: this.#libraryCallee(k, member, seen) };
      default:
        throw new Error("internal: a name from outside without a target");
    }
  }

  /** Whether a function calls itself, by whatever way. */
  #leadsBack(from: number): boolean {
    const seen = new Set<number>();
    const visit = (at: number): boolean =>
      this.#member(at).targets.some((each) => {
        if (each.is !== "member") return false;
        if (each.at === from) return true;
        if (seen.has(each.at)) return false;
        seen.add(each.at);
        return visit(each.at);
      });
    return visit(from);
  }

  #callee(at: number): Outer {
    let known = this.#outers.get(at);
    if (known === undefined) {
      known = { name: `$${String(at)}`, kind: "function" };
      this.#outers.set(at, known);
      this.#parts.set(known.name, {});
    }
    return known;
  }

  #libraryCallee(
    k: number,
    member: number,
    { parts, name }: { parts: Parts; name: string },
  ): Outer {
    const callee: Outer = {
      name: `$${name}${String(member)}_${String(k)}`,
      kind: "function",
    };
    this.#parts.set(callee.name, parts);
    return callee;
  }

  /** The function's derivatives backwards; `passive` are the numbers of the parameters that nobody differentiates by. */
  reversal(passive: readonly number[] = [], member = 0): Reversal {
    const key = `${String(member)}:${passive.join()}`;
    let known = this.#reversals.get(key);
    if (known === undefined) {
      const f = linked(member, this);
      this.#note(f.outers);
      const still = passive.flatMap((k) => f.parameters[k] ?? []);
      known = new Reversal(f, new Set(still));
      this.#reversals.set(key, known);
    }
    return known;
  }

  /** The function as a program. */
  plain(member = 0): Code {
    const f = linked(member, this);
    this.#note(f.outers);
    return {
      parameters: f.parameters,
      body: f.body,
      results: f.result === undefined ? [] : [variable(f.result)],
    };
  }

  readonly #slots = new Map<object, number>();

  #note(outers: ReadonlyMap<object, number>): void {
    for (const [outer, at] of outers) this.#slots.set(outer, at);
  }

  /** A program as a function; `make` and `give` are asked once for each key. */
  function(
    key: string,
    make: () => Code,
    give?: (code: Code) => readonly string[],
  ): Run {
    let known = this.#functions.get(key);
    if (known === undefined) {
      const code = make();
      known = this.#compiled(printed(code, give?.(code)));
      this.#functions.set(key, known);
    }
    return known;
  }

  #compiled({ text, parameters, outers, callees }: Printed): Run {
    const read = outers.map((each) => {
      const at = this.#slots.get(each);
      if (at === undefined)
        throw new Error(`internal: no value of ${each.name}`);
      return `  const ${each.name} = outer[${String(at)}];\n`;
    });
    const names = [...new Set(callees.map(({ callee }) => callee.name))];
    for (const { callee, part } of callees) this.#provide(callee.name, part);
    const make = Reflect.construct(Function, [
      ...["tape", "outer", ...names],
      `"use strict";\nreturn function (${parameters.join(", ")}) {\n${read.join("")}${text}};`,
    ]) as (...args: unknown[]) => Run;
    const { name } = this.lowered;
    const made = make(
      this.#tape,
      this.values,
      ...names.map((each) => this.#parts.get(each)),
    );
    return Object.defineProperty(made, "name", {
      value: `derivative of ${name}`,
    });
  }

  /** A part of a function that is called, compiled when it is called first. */
  #provide(callee: string, part: string): void {
    const parts = this.#parts.get(callee);
    if (parts === undefined) throw new Error(`internal: no callee ${callee}`);
    if (part in parts) return;
    const at = [...this.#outers].find(([, { name }]) => name === callee)?.[0];
    if (at === undefined) throw new RangeError(`no ${part} of ${callee}`);
    parts[part] = (...args) => {
      const made = this.function(`${String(at)}.${part}`, () =>
        this.#part(at, part),
      );
      parts[part] = made;
      return made(...args);
    };
  }

  #part(at: number, part: string): Code {
    if (part.startsWith("t")) {
      const inner = part.slice(1);
      return tangentOf(inner === "" ? this.plain(at) : this.#part(at, inner));
    }
    const { forward, backward } = this.reversal([], at).halves();
    return part === "a" ? forward : backward;
  }
}
