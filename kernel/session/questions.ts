import type { MessagePort } from "node:worker_threads";
import type { Answer, FromMain, Question, ToMain } from "../run/channel.js";
import { ANSWERS } from "../run/ring.js";
import type { RunnerListener } from "./runner.js";

/** What main asks: a line of the person, a module of the compiler. */
export class Questions {
  readonly #answers: MessagePort;
  readonly #control: Int32Array;
  readonly #tell: (message: ToMain) => void;
  /** Ends the question that main sleeps for. */
  #cancel: (() => void) | undefined;

  /** An answer that main sleeps for goes by the port `answers`; `tell` takes the others. */
  constructor(
    answers: MessagePort,
    control: Int32Array,
    tell: (message: ToMain) => void,
  ) {
    this.#answers = answers;
    this.#control = control;
    this.#tell = tell;
  }

  /** Ends the question that main sleeps for, as an interrupt does; false where it sleeps for none. */
  cancel(): boolean {
    if (this.#cancel === undefined) return false;
    this.#cancel();
    return true;
  }

  async answer(
    asked: Extract<FromMain, { type: "question" }>,
    listener: RunnerListener,
  ): Promise<void> {
    const cancelled = new Promise<Answer>((resolve) => {
      if (!asked.asleep) return;
      this.#cancel = () => {
        resolve({
          ok: false,
          name: "KeyboardInterrupt",
          message: "the cell was interrupted",
        });
      };
    });
    const answer = await Promise.race([
      find(asked.cell, asked.question, listener),
      cancelled,
    ]);
    const message: ToMain = { type: "answer", id: asked.id, answer };
    if (!asked.asleep) {
      this.#tell(message);
      return;
    }
    this.#cancel = undefined;
    this.#answers.postMessage(message);
    Atomics.add(this.#control, ANSWERS, 1);
    Atomics.notify(this.#control, ANSWERS);
  }
}

async function find(
  cell: number,
  question: Question,
  listener: RunnerListener,
): Promise<Answer> {
  try {
    const value =
      question.type === "input"
        ? await listener.input(cell, question.prompt, question.password)
        : await listener.module(question.path);
    return { ok: true, value };
  } catch (error) {
    const { name, message } =
      error instanceof Error ? error : new Error(String(error));
    return { ok: false, name, message };
  }
}
