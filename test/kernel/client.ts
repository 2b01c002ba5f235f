/** A Jupyter client over ZeroMQ, for tests that drive a real kernel process. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Dealer, Request as Requester, Subscriber } from "zeromq";
import type { Enclosed } from "../../kernel/session/session.js";
import { Wire, type Message } from "../../kernel/transport/wire.js";

const entry = fileURLToPath(
  new URL("../../dist/kernel/main.js", import.meta.url),
);

type Channel = "shell" | "control" | "stdin";
type Content = Readonly<Record<string, unknown>>;

/** Everything that one request caused, in the order in which it was published. */
export interface Answer {
  readonly reply: Message;
  readonly published: readonly Message[];
}

/** A kernel process and a client connected to it. */
export class Client {
  process: ChildProcess;
  readonly folder: string;
  readonly ports: Ports;
  readonly key: string;
  readonly #wire: Wire;
  readonly #sockets = {
    shell: new Dealer(),
    control: new Dealer(),
    stdin: new Dealer(),
  };
  readonly #iopub = new Subscriber();
  readonly #heartbeat = new Requester();
  readonly #listeners = new Set<(message: Message, channel: string) => void>();
  /** Every message so far. */
  readonly received: Message[] = [];
  /** What the process has written itself, past the protocol. */
  log = "";

  readonly #spawn: () => ChildProcess;

  private constructor(
    spawn: () => ChildProcess,
    folder: string,
    key: string,
    ports: Ports,
  ) {
    this.#spawn = spawn;
    this.folder = folder;
    this.key = key;
    this.ports = ports;
    this.#wire = new Wire(key, "client");
    this.process = this.#start();
  }

  #start(): ChildProcess {
    const child = this.#spawn();
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (text: Buffer) => {
        this.log += text.toString();
      });
    return child;
  }

  /** Starts the kernel anew, as Jupyter does where one has ended: with the same connection file. */
  async restart(): Promise<void> {
    await this.ended();
    this.received.length = 0;
    this.process = this.#start();
    await this.wait((m) => typeOf(m) === "iopub_welcome");
  }

  /** Starts a kernel and waits until it answers and publishes. */
  static async start(
    env: NodeJS.ProcessEnv = {},
    options: readonly string[] = [],
    node = process.execPath,
  ): Promise<Client> {
    const folder = mkdtempSync(join(tmpdir(), "nabla-kernel-"));
    const key = randomUUID();
    const ports = await freePorts();
    const file = join(folder, "connection.json");
    const connection = {
      ...{ transport: "tcp", ip: "127.0.0.1", key },
      signature_scheme: "hmac-sha256",
      ...ports,
    };
    writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
    const spawned = (): ChildProcess =>
      spawn(node, [...options, entry, file], {
        cwd: folder,
        env: { ...process.env, JUPYTER_DATA_DIR: folder, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
    const client = new Client(spawned, folder, key, ports);
    client.#connect(ports);
    // From the welcome on nothing published is missed.
    await client.wait((m) => typeOf(m) === "iopub_welcome");
    await client.request("kernel_info_request");
    return client;
  }

  /** Sends a request and collects all that it causes until it is idle and answered. */
  async request(
    type: string,
    content: Content = {},
    channel: Channel = "shell",
  ): Promise<Answer> {
    const id = await this.send(type, content, channel);
    return this.answer(id);
  }

  execute(code: string, content: Content = {}): Promise<Answer> {
    return this.request("execute_request", { code, ...content });
  }

  /** Sends a request without waiting; returns its id. */
  async send(
    type: string,
    content: Content = {},
    channel: Channel = "shell",
    { metadata = {}, buffers = [] }: Enclosed = {},
  ): Promise<string> {
    const frames = this.#wire.pack(
      [],
      type,
      content,
      undefined,
      metadata,
      buffers,
    );
    await this.#sockets[channel].send([...frames]);
    return new Wire(this.key).unpack(frames).header.msg_id;
  }

  /** Sends frames as they stand. */
  async sendRaw(frames: readonly Uint8Array[]): Promise<void> {
    await this.#sockets.shell.send([...frames]);
  }

  /** All that a request has caused, once it is idle and answered. */
  async answer(id: string): Promise<Answer> {
    const of = (message: Message): boolean => message.parent?.msg_id === id;
    const reply = await this.wait((m) => of(m) && /_reply$/.test(typeOf(m)));
    await this.wait((m) => of(m) && m.content["execution_state"] === "idle");
    const published = this.received.filter(
      (m) => of(m) && !/_(reply|request)$/.test(typeOf(m)),
    );
    return { reply, published };
  }

  /** The first message that fits, of those received or to come. */
  wait(fits: (message: Message) => boolean): Promise<Message> {
    const found = this.received.find(fits);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(listener);
        reject(
          new Error(`no such message came; the kernel wrote: ${this.log}`),
        );
      }, 15_000);
      const listener = (message: Message): void => {
        if (!fits(message)) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(message);
      };
      this.#listeners.add(listener);
    });
  }

  /** Waits until the text of a stream holds `text`. */
  printed(text: string): Promise<Message> {
    return this.wait((m) => String(m.content["text"]).includes(text));
  }

  /** One beat of the heart. */
  async beat(): Promise<string> {
    await this.#heartbeat.send("ping");
    const [answer] = await this.#heartbeat.receive();
    return String(answer);
  }

  /** Answers the kernel's `input_request`. */
  async type(value: string): Promise<void> {
    await this.send("input_reply", { value }, "stdin");
  }

  /** Waits for the end of the process; returns its exit code or signal. */
  async ended(): Promise<number | string | null> {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null) return exitCode ?? signalCode;
    const [code, signal] = (await once(this.process, "exit")) as [
      number | null,
      string | null,
    ];
    return code ?? signal;
  }

  async stop(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended();
    for (const socket of [
      ...Object.values(this.#sockets),
      this.#iopub,
      this.#heartbeat,
    ])
      socket.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #connect(ports: Ports): void {
    const at = (port: number): string => `tcp://127.0.0.1:${port}`;
    const identity = randomUUID();
    for (const channel of ["shell", "control", "stdin"] as const) {
      const socket = this.#sockets[channel];
      // One identity on all three: the kernel asks on stdin whom it heard on shell.
      socket.routingId = identity;
      socket.linger = 0;
      socket.connect(at(ports[`${channel}_port`]));
      void this.#listen(socket, channel);
    }
    this.#iopub.subscribe("");
    this.#iopub.connect(at(ports.iopub_port));
    void this.#listen(this.#iopub, "iopub");
    this.#heartbeat.linger = 0;
    this.#heartbeat.connect(at(ports.hb_port));
  }

  async #listen(
    socket: AsyncIterable<Buffer[]>,
    channel: string,
  ): Promise<void> {
    for await (const frames of socket) {
      const message = this.#wire.unpack(frames);
      this.received.push(message);
      for (const listener of this.#listeners) listener(message, channel);
    }
  }
}

