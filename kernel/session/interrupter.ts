import { Session, type Runtime } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import { interruptName, type Attempt } from "../run/channel.js";

/** How long to wait for a good moment before interrupting at any, in milliseconds. */
const soft = 1500;
/** How long main may take to come back to its event loop, in milliseconds. */
const back = 100;
/** After so long the interrupt gives up: main is inside a call that V8 cannot stop. */
const giveUp = 60_000;

/** What the interrupter needs of the connection to main. */
interface Main {
  ping(wait: number): Promise<{ running: number | undefined } | undefined>;
}

/**
 * The worker's half of the interrupt (`run/interrupt.ts` is main's): asks, checks whether main has come back to its
 * event loop, and asks again until it has. One attempt is not enough: a termination may hit a moment in which user
 * code is just being left, and microtasks may go on.
 */
export class Interrupter {
  readonly #main: Main;
  #session: Session | undefined;
  #current: Promise<void> | undefined;

  constructor(main: Main) {
    this.#main = main;
  }

  /** Resolves when `over()` and main answers again. A second call joins the first. */
  interrupt(over: () => boolean): Promise<void> {
    this.#current ??= this.#converge(over).finally(() => {
      this.#current = undefined;
    });
    return this.#current;
  }

  /** Lets go of main, which would otherwise wait for a debugger at its end. */
  disconnect(): void {
    this.#session?.disconnect();
    this.#session = undefined;
  }

  /** Ends the process from inside whatever main is doing. */
  exit(): void {
    void this.#evaluate("process.reallyExit(0)");
  }

  async #converge(over: () => boolean): Promise<void> {
    const start = performance.now();
    let force = start + soft;
    let tries = 0;
    while (performance.now() - start < giveUp) {
      const now = performance.now();
      const forced = now > force;
      const attempt = await this.#attempt(forced);
      if (forced) force = now + soft;
      if (attempt === "retry") {
        // Often the next moment is a good one, so the first try comes at once.
        await sleep(tries++ % 3);
        continue;
      }
      const pong = await this.#main.ping(back);
      if (pong !== undefined && (over() || pong.running === undefined)) return;
    }
  }

  #attempt(force: boolean): Promise<Attempt | undefined> {
    return this.#evaluate(
      `globalThis["${interruptName}"](${String(force)})`,
    ) as Promise<Attempt | undefined>;
  }

  #evaluate(expression: string): Promise<unknown> {
    const session = this.#connect();
    return new Promise((resolve) => {
      const ask: Runtime.EvaluateParameterType = {
        expression,
        returnByValue: true,
      };
      const answer = (
        error: Error | null,
        reply: Runtime.EvaluateReturnType | undefined,
      ): void => {
        resolve(error === null ? reply?.result.value : undefined);
      };
      session.post("Runtime.evaluate", ask, answer);
    });
  }

  #connect(): Session {
    if (this.#session === undefined) {
      this.#session = new Session();
      this.#session.connectToMainThread();
    }
    return this.#session;
  }
}
