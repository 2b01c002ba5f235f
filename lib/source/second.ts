/** Second derivatives: the reverse sweep followed forwards, once for each number of the arguments. */
import { isReferenceKind } from "../program/program.js";
import { tangentOf } from "../program/tangent.js";
import { type Bound, copied, tape } from "./bound.js";
import { isFinite, mirrored } from "./mirror.js";
import { areAlike, isOfKind } from "./push.js";
import {
  type Derivative,
  type Given,
  hasShared,
  ran,
  type Run,
} from "./running.js";
import type { Shadow } from "./shadow.js";
import type { Callable } from "./stamp.js";

/** Runs in which direction: the change of the gradient, laid out like the arguments. */
type Along = (directions: readonly unknown[]) => unknown[];

/** All second derivatives, laid out as `hessian` gives them; `undefined` where the twin has to find them. */
export function compiledHessian(
  f: Callable,
  args: readonly unknown[],
  wrt: readonly number[],
  single: boolean,
): unknown {
  return ran(
    f,
    new Second((along) => {
      const directions = args.map(mirrored);
      const rows = wrt.map((k) =>
        eachNumber(directions, k, () => {
          const found = along(directions);
          const asked = wrt.map((index) => found[index]);
          return single ? asked[0] : asked;
        }),
      );
      return single ? rows[0] : rows;
    }),
    args,
  );
}

/** The product of the second derivatives with a vector that is given like the arguments. */
export function compiledHessianProduct(
  f: Callable,
  args: readonly unknown[],
  directions: readonly unknown[],
): readonly unknown[] | undefined {
  if (!areAlike(args, directions)) return undefined;
  return ran(f, new Second((along) => along(directions.map(copied))), args) as
    readonly unknown[] | undefined;
}

/** What `make` gives in the place of each number of a list or an object, while that number is one and all others zero. */
function eachNumber(
  container: unknown,
  key: PropertyKey,
  make: () => unknown,
): unknown {
  const holder = container as Record<PropertyKey, unknown>;
  const part = holder[key];
  if (typeof part === "number") {
    holder[key] = 1;
    const made = make();
    holder[key] = 0;
    return made;
  }
  if (part instanceof Float64Array || Array.isArray(part))
    return Array.from(part, (_, k) => eachNumber(part, k, make));
  if (part === undefined) return undefined;
  return Object.fromEntries(
    Object.keys(part as object).map((name) => [
      name,
      eachNumber(part, name, make),
    ]),
  );
}

class Second implements Derivative {
  readonly #ask: (along: Along) => unknown;

  constructor(ask: (along: Along) => unknown) {
    this.#ask = ask;
  }

  with(bound: Bound, args: readonly unknown[]): unknown {
    const ready = bound.once("second", () => prepared(bound));
    if (ready === undefined || ready.given.length !== args.length)
      return undefined;
    const { given, run } = ready;
    if (given.some(({ asItIs }) => !asItIs) && hasShared(args))
      return undefined;
    if (!given.every(({ kind }, k) => isOfKind(kind, args[k])))
      return undefined;
    const found = this.#ask((directions) =>
      along(run, given, args, directions),
    );
    return isFinite(found as Shadow) ? found : undefined;
  }
}

function prepared({ unit }: Bound): { run: Run; given: readonly Given[] } {
  if (unit.lowered.result?.kind !== "number") throw new RangeError();
  const reversal = unit.reversal();
  const given = reversal.parameters.map((each): Given => ({
    kind: each.kind,
    asItIs: reversal.isLeftAlone(each),
    beside: reversal.hasBeside(each),
  }));
  const run = unit.function("second", () => tangentOf(reversal.whole())) as Run;
  return { run, given };
}

/** One run: arguments and directions in, the value and the derivatives each with its change out. */
function along(
  run: Run,
  given: readonly Given[],
  args: readonly unknown[],
  directions: readonly unknown[],
): unknown[] {
  const changes: (Shadow | undefined)[] = [];
  const inputs = given.flatMap(({ kind, asItIs, beside }, k): unknown[] => {
    const arg = args[k];
    if (kind === "boolean") return [arg];
    if (kind === "number") return [arg, directions[k]];
    const own = asItIs ? arg : copied(arg);
    const direction = asItIs ? directions[k] : copied(directions[k]);
    if (!beside) return [own, direction];
    const change = mirrored(arg);
    changes[k] = change;
    return [own, direction, mirrored(arg), change];
  });
  tape.top = 0;
  const value = run(...inputs);
  tape.value = value;
  // Behind the value's change come the derivatives by numbers, each with its change.
  let next = 2;
  return given.map(({ kind }, k): unknown => {
    if (isReferenceKind(kind)) return changes[k];
    if (kind === "boolean") return undefined;
    const change = tape.results[next];
    next += 2;
    return change;
  });
}
