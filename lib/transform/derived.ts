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

/** Writes down what a function made by a transform is the derivative of, and names it so. */
export function markDerived<F extends AnyFunction>(f: F, derived: Derived): F {
  origins.set(f, derived);
  const name = derived.of.name === "" ? "f" : derived.of.name;
  Object.defineProperty(f, "name", { value: `${derived.kind} of ${name}` });
  return f;
}

/** What a function is the derivative of; `undefined` for other functions. */
export function derivedFrom(f: AnyFunction): Derived | undefined {
  return origins.get(f);
}
