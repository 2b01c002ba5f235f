import type {
  CheckMode,
  CompileService,
  DebugCompiler,
} from "../compile/protocol.js";
import { Debugger } from "../debug/debugger.js";
import type { Inspector } from "../debug/inspector.js";
import type { Header, Wire } from "../transport/wire.js";
import type { Transport } from "../transport/transport.js";
import { Cells } from "./cells.js";
import { OpenComms } from "./comms.js";
import type { History } from "./history.js";
import { Keyboard } from "./keyboard.js";
import type { Runner } from "./runner.js";
import { Session } from "./session.js";

/** The parts that a kernel is put together from; each has a twin in the tests. */
export interface Parts {
  readonly transport: Transport;
  readonly wire: Wire;
  readonly compiler: CompileService & DebugCompiler;
  readonly runner: Runner;
  readonly inspector: Inspector;
  readonly history: History;
  /** The notebook's folder. */
  readonly folder: string;
}

/** Everything that the handlers of messages work with. */
export class Kernel {
  readonly session: Session;
  readonly cells = new Cells();
  readonly comms = new OpenComms();
  readonly history: History;
  readonly keyboard: Keyboard;
  readonly compiler: CompileService;
  readonly runner: Runner;
  readonly debugger: Debugger;
  /** The request of the debugger's client that its events belong to. */
  debugParent: Header | undefined;
  /** The folder where imports and relative paths start. */
  folder: string;
  /** What becomes of cells with type errors. */
  check: CheckMode = "on";
  /** The names that cells have declared, with the slot of `globalThis` that holds each value (types have none). */
  readonly declared = new Map<string, string | undefined>();
  /** What became of the kernel before this one, where it did not end in good order and nobody has been told. */
  before: string | undefined;
  readonly #transport: Transport;
  readonly #interrupts = new Set<() => void>();
  #leaving: Promise<void> | undefined;

  constructor(parts: Parts) {
    const { transport, wire, compiler, runner, history, folder } = parts;
    this.#transport = transport;
    this.session = new Session(transport, wire);
    this.keyboard = new Keyboard(this.session);
    this.compiler = compiler;
    this.runner = runner;
    this.history = history;
    this.folder = folder;
    this.debugger = new Debugger({
      inspector: parts.inspector,
      compiler,
      declared: this.declared,
      interrupt: () => this.interrupt(),
      publish: (event) => {
        this.session.publish("debug_event", { ...event }, this.debugParent);
      },
    });
  }

  /** Stops the cell that is being compiled or run; where there is none, what earlier cells have left going. */
  async interrupt(): Promise<void> {
    const idle = this.#interrupts.size === 0 && !this.runner.busy;
    for (const stop of this.#interrupts) stop();
    await this.runner.interrupt(idle);
  }

  /** Resolves with `work`, or with undefined as soon as an interrupt comes. */
  async unlessInterrupted<T>(work: Promise<T>): Promise<T | undefined> {
    let stop: () => void = () => undefined;
    const stopped = new Promise<undefined>((resolve) => {
      stop = () => {
        resolve(undefined);
      };
    });
    this.#interrupts.add(stop);
    try {
      return await Promise.race([work, stopped]);
    } finally {
      this.#interrupts.delete(stop);
    }
  }

  /** Whether so much waits to be sent that cells that print should wait, too. */
  get congested(): boolean {
    return this.#transport.congested;
  }

  /** What became of the kernel before this one, once. */
  takeBefore(): string | undefined {
    const { before } = this;
    this.before = undefined;
    return before;
  }

  /** Sends what is still to be sent and closes the sockets. */
  close(): Promise<void> {
    this.#leaving ??= this.history.flush().then(() => this.#transport.close());
    return this.#leaving;
  }

  /** Ends the kernel. */
  async leave(): Promise<void> {
    await this.close();
    this.runner.leave();
  }
}
