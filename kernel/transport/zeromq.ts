import { setTimeout as sleep } from "node:timers/promises";
import { Reply, Router, XPublisher } from "zeromq";
import { address, type Connection } from "./connection.js";
import type { Channel, Frames, Listener, Transport } from "./transport.js";

/** How long ZeroMQ gets to put the last words on the wire, in milliseconds. */
const lastWords = 20;

interface Sending {
  send(frames: Uint8Array[]): Promise<void>;
}

/** Sends one message after another: a ZeroMQ socket takes no second one before the first has left. */
class Outbox {
  readonly #socket: Sending;
  #waiting: Frames[] = [];
  #sending: Promise<void> | undefined;

  constructor(socket: Sending) {
    this.#socket = socket;
  }

  push(frames: Frames): void {
    this.#waiting.push(frames);
    this.#sending ??= this.#run();
  }

  async done(): Promise<void> {
    while (this.#sending !== undefined) await this.#sending;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      for (const frames of batch) {
        // A peer that went away is no reason to stop serving the others.
        await this.#socket.send([...frames]).catch(() => undefined);
      }
    }
    this.#sending = undefined;
  }
}

/** The five sockets of a kernel, over tcp or ipc. */
export class ZeroMQTransport implements Transport {
  readonly #connection: Connection;
  readonly #routers: Record<Channel, Router>;
  readonly #iopub = new XPublisher();
  readonly #heartbeat = new Reply();
  readonly #outboxes: Record<Channel | "iopub", Outbox>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#routers = {
      shell: new Router(),
      control: new Router(),
      stdin: new Router(),
    };
    // A slow reader must not lose messages: nothing is dropped at a high-water mark.
    this.#iopub.sendHighWaterMark = 0;
    // Every subscriber gets a welcome, not only the first one of a topic (JEP 65).
    this.#iopub.verbosity = "allSubs";
    for (const socket of this.#sockets()) this.#prepare(socket);
    this.#outboxes = {
      shell: new Outbox(this.#routers.shell),
      control: new Outbox(this.#routers.control),
      stdin: new Outbox(this.#routers.stdin),
      iopub: new Outbox(this.#iopub),
    };
  }

  async open(listener: Listener): Promise<void> {
    const at = this.#connection;
    await Promise.all([
      this.#routers.shell.bind(address(at, "shell")),
      this.#routers.control.bind(address(at, "control")),
      this.#routers.stdin.bind(address(at, "stdin")),
      this.#iopub.bind(address(at, "iopub")),
      this.#heartbeat.bind(address(at, "hb")),
    ]);
    for (const channel of ["shell", "control", "stdin"] as const)
      void this.#listen(channel, listener);
    void this.#welcome(listener);
    void this.#beat();
  }

  send(channel: Channel | "iopub", frames: Frames): void {
    this.#outboxes[channel].push(frames);
  }

  async flush(): Promise<void> {
    await Promise.all(Object.values(this.#outboxes).map((box) => box.done()));
  }

  async close(): Promise<void> {
    await this.flush();
    // Handed to ZeroMQ is not yet on the wire, and the end of the process waits for nothing.
    await sleep(lastWords);
    for (const socket of this.#sockets()) socket.close();
  }

  #sockets(): (Router | XPublisher | Reply)[] {
    return [...Object.values(this.#routers), this.#iopub, this.#heartbeat];
  }

  #prepare(socket: Router | XPublisher | Reply): void {
    socket.linger = 1000;
    const { curve_publickey, curve_secretkey } = this.#connection;
    if (curve_publickey === undefined || curve_secretkey === undefined) return;
    socket.curveServer = true;
    socket.curvePublicKey = curve_publickey;
    socket.curveSecretKey = curve_secretkey;
  }

  async #listen(channel: Channel, listener: Listener): Promise<void> {
    for await (const frames of this.#routers[channel])
      listener.receive(channel, frames);
  }

  async #welcome(listener: Listener): Promise<void> {
    // The first byte of the frame says whether it subscribes (1) or leaves (0).
    for await (const [frame] of this.#iopub)
      if (frame !== undefined && frame[0] === 1)
        listener.subscribed(frame.subarray(1));
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#heartbeat)
      await this.#heartbeat.send(frames);
  }
}
