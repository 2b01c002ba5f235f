/** How far a loop has come: its rate and the time that is left, shown while it runs. */
import { type Phase, ProgressState } from "./state.js";

/** Shows a progress that begins; what it returns shows what becomes of it. */
export type ProgressSink = (
  state: ProgressState,
) => (state: ProgressState) => void;

/** At most so often is something new shown, in milliseconds. */
const interval = 100;

let sink: ProgressSink = inTerminal;

/**
 * Sets what shows progress; a kernel sets its own.
 *
 * @example
 * const lines: string[] = [];
 * setProgressSink((first) => {
 *   lines.push(String(first));
 *   return (state) => { lines.push(String(state)); };
 * });
 */
export function setProgressSink(show: ProgressSink): void {
  sink = show;
}

/** A line of the terminal that is written over; where there is no terminal, its end alone. */
function inTerminal(first: ProgressState): (state: ProgressState) => void {
  const { stderr } = process;
  const show = (state: ProgressState): void => {
    const line = state.toString();
    const isOver = state.phase !== "running";
    if (stderr.isTTY) stderr.write(`\r${line}\u001b[K${isOver ? "\n" : ""}`);
    else if (isOver) stderr.write(`${line}\n`);
  };
  show(first);
  return show;
}

/** Options of {@link progress}. */
export interface ProgressOptions {
  /** What is said in front. */
  readonly label?: string;
  /** How many steps there are, where what is iterated over does not tell. */
  readonly total?: number;
}

/** Counts steps and shows them, not too often. */
export class Meter {
  readonly label: string;
  readonly total: number | undefined;
  readonly #start = performance.now();
  readonly #delay: number;
  #show: ((state: ProgressState) => void) | undefined;
  #next: number;
  #done = 0;
  #note = "";
  #phase: Phase = "running";

  /** Nothing is shown before `delay` milliseconds have gone by. */
  constructor(label: string, total: number | undefined, delay = 0) {
    this.label = label;
    this.total = total;
    this.#delay = delay;
    this.#next = this.#start + delay;
    if (delay === 0) this.#publish(this.#start);
  }

  /** How many steps are done. */
  get done(): number {
    return this.#done;
  }

  /** Says that so many steps are done. */
  reach(done: number, note = ""): void {
    this.#done = done;
    this.#note = note;
    const now = performance.now();
    if (now >= this.#next) this.#publish(now);
  }

  /** Says that this is the end. */
  end(phase: "finished" | "stopped" = "finished"): void {
    if (this.#phase !== "running") return;
    this.#phase = phase;
    const isShown = this.#show !== undefined || this.#delay === 0;
    if (isShown) this.#publish(performance.now());
  }

  #publish(now: number): void {
    this.#next = now + interval;
    const state = new ProgressState({
      ...{ label: this.label, done: this.#done, total: this.total },
      elapsed: (now - this.#start) / 1000,
      ...{ phase: this.#phase, note: this.#note },
    });
    if (this.#show === undefined) this.#show = sink(state);
    else this.#show(state);
  }
}

/**
 * Steps that are counted as they are gone through, or by {@link ProgressBar.advance}.
 *
 * @example
 * const bar = progress(3, { label: "reading" });
 * bar.advance(2);
 * bar.end();
 */
export class ProgressBar<T> implements Iterable<T> {
  readonly #items: Iterable<T>;
  readonly #meter: Meter;

  constructor(items: Iterable<T>, meter: Meter) {
    this.#items = items;
    this.#meter = meter;
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    let done = 0;
    let isWhole = false;
    try {
      for (const item of this.#items) {
        yield item;
        this.#meter.reach(++done);
      }
      isWhole = true;
    } finally {
      this.#meter.end(isWhole ? "finished" : "stopped");
    }
  }

  /** Says that more steps are done, in a loop that goes its own way; all of them are the end. */
  advance(steps = 1, note = ""): void {
    const done = this.#meter.done + steps;
    this.#meter.reach(done, note);
    if (done >= (this.#meter.total ?? Infinity)) this.#meter.end();
  }

  /** Says that this is the end, however far it has come. */
  end(): void {
    this.#meter.end();
  }
}

/**
 * Goes through something and shows how far it has come: how many steps are done, how many a second, and the time that is
 * left. A number stands for that many steps: 0, 1, 2 …, or steps told by `advance`.
 *
 * @throws where a number is no count.
 * @example
 * let sum = 0;
 * for (const i of progress(1000, { label: "adding" })) sum += i;
 */
export function progress(
  total: number,
  options?: ProgressOptions,
): ProgressBar<number>;
/** The same of what is there already, or made as it goes. */
export function progress<T>(
  items: Iterable<T>,
  options?: ProgressOptions,
): ProgressBar<T>;
/** The same of what comes in its own time, in `for await`. */
export function progress<T>(
  items: AsyncIterable<T>,
  options?: ProgressOptions,
): AsyncIterable<T>;
export function progress<T>(
  items: number | Iterable<T> | AsyncIterable<T>,
  options: ProgressOptions = {},
): ProgressBar<T | number> | AsyncIterable<T> {
  const { label = "", total } = options;
  if (typeof items === "number") {
    if (!Number.isInteger(items) || items < 0)
      throw new RangeError(
        `progress: ${items} is no number of steps; give a whole number that is not negative`,
      );
    return new ProgressBar(count(items), new Meter(label, items));
  }
  const meter = new Meter(label, total ?? sizeOf(items));
  return Symbol.iterator in items
    ? new ProgressBar(items, meter)
    : counted(items, meter);
}

function* count(total: number): Generator<number, void, undefined> {
  for (let i = 0; i < total; i++) yield i;
}

async function* counted<T>(
  items: AsyncIterable<T>,
  meter: Meter,
): AsyncGenerator<T, void, undefined> {
  let done = 0;
  let isWhole = false;
  try {
    for await (const item of items) {
      yield item;
      meter.reach(++done);
    }
    isWhole = true;
  } finally {
    meter.end(isWhole ? "finished" : "stopped");
  }
}

function sizeOf(items: object): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  const known = length ?? size;
  return typeof known === "number" ? known : undefined;
}
