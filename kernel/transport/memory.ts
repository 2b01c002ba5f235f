import type { Channel, Frames, Listener, Transport } from "./transport.js";

/** A transport inside one process: what the kernel sends is handed to `sent`, what a test sends to the kernel. */
export class MemoryTransport implements Transport {
  readonly #sent: (channel: Channel | "iopub", frames: Frames) => void;
  #listener: Listener | undefined;

  constructor(sent: (channel: Channel | "iopub", frames: Frames) => void) {
    this.#sent = sent;
  }

  open(listener: Listener): Promise<void> {
    this.#listener = listener;
    return Promise.resolve();
  }

  /** Plays a client that sends `frames`. */
  deliver(channel: Channel, frames: Frames): void {
    this.#listener?.receive(channel, frames);
  }

  /** Plays a client that subscribes to iopub. */
  subscribe(topic = ""): void {
    this.#listener?.subscribed(Buffer.from(topic));
  }

  send(channel: Channel | "iopub", frames: Frames): void {
    if (this.#listener !== undefined) this.#sent(channel, frames);
  }

  get congested(): boolean {
    return false;
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#listener = undefined;
    return Promise.resolve();
  }
}
