/**
 * Adjoints: derivatives of plain functions at the speed of compiled code. The compiler (`kernel/compile/adjoint/`) writes
 * beside a function the text of its way forward and of its way back; here they become functions, when a derivative is
 * first asked for. Functions of the same text share them: what differs is only what they see of their surroundings.
 */
import { isTracing } from "./effects.js";
import { calleeOf as nativeCallee } from "./natural.js";
import { adjointTextOf, type Callable } from "./stamp.js";
import { NoAdjoint, type Shadow, Tape } from "./tape.js";

type Kind = "number" | "boolean" | "array" | "record";

/** What the compiler writes: see `written` in `kernel/compile/adjoint/index.ts`. */
interface Source {
  readonly parameters: readonly { name: string; kind: Kind }[];
  readonly outer: readonly { name: string; kind: Kind | "function" }[];
  readonly result?: { name: string; kind: Kind };
  readonly locals: readonly string[];
  readonly shadows: readonly string[];
  readonly carried: readonly {
    name: string;
    reference: boolean;
    shadow: boolean;
    fixed: boolean;
  }[];
  readonly forward: string;
  readonly carry: string;
  readonly backward: string;
  /** Which arguments are left as they are, and nowhere kept. */
  readonly keeps: readonly boolean[];
  /** What callees must leave as it is: their name, and the argument's number. */
  readonly kept: readonly (readonly [callee: string, argument: number])[];
}

type Outer = readonly unknown[];

/** The two ways of a function that another one calls. */
export interface Callee {
  readonly outer: Outer;
  /** The kinds of its parameters; `undefined` for any number of numbers. */
  readonly parameters: readonly Kind[] | undefined;
  readonly keeps: readonly boolean[];
  forward(tape: Tape, outer: Outer, ...args: unknown[]): unknown;
  /** Leaves the derivatives by the numbers among the arguments in `tape.slopes`. */
  backward(tape: Tape, outer: Outer, seed: number): void;
}

type Whole = (tape: Tape, outer: Outer, ...args: unknown[]) => number;

interface Compiled {
  readonly source: Source;
  readonly whole: Whole;
  readonly forward: Callee["forward"];
  readonly backward: Callee["backward"];
}

const compiled = new Map<string, Compiled>();

const shadowOf = (name: string): string => `d_${name}`;

/** The text of the whole derivative, as it is run and as it is shown. */
function wholeText(source: Source): string {
  const { result } = source;
  const seed = result ? [`  ${shadowOf(result.name)} = 1;\n`] : [];
  return [
    opening(source),
    source.forward,
    ...seed,
    source.backward,
    slopes(source),
    result ? `  return ${result.name};\n` : "",
  ].join("");
}

function forwardText(source: Source): string {
  const { result } = source;
  const isReference = result?.kind === "array" || result?.kind === "record";
  return [
    opening(source),
    source.forward,
    source.carry,
    isReference ? `  tape.shadow = ${shadowOf(result.name)};\n` : "",
    "  tape.top = $p;\n",
    result ? `  return ${result.name};\n` : "",
  ].join("");
}

function backwardText(source: Source): string {
  const { result } = source;
  const numbers = result?.kind === "number";
  const restored = source.carried.toReversed().map(restoredText).join("");
  return [
    opening(source),
    numbers ? `  ${shadowOf(result.name)} = $seed;\n` : "",
    restored,
    source.backward,
    slopes(source),
    "  tape.top = $p;\n",
  ].join("");
}

function restoredText({ name, reference, shadow }: Source["carried"][number]) {
  if (!reference) return `  ${name} = $v[--$p];\n`;
  return `${shadow ? `  ${shadowOf(name)} = $o.pop();\n` : ""}  ${name} = $o.pop();\n`;
}

/** The variables that the text uses. */
function opening({ outer, locals, shadows }: Source): string {
  const lines = [
    "  let $v = tape.values, $p = tape.top;\n",
    "  const $o = tape.objects;\n",
    ...outer.map(({ name }, k) => `  const ${name} = outer[${String(k)}];\n`),
  ];
  if (locals.length > 0) lines.push(`  let ${locals.join(", ")};\n`);
  if (shadows.length > 0)
    lines.push(`  let ${shadows.map((name) => `${name} = 0`).join(", ")};\n`);
  return lines.join("");
}

function slopes({ parameters, shadows }: Source): string {
  return parameters
    .map(({ name, kind }, k) =>
      kind === "number" && shadows.includes(shadowOf(name))
        ? `  tape.slopes[${String(k)}] = ${shadowOf(name)};\n`
        : "",
    )
    .join("");
}

/** The names that a call hands over: a list or an object with what gathers the derivative by it. */
function handed(parameters: Source["parameters"]): string[] {
  return parameters.flatMap(({ name, kind }) =>
    kind === "number" || kind === "boolean" ? [name] : [name, shadowOf(name)],
  );
}

function functionOf(parameters: readonly string[], body: string): Callable {
  return Reflect.construct(Function, [
    "tape",
    "outer",
    ...parameters,
    `"use strict";\n${body}`,
  ]) as Callable;
}

/** A call that leaves arguments out, or gives too many, means something else: the twin knows what. */
function exactly(given: readonly string[]): string {
  const count = String(given.length + 2);
  return `  if (arguments.length !== ${count}) throw new RangeError();\n`;
}

function compile(text: string): Compiled {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const source = JSON.parse(text) as Source;
  const given = handed(source.parameters);
  const back = { ...source, locals: [...source.locals, ...given] };
  const made = {
    source,
    whole: functionOf(given, wholeText(source)) as Whole,
    forward: functionOf(given, exactly(given) + forwardText(source)),
    backward: functionOf(["$seed"], backwardText(back)),
  };
  compiled.set(text, made);
  return made;
}

