/** The derivative as text. */
import { printed } from "../program/print.js";
import { boundOf } from "./bound.js";
import type { Callable } from "./stamp.js";

/** The text of a function's gradient, where it is taken of a program. */
export function adjointSource(f: Callable): string | undefined {
  try {
    return printed(boundOf(f)?.unit.reversal().whole() ?? fail()).text;
  } catch {
    return undefined;
  }
}

function fail(): never {
  throw new RangeError();
}
