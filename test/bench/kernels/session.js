// The least of a Jupyter client: one kernel that was started for the bench, and the time at which each message came.
import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Dealer, Subscriber } from "zeromq";

const delimiter = "<IDS|MSG>";
/** How long a kernel may take for one answer, in milliseconds. */
const patience = 20_000;

/** A running kernel. Times are those of `performance.now()`. */
export class Session {
  /** Milliseconds from the spawn to `kernel_info_reply` (`info`), and to the text of `1 + 1` (`result`). */
  started;
  #waiting = new Set();
  #stopped = false;

  /** Starts `kernel` (of peers.js) and runs `1 + 1` in it. */
  static async start(kernel, environment) {
    const session = new Session();
    await session.#start(kernel, environment).catch(async (error) => {
      await session.stop();
      throw error;
    });
    return session;
  }

  async #start(kernel, environment) {
    this.kernel = kernel;
    this.folder = mkdtempSync(join(tmpdir(), "nabla-bench-"));
    if (kernel.modules !== undefined)
      symlinkSync(
        kernel.modules,
        join(this.folder, "node_modules"),
        "junction",
      );
    const connection = await connectionInfo();
    this.connection = connection;
    const file = join(this.folder, "connection.json");
    writeFileSync(file, JSON.stringify(connection));
    // ZeroMQ waits 100 ms between attempts to connect, which would be all that is measured.
    const eager = { reconnectInterval: 1, linger: 0 };
    const routingId = randomUUID();
    this.sockets = {
      shell: new Dealer({ ...eager, routingId }),
      control: new Dealer({ ...eager, routingId }),
      iopub: new Subscriber({ ...eager, receiveHighWaterMark: 0 }),
    };
    this.sockets.iopub.subscribe();
    const [program, ...args] = kernel.command(file);
    const start = performance.now();
    this.process = spawn(program, args, {
      env: environment,
      cwd: this.folder,
      stdio: "ignore",
      detached: process.platform !== "win32",
    });
    this.gone = once(this.process, "exit");
    for (const channel of ["shell", "control", "iopub"]) {
      this.sockets[channel].connect(this.address(channel));
      this.#listen(channel).catch((error) => {
        // A socket that is closed in the midst of a flood fails.
        if (!this.#stopped) throw error;
      });
    }
    const info = await this.request("kernel_info_request");
    await this.#joined();
    const first = await this.execute("1 + 1", { shows: true });
    if (first.text.trim() !== "2") throw new Error(`1 + 1 gave ${first.text}`);
    this.started = { info: info.at - start, result: first.shown - start };
  }

  address(channel) {
    return `tcp://127.0.0.1:${this.connection[`${channel}_port`]}`;
  }

  /** Sends a message. */
  async send(
    type,
    content = {},
    {
      channel = "shell",
      buffers = [],
      id = randomUUID(),
      key = this.connection.key,
    } = {},
  ) {
    const header = {
      msg_id: id,
      session: this.connection.key,
      username: "bench",
      date: new Date().toISOString(),
      msg_type: type,
      version: "5.4",
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = createHmac("sha256", key);
    for (const part of parts) signature.update(part);
    const frames = [delimiter, signature.digest("hex"), ...parts, ...buffers];
    await this.sockets[channel].send(frames);
  }

  /** Sends a request and resolves with its reply; `sent` is when it left. */
  async request(type, content) {
    const id = randomUUID();
    const reply = this.wait(
      (m) => m.parent === id && m.type.endsWith("_reply"),
    );
    const sent = performance.now();
    await this.send(type, content, { id });
    return { ...(await reply), sent };
  }

  /**
   * Runs a cell: `sent`, `at` (its reply), `shown` (its first text or result, where `shows` says that there is one),
   * `end` (all of it, with `idle`), `text`.
   */
  async execute(code, { shows = false } = {}) {
    const id = randomUUID();
    const shown = shows
      ? this.wait((m) => m.parent === id && textOf(m) !== undefined)
      : undefined;
    const { sent, done } = await this.begin(code, id);
    const [reply, first] = await Promise.all([done, shown]);
    const text =
      first === undefined ? "" : stripVTControlCharacters(textOf(first));
    const end = Math.max(reply.end, first?.at ?? 0);
    return { sent, at: reply.at, shown: first?.at, end, text };
  }

  /** Sends a cell; `done` resolves when it is answered and idle. */
  async begin(code, id = randomUUID()) {
    const done = Promise.all([
      this.wait((m) => m.parent === id && m.type === "execute_reply"),
      this.wait((m) => m.parent === id && m.content.execution_state === "idle"),
    ]).then(([reply, idle]) => ({
      ...reply,
      end: Math.max(reply.at, idle.at),
    }));
    // Whoever waits for it hears of the failure.
    done.catch(() => undefined);
    const sent = performance.now();
    await this.send(
      "execute_request",
      {
        code,
        silent: false,
        store_history: true,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
      },
      { id },
    );
    return { sent, done };
  }

  /** Stops what runs, in the way that the kernel's own kernelspec asks for. */
  async interrupt() {
    if (this.kernel.interrupt === "message")
      await this.send("interrupt_request", {}, { channel: "control" });
    else this.process.kill("SIGINT");
  }

  /** The first message to come that fits. */
  wait(fits, limit = patience) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new Error(`no answer in ${limit / 1000} s`));
      }, limit);
      const waiting = (message) => {
        if (!fits(message)) return;
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        resolve(message);
      };
      this.#waiting.add(waiting);
    });
  }

  /** Calls `f` with every message to come; returns what ends that. */
  hear(f) {
    const waiting = (message) => void f(message);
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  /** Ends the kernel and the processes that it started. */
  async stop() {
    this.#stopped = true;
    for (const socket of Object.values(this.sockets ?? {})) socket.close();
    if (this.process !== undefined) {
      const { pid } = this.process;
      if (process.platform === "win32") this.process.kill("SIGKILL");
      else if (
        this.process.exitCode === null &&
        this.process.signalCode === null
      )
        process.kill(-pid, "SIGKILL");
      await this.gone;
    }
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }

  async #listen(channel) {
    for await (const frames of this.sockets[channel]) {
      // Nobody reads a flood but for its end.
      const at = performance.now();
      const message = { ...unpack(frames), channel, at };
      for (const waiting of this.#waiting) waiting(message);
    }
  }

  /** What a kernel publishes before a subscriber is known to it is lost: ask until something is heard. */
  async #joined() {
    for (let asked = 0; asked < 200; asked += 1) {
      const heard = this.wait((m) => m.channel === "iopub", 50);
      await this.send("kernel_info_request");
      const message = await heard.catch(() => undefined);
      if (message !== undefined) return;
    }
    throw new Error("nothing published was heard");
  }
}

function unpack(frames) {
  const first = frames.findIndex((frame) => frame.toString() === delimiter);
  const [header, parent, , content] = frames
    .slice(first + 2, first + 6)
    .map((frame) => JSON.parse(frame.toString()));
  const buffers = frames.slice(first + 6);
  return { type: header.msg_type, parent: parent.msg_id, content, buffers };
}

/** What a person sees of a message; undefined where it shows nothing. */
function textOf({ type, content }) {
  if (type === "execute_result") return content.data["text/plain"];
  if (type === "stream" && content.name === "stdout") return content.text;
  return undefined;
}

async function connectionInfo() {
  const servers = await Promise.all(
    ["shell", "iopub", "stdin", "control", "hb"].map(async (channel) => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return { channel, server };
    }),
  );
  const ports = servers.map(({ channel, server }) => {
    const { port } = server.address();
    server.close();
    return [`${channel}_port`, port];
  });
  return {
    ...Object.fromEntries(ports),
    ip: "127.0.0.1",
    key: randomUUID(),
    transport: "tcp",
    signature_scheme: "hmac-sha256",
    kernel_name: "bench",
  };
}
