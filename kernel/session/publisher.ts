import type {
  Bundle,
  CommMessage,
  Payload,
  StreamName,
} from "../run/channel.js";
import type { Header } from "../transport/wire.js";
import type { StartedCell } from "./cells.js";
import { Flood } from "./flood.js";
import type { Kernel } from "./kernel.js";
import type { RunnerListener } from "./runner.js";

/** Publishes what cells produce, each under the request that started the cell. */
export class Publisher implements RunnerListener {
  readonly #kernel: Kernel;
  /** Resolves when the execution that is under way has been answered. */
  readonly #settled: () => Promise<void>;
  readonly #flood = new Flood((cell, name, text) => {
    this.#send(cell, "stream", { name, text });
  });

  constructor(kernel: Kernel, settled: () => Promise<void>) {
    this.#kernel = kernel;
    this.#settled = settled;
  }

  stream(cell: number, name: StreamName, text: string): void {
    this.#flood.text(cell, name, text);
  }

  done(): void {
    this.#flood.flush();
  }

  get congested(): boolean {
    return this.#kernel.congested;
  }

  display(
    cell: number,
    data: Bundle,
    metadata: Bundle,
    displayId: string | undefined,
    update: boolean,
  ): void {
    const transient = displayId === undefined ? {} : { display_id: displayId };
    const type = update ? "update_display_data" : "display_data";
    this.#publish(cell, type, { data, metadata, transient });
  }

  clear(cell: number, wait: boolean): void {
    this.#publish(cell, "clear_output", { wait });
  }

  result(cell: number, data: Bundle, metadata: Bundle): void {
    const started = this.#find(cell);
    if (started?.capture !== undefined) {
      started.capture(data);
      return;
    }
    const text = data["text/plain"];
    if (started !== undefined && typeof text === "string")
      started.output = text;
    const execution_count = started?.count ?? this.#kernel.cells.count;
    const content = { execution_count, data, metadata };
    this.#publish(cell, "execute_result", content);
  }

  comm(cell: number, comm: CommMessage, buffers: readonly Uint8Array[]): void {
    const { action, id, target, data, metadata } = comm;
    const { comms, session } = this.#kernel;
    comms.note(comm);
    const opening = action === "open" ? { target_name: target } : {};
    const type = action === "message" ? "comm_msg" : `comm_${action}`;
    const content = { comm_id: id, ...opening, data };
    const parent = this.#find(cell)?.request.header;
    session.publish(type, content, parent, { metadata, buffers });
  }

  payload(cell: number, payload: Payload): void {
    // Of each kind the last one counts: a cell has one next input.
    this.#find(cell)?.payloads.set(payload.source, payload);
  }

  input(cell: number, prompt: string, password: boolean): Promise<string> {
    const started = this.#find(cell);
    return started === undefined
      ? Promise.reject(new Error("input: no cell asks"))
      : this.#kernel.keyboard.ask(started.request, prompt, password);
  }

  async module(path: string): Promise<unknown> {
    const { compiler, check } = this.#kernel;
    const compiled = await compiler.module(path, check);
    await this.#kernel.debugger.prepareModules(compiled);
    return compiled;
  }

  async exit(): Promise<void> {
    await this.#settled();
    await this.#kernel.close();
  }

  #find(cell: number): StartedCell | undefined {
    return this.#kernel.cells.find(cell);
  }

  /** Publishes what comes after the text so far. */
  #publish(cell: number, type: string, content: Bundle): void {
    this.#flood.flush();
    this.#send(cell, type, content);
  }

  #send(cell: number, type: string, content: Bundle): void {
    const parent: Header | undefined = this.#find(cell)?.request.header;
    this.#kernel.session.publish(type, content, parent);
  }
}
