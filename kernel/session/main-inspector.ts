import { Session, type Runtime } from "node:inspector";

/** The inspector of the main thread, seen from the worker: it reaches into whatever main is doing. */
export class MainInspector {
  #session: Session | undefined;

  /** The value of an expression; undefined where it throws. */
  evaluate(expression: string): Promise<unknown> {
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
    const session = this.#connect();
    return new Promise((resolve) => {
      session.post("Runtime.getHeapUsage", (error, reply) => {
        const usage = reply as { readonly usedSize: number } | undefined;
        resolve(error === null ? (usage?.usedSize ?? 0) : 0);
      });
    });
  }

  /** Lets go of main, which would otherwise wait for a debugger at its end. */
  disconnect(): void {
    this.#session?.disconnect();
    this.#session = undefined;
  }

  #connect(): Session {
    if (this.#session === undefined) {
      this.#session = new Session();
      this.#session.connectToMainThread();
    }
    return this.#session;
  }
}
