/**
 * What the kernel needs of the outside world: frames in, frames out. `zeromq.ts` is the real one, `memory.ts` its twin
 * for tests; nothing else in the kernel knows which of the two it speaks through.
 */

/** The channels on which a client may send. The heartbeat is the transport's own business. */
export type Channel = "shell" | "control" | "stdin";

/** One multipart message as it stands on the wire. */
export type Frames = readonly Uint8Array[];

/** What a transport calls when something arrives. */
export interface Listener {
  receive(channel: Channel, frames: Frames): void;
  /** A question has found no client on stdin. */
  unheard(): void;
  /** So many messages of iopub have not reached a client that reads too slowly, or not at all. */
  missed(count: number): void;
  /** A client has subscribed to iopub, to messages whose topic starts so (JEP 65). */
  subscribed(topic: Uint8Array): void;
}

export interface Transport {
  /** Binds every socket; from then on `listener` hears what arrives. */
  open(listener: Listener): Promise<void>;
  /** Queues one message; messages on one channel leave in the order of the calls. */
  send(channel: Channel | "iopub", frames: Frames): void;
  /** Whether so much waits to be sent that no more should be made. */
  readonly congested: boolean;
  /** Resolves when everything queued so far has been handed to the network. */
  flush(): Promise<void>;
  /** Flushes and closes every socket. The process must not end before. */
  close(): Promise<void>;
}
