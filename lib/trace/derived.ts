/** What a function that a transform made is the derivative of, so that it can show its formula. */
export interface Derivation {
  readonly kind: "gradient" | "derivative" | "partial" | "hessian" | "jacobian";
  /** The function that was differentiated. */
  readonly of: (...inputs: never[]) => unknown;
  /** How many times, where the kind is `derivative`. */
  readonly order?: number;
  /** The positions of the arguments differentiated by; all where absent. */
  readonly wrt?: readonly number[];
}

const derivations = new WeakMap<object, Derivation>();

/** Remembers what `derived` is the derivative of. */
export function markDerived<F extends object>(
  derived: F,
  derivation: Derivation,
): F {
  derivations.set(derived, derivation);
  return derived;
}

/** What a function is the derivative of; `undefined` for one that no transform made. */
export function derivationOf(derived: object): Derivation | undefined {
  return derivations.get(derived);
}
