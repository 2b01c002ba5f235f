/** A session with everything around it replaced: what a test sends, and what the kernel says to it. */
import type { Inspector } from "../../kernel/debug/inspector.js";
import { Dispatcher } from "../../kernel/session/dispatch.js";
import { History } from "../../kernel/session/history.js";
import { Kernel } from "../../kernel/session/kernel.js";
import { Publisher } from "../../kernel/session/publisher.js";
import type { Enclosed } from "../../kernel/session/session.js";
import type { Runner, RunnerListener } from "../../kernel/session/runner.js";
import type {
  CommMessage,
  Outcome,
  RunCell,
} from "../../kernel/run/channel.js";
import { MemoryTransport } from "../../kernel/transport/memory.js";
import type { Channel } from "../../kernel/transport/transport.js";
import { Wire, type Content } from "../../kernel/transport/wire.js";
import { StandInCompiler } from "./stand-in.js";

/** A runner that does what a test says. */
export class ScriptedRunner implements Runner {
  readonly ran: RunCell[] = [];
  readonly forgotten: string[] = [];
  readonly folders: string[] = [];
  left = false;
  busy = false;
  /** What was said to comms: the request's number, the message, how many buffers. */
  readonly heard: [number, CommMessage, number][] = [];
  #listener: RunnerListener | undefined;
  #stop: ((outcome: Outcome) => void) | undefined;

  listen(listener: RunnerListener): void {
    this.#listener = listener;
  }

  /** What the cells' output goes to. */
  get output(): RunnerListener {
    if (this.#listener === undefined) throw new Error("nobody listens");
    return this.#listener;
  }

  /**
   * Plays a cell: `print X`, `value X`, `fail X`, `wait`, `ask X`, `next X`, one a line. The scripts come as the text of a
   * template, which is what the stand-in compiler leaves untouched.
   */
  async run(cell: RunCell): Promise<Outcome> {
    this.ran.push(cell);
    this.busy = true;
    const outcome = await this.#play(cell);
    this.busy = false;
    return outcome;
  }

  /** Answers to the comm it hears from, with the same. */
  comm(
    cell: number,
    comm: CommMessage,
    buffers: readonly Uint8Array[],
  ): Promise<void> {
    this.heard.push([cell, comm, buffers.length]);
    if (comm.action === "message") this.output.comm(cell, comm, buffers);
    return Promise.resolve();
  }

  async #play(cell: RunCell): Promise<Outcome> {
    for (const line of cell.source.replaceAll("`", "").split("\n")) {
      const [verb, word = ""] = line.split(" ");
      if (verb === "print") this.output.stream(cell.id, "stdout", word);
      if (verb === "value" && cell.show)
        this.output.result(cell.id, { "text/plain": word }, {});
      if (verb === "next")
        this.output.payload(cell.id, { source: "set_next_input", text: word });
      if (verb === "ask") await this.output.input(cell.id, word, false);
      if (verb === "fail")
        return { ename: "Error", evalue: word, traceback: [word] };
      if (verb === "wait") {
        const outcome = await new Promise<Outcome>((stop) => {
          this.#stop = stop;
        });
        if (outcome !== undefined) return outcome;
      }
    }
    return undefined;
  }

  interrupt(): Promise<void> {
    this.#stop?.({ ename: "KeyboardInterrupt", evalue: "", traceback: [] });
    return Promise.resolve();
  }

  /** Lets a cell go on that waits. */
  resume(): void {
    this.#stop?.(undefined);
  }

  forget(slots: readonly string[]): void {
    this.forgotten.push(...slots);
  }

  changeFolder(folder: string): void {
    this.folders.push(folder);
  }

  leave(): void {
    this.left = true;
  }
}

/** The inspector of a place where nothing runs. */
const nowhere: Inspector = {
  post: (method) => Promise.reject(new Error(`${method}: nothing runs here`)),
  on: () => undefined,
  isPaused: false,
};

/** One message that the kernel sent, in short. */
export interface Said {
  readonly channel: string;
  readonly type: string;
  readonly content: Content;
  readonly metadata: Content;
  readonly buffers: readonly Uint8Array[];
  /** The id of the request that it belongs to. */
  readonly parent: string | undefined;
}

export class Conversation {
  readonly said: Said[] = [];
  readonly log: string[] = [];
  readonly runner = new ScriptedRunner();
  readonly compiler = new StandInCompiler();
  readonly transport: MemoryTransport;
  /** Told of each message as it leaves the kernel. */
  hear: (said: Said) => void = () => undefined;
  readonly #client: Wire;
  readonly #reader: Wire;

  private constructor(key: string) {
    this.#client = new Wire(key, "client");
    this.#reader = new Wire(key);
    this.transport = new MemoryTransport((channel, frames) => {
      const { header, parent, ...rest } = this.#reader.unpack(frames);
      const { content, metadata, buffers } = rest;
      const said = { type: header.msg_type, parent: parent?.msg_id };
      const message = { channel, ...said, content, metadata, buffers };
      this.said.push(message);
      this.hear(message);
    });
  }

  static async start(
    key = "secret",
    history = new History(),
  ): Promise<Conversation> {
    const conversation = new Conversation(key);
    const { transport, compiler, runner, log } = conversation;
    const wire = new Wire(key);
    const parts = { transport, wire, compiler, runner, history };
    const folder = process.cwd();
    const kernel = new Kernel({ ...parts, inspector: nowhere, folder });
    const dispatcher = new Dispatcher(kernel, wire, (line) => log.push(line));
    runner.listen(new Publisher(kernel, () => dispatcher.settled()));
    await transport.open(dispatcher);
    return conversation;
  }

  /** Sends a request; returns its id. */
  send(
    type: string,
    content: Content = {},
    channel: Channel = "shell",
    enclosed: Enclosed = {},
  ): string {
    const { metadata = {}, buffers = [] } = enclosed;
    const frames = this.#client.pack(
      [],
      type,
      content,
      undefined,
      metadata,
      buffers,
    );
    this.transport.deliver(channel, frames);
    return this.#reader.unpack(frames).header.msg_id;
  }

  execute(code: string, content: Content = {}): string {
    return this.send("execute_request", { code: `\`${code}\``, ...content });
  }

  /** Waits until nothing more is being said, or cells wait. */
  async quiet(): Promise<void> {
    for (let turn = 0; turn < 5; turn++)
      await new Promise((resolve) => setImmediate(resolve));
  }

  /** The reply to a request, once it is there: what reads a file takes more than a few turns. */
  async answer(id: string): Promise<Content> {
    for (;;) {
      const reply = this.reply(id);
      if (reply !== undefined) return reply;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** What belongs to a request, as lines such as `iopub status busy`. */
  lines(id?: string): string[] {
    return this.said
      .filter(({ parent }) => id === undefined || parent === id)
      .map(({ channel, type, content }) => {
        const what = content["execution_state"] ?? content["text"];
        return typeof what === "string"
          ? `${channel} ${type} ${what}`
          : `${channel} ${type}`;
      });
  }

  /** The content of the reply to a request. */
  reply(id: string): Content | undefined {
    return this.said.find(
      ({ type, parent }) => type.endsWith("_reply") && parent === id,
    )?.content;
  }
}
