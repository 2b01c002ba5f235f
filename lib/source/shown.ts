/** Derivatives as TypeScript to read, and what became of the function on the way to its derivative. */
import { expressionText } from "../program/print.js";
import { readable } from "../program/readable.js";
import { type Code, isReferenceKind } from "../program/program.js";
import type { Reversal } from "../program/reverse.js";
import { type Bound, boundOf } from "./bound.js";
import { adjointTextOf, type Callable } from "./stamp.js";

/**
 * The gradient by the arguments of these indices as TypeScript; `undefined` where it is not taken of the text but of what
 * the function does.
 */
export function gradientText(
  f: Callable,
  wrt: readonly number[] | undefined,
  single: boolean,
): string | undefined {
  try {
    const bound = boundOf(f);
    return bound && shown(bound, wrt, single);
  } catch {
    return undefined;
  }
}

function shown(
  { unit }: Bound,
  wrt: readonly number[] | undefined,
  single: boolean,
): string {
  const { parameters, name } = unit.lowered;
  const asked = wrt ?? parameters.map((_, k) => k);
  const passive = parameters.flatMap((_, k) => (asked.includes(k) ? [] : [k]));
  const reversal = unit.reversal(passive);
  const { code, back } = reversal.wholeAndBack();
  const types = asked.map((k) => parameters[k]?.type ?? "unknown");
  const gives = asked.map((k) => slopeOf(code, reversal, passive, k));
  const isAlone = single || (wrt === undefined && parameters.length === 1);
  return readable(code, {
    name: `gradientOf${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    about: [`The gradient of ${name}: forward, and back.`],
    gives: isAlone ? (types[0] ?? "unknown") : `[${types.join(", ")}]`,
    give: [`return ${isAlone ? (gives[0] ?? "") : `[${gives.join(", ")}]`};`],
    back,
  });
}

/** The name of the derivative by an argument. */
function slopeOf(
  { parameters, results }: Code,
  reversal: Reversal,
  passive: readonly number[],
  k: number,
): string {
  const own = reversal.parameters;
  const parameter = own[k];
  if (parameter === undefined) return "undefined";
  if (isReferenceKind(parameter.kind))
    return parameters[parameters.indexOf(parameter) + 1]?.name ?? "undefined";
  const before = own
    .slice(0, k)
    .filter((each, i) => each.kind === "number" && !passive.includes(i));
  const slope = results[1 + before.length];
  return slope === undefined ? "0" : expressionText(slope);
}

/** Where a function's derivative came from, in one line. */
export function cacheLine(f: Callable): string {
  const name = f.name === "" ? "the function" : f.name;
  if (adjointTextOf(f) === undefined)
    return `${name}: differentiated by what it does when it is called, which is recorded at every call; nothing is kept`;
  try {
    const bound = boundOf(f);
    if (bound === undefined) return `${name}: nothing is kept`;
    if (bound.trouble !== undefined)
      return `${name}: recorded at every call, because its text has ${bound.trouble}`;
    const { hit, why } = bound.found;
    return hit
      ? `${name}: found in the cache, ${why}`
      : `${name}: compiled, ${why}`;
  } catch {
    return `${name}: recorded at every call, because something that it calls or reads cannot be followed`;
  }
}
