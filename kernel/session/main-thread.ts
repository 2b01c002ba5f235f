import type { MessagePort } from "node:worker_threads";
import {
  CHILD,
  LEFT,
  RingReader,
  STOPPING,
  type SharedRing,
} from "../run/ring.js";
import type {
  CommMessage,
  Failure,
  FromMain,
  Outcome,
  RunCell,
  StreamName,
  ToMain,
} from "../run/channel.js";
import { InOrder } from "./in-order.js";
import type { MainInspector } from "./main-inspector.js";
import { Interrupter } from "./interrupter.js";
import type { LastWords } from "./last-words.js";
import { MemoryGuard } from "./memory-guard.js";
import { Parcels } from "./parcels.js";
import { withPictures } from "./pictures.js";
import { Pings } from "./pings.js";
import { Questions } from "./questions.js";
import type { Runner, RunnerListener } from "./runner.js";
import { Salvage } from "./salvage.js";

/** How long the inspector's end takes to reach main, generously, in milliseconds. */
const parting = 20;
/** How long main may take to end the process in good order, in milliseconds. */
const patience = 500;

const stuckText =
  "The cell is inside a call of native code, which nothing can interrupt. It is stopped when the call returns.\n";

/** The cell that main runs. */
interface Running {
  readonly id: number;
  /** See `RunCell`. */
  readonly salvage: string | undefined;
  readonly end: (outcome: Outcome) => void;
  /** Why it is being interrupted, where not because somebody asked for it. */
  why: Failure | undefined;
}

/** What the worker has of the main thread. */
export interface MainParts {
  readonly port: MessagePort;
  readonly answers: MessagePort;
  readonly ring: SharedRing;
  /** The most that main's heap may hold, in bytes. */
  readonly heapLimit: number;
  readonly inspector: MainInspector;
  readonly lastWords: LastWords;
  readonly log: (line: string) => void;
}

/** The main thread, as the worker sees it. */
export class MainThread implements Runner {
  readonly #port: MessagePort;
  readonly #control: Int32Array;
  readonly #reader: RingReader;
  readonly #inspector: MainInspector;
  readonly #interrupter: Interrupter;
  readonly #salvage = new Salvage();
  readonly #guard: MemoryGuard;
  readonly #lastWords: LastWords;
  readonly #log: (line: string) => void;
  #listener: RunnerListener | undefined;
  #running: Running | undefined;
  /** The cell that ran last. */
  #latest = 0;
  readonly #pings: Pings;
  readonly #questions: Questions;
  readonly #parcels: Parcels;
  readonly #order = new InOrder();

