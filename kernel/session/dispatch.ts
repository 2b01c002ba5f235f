import type { Handler } from "../messages/handler.js";
import { handlers } from "../messages/index.js";
import type { Channel, Frames, Listener } from "../transport/transport.js";
import { WireError, type Content, type Wire } from "../transport/wire.js";
import type { Kernel } from "./kernel.js";
import type { Request } from "./session.js";

/**
 * Every request goes the same way: busy, its handler, the reply, idle. Handlers return, the dispatcher sends, so that
 * no handler can forget one of them or send them in another order.
 *
 * Executions wait for each other in a queue, and messages of comms stay behind them. All else is answered at once, also
 * while a cell runs: it does not need the main thread.
 */
export class Dispatcher implements Listener {
  readonly #kernel: Kernel;
  readonly #wire: Wire;
  readonly #log: (line: string) => void;
  #queue: Request[] = [];
  #running = false;
  #current: Request | undefined;
  /** What is being answered: the end waits for it. */
  #served: Promise<void> = Promise.resolve();

  constructor(kernel: Kernel, wire: Wire, log: (line: string) => void) {
    this.#kernel = kernel;
    this.#wire = wire;
    this.#log = log;
  }

  receive(channel: Channel, frames: Frames): void {
    let request: Request;
    try {
      request = { ...this.#wire.unpack(frames), channel };
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#log(`nabla: ${error.message} refused on ${channel}`);
      return;
    }
    if (channel === "stdin") {
      this.#kernel.keyboard.receive(request);
      return;
    }
    const handler = handlers.get(request.header.msg_type);
    if (this.#mustWait(handler, channel)) {
      this.#queue.push(request);
      if (!this.#running) void this.#run();
    } else void this.#serve(request, handler);
  }

  subscribed(topic: Uint8Array): void {
    this.#kernel.session.welcome(topic);
  }

  unheard(): void {
    this.#kernel.keyboard.unheard();
  }

  missed(count: number): void {
    const text = `nabla: a client reads too slowly: ${count} messages have not reached it`;
    this.#log(text);
    const content = { name: "stderr", text: `${text}\n` };
    const { session, cells } = this.#kernel;
    session.publish("stream", content, cells.latest?.request.header);
  }

  /** Resolves when the execution under way has been answered. */
  async settled(): Promise<void> {
    await this.#served;
  }

  #mustWait(handler: Handler | undefined, channel: Channel): boolean {
    if (handler?.order === "queued") return true;
    if (handler?.order !== "behind" || channel !== "shell") return false;
    // A cell that awaits shall hear its widgets; one that still compiles may be the one that opens the comm.
    return (
      this.#queue.length > 0 || (this.#running && !this.#kernel.runner.busy)
    );
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (;;) {
      const request = this.#queue.shift();
      if (request === undefined) break;
      this.#current = request;
      const served = this.#serve(
        request,
        handlers.get(request.header.msg_type),
      );
      this.#served = served;
      await served;
      this.#current = undefined;
    }
    this.#running = false;
  }

  /** Whether a reply is an error that stops what waits behind it. */
  #stops(request: Request, reply: Content | undefined): boolean {
    return (
      this.#current === request &&
      reply?.["status"] === "error" &&
      request.content["stop_on_error"] !== false
    );
  }

  /** Takes requests out of the queue. */
  #take(which: (request: Request) => boolean): Request[] {
    const taken = this.#queue.filter(which);
    this.#queue = this.#queue.filter((request) => !which(request));
    return taken;
  }

  #refuse(request: Request): void {
    const { session, cells } = this.#kernel;
    session.status("busy", request.header);
    session.reply(request, replyType(request), {
      status: "aborted",
      execution_count: cells.count,
    });
    session.status("idle", request.header);
  }

  async #serve(request: Request, handler: Handler | undefined): Promise<void> {
    const { session } = this.#kernel;
    // Front ends that show how long a cell took read it there, as ipykernel says it.
    const started = new Date().toISOString();
    session.status("busy", request.header);
    let reply: Content | undefined;
    try {
      if (handler === undefined) throw unknown(request);
      reply = await handler.handle(this.#kernel, request);
    } catch (error) {
      // A message of a comm has no reply.
      if (request.header.msg_type.endsWith("_request")) reply = failed(error);
    }
    const stops = this.#stops(request, reply);
    // An error stops what was sent before the client could know of it. What lies in the sockets is let arrive.
    if (stops) await turn();
    const stopped = stops ? this.#take(isExecution) : [];
    const told = Date.now();
    if (reply !== undefined)
      session.reply(request, replyType(request), reply, { started });
    session.status("idle", request.header);
    // What is answered meanwhile must not say once more that it is busy.
    if (this.#current === request) this.#current = undefined;
    for (const each of stopped) this.#refuse(each);
    // Front ends show the latest state they hear of: the cell that still runs must have the last word. Requests of
    // the debugger count for none of them, and JupyterLab sends one at every word of a running cell.
    const current = this.#current;
    if (current !== undefined && request.header.msg_type !== "debug_request")
      session.status("busy", current.header);
    if (stops) {
      // The last of a burst may come behind the reply: then its date says that it was sent before.
      await turn();
      const late = this.#take(
        (each) => isExecution(each) && sentAt(each) < told,
      );
      for (const each of late) this.#refuse(each);
    }
    handler?.after?.(this.#kernel);
  }
}

/** One turn of the event loop, in which the sockets are read. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** By the client's clock; NaN where it does not say. */
function sentAt({ header }: Request): number {
  return Date.parse(header.date);
}

/** Whether an error before it keeps it from running. */
function isExecution({ header }: Request): boolean {
  return handlers.get(header.msg_type)?.order === "queued";
}

function replyType(request: Request): string {
  return request.header.msg_type.replace(/_request$/, "_reply");
}

function unknown({ header, channel }: Request): Error {
  return new Error(
    `${header.msg_type}: this kernel knows no such message on ${channel}`,
  );
}

function failed(error: unknown): Content {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  return {
    status: "error",
    ename: name,
    evalue: message,
    traceback: [`${name}: ${message}`],
  };
}
