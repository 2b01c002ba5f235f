import { Session, type Runtime } from "node:inspector";
import type { Inspector } from "../debug/inspector.js";
import { interruptName, type Attempt, type Manner } from "../run/channel.js";

/** How long main may take to answer, in milliseconds: a call that V8 cannot interrupt answers nothing. */
const patience = 10_000;
/** How long a paused main may take to let go at the end, in milliseconds. */
const lettingGo = 200;

type Listener = (params: never) => void;

/** The inspector of the main thread, seen from the worker: it reaches into whatever main is doing. */
export class MainInspector implements Inspector {
  #session: Session | undefined;
  #left = false;
  readonly #listeners: [event: string, listener: Listener][] = [];
  /** Whether the debugger holds main between two statements. */
  isPaused = false;

  /** The value of an expression; undefined where it throws, or where main has been let go. */
  async evaluate(expression: string): Promise<unknown> {
    if (this.#left) return undefined;
    const ask = { expression, returnByValue: true };
    const reply = await this.#send<Runtime.EvaluateReturnType>(
      "Runtime.evaluate",
      ask,
    ).catch(() => undefined);
    return reply?.result.value;
  }

  /** How many bytes of main's heap are in use, waste that is still to be collected included. */
  async heapUsed(): Promise<number> {
    if (this.#left) return 0;
    const usage = await this.#send<{ usedSize: number }>(
      "Runtime.getHeapUsage",
    ).catch(() => undefined);
    return usage?.usedSize ?? 0;
  }

  /** One attempt to stop what main is doing, and with `everything` what no cell waits for. */
  async interrupt(
    how: Manner,
    { cell, everything }: { cell: number | undefined; everything: boolean },
  ): Promise<Attempt | undefined> {
    const { isPaused } = this;
    // Even the name `globalThis` can be taken away.
    const name = `this["${interruptName}"]`;
    const attempt = (await this.evaluate(
      `${name}("${isPaused ? "force" : how}", ${String(everything)}, ${String(isPaused)}, ${String(cell)})`,
    )) as Attempt | undefined;
    if (isPaused && this.isPaused)
      await this.#send("Debugger.resume", { terminateOnResume: true }).catch(
        () => undefined,
      );
    return attempt;
  }

  async post<T>(method: string, params: object = {}): Promise<T> {
    if (this.#left) throw new Error(`${method}: the kernel is ending`);
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const why = "the cell is inside a call that cannot be interrupted";
          reject(new Error(`the debugger got no answer: ${why}`));
        }, patience);
      });
      return await Promise.race([this.#send<T>(method, params), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    if (this.#session !== undefined)
      this.#listen(this.#session, event, listener);
  }

  /** Lets go of main for good: it would otherwise wait for a debugger at its end, and say so. */
  async leave(): Promise<void> {
    // A cell that is held must not run on.
    if (this.isPaused) {
      const enough = new Promise((resolve) => setTimeout(resolve, lettingGo));
      await Promise.race([
        this.interrupt("force", { cell: undefined, everything: false }),
        enough,
      ]);
    }
    this.#left = true;
    this.#session?.disconnect();
    this.#session = undefined;
  }

  /** Ends the process from inside whatever main is doing. */
  exit(): void {
    this.#left = false;
    void this.evaluate("process.reallyExit(0)");
  }

  #send<T>(method: string, params: object = {}): Promise<T> {
    const session = this.#connect();
    return new Promise((resolve, reject) => {
      session.post(method, params, (error: Error | null, reply?: object) => {
        if (error === null) resolve(reply as T);
        else reject(new Error(`${method}: ${error.message}`));
      });
    });
  }

  #connect(): Session {
    if (this.#session === undefined) {
      const session = new Session();
      session.connectToMainThread();
      session.on("Debugger.paused", () => {
        this.isPaused = true;
      });
      session.on("Debugger.resumed", () => {
        this.isPaused = false;
      });
      for (const [event, listener] of this.#listeners)
        this.#listen(session, event, listener);
      this.#session = session;
    }
    return this.#session;
  }

  #listen(session: Session, event: string, listener: Listener): void {
    session.on(event, (message: { params: never }) => {
      listener(message.params);
    });
  }
}
