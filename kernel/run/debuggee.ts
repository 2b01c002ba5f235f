/**
 * What the debugger, which lives in the worker, sees of main: it calls these functions through the inspector, also while
 * main is paused. Values stay here under numbers; what crosses is text.
 */
import { slotOf } from "../compile/names.js";
import { toBundle } from "../display/mime.js";
import { describe } from "../display/text.js";
import { debuggeeName, type Bundle } from "./channel.js";
import { childrenOf, hasChildren, type Child } from "./inside.js";
import { KeptMap } from "./intrinsics.js";
import { preview, typeName, type IsTensor } from "./previews.js";
import type { KnownScript, Scripts } from "./scripts.js";

/** One line of a list of variables. */
export interface ListedVariable {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  /** The number by which its inside is asked for; 0 where there is none. */
  readonly reference: number;
  /** Whether the value is read only when it is unfolded: a getter. */
  readonly lazy: boolean;
}

/** Which part of a list is asked for. */
export interface Page {
  readonly start?: number | undefined;
  readonly count?: number | undefined;
}

/** A name that cells have declared, and the slot of `globalThis` that holds its value. */
export type GlobalName = readonly [name: string, slot: string];

/** The debugger's eyes and hands on main. */
export class Debuggee {
  readonly #scripts: Scripts;
  readonly #isTensor: IsTensor;
  /** What the debugger may ask about, by number; numbers are never given twice. */
  #values = new KeptMap<number, object | (() => unknown)>();
  /** The latest value that was listed under a name: clients ask for the rich form of one by its name alone. */
  #named = new KeptMap<string, unknown>();
  #last = 0;
  readonly #reached = new KeptMap<number, number>();

  /** What compiled code takes as its argument. */
  constructor(
    scripts: Scripts,
    readonly runtime: object,
    isTensor: IsTensor,
  ) {
    this.#scripts = scripts;
    this.#isTensor = isTensor;
  }

  /** Every script that stands for something the user wrote, and where the kernel's own files lie. */
  scripts(): { own: string; hidden: string[]; scripts: KnownScript[] } {
    return this.#scripts.known();
  }

  mapOf(file: string): string | undefined {
    return this.#scripts.mapOf(file);
  }

  /** Lets go of everything that was listed. */
  forget(): void {
    this.#values = new KeptMap();
    this.#named = new KeptMap();
  }

