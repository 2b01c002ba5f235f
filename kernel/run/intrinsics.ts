/**
 * What the kernel's own working on the main thread needs of the built-ins, taken before the first cell can change
 * them: cells share this thread, and `Map.prototype.get = …` must not cost a person the session.
 */

import { MessagePort } from "node:worker_threads";

type Uncurried<F> = F extends (this: infer T, ...args: infer A) => infer R
  ? (self: T, ...args: A) => R
  : never;

export const { apply, get, set, getOwnPropertyDescriptor, ownKeys } = Reflect;
const { defineProperty } = Reflect;

const call = get(Function.prototype, "call") as () => unknown;
const bind = get(Function.prototype, "bind") as () => unknown;
const keptApply: unknown = get(Function.prototype, "apply");

/** A method as a function whose first argument is what it is called on. */
function uncurry<F>(prototype: object, name: string): Uncurried<F> {
  return apply(bind, call, [get(prototype, name)]) as Uncurried<F>;
}

/** A listener that Node's emitters, which call it by its `apply`, reach whatever becomes of that of all functions. */
export function reachable<F extends (...args: never[]) => unknown>(f: F): F {
  defineProperty(f, "apply", { value: keptApply });
  return f;
}

/** Gives an object for its own what it has of a prototype that cells can change. */
export function keepMethods<T extends object>(
  object: T,
  ...names: (string & keyof T)[]
): T {
  for (const name of names)
    defineProperty(object, name, {
      value: get(object, name),
      writable: true,
      configurable: true,
    });
  return object;
}

/** A class of our own that works as `Base` does now, whatever becomes of its prototype. */
function keep<C extends abstract new (...args: never[]) => object>(
  Base: C,
  Own: C,
): C {
  const from = Base.prototype as object;
  const to = Own.prototype as object;
  for (const key of ownKeys(from)) {
    const own = getOwnPropertyDescriptor(from, key);
    if (own !== undefined && key !== "constructor")
      defineProperty(to, key, own);
  }
  return Own;
}

export const KeptMap = keep(Map, class<K, V> extends Map<K, V> {});

export const KeptError = Error;

export const { load, store, add, wait, notify } = Atomics;
export const { stringify, parse } = JSON;
export const { min } = Math;

export const errorText = uncurry<(this: Error) => string>(
  Error.prototype,
  "toString",
);

export const startsWith = uncurry<(this: string, head: string) => boolean>(
  String.prototype,
  "startsWith",
);

export const join = uncurry<
  (this: readonly string[], between: string) => string
>(Array.prototype, "join");

export const setBytes = uncurry<
  (this: Uint8Array, bytes: Uint8Array, at: number) => void
>(Uint8Array.prototype, "set");

export const subarray = uncurry<
  (this: Uint8Array, from: number, to: number) => Uint8Array
>(Uint8Array.prototype, "subarray");

export const setUint32 = uncurry<
  (this: DataView, at: number, value: number, little: boolean) => void
>(DataView.prototype, "setUint32");

/** `Promise.prototype.then`. A module that exports `then` under that name would be taken for a promise. */
export const settled = uncurry<
  (
    this: Promise<unknown>,
    kept: (value: unknown) => void,
    broken: (error: unknown) => void,
  ) => void
>(Promise.prototype, "then");

export const post = uncurry<
  (this: MessagePort, message: unknown, transfer: ArrayBuffer[]) => void
>(MessagePort.prototype, "postMessage");

export const isView = Reflect.get(ArrayBuffer, "isView") as (
  value: unknown,
) => value is ArrayBufferView;
export const KeptBytes = Uint8Array;

/** Text as UTF-8. */
const encoder = new TextEncoder();
export const encode = encoder.encode.bind(encoder);
