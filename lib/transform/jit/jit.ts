import { adjointTextOf, stamp, twinOf } from "../../source/stamp.js";
import { type AnyFunction, inheritDerived, wrapDerived } from "../derived.js";
import { Calls } from "./calls.js";

/** A compiled function, which tells what became of its calls. */
export interface WithExplanation {
  /**
   * What became of the calls so far: how many were traced anew and why, and what each trace was made into.
   *
   * @example
   * const f = jit((x: Tensor) => x.mul(x).sum());
   * f(tensor([1, 2]));
   * f.explain() // "f: 1 call, 1 traced …"
   */
  explain(): string;
}

/** A function as `jit` gives it. */
export type Jitted<F extends AnyFunction> = F & WithExplanation;

/**
 * A function that is traced once for each kind of arguments (structure, shapes and types) and then runs as one straight
 * plan: constants folded, repeated and unused operations left out, elementwise operations in one loop. Derivatives and
 * batches of it are compiled as well: `grad(jit(f))`, `vmap(grad(jit(f)))`, `jit(grad(f))`. It gives what `f` gives: a
 * function that decides by its arguments' values, draws random numbers or changes what lies outside it is run as it
 * stands, and so is one that the kernel compiles and that gets numbers alone, which is JavaScript already. `explain()`
 * tells what became of the calls.
 *
 * Of what `f` reads from outside, tensors are read at every call, and global variables that have another value cause a
 * new trace; variables of an enclosing function are those of the trace.
 *
 * @example
 * const f = jit((x: Tensor) => x.sub(x.mean()).square().mean());
 * f(tensor([1, 2, 3])) // 0.6666…
 */
export function jit<A extends number[], R>(
  f: (...args: A) => R,
): Jitted<(...args: A) => R>;
/** The same of a function of arguments of any structure. */
export function jit<A extends unknown[], R>(
  f: (...args: A) => R,
): Jitted<(...args: A) => R>;
export function jit<A extends unknown[], R>(
  f: (...args: A) => R,
): Jitted<(...args: A) => R> {
  return jitted(f as AnyFunction) as Jitted<(...args: A) => R>;
}

function jitted<F extends AnyFunction>(f: F): Jitted<F> {
  const calls = new Calls(f);
  const compiled = Object.assign(
    (...args: unknown[]): unknown => calls.run(args),
    { explain: () => calls.explain() },
  );
  Object.defineProperty(compiled, "name", { value: f.name });
  if (twinOf(f) !== undefined) stamp(compiled, () => twinOf(f), programOf(f));
  inheritDerived(compiled, f);
  wrapDerived(compiled, jitted);
  return compiled as unknown as Jitted<F>;
}

/** The text of the function's adjoint with what it sees, asked for at each call. */
function programOf(f: AnyFunction): Parameters<typeof stamp>[2] {
  const text = adjointTextOf(f);
  return text === undefined ? undefined : () => adjointTextOf(f) ?? text;
}
