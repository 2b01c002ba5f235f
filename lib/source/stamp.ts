/**
 * Twins of functions: the version of a function that can be run on traced numbers, kept with the function in a private
 * field, so that nothing of it shows when the function is printed or its properties are listed. A private field costs
 * about 15 ns a closure; a WeakMap costs a microsecond.
 */

/** Any function, of which only is known that it can be called. */
export type Callable = (this: unknown, ...args: never[]) => unknown;

/** The text of an adjoint, and the values of the names that it takes from outside the function. */
export type AdjointText = readonly [text: string, ...outer: unknown[]];

/** What a property is: a value, or the functions that read and write it. */
export interface Member {
  readonly value?: unknown;
  readonly get?: Callable;
  readonly set?: Callable;
}

/** The object's own property of that name. */
export function memberOf(
  object: object,
  name: PropertyKey,
): Member | undefined {
  return Object.getOwnPropertyDescriptor(object, name);
}

/** Any class. */
export type Constructor = new (...args: never[]) => object;

/** A constructor that returns what it is given, so that a derived class adds its private fields to that. */
const Identity = function (object: object): object {
  return object;
} as unknown as new (object: object) => object;

class Stamp extends Identity {
  /** The twin, once it was asked for. */
  #twin: Callable | undefined;
  #make: (() => Callable | undefined) | undefined;
  /** The text of the adjoint and what the function sees of its surroundings. */
  #adjoint: (() => AdjointText) | undefined;

  constructor(
    f: Callable,
    make: () => Callable | undefined,
    adjoint: (() => AdjointText) | undefined,
  ) {
    super(f);
    this.#make = make;
    this.#adjoint = adjoint;
  }

  static on(
    f: Callable,
    make: () => Callable | undefined,
    adjoint?: () => AdjointText,
  ): void {
    if (!(#make in f)) new Stamp(f, make, adjoint);
  }

  static adjoint(f: Callable): AdjointText | undefined {
    return #make in f ? (f as Stamp).#adjoint?.() : undefined;
  }

  static twin(f: Callable): Callable | undefined {
    if (!(#make in f)) return undefined;
    const stamped: Stamp = f;
    const make = stamped.#make;
    if (make !== undefined) {
      const twin = make();
      stamped.#twin = twin;
      stamped.#make = undefined;
      // Within a twin its own name may mean itself.
      if (twin !== undefined) Stamp.on(twin, () => twin);
    }
    return stamped.#twin;
  }
}

class ClassStamp extends Identity {
  #twin: () => Constructor;

  constructor(plain: Constructor, twin: () => Constructor) {
    super(plain);
    this.#twin = twin;
  }

  static on(plain: Constructor, twin: () => Constructor): void {
    if (!(#twin in plain)) new ClassStamp(plain, twin);
  }

  static twin(plain: Constructor): Constructor | undefined {
    return #twin in plain ? (plain as ClassStamp).#twin() : undefined;
  }
}

/** Gives a function its twin, which is made when it is first asked for, and its adjoint where it has one. */
export function stamp<F extends Callable>(
  f: F,
  make: () => Callable | undefined,
  adjoint?: () => AdjointText,
): F {
  Stamp.on(f, make, adjoint);
  return f;
}

/** The text of a function's adjoint and what the function sees now; `undefined` for one without. */
export function adjointTextOf(f: Callable): AdjointText | undefined {
  return Stamp.adjoint(f);
}

/**
 * The twin of a function, which takes traced numbers where the function takes numbers; `undefined` for one that was not
 * compiled for differentiation. The twin of a twin is itself.
 *
 * @example
 * twinOf((x: number) => x * x); // in a cell: (x) => $.mul(x, x)
 */
export function twinOf<F extends Callable>(f: F): F | undefined {
  return Stamp.twin(f) as F | undefined;
}

/** Gives a class its twin, a class whose instances are made by code for traced numbers. */
export function stampClass(plain: Constructor, twin: () => Constructor): void {
  ClassStamp.on(plain, twin);
}

export function classTwinOf(plain: Constructor): Constructor | undefined {
  return ClassStamp.twin(plain);
}
