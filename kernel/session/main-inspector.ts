import { Session, type Runtime } from "node:inspector";

/** The inspector of the main thread, seen from the worker: it reaches into whatever main is doing. */
export class MainInspector {
  #session: Session | undefined;
  #left = false;

  /** The value of an expression; undefined where it throws, or where main has been let go. */
  evaluate(expression: string): Promise<unknown> {
    if (this.#left) return Promise.resolve(undefined);
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

  /** How many bytes of main's heap are in use, waste that is still to be collected included. */
  heapUsed(): Promise<number> {
    if (this.#left) return Promise.resolve(0);
    const session = this.#connect();
    return new Promise((resolve) => {
      session.post("Runtime.getHeapUsage", (error, reply) => {
        const usage = reply as { readonly usedSize: number } | undefined;
        resolve(error === null ? (usage?.usedSize ?? 0) : 0);
      });
    });
  }

  /** Lets go of main for good: it would otherwise wait for a debugger at its end, and say so. */
  leave(): void {
    this.#left = true;
    this.#session?.disconnect();
    this.#session = undefined;
  }

  /** Ends the process from inside whatever main is doing. */
  exit(): void {
    this.#left = false;
    void this.evaluate("process.reallyExit(0)");
  }

  #connect(): Session {
    if (this.#session === undefined) {
      this.#session = new Session();
      this.#session.connectToMainThread();
    }
    return this.#session;
  }
}
