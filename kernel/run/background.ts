/**
 * What cells have going: functions that await, timers that come again. An interrupt ends it, where it would otherwise end
 * only what is on the stack.
 *
 * Compiled code asks before and after each `await` (`kernel/compile/awaits.ts`): a function is left where it next
 * resumes, by an error, so that its `finally` blocks run. Those may await in their turn for a while; code that catches
 * the error and goes on stays for good where it awaits after that while.
 */
import { KeptMap } from "./intrinsics.js";
import { KeyboardInterrupt } from "./output.js";

/** How long the code of a cell that was stopped may go on to clear up, in milliseconds. */
const grace = 1000;

const now = performance.now.bind(performance);
const forget = clearInterval;
const NativePromise = Promise;

/** A cell that was stopped. */
interface Stopped {
  /** The number of the interrupt that has stopped it. */
  readonly era: number;
  /** When its grace ends. */
  readonly until: number;
}

/** What compiled code calls, as members of `$`. */
export interface Awaiting {
  /** How many interrupts there have been: what an `await` remembers while it waits. */
  era(): number;
  awaiting(value: unknown): unknown;
  awaited(era: number, value: unknown): unknown;
  iterating(values: unknown): unknown;
}

export class Background {
  /** The cell that the running code belongs to; undefined where nobody can tell. */
  readonly #cell: () => number | undefined;
  #era = 0;
  /** The latest interrupt that was meant for everything. */
  #everywhere = 0;
  readonly #stopped = new KeptMap<number, Stopped>();
  /** The cells whose intervals are still to be cleared. */
  readonly #ending = new KeptMap<number, true>();
  /** The intervals that run, each with its cell. */
  readonly #intervals = new KeptMap<NodeJS.Timeout, number>();
  /** At how many intervals those that have ended are sorted out. */
  #most = 64;

  constructor(cell: () => number | undefined) {
    this.#cell = cell;
  }

  /**
   * Ends what a cell has going, and after its grace whatever it has started since; its intervals, with the next
   * `settle`. It may come at any moment, even while Node is putting its timers in order.
   */
  stop(cell: number): void {
    const era = ++this.#era;
    if (!this.#stopped.has(cell))
      this.#stopped.set(cell, { era, until: now() + grace });
    this.#ending.set(cell, true);
  }

  /** Ends what all cells have going now; what comes later, such as a request to a server, is served. */
  stopAll(): void {
    this.#everywhere = ++this.#era;
    this.#clear(() => true);
  }

  /** Clears the intervals of cells that have been stopped. Not for a moment in which Node itself is at its timers. */
  settle(): void {
    const ending = this.#ending;
    if (ending.size === 0) return;
    this.#clear((cell) => ending.has(cell));
    ending.clear();
  }

  /** Whether the running code belongs to a cell whose grace is over. */
  get over(): boolean {
    if (this.#stopped.size === 0) return false;
    const stopped = this.#find();
    return stopped !== undefined && now() > stopped.until;
  }

  /** Remembers an interval, so that it can be ended with its cell. */
  addInterval(timer: NodeJS.Timeout): void {
    const cell = this.#cell();
    if (cell === undefined) return;
    const intervals = this.#intervals;
    if (intervals.size >= this.#most) {
      intervals.forEach((_, known) => {
        const { _destroyed: ended } = known as { _destroyed?: boolean };
        if (ended === true) intervals.delete(known);
      });
      this.#most = 2 * intervals.size + 64;
    }
    intervals.set(timer, cell);
  }

  /** The half of `$` that is about awaiting. */
  runtime(): Awaiting {
    return {
      era: () => this.#era,
      awaiting: (value) =>
        this.over ? new NativePromise(() => undefined) : value,
      awaited: (era, value) => {
        if (era !== this.#era) this.#leave(era);
        return value;
      },
      iterating: (values) => (this.over ? endless : values),
    };
  }

  /** Throws where the running code has been stopped since the interrupt `era`. */
  #leave(era: number): void {
    const stopped = this.#find()?.era ?? 0;
    if (stopped > era || this.#everywhere > era)
      throw new KeyboardInterrupt("the cell was interrupted");
  }

  #find(): Stopped | undefined {
    const cell = this.#cell();
    return cell === undefined ? undefined : this.#stopped.get(cell);
  }

  #clear(wanted: (cell: number) => boolean): void {
    const intervals = this.#intervals;
    intervals.forEach((cell, timer) => {
      if (!wanted(cell)) return;
      forget(timer);
      intervals.delete(timer);
    });
  }
}

/** Something to iterate over that yields nothing and does not end. */
const endless: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({
    next: () => new NativePromise(() => undefined),
  }),
};
