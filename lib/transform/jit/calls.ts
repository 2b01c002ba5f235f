import { isNode } from "../../ir/node.js";
import { cacheLine } from "../../source/shown.js";
import { isRecording } from "../../tensor/recording.js";
import { Tensor } from "../../tensor/tensor.js";
import type { AnyFunction } from "../derived.js";
import { baseOf, callable, follows, isProgram } from "../follows.js";
import { type Parts, partsOf } from "../parts.js";
import {
  type Entry,
  isSame,
  needsRecord,
  resultOf,
  signatureOf,
  traced,
  whyStale,
} from "./entry.js";
import { interpreted } from "./plan.js";

/** How many kinds of arguments are kept for one function. */
const mostKept = 64;

/** How many numbers are tried, where a trace stands for one number alone. */
const mostValues = 16;

/** Calls of one function: what was traced for which arguments, and what was said of it. */
export class Calls {
  readonly #f: AnyFunction;
  readonly #follow: boolean;
  readonly #entries = new Map<string, Entry>();
  /** Why arguments of a kind are given to the function itself. */
  readonly #refused = new Map<string, string>();
  /** How many traces there are for arguments of a kind. */
  readonly #values = new Map<string, number>();
  readonly #notes: string[] = [];
  #calls = 0;
  #traced = 0;
  #kept = 0;
  #direct = 0;

  constructor(f: AnyFunction) {
    this.#f = f;
    this.#follow = follows(f);
  }

  run(args: readonly unknown[]): unknown {
    this.#calls++;
    const parts = partsOf(args);
    if (!this.#isForPlan(parts)) {
      this.#direct++;
      return this.#itself(parts, args);
    }
    const kinds = signatureOf(parts, false);
    if (this.#refused.has(kinds)) return this.#plainly(args);
    const signature = this.#follow ? kinds : signatureOf(parts, true);
    if (this.#refused.has(signature)) return this.#plainly(args);
    const known = this.#entries.get(signature);
    const stale = known && whyStale(known);
    if (known !== undefined && stale === undefined) {
      if (needsRecord(known.graph)) return this.#plainly(args);
      this.#kept++;
      return resultOf(known, parts);
    }
    return this.#trace(signature, parts, args, stale);
  }

  /** Whether the arguments are plain tensors and numbers, of which nobody asks for a derivative. */
  #isForPlan({ leaves }: Parts): boolean {
    const plain = leaves.every(
      (leaf) =>
        typeof leaf === "number" ||
        (leaf instanceof Tensor && !(leaf.tracked && isRecording())),
    );
    return plain && (!isProgram(this.#f) || leaves.some(isNode));
  }

  /** Where the arguments are traced by somebody else, the function's own version for that. */
  #itself({ leaves }: Parts, args: readonly unknown[]): unknown {
    const f = leaves.some(isNode) ? callable(this.#f) : this.#f;
    return (f as (...args: unknown[]) => unknown)(...args);
  }

  #plainly(args: readonly unknown[]): unknown {
    this.#direct++;
    return (this.#f as (...args: unknown[]) => unknown)(...args);
  }

  #trace(
    signature: string,
    parts: Parts,
    args: readonly unknown[],
    stale: string | undefined,
  ): unknown {
    const why = stale ?? this.#whyUnknown(signature);
    this.#traced++;
    let entry: Entry;
    let result: unknown;
    try {
      entry = traced(this.#f, signature, parts, this.#follow);
      result = resultOf(entry, parts, interpreted);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#refused.set(signature, reason);
      this.#notes.push(
        `  ${signature}: the function itself is run at every call, since ${reason}`,
      );
      return this.#plainly(args);
    }
    if (!this.#follow) {
      const own = (this.#f as (...args: unknown[]) => unknown)(...args);
      if (!isSame(own, result)) {
        this.#refused.set(signature, "it decides by its arguments' values");
        this.#notes.push(
          `  ${signature}: the function itself is run at every call, since it decides by its arguments' values in a way that only compiled code can follow`,
        );
        return own;
      }
    }
    this.#keep(entry, signatureOf(parts, false));
    this.#notes.push(`  ${signature}: traced, ${why}; ${aboutOf(entry)}`);
    return result;
  }

  #keep(entry: Entry, kinds: string): void {
    const values = (this.#values.get(kinds) ?? 0) + 1;
    this.#values.set(kinds, values);
    if (values > mostValues) {
      const why = `it was called with ${String(values)} different numbers; give them as tensors`;
      this.#refused.set(kinds, why);
      this.#notes.push(
        `  ${kinds}: the function itself is run from now on, since ${why}`,
      );
    }
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= mostKept && oldest !== undefined)
      this.#entries.delete(oldest);
    this.#entries.set(entry.signature, entry);
  }

  #whyUnknown(signature: string): string {
    const known = [...this.#entries.keys()];
    const [like] = known.sort(
      (a, b) => differences(a, signature) - differences(b, signature),
    );
    return like === undefined
      ? "the first call"
      : `no call before had these arguments; the nearest had ${like}`;
  }

  explain(): string {
    const name = this.#f.name === "" ? "the function" : this.#f.name;
    const counts = [
      counted(this.#calls, "call"),
      `${String(this.#traced)} traced`,
      `${String(this.#kept)} found in the cache`,
      `${String(this.#direct)} by the function itself`,
    ];
    const program = isProgram(this.#f)
      ? [
          `  numbers: JavaScript as it stands; derivatives: ${cacheLine(baseOf(this.#f))}`,
        ]
      : [];
    return [`${name}: ${counts.join(", ")}`, ...program, ...this.#notes].join(
      "\n",
    );
  }
}

/** In how many places two texts differ, roughly: for the nearest of several. */
function differences(a: string, b: string): number {
  const [x, y] = [a.split(/[,()[\]{}]/), b.split(/[,()[\]{}]/)];
  const long = Math.max(x.length, y.length);
  return Array.from({ length: long }).filter((_, i) => x[i] !== y[i]).length;
}

const counted = (count: number, what: string): string =>
  `${String(count)} ${what}${count === 1 ? "" : "s"}`;

/** What became of a trace, in a few words. */
function aboutOf({ graph, plan }: Entry): string {
  const left = graph.slots.filter(({ is }) => is === "step").length;
  const loops = plan.blocks.filter(
    ({ is, steps }) => is === "loop" && steps.length > 1,
  );
  const fused = loops.reduce((sum, { steps }) => sum + steps.length, 0);
  return (
    `${counted(graph.recorded, "operation")} recorded, ${String(left)} left ` +
    `(${String(graph.folded)} constant, ${String(graph.repeated)} repeated, ${String(graph.simplified)} without effect), ` +
    `${String(fused)} of them in ${counted(loops.length, "loop")}`
  );
}
