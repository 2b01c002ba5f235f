import { setTimeout as sleep } from "node:timers/promises";
import { Dealer, Reply, Router, XPublisher } from "zeromq";
import { address, type Connection, type Port } from "./connection.js";
import { unwarned } from "./unwarned.js";
import type { Channel, Frames, Listener, Transport } from "./transport.js";

/** How long ZeroMQ gets to put the last words on the wire, in milliseconds. */
const lastWords = 20;
/** How many messages may wait for one subscriber. */
const slack = 500;
/** How long a subscriber may read nothing before the others go on without it, in milliseconds. */
const stall = 3000;
/** How much is sent in a millisecond while one reads nothing, so that those who do can follow, in bytes. */
const pace = 20_000;
/** How many messages of iopub may wait before cells that print wait, too. */
const most = 100;

interface Sending {
  send(frames: Uint8Array[]): Promise<void>;
}

/** Sends one message after another: a ZeroMQ socket takes no second one before the first has left. */
class Outbox {
  readonly #socket: Sending;
  /** Called where a message could not be sent. */
  failed: () => void = () => undefined;
  #waiting: Frames[] = [];
  #sending: Promise<void> | undefined;
  #left = 0;

  constructor(socket: Sending) {
    this.#socket = socket;
  }

  /** How many messages have not been sent yet. */
  get size(): number {
    return this.#left;
  }

  push(frames: Frames): void {
    this.#left++;
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
        await this.#socket.send([...frames]).catch(() => {
          this.failed();
        });
        this.#left--;
      }
    }
    this.#sending = undefined;
  }
}

/**
 * Sends to all subscribers, however slowly one of them reads. Up to `slack` messages wait for each in ZeroMQ. Then nobody
 * gets more, and cells that print wait, until it has read some; where it reads nothing for a while, the others go on
 * and it misses what it has no room for.
 */
class Publishing implements Sending {
  /** Says how many messages a subscriber has missed, once it reads again. */
  missed: (count: number) => void = () => undefined;
  readonly #socket: XPublisher;
  #count = 0;
  #probe = 0;
  /** Milliseconds that are still to be waited for the sake of the pace. */
  #debt = 0;

  constructor(socket: XPublisher) {
    this.#socket = socket;
    socket.sendHighWaterMark = slack;
    socket.sendTimeout = 0;
    socket.noDrop = true;
  }

  async send(frames: Uint8Array[]): Promise<void> {
    const behind = this.#count > 0;
    if (behind && performance.now() < this.#probe) {
      await this.#drop(frames);
      return;
    }
    const end = performance.now() + (behind ? 0 : stall);
    do {
      if (await this.#try(frames)) {
        const count = this.#count;
        this.#count = 0;
        if (count > 0) this.missed(count);
        return;
      }
      await sleep(5);
    } while (performance.now() < end);
    this.#probe = performance.now() + stall;
    await this.#drop(frames);
  }

  /** False where a subscriber has no room for it; then nobody has got it. */
  async #try(frames: Uint8Array[]): Promise<boolean> {
    this.#dropping(false);
    try {
      await this.#socket.send(frames);
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === "EAGAIN") return false;
      throw error;
    }
  }

  async #drop(frames: Uint8Array[]): Promise<void> {
    this.#count++;
    this.#dropping(true);
    await this.#socket.send(frames);
    for (const frame of frames) this.#debt += frame.length / pace;
    if (this.#debt < 5) return;
    await sleep(this.#debt);
    this.#debt = 0;
  }

  /** ZeroMQ heeds it at once, although its binding warns that it does not. */
  #dropping(whether: boolean): void {
    unwarned(() => {
      this.#socket.noDrop = !whether;
    });
  }
}

/** The five sockets of a kernel, over tcp or ipc. */
export class ZeroMQTransport implements Transport {
  readonly #connection: Connection;
  readonly #routers: Record<Channel, Router>;
  readonly #iopub = new XPublisher();
  readonly #publishing = new Publishing(this.#iopub);
  readonly #heartbeat = new Reply();
  readonly #outboxes: Record<Channel | "iopub", Outbox>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#routers = {
      shell: new Router(),
      control: new Router(),
      stdin: new Router(),
    };
    // A client that comes again, such as a web socket's, has the identity that it had, and takes its place.
    for (const router of Object.values(this.#routers)) router.handover = true;
    // Every subscriber gets a welcome, not only the first one of a topic (JEP 65).
    this.#iopub.verbosity = "allSubs";
    // Whether a question finds somebody is worth to be known.
    this.#routers.stdin.mandatory = true;
    for (const socket of this.#sockets()) this.#prepare(socket);
    this.#outboxes = {
      shell: new Outbox(this.#routers.shell),
      control: new Outbox(this.#routers.control),
      stdin: new Outbox(this.#routers.stdin),
      iopub: new Outbox(this.#publishing),
    };
  }

  async open(listener: Listener): Promise<void> {
    this.#publishing.missed = (count) => {
      listener.missed(count);
    };
    this.#outboxes.stdin.failed = () => {
      listener.unheard();
    };
    const { transport, ip } = this.#connection;
    const sockets = Object.entries(this.#byPort());
    await Promise.all(
      sockets.map(async ([port, socket]) => {
        const number = this.#connection[`${port as Port}_port`];
        // The system chooses one where it is 0.
        const at = number === 0 ? `tcp://${ip}:*` : undefined;
        await socket.bind(at ?? address(transport, ip, number));
      }),
    );
    for (const channel of ["shell", "control", "stdin"] as const)
      void this.#listen(channel, listener);
    void this.#welcome(listener);
    void this.#beat();
  }

  /** The numbers of the ports, once they are open. */
  ports(): Record<Port, number> {
    const numbers = Object.entries(this.#byPort()).map(([port, socket]) => [
      port,
      Number(/\d+$/.exec(socket.lastEndpoint ?? "")?.[0]),
    ]);
    return Object.fromEntries(numbers) as Record<Port, number>;
  }

  send(channel: Channel | "iopub", frames: Frames): void {
    this.#outboxes[channel].push(frames);
  }

  get congested(): boolean {
    return this.#outboxes.iopub.size > most;
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

  #byPort(): Record<Port, Router | XPublisher | Reply> {
    return { ...this.#routers, iopub: this.#iopub, hb: this.#heartbeat };
  }

  #sockets(): (Router | XPublisher | Reply)[] {
    return Object.values(this.#byPort());
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

/** Sends one message to `to` and resolves with the answer; rejects where there is none in `wait` milliseconds. */
export async function ask(
  to: string,
  frames: Frames,
  wait: number,
): Promise<Frames> {
  const socket = new Dealer({ linger: 0, receiveTimeout: wait });
  try {
    socket.connect(to);
    await socket.send([...frames]);
    return await socket.receive();
  } finally {
    socket.close();
  }
}
