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

/** What an interrupt is meant for. */
export interface Aim {
  /** The cell that ran when it came: no other must be hit, however late an attempt arrives. */
  readonly cell: number | undefined;
  /** Whether an idle main ends what earlier cells have left going. */
  readonly everything: boolean;
  /** Whether the cell has ended. */
  isOver(): boolean;
  /** Whether another cell has been started since. */
  isPast(): boolean;
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
  #aim: number | undefined;

  constructor(main: Main, inspector: MainInspector) {
    this.#main = main;
    this.#inspector = inspector;
  }

  /** Resolves when the aim is reached and main answers again. A second call with the same aim joins the first. */
  interrupt(aim: Aim): Promise<void> {
    if (this.#current !== undefined)
      return this.#aim === aim.cell
        ? this.#current
        : this.#current.then(() => this.interrupt(aim));
    this.#aim = aim.cell;
    this.#main.giveWay(true);
    this.#current = this.#converge(aim).finally(() => {
      this.#main.giveWay(false);
      this.#current = undefined;
    });
    return this.#current;
  }

  async #converge(aim: Aim): Promise<void> {
    let start = performance.now();
    let force = start + soft;
    let tries = 0;
    let first = true;
    while (performance.now() - start < giveUp && !aim.isPast()) {
      const now = performance.now();
      const forced = now > force;
      const attempt = await this.#attempt(
        first ? "ask" : forced ? "force" : "stop",
        aim,
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
      if (pong === undefined) continue;
      if (pong.running === undefined || aim.isOver()) return;
    }
  }

  async #attempt(how: Manner, aim: Aim): Promise<Attempt | undefined> {
    const answered = whileStuck(this.#main);
    const attempt = await this.#inspector.interrupt(how, aim);
    answered();
    return attempt;
  }
}
