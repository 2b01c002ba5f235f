import { randomUUID } from "node:crypto";
import { messageOf } from "../display/text.js";
import type { Bundle, CommMessage } from "./channel.js";
import { KeptMap } from "./intrinsics.js";
import type { Output } from "./output.js";

/** Bytes beside the JSON of a message. */
export type Bytes = ArrayBuffer | ArrayBufferView;

/** What goes along with the data of a message. */
export interface Enclosed {
  readonly metadata?: Bundle;
  readonly buffers?: readonly Bytes[];
}

/** A message as it has arrived. */
export interface Received {
  readonly data: unknown;
  readonly metadata: Bundle;
  readonly buffers: readonly Uint8Array[];
}

/** The name under which `globalThis` holds {@link Comms}, for what is built on them. */
export const commsSymbol: unique symbol = Symbol.for("nabla.comms");

/** A line between an object in the kernel and its counterpart in the front end. */
export class Comm {
  readonly id: string;
  readonly target: string;
  /** Called with each message of the front end. */
  onMessage: ((message: Received) => void) | undefined;
  /** Called when the front end has closed the comm. */
  onClose: ((message: Received) => void) | undefined;
  readonly #say: Say;

  constructor(id: string, target: string, say: Say) {
    this.id = id;
    this.target = target;
    this.#say = say;
  }

  send(data: unknown, enclosed: Enclosed = {}): void {
    this.#say("message", this, data, enclosed);
  }

  close(data: unknown = {}, enclosed: Enclosed = {}): void {
    this.#say("close", this, data, enclosed);
  }
}

type Say = (
  action: CommMessage["action"],
  comm: Comm,
  data: unknown,
  enclosed: Enclosed,
) => void;

/** Every comm of this kernel: main's end of them. */
export class Comms {
  readonly #output: Output;
  readonly #open = new KeptMap<string, Comm>();
  readonly #targets = new KeptMap<
    string,
    (comm: Comm, opening: Received) => void
  >();

  constructor(output: Output) {
    this.#output = output;
  }

  /** Opens a comm to what the front end has registered as `target`. */
  open(target: string, data: unknown = {}, enclosed: Enclosed = {}): Comm {
    const comm = new Comm(randomUUID(), target, this.#say);
    this.#open.set(comm.id, comm);
    this.#say("open", comm, data, enclosed);
    return comm;
  }

  /** Has `opened` called with each comm that the front end opens to `target`. */
  register(
    target: string,
    opened: (comm: Comm, opening: Received) => void,
  ): void {
    this.#targets.set(target, opened);
  }

  /** Takes a message of the front end, as the request `cell`. */
  hear(
    cell: number,
    message: CommMessage,
    buffers: readonly Uint8Array[],
  ): void {
    const { data, metadata } = message;
    this.#output.aside(cell, () => {
      try {
        this.#deliver(message, { data, metadata, buffers });
      } catch (error) {
        const what = `comm ${message.target || message.id}`;
        this.#output.text("stderr", `${what}: ${messageOf(error)}\n`);
      }
    });
  }

  #deliver({ action, id, target }: CommMessage, received: Received): void {
    if (action === "open") {
      const comm = new Comm(id, target, this.#say);
      const opened = this.#targets.get(target);
      if (opened === undefined) {
        comm.close();
        throw new Error("nothing in the kernel answers to this name");
      }
      this.#open.set(id, comm);
      opened(comm, received);
      return;
    }
    // One that has just been closed may still be spoken to.
    const comm = this.#open.get(id);
    if (comm === undefined) return;
    if (action === "message") comm.onMessage?.(received);
    else {
      this.#open.delete(id);
      comm.onClose?.(received);
    }
  }

  readonly #say: Say = (
    action,
    comm,
    data,
    { metadata = {}, buffers = [] },
  ) => {
    const { id, target } = comm;
    if (action === "close") this.#open.delete(id);
    this.#output.comm({ action, id, target, data, metadata }, buffers);
  };
}
