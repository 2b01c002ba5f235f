/** Gradients by reverse mode. */
import { expressionText } from "../program/print.js";
import {
  type Code,
  isReferenceKind,
  type Variable,
} from "../program/program.js";
import { type Bound, copied, tape } from "./bound.js";
import {
  type Derivative,
  type Given,
  hasShared,
  ran,
  type Run,
  valueOfRun,
} from "./running.js";
import type { Callable } from "./stamp.js";

/** A derivative that is ready to be called. */
interface Ready {
  readonly run: Run;
  readonly given: readonly Given[];
  readonly plain: boolean;
}

/**
 * The gradient of a function, by the arguments of these indices (by all where there are none named): laid out in their
 * order, or by itself where it is `single`. The function's value is left in `valueOfRun`.
 */
export class CompiledGradient implements Derivative {
  readonly #f: Callable;
  readonly #wrt: readonly number[] | undefined;
  readonly #single: boolean;
  #bound: Bound | undefined;
  #ready: Ready | undefined;

  constructor(
    f: Callable,
    wrt: readonly number[] | undefined,
    single: boolean,
  ) {
    this.#f = f;
    this.#wrt = wrt;
    this.#single = single;
  }

  /** `undefined` where the twin has to find it. */
  of(args: readonly unknown[]): unknown {
    return ran(this.#f, this, args);
  }

  with(bound: Bound, args: readonly unknown[]): unknown {
    if (bound !== this.#bound) this.#prepare(bound);
    const ready = this.#ready;
    if (ready === undefined || args.length !== ready.given.length)
      return undefined;
    return ready.plain ? plainly(ready, args) : withStructure(ready, args);
  }

  #prepare(bound: Bound): void {
    this.#bound = bound;
    const key = `gradient by ${this.#wrt?.join() ?? "all"}${this.#single ? " alone" : ""}`;
    this.#ready = bound.once(key, () => this.#made(bound, key));
  }

  #made({ unit }: Bound, key: string): Ready {
    const { parameters, result } = unit.lowered;
    const wrt = this.#wrt ?? parameters.map((_, k) => k);
    if (result?.kind !== "number" || wrt.some((k) => k >= parameters.length))
      throw new RangeError();
    const passive = parameters.flatMap((_, k) => (wrt.includes(k) ? [] : [k]));
    const reversal = unit.reversal(passive);
    const own = reversal.parameters;
    const given = own.map((each): Given => ({
      kind: each.kind,
      asItIs: reversal.isLeftAlone(each),
      beside: reversal.hasBeside(each),
    }));
    const run = unit.function(
      key,
      () => reversal.whole(),
      (code) => gradientLines(code, own, passive, wrt, this.#single),
    ) as Run;
    return { run, given, plain: own.every(({ kind }) => kind === "number") };
  }
}

/** How the program ends: with the gradient as it was asked for, unless some of it is not finite. */
function gradientLines(
  { parameters, results }: Code,
  own: readonly Variable[],
  passive: readonly number[],
  wrt: readonly number[],
  single: boolean,
): string[] {
  const [value, ...slopes] = results.map(expressionText);
  let next = 0;
  const by = own.map((each, k) => {
    if (isReferenceKind(each.kind))
      return parameters[parameters.indexOf(each) + 1]?.name ?? "undefined";
    return each.kind === "number" && !passive.includes(k)
      ? (slopes[next++] ?? "0")
      : "undefined";
  });
  const lists = wrt.filter((k) => isReferenceKind(own[k]?.kind ?? "number"));
  const checked = lists.map(
    (k) => `if (!tape.isFinite(${by[k] ?? ""})) tape.fail();`,
  );
  const asked = wrt.map((k) => by[k] ?? "undefined");
  return [
    `const $s = ${[value ?? "0", ...slopes].join(" + ")};`,
    "if ($s - $s !== 0) tape.fail();",
    `tape.value = ${value ?? "0"};`,
    ...checked,
    `return ${single ? (asked[0] ?? "undefined") : `[${asked.join(", ")}]`};`,
  ];
}

/** A call with numbers alone. */
function plainly({ run }: Ready, args: readonly unknown[]): unknown {
  for (let k = 0; k < args.length; k++)
    if (typeof args[k] !== "number") return undefined;
  switch (args.length) {
    case 1:
      return run(args[0]);
    case 2:
      return run(args[0], args[1]);
    case 3:
      return run(args[0], args[1], args[2]);
    default:
      return run(...args);
  }
}

function withStructure(
  { run, given }: Ready,
  args: readonly unknown[],
): unknown {
  const inputs: unknown[] = [];
  if (given.some(({ asItIs }) => !asItIs) && hasShared(args)) return undefined;
  for (const [k, { kind, asItIs, beside }] of given.entries()) {
    const arg = args[k];
    if (kind === "number" || kind === "boolean") {
      if (typeof arg !== kind) return undefined;
      inputs.push(arg);
    } else {
      // What the function writes to, it writes to a copy.
      inputs.push(asItIs ? arg : copied(arg));
      if (beside) inputs.push(tape.mirrored(arg));
    }
  }
  return run(...inputs);
}

/** The value of a function with its derivatives by all arguments, each with that argument's structure. */
export interface Pulled {
  readonly value: number;
  readonly gradient: readonly unknown[];
}

/** The value and the gradient by a function's program; `undefined` where the twin has to find them. */
export function pulledBack(
  f: Callable,
  args: readonly unknown[],
): Pulled | undefined {
  const found = new CompiledGradient(f, undefined, false).of(args);
  return found === undefined
    ? undefined
    : { value: valueOfRun() as number, gradient: found as unknown[] };
}
