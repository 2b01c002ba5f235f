/** Derivatives along a direction, by forward mode. */
import { isReferenceKind, type Kind } from "../program/program.js";
import { tangentOf } from "../program/tangent.js";
import { type Bound, copied, tape } from "./bound.js";
import { isFinite } from "./mirror.js";
import { type Derivative, hasShared, ran, type Run } from "./running.js";
import type { Shadow } from "./shadow.js";
import type { Callable } from "./stamp.js";

/** A function's value and its derivative along a direction; `undefined` where the twin has to find them. */
export function compiledPush(
  f: Callable,
  args: readonly unknown[],
  directions: readonly unknown[],
): { value: unknown; tangent: unknown } | undefined {
  const tangent = ran(f, new Push(directions), args);
  return tangent === undefined ? undefined : { value: tape.value, tangent };
}

class Push implements Derivative {
  readonly #directions: readonly unknown[];

  constructor(directions: readonly unknown[]) {
    this.#directions = directions;
  }

  with(bound: Bound, args: readonly unknown[]): unknown {
    const ready = bound.once("push", () => prepared(bound));
    if (ready?.kinds.length !== args.length) return undefined;
    const directions = this.#directions;
    const fits = ready.kinds.every(
      (kind, k) => isOfKind(kind, args[k]) && areAlike(args[k], directions[k]),
    );
    // What the function writes to, it writes to copies, and those have nothing in common.
    if (!fits || hasShared(args)) return undefined;
    const inputs = ready.kinds.flatMap((kind, k) =>
      kind === "boolean" ? [args[k]] : [copied(args[k]), copied(directions[k])],
    );
    const value = ready.run(...inputs);
    const tangent = tape.results[0];
    tape.value = value;
    const finite = isFinite(value as Shadow) && isFinite(tangent as Shadow);
    return finite ? tangent : undefined;
  }
}

export const isOfKind = (kind: Kind, value: unknown): boolean =>
  isReferenceKind(kind)
    ? typeof value === "object" && value !== null
    : typeof value === kind;

function prepared({ unit }: Bound): { run: Run; kinds: readonly Kind[] } {
  const { parameters, result } = unit.lowered;
  if (result === undefined || result.kind === "boolean") throw new RangeError();
  const run = unit.function("push", () => tangentOf(unit.plain())) as Run;
  return { run, kinds: parameters.map(({ kind }) => kind) };
}

/** Whether a direction has the structure of what it is a direction for. */
export function areAlike(one: unknown, other: unknown): boolean {
  if (typeof one === "boolean") return true;
  if (typeof one !== "object" || one === null)
    return typeof one === "number" && typeof other === "number";
  if (typeof other !== "object" || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) =>
      areAlike(
        (one as Record<string, unknown>)[key],
        (other as Record<string, unknown>)[key],
      ),
    )
  );
}
