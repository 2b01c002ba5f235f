import type { Request, Session } from "./session.js";

/** Asks the person at the client that runs a cell. */
export class Keyboard {
  readonly #session: Session;
  #answer: ((value: string) => void) | undefined;
  #giveUp: ((why: Error) => void) | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Rejects where the client has said that nobody can answer. */
  ask(request: Request, prompt: string, password: boolean): Promise<string> {
    if (request.content["allow_stdin"] !== true) {
      const error = new Error(
        "input: this front end does not allow questions; run the cell where somebody can answer",
      );
      error.name = "StdinNotImplementedError";
      return Promise.reject(error);
    }
    this.#session.ask(request, "input_request", { prompt, password });
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#giveUp = reject;
    });
  }

  /** The question has reached nobody. */
  unheard(): void {
    const why =
      "input: the client that runs the cell is gone, so nobody can answer";
    this.#giveUp?.(new Error(why));
    this.#answer = this.#giveUp = undefined;
  }

  /** Hands in an `input_reply`; one that nobody waits for is dropped. */
  receive(request: Request): void {
    if (request.header.msg_type !== "input_reply") return;
    const value = request.content["value"];
    this.#answer?.(typeof value === "string" ? value : "");
    this.#answer = undefined;
  }
}
