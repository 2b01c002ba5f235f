/** Twins of classes and of the methods of objects. */
import { classTwinOf, memberOf, stamp, stampClass } from "./stamp.js";
import type { Callable, Constructor } from "./stamp.js";

type Twins = () => object;

/** The names of a class that are the language's own. */
const reserved: ReadonlySet<PropertyKey> = new Set([
  "constructor",
  "prototype",
  "length",
  "name",
]);

/** Gives the methods and accessors of `target` those of the object that `twins` makes. */
function stampMembers(target: object, twins: Twins): void {
  for (const name of Reflect.ownKeys(target)) {
    if (reserved.has(name)) continue;
    const member = memberOf(target, name);
    if (member === undefined) continue;
    for (const part of ["value", "get", "set"] as const) {
      const f = member[part];
      if (typeof f !== "function") continue;
      stamp(
        f as Callable,
        () => memberOf(twins(), name)?.[part] as Callable | undefined,
      );
    }
  }
}

/** Makes once. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Attaches the twin of a class, whose constructor makes the instances in twins. */
export function attachClass(
  plain: Constructor,
  make: () => Constructor,
): Constructor {
  const twin = once(make);
  stampClass(plain, twin);
  return attachMembers(plain, twin);
}

/** Attaches the twins of a class's methods alone. */
export function attachMembers(
  plain: Constructor,
  make: () => Constructor,
): Constructor {
  const twin = once(make);
  stampMembers(plain.prototype as object, () => twin().prototype as object);
  stampMembers(plain, twin);
  return plain;
}

/** Attaches the twins of an object's methods; `super` in them means what it means in the object's own. */
export function attachMethods<T extends object>(object: T, make: Twins): T {
  stampMembers(
    object,
    once(() => {
      const twins = make();
      return Object.setPrototypeOf(
        twins,
        Object.getPrototypeOf(object) as object | null,
      ) as object;
    }),
  );
  return object;
}

const bases = new WeakMap<object, unknown>();

/**
 * What a class in a twin extends: like `plain` in everything but that its instances are made by the twin's constructor.
 */
export function base(plain: unknown): unknown {
  if (typeof plain !== "function") return plain;
  const twin = classTwinOf(plain as Constructor);
  if (twin === undefined) return plain;
  const known = bases.get(plain);
  if (known !== undefined) return known;
  function Base(...args: never[]): object {
    return Reflect.construct(twin as Constructor, args, new.target as never);
  }
  Base.prototype = plain.prototype as object;
  Object.setPrototypeOf(Base, plain);
  bases.set(plain, Base);
  return Base;
}

/** The same for what a class extends itself. */
export function baseOf(plain: object): unknown {
  const parent: unknown = Object.getPrototypeOf(plain);
  return parent === Function.prototype ? null : base(parent);
}
