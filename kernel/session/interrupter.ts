import { setTimeout as sleep } from "node:timers/promises";
import type { Attempt, Manner } from "../run/channel.js";
import type { MainInspector } from "./main-inspector.js";
import { whileStuck, type Blocked } from "./stuck.js";

/** How long to wait for a good moment before interrupting at any, in milliseconds. */
const soft = 1500;
/** How long main may take to come back to its event loop, in milliseconds. */
const back = 100;
/** And how long before it is terminated for the first time: where it awaits it leaves by itself, which is safer. */
const firstBack = 5;
/** After so long the interrupt gives up, what main has spent in calls that V8 cannot stop not counted. */
const giveUp = 60_000;

/** What the interrupter needs of the connection to main. */
interface Main extends Blocked {
  /** Has main give way between two records of output while an interrupt is under way. */
  giveWay(whether: boolean): void;
  ping(wait: number): Promise<{ running: number | undefined } | undefined>;
}

/**
 * The worker's half of the interrupt (`run/interrupt.ts` is main's): asks, checks whether main has come back to its
 * event loop, and asks again until it has. One attempt is not enough: a termination may hit a moment in which user
 * code is just being left, and microtasks may go on.
 */
export class Interrupter {
  readonly #main: Main;
  readonly #inspector: MainInspector;
  #current: Promise<void> | undefined;

  constructor(main: Main, inspector: MainInspector) {
    this.#main = main;
    this.#inspector = inspector;
  }

  /**
   * Resolves when `over()` and main answers again. A second call joins the first. With `everything`, an idle main ends
   * what earlier cells have left going.
   */
  interrupt(over: () => boolean, everything: boolean): Promise<void> {
    if (this.#current !== undefined) return this.#current;
    this.#main.giveWay(true);
    this.#current = this.#converge(over, everything).finally(() => {
      this.#main.giveWay(false);
      this.#current = undefined;
    });
    return this.#current;
  }

  async #converge(over: () => boolean, everything: boolean): Promise<void> {
    let start = performance.now();
    let force = start + soft;
    let tries = 0;
    let first = true;
    while (performance.now() - start < giveUp) {
      const now = performance.now();
      const forced = now > force;
      const attempt = await this.#attempt(
        first ? "ask" : forced ? "force" : "stop",
        everything,
      );
      const patience = first ? firstBack : back;
      first = false;
      const stuck = performance.now() - now;
      start += stuck;
      force = stuck + (forced ? now + soft : force);
      if (attempt === "retry") {
        // Often the next moment is a good one, so the first try comes at once.
        await sleep(tries++ % 3);
        continue;
      }
      const pong = await this.#main.ping(patience);
      if (pong !== undefined && (over() || pong.running === undefined)) return;
    }
  }

  async #attempt(
    how: Manner,
    everything: boolean,
  ): Promise<Attempt | undefined> {
    const answered = whileStuck(this.#main);
    const attempt = await this.#inspector.interrupt(how, everything);
    answered();
    return attempt;
  }
}
