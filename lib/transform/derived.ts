/** What a function is the derivative of: what its closed form is found from. */
export interface Derived {
  readonly kind:
    | "gradient"
    | "derivative"
    | "partial"
    | "jacobian"
    | "hessian"
    | "value and gradient"
    | "other";
  readonly of: AnyFunction;
  /** How often it is differentiated. */
  readonly order: number;
  /** By which arguments, counted from 0; all where absent. */
  readonly wrt?: number | readonly number[] | undefined;
}

/** Any function; its arguments are checked by who calls it. */
export type AnyFunction = (...args: never[]) => unknown;

const origins = new WeakMap<AnyFunction, Derived>();

/** Makes of a function what runs in its place. */
type Wrapper = <F extends AnyFunction>(f: F) => F;

const wrappers = new WeakMap<AnyFunction, Wrapper>();

/** Says that whatever is derived from `f` goes through `wrapper` too: derivatives of compiled functions are compiled. */
export function wrapDerived(f: AnyFunction, wrapper: Wrapper): void {
  wrappers.set(f, wrapper);
}

/** Says that a function is the derivative that another is. */
export function inheritDerived(f: AnyFunction, from: AnyFunction): void {
  const derived = origins.get(from);
  if (derived !== undefined) origins.set(f, derived);
}

/** What a transform has made of a function, treated as that function is. */
export function likewise<F extends AnyFunction>(made: F, of: AnyFunction): F {
  return wrappers.get(of)?.(made) ?? made;
}

/** Writes down what a function made by a transform is the derivative of, and names it so. */
export function markDerived<F extends AnyFunction>(f: F, derived: Derived): F {
  origins.set(f, derived);
  const name = derived.of.name === "" ? "f" : derived.of.name;
  Object.defineProperty(f, "name", { value: `${derived.kind} of ${name}` });
  return likewise(f, derived.of);
}

/**
 * What a function is the derivative of; `undefined` for other functions.
 *
 * @example
 * const f = (x: number) => x ** 2;
 * derivedFrom(grad(f))?.of === f // true
 */
export function derivedFrom(f: AnyFunction): Derived | undefined {
  return origins.get(f);
}
