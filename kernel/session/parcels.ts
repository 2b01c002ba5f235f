import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import type { Parcel } from "../run/channel.js";
import { kibibytes } from "../run/output.js";
import { PARCELS } from "../run/ring.js";

/** The buffers of comm messages, which come from main by a port of their own. */
export class Parcels {
  readonly #port: MessagePort;
  readonly #control: Int32Array;

  constructor(port: MessagePort, control: Int32Array) {
    this.#port = port;
    this.#control = control;
  }

  /** The buffers of a message; ones before them were torn from theirs by an interrupt. */
  take(parcel: number): readonly Uint8Array[] {
    while (parcel !== 0) {
      const received = receiveMessageOnPort(this.#port) as
        { message: Parcel } | undefined;
      if (received === undefined) break;
      const { buffers, parcel: number } = received.message;
      const size = buffers.reduce((sum, { length }) => sum + length, 0);
      Atomics.sub(this.#control, PARCELS, kibibytes(size));
      Atomics.notify(this.#control, PARCELS);
      if (number === parcel) return buffers;
    }
    return [];
  }
}