  constructor(parts: MainParts) {
    const { port, answers, ring, heapLimit, inspector, lastWords, log } = parts;
    this.#inspector = inspector;
    this.#port = port;
    this.#control = ring.control;
    this.#lastWords = lastWords;
    this.#log = log;
    this.#reader = new RingReader(ring, {
      text: (name, cell, text) => {
        this.#text(name, cell, text);
      },
      message: (message) => {
        this.#hear(message);
      },
      congested: () => this.#listener?.congested ?? false,
    });
    const tell = (message: ToMain): void => {
      this.#tell(message);
    };
    this.#pings = new Pings(tell);
    this.#questions = new Questions(answers, this.#control, tell);
    this.#parcels = new Parcels(answers, this.#control);
    const ping = (wait: number): ReturnType<Pings["send"]> =>
      this.#pings.send(wait);
    const giveWay = (whether: boolean): void => {
      Atomics.store(this.#control, STOPPING, whether ? 1 : 0);
      Atomics.notify(this.#control, STOPPING);
    };
    const waitsForChild = (): boolean =>
      Atomics.load(this.#control, CHILD) === 1;
    const say = (): void => {
      if (this.#running !== undefined)
        this.#text("stderr", this.#running.id, stuckText);
    };
    this.#interrupter = new Interrupter(
      { ping, giveWay, waitsForChild, say },
      this.#inspector,
    );
    const heapUsed = (): Promise<number> =>
      this.#salvage.isNear ? Promise.resolve(0) : this.#inspector.heapUsed();
    this.#guard = new MemoryGuard({ heapUsed, heapLimit }, (why) => {
      this.#outOfMemory(why);
    });
  }

  listen(listener: RunnerListener): void {
    this.#listener = listener;
    this.#reader.start();
  }

  run(cell: RunCell): Promise<Outcome> {
    return new Promise((end) => {
      const { id, salvage } = cell;
      const running: Running = { id, salvage, end, why: undefined };
      this.#running = running;
      this.#latest = cell.id;
      this.#lastWords.running(cell.label);
      this.#tell({ type: "run", cell });
      this.#guard.watch(true);
    });
  }

  /** Stops the cell that runs, or what earlier ones have left going. */
  #outOfMemory(why: Failure): void {
    this.#lastWords.because(why.evalue);
    this.#log(`nabla: ${why.evalue}`);
    const running = this.#running;
    if (running !== undefined) running.why = why;
    const stopped = this.interrupt(running === undefined);
    // Once it is said that it was stopped, it has been: who reads it may run a cell at once, which ends an interrupt.
    if (running === undefined)
      void stopped.then(() => {
        this.#text("stderr", this.#latest, `${why.traceback.join("\n")}\n`);
      });
  }

  get busy(): boolean {
    return this.#running !== undefined;
  }

  async comm(
    cell: number,
    comm: CommMessage,
    frames: readonly Uint8Array[],
  ): Promise<void> {
    // Copied out of ZeroMQ's memory, which cannot be given away.
    const buffers = frames.map((frame) => new Uint8Array(frame));
    const memory = buffers.map(({ buffer }) => buffer);
    this.#port.postMessage(
      { type: "comm", cell, comm, buffers } satisfies ToMain,
      memory,
    );
    // What comes back after it, it has left behind, even where an interrupt tore it.
    await this.#pings.send();
  }

  forget(slots: readonly string[]): void {
    this.#tell({ type: "forget", slots });
  }

  changeFolder(folder: string): void {
    this.#tell({ type: "changeFolder", folder });
  }

  async interrupt(everything: boolean): Promise<void> {
    if (this.#questions.cancel()) return;
    const { id: cell, salvage } = this.#running ?? {};
    const isOver = (): boolean =>
      cell !== undefined && this.#running?.id !== cell;
    const isPast = (): boolean =>
      this.#running !== undefined && this.#running.id !== cell;
    const asked = { cell, everything, isOver, isPast };
    await this.#salvage.during(salvage, () =>
      this.#interrupter.interrupt(asked),
    );
  }

  leave(): void {
    this.#lastWords.leave();
    this.#reader.stop();
    this.#guard.leave();
    void this.#inspector.leave().then(() => {
      // The inspector's end reaches main by a way of its own, and must be there first.
      setTimeout(() => {
        this.#tell({ type: "leave" });
      }, parting);
    });
    Atomics.store(this.#control, LEFT, 1);
    setTimeout(() => {
      this.#inspector.exit();
    }, patience);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 2 * patience);
  }

  #tell(message: ToMain): void {
    this.#port.postMessage(message);
  }

  #text(name: StreamName, cell: number, text: string): void {
    this.#order.pass(() => this.#listener?.stream(cell, name, text));
  }

  #hear(message: FromMain): void {
    // Whether main is stuck shows in how soon it answers.
    if (message.type === "pong" && this.#pings.isUrgent(message.id)) {
      this.#deal(message);
      return;
    }
    let whole = message;
    const made = withPictures(message)?.then((drawn) => {
      whole = drawn;
    });
    this.#order.pass(() => {
      this.#deal(whole);
    }, made);
  }

  #deal(message: FromMain): void {
    const listener = this.#listener;
    if (listener === undefined) return;
    switch (message.type) {
      case "display": {
        const { cell, data, metadata, displayId, update } = message;
        listener.display(cell, data, metadata, displayId, update);
        return;
      }
      case "clear":
        listener.clear(message.cell, message.wait);
        return;
      case "result":
        listener.result(message.cell, message.data, message.metadata);
        return;
      case "comm":
        listener.comm(
          message.cell,
          message.comm,
          this.#parcels.take(message.parcel),
        );
        return;
      case "payload":
        listener.payload(message.cell, message.payload);
        return;
      case "done":
        this.#lastWords.running(undefined);
        this.#end(message.cell, message.outcome);
        return;
      case "pong":
        this.#pings.answered(message.id, message);
        return;
      case "question":
        void this.#questions.answer(message, listener);
        return;
      case "exit":
        void this.#leave(message.how, listener);
    }
  }

  #end(cell: number, outcome: Outcome): void {
    const running = this.#running;
    if (running?.id !== cell) return;
    this.#running = undefined;
    this.#guard.watch(false);
    this.#listener?.done();
    const interrupted = outcome?.ename === "KeyboardInterrupt";
    running.end(interrupted ? (running.why ?? outcome) : outcome);
  }

  /** A cell ends the process: it is said, in the reply or, where nobody asks any more, in the next kernel's. */
  async #leave(how: string, listener: RunnerListener): Promise<void> {
    const running = this.#running;
    const evalue = `${how}: the kernel has ended`;
    this.#log(`nabla: ${evalue}`);
    this.#lastWords.because(how);
    if (running !== undefined) {
      this.#end(running.id, {
        ename: "ProcessExit",
        evalue,
        traceback: [evalue],
      });
    }
    await listener.exit();
    Atomics.store(this.#control, LEFT, 1);
    Atomics.notify(this.#control, LEFT);
  }
}