  /** The variables of scopes, inner ones first, of those in `written` where it is given; `more` go in front. */
  scope(
    scopes: readonly object[],
    written: readonly string[] | null,
    more: readonly (readonly [string, unknown])[],
  ): ListedVariable[] {
    const listed = more.map(([name, value]) => this.#list({ name, value }));
    const seen = new Set(more.map(([name]) => name));
    const known = written === null ? undefined : new Set(written);
    for (const scope of scopes)
      for (const name of Object.keys(scope)) {
        if (seen.has(name) || known?.has(name) === false) continue;
        seen.add(name);
        listed.push(this.#variable(scope, name));
      }
    return listed;
  }

  /** Which of the names have a value now. */
  globals(names: readonly GlobalName[]): ListedVariable[] {
    return names.flatMap(([name, slot]) => {
      const own = Object.getOwnPropertyDescriptor(globalThis, slot);
      return own === undefined
        ? []
        : [this.#list({ name, value: own.value as unknown })];
    });
  }

  /** What is inside a value, or the value behind a getter. */
  children(reference: number, { start = 0, count }: Page): ListedVariable[] {
    const value = this.#values.get(reference);
    if (value === undefined) return [];
    if (value instanceof Getter) return [this.#read(value)];
    const children = childrenOf(value, this.#isTensor);
    const end = count === undefined || count === 0 ? undefined : start + count;
    return children.slice(start, end).map((child) => this.#list(child));
  }

  /** The value itself, for what only the inspector sees of it: private fields. The library's are its own business. */
  valueOf(reference: number): unknown {
    const value = this.#values.get(reference);
    return value instanceof Getter || this.#isTensor(value) ? undefined : value;
  }

  list(name: string, value: unknown): ListedVariable {
    return this.#list({ name, value });
  }

  /** The answer to an evaluation: in one line, or as a cell would show it. */
  evaluated(value: unknown, isShort: boolean): ListedVariable {
    const listed = this.#list({ name: "", value });
    return isShort ? listed : { ...listed, value: describe(value) };
  }

  /** The latest value that was listed under the name. */
  named(name: string): unknown {
    return this.#named.get(name);
  }

  /** How a cell would show the value; a promise is waited for only where main is not paused. */
  bundle(value: unknown, mayWait: boolean): Bundle | Promise<Bundle> {
    const bundle = toBundle(value) ?? { "text/plain": "undefined" };
    if (!(bundle instanceof Promise) || mayWait) return bundle;
    return { "text/plain": describe(value) };
  }

  /** Counts how often a breakpoint was reached; whether this time is one to stop at. */
  reached(id: number, test: (count: number) => boolean): boolean {
    const count = (this.#reached.get(id) ?? 0) + 1;
    this.#reached.set(id, count);
    return test(count);
  }

  /** Prints the message of a logpoint, texts and values in turn, and never stops. */
  log(parts: readonly unknown[]): boolean {
    const text = parts.map((part, i) =>
      i % 2 === 0 || typeof part === "string"
        ? String(part)
        : preview(part, this.#isTensor),
    );
    console.log(text.join(""));
    return false;
  }

  /** Sets a property of a value. */
  set(reference: number, name: string, value: unknown): ListedVariable {
    const on = this.#values.get(reference);
    if (on === undefined || on instanceof Getter)
      throw new Error(`set: there is no ${name} to be set`);
    if (Array.isArray(on) || Object.hasOwn(on, name) || name in on)
      Reflect.set(on, name, value);
    else if (on instanceof Map) on.set(name, value);
    else throw new Error(`set: ${name} is no property that can be set`);
    return this.#list({ name, value });
  }

  /** Puts a value where cells find it under the name. */
  keep(name: string, value: unknown): ListedVariable {
    Reflect.set(globalThis, slotOf(name), value);
    return this.#list({ name, value });
  }

  /** Before its declaration a variable cannot be read: since Node 22 V8 says so, before it gives undefined. */
  #variable(scope: object, name: string): ListedVariable {
    try {
      const own = Object.getOwnPropertyDescriptor(scope, name);
      if (own?.get !== undefined) return unavailable(name);
      return this.#list({ name, value: own?.value as unknown });
    } catch {
      return unavailable(name);
    }
  }

  #list(child: Child): ListedVariable {
    const { name, read, label } = child;
    if (read !== undefined) {
      const reference = this.#refer(new Getter(name, read));
      return { name, value: "(...)", type: "getter", reference, lazy: true };
    }
    const { value } = child;
    this.#named.set(name, value);
    const isTensor = this.#isTensor;
    return {
      name,
      value: label ?? preview(value, isTensor),
      type: label ?? typeName(value, isTensor),
      reference: hasChildren(value, isTensor)
        ? this.#refer(value as object)
        : 0,
      lazy: false,
    };
  }

  #read({ name, read }: Getter): ListedVariable {
    try {
      return this.#list({ name, value: read() });
    } catch (error) {
      return this.#list({ name, value: error });
    }
  }

  #refer(value: object): number {
    this.#values.set(++this.#last, value);
    return this.#last;
  }
}

class Getter {
  constructor(
    readonly name: string,
    readonly read: () => unknown,
  ) {}
}

/** A variable that V8 has not kept, or that has no value yet. */
function unavailable(name: string): ListedVariable {
  const value = "(not available)";
  return { name, value, type: "", reference: 0, lazy: false };
}

/** Puts the debugger's view of main where the worker finds it. */
export function offerDebuggee(debuggee: Debuggee): void {
  // Neither enumerable nor configurable: no cell removes it, and none sees it by chance.
  Object.defineProperty(globalThis, debuggeeName, { value: debuggee });
}