/** A function's adjoint with what it sees of its surroundings now: that may be another thing at the next call. */
class Bound implements Callee {
  outer: Outer = [];
  readonly parameters: readonly Kind[];
  readonly keeps: readonly boolean[];
  readonly forward: Callee["forward"];
  readonly backward: Callee["backward"];
  #run = 0;
  #right: boolean | undefined;

  constructor(readonly code: Compiled) {
    this.parameters = code.source.parameters.map(({ kind }) => kind);
    this.keeps = code.source.keeps;
    this.forward = code.forward;
    this.backward = code.backward;
  }

  /**
   * Whether the text gives the very value that the function gives, looked at with the first derivative: were it ever not
   * so, the twin would serve from then on. Functions with a text have no effects, so that calling one more does no harm.
   */
  computes(f: Callable, args: readonly unknown[], value: number): boolean {
    this.#right ??= Object.is(
      Reflect.apply(f, undefined, args.map(copied) as never[]),
      value,
    );
    return this.#right;
  }

  /** Looks at the surroundings, once a run. */
  refresh(seen: readonly unknown[]): this {
    if (this.#run === run) return this;
    this.#run = run;
    const { source } = this.code;
    this.outer = source.outer.map(({ kind }, k) => outside(kind, seen[k + 1]));
    for (const [name, argument] of source.kept) {
      const at = source.outer.findIndex((each) => each.name === name);
      const callee = this.outer[at] as Callee;
      if (callee.keeps[argument] === false) throw new NoAdjoint();
    }
    return this;
  }
}

/** The run that is under way. */
let run = 0;
const bound = new WeakMap<Callable, Bound>();
const tape = new Tape();

function boundOf(f: Callable): Bound | undefined {
  const seen = adjointTextOf(f);
  if (seen === undefined) return undefined;
  let known = bound.get(f);
  if (known === undefined) {
    known = new Bound(compile(seen[0]));
    bound.set(f, known);
  }
  return known.refresh(seen);
}

/** A value from outside as the text expects it. */
function outside(kind: Kind | "function", value: unknown): unknown {
  switch (kind) {
    case "number":
    case "boolean":
      if (typeof value === kind) return value;
      throw new NoAdjoint();
    case "function": {
      if (typeof value !== "function") throw new NoAdjoint();
      const callee = boundOf(value as Callable) ?? nativeCallee(value);
      if (callee === undefined) throw new NoAdjoint();
      return callee;
    }
    case "array":
    case "record":
      if (typeof value === "object" && value !== null) return value;
      throw new NoAdjoint();
  }
}

/** The value of a function with its derivatives by all arguments, each with that argument's structure. */
export interface Pulled {
  readonly value: number;
  readonly gradient: readonly unknown[];
}

/** Whether no derivative is under way: adjoints do not call each other through `grad`. */
let busy = false;

/**
 * The value and the gradient by the function's adjoint; `undefined` where it has none, where the arguments are not plain
 * numbers in lists and objects, or where the result is not finite, of which the twin knows more.
 */
export function pulledBack(
  f: Callable,
  args: readonly unknown[],
): Pulled | undefined {
  if (busy || isTracing()) return undefined;
  busy = true;
  try {
    run++;
    const callee = boundOf(f);
    const pulled = callee && gradientBy(callee, args);
    return pulled && callee.computes(f, args, pulled.value)
      ? pulled
      : undefined;
  } catch {
    // Whatever went wrong, the twin tells, or manages.
    return undefined;
  } finally {
    busy = false;
    tape.clear();
  }
}

function gradientBy(
  { code, outer, parameters, keeps }: Bound,
  args: readonly unknown[],
): Pulled | undefined {
  if (args.length !== parameters.length) return undefined;
  if (code.source.result?.kind !== "number") return undefined;
  const given: unknown[] = [];
  const shadows: Shadow[] = [];
  for (const [k, arg] of args.entries()) {
    const kind = parameters[k];
    if (kind === "number") {
      if (typeof arg !== "number") return undefined;
      given.push(arg);
      shadows.push(0);
    } else {
      const shadow = tape.mirrored(arg);
      // What the function writes to, it writes to a copy.
      given.push(keeps[k] === true ? arg : copied(arg), shadow);
      shadows.push(shadow);
    }
  }
  const value = code.whole(tape, outer, ...given);
  const gradient = shadows.map((shadow, k) =>
    parameters[k] === "number" ? tape.slopes[k] : shadow,
  );
  return Number.isFinite(value) && gradient.every(isFiniteEverywhere)
    ? { value, gradient }
    : undefined;
}

function copied(value: unknown): unknown {
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(copied);
  return structuredClone(value);
}

function isFiniteEverywhere(shadow: unknown): boolean {
  if (typeof shadow === "number") return Number.isFinite(shadow);
  if (shadow instanceof Float64Array || Array.isArray(shadow)) {
    for (let k = 0; k < shadow.length; k++) {
      const part: unknown = shadow[k];
      // Lists are mostly of numbers, for which a call each would be dear.
      const finite =
        typeof part === "number"
          ? Number.isFinite(part)
          : isFiniteEverywhere(part);
      if (!finite) return false;
    }
    return true;
  }
  return Object.values(shadow as object).every(isFiniteEverywhere);
}

/** The text of a function's derivative, where it has an adjoint. */
export function adjointSource(f: Callable): string | undefined {
  const seen = adjointTextOf(f);
  if (seen === undefined) return undefined;
  const { source } = compile(seen[0]);
  return wholeText(source);
}
