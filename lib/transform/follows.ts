/** What is known of how a function came to be: whether it can be run on what stands for numbers. */
import { adjointTextOf, twinOf } from "../source/stamp.js";
import { type AnyFunction, derivedFrom } from "./derived.js";

/** The function of which this is the derivative, of whatever order; the function itself where it is none. */
export function baseOf(f: AnyFunction): AnyFunction {
  const derived = derivedFrom(f);
  return derived === undefined ? f : baseOf(derived.of);
}

/** Whether the compiler made a program of the function: of numbers it is JavaScript already, and so are its derivatives. */
export const isProgram = (f: AnyFunction): boolean =>
  adjointTextOf(baseOf(f)) !== undefined;

/** Whether running the function on stand-ins follows all that it does with numbers. */
export const follows = (f: AnyFunction): boolean =>
  twinOf(baseOf(f)) !== undefined;

/** The version of a function that takes stand-ins where it takes numbers. */
export const callable = (f: AnyFunction): ((...args: unknown[]) => unknown) =>
  (twinOf(f) ?? f) as (...args: unknown[]) => unknown;
