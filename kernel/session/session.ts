import type { Channel, Frames, Transport } from "../transport/transport.js";
import type { Content, Header, Message, Wire } from "../transport/wire.js";

/** A client's message and the channel it came by: what every handler gets. */
export interface Request extends Message {
  readonly channel: Channel;
}

/** What a message may carry beside its content. */
export interface Enclosed {
  readonly metadata?: Content;
  readonly buffers?: Frames;
}

export type ExecutionState = "starting" | "busy" | "idle";

/** The sending side of the kernel: replies to one client, publications to all. */
export class Session {
  readonly #transport: Transport;
  readonly #wire: Wire;

  constructor(transport: Transport, wire: Wire) {
    this.#transport = transport;
    this.#wire = wire;
  }

  reply(
    { channel, identities, header }: Request,
    type: string,
    content: Content,
    metadata: Content = {},
  ): void {
    this.#transport.send(
      channel,
      this.#wire.pack(identities, type, content, header, metadata),
    );
  }

  /** Sends a request of the kernel's own to the client that `request` came from. */
  ask(request: Request, type: string, content: Content): void {
    this.#transport.send(
      "stdin",
      this.#wire.pack(request.identities, type, content, request.header),
    );
  }

  publish(
    type: string,
    content: Content,
    parent: Header | undefined,
    { metadata = {}, buffers = [] }: Enclosed = {},
  ): void {
    const topic = Buffer.from(type);
    this.#transport.send(
      "iopub",
      this.#wire.pack([topic], type, content, parent, metadata, buffers),
    );
  }

  status(state: ExecutionState, parent: Header | undefined): void {
    this.publish("status", { execution_state: state }, parent);
  }

  /** Greets a subscriber, so that clients know when nothing published gets lost any more (JEP 65). */
  welcome(topic: Uint8Array): void {
    const subscription = Buffer.from(topic).toString("utf8");
    this.#transport.send(
      "iopub",
      this.#wire.pack([topic], "iopub_welcome", { subscription }, undefined),
    );
  }
}