export function typeOf(message: Message): string {
  return message.header.msg_type;
}

/** The text that a request has printed to a stream. */
export function streamText(
  { published }: Pick<Answer, "published">,
  name = "stdout",
): string {
  return published
    .filter((m) => typeOf(m) === "stream" && m.content["name"] === name)
    .map((m) => String(m.content["text"]))
    .join("");
}

/** The plain text of a request's result. */
export function resultText({ published }: Answer): unknown {
  const result = published.find((m) => typeOf(m) === "execute_result");
  const data = result?.content["data"] as Content | undefined;
  return data?.["text/plain"];
}

export interface Ports {
  readonly shell_port: number;
  readonly control_port: number;
  readonly stdin_port: number;
  readonly iopub_port: number;
  readonly hb_port: number;
}

async function freePorts(): Promise<Ports> {
  const servers = Array.from({ length: 5 }, () => createServer().listen(0));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const [shell = 0, control = 0, stdin = 0, iopub = 0, hb = 0] = servers.map(
    (server) => (server.address() as AddressInfo).port,
  );
  await Promise.all(
    servers.map((server) => new Promise((closed) => server.close(closed))),
  );
  return {
    shell_port: shell,
    control_port: control,
    stdin_port: stdin,
    iopub_port: iopub,
    hb_port: hb,
  };
}
