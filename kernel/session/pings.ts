import type { ToMain } from "../run/channel.js";

/** What main says when it has come back to its event loop: the cell that it runs. */
export interface Pong {
  readonly running: number | undefined;
}

/** Asks main whether it has come back to its event loop. */
export class Pings {
  readonly #tell: (message: ToMain) => void;
  readonly #waiting = new Map<number, (pong: Pong) => void>();
  readonly #urgent = new Set<number>();
  #latest = 0;

  constructor(tell: (message: ToMain) => void) {
    this.#tell = tell;
  }

  /** Resolves with the answer; with undefined where it has not come in time, if there is a time (in milliseconds). */
  send(wait?: number): Promise<Pong | undefined> {
    const id = ++this.#latest;
    if (wait !== undefined) this.#urgent.add(id);
    return new Promise((resolve) => {
      const late = (): void => {
        this.#waiting.delete(id);
        resolve(undefined);
      };
      const timer = wait === undefined ? undefined : setTimeout(late, wait);
      this.#waiting.set(id, (pong) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(pong);
      });
      this.#tell({ type: "ping", id });
    });
  }

  /** Whether the answer counts as soon as it is there, before what main has said earlier; asked once for each. */
  isUrgent(id: number): boolean {
    return this.#urgent.delete(id);
  }

  answered(id: number, pong: Pong): void {
    this.#waiting.get(id)?.(pong);
  }
}
