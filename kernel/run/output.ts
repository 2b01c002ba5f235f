import { AsyncLocalStorage } from "node:async_hooks";
import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import type { Bytes } from "./comms.js";
import {
  isView,
  keepMethods,
  KeptBytes,
  KeptMap,
  load,
  post,
  store,
  wait,
} from "./intrinsics.js";
import { ANSWERS, CHILD, type RingWriter } from "./ring.js";
import type {
  Answer,
  Bundle,
  CommMessage,
  FromMain,
  Parcel,
  Payload,
  Question,
  StreamName,
  ToMain,
} from "./channel.js";

/** How much may be under way in parcels before main waits, in KiB. */
const parcels = 256 << 10;

/** An error that ends a cell because somebody asked for it: an interrupt. */
export class KeyboardInterrupt extends Error {
  override readonly name = "KeyboardInterrupt";
}

/** Where what code prints and shows goes instead of below the cell. */
export interface Area {
  text(name: StreamName, text: string): void;
  display(
    data: Bundle,
    metadata: Bundle,
    displayId: string | undefined,
    update: boolean,
  ): void;
  clear(wait: boolean): void;
}

/**
 * Main's way out: everything goes to the worker with the number of the cell that caused it, also from timers and
 * promises that outlive their cell.
 */
export class Output {
  readonly #ring: RingWriter;
  readonly #answers: MessagePort;
  readonly #control: Int32Array;
  readonly #cells = keepMethods(
    new AsyncLocalStorage<number>(),
    ...(["run", "getStore", "enterWith"] as const),
  );
  /** Made when it is first needed: looking into it costs time at each line that is printed. */
  #areas: AsyncLocalStorage<Area | undefined> | undefined;
  readonly #waiting = new KeptMap<number, (answer: Answer) => void>();
  #later: Promise<unknown>[] = [];
  #question = 0;
  #parcel = 0;
  #last = 0;

  constructor(ring: RingWriter, control: Int32Array, answers: MessagePort) {
    this.#ring = ring;
    this.#control = control;
    this.#answers = answers;
  }

  /** Calls `f` as a part of a cell. */
  within(cell: number, f: () => void): void {
    this.#last = cell;
    this.#cells.run(cell, f);
  }

  /** Calls `f` for a request that is not a cell: what nobody can place still belongs to the latest cell. */
  aside(cell: number, f: () => void): void {
    this.#cells.run(cell, f);
  }

  /** Calls `f` and has what it prints and shows, also later, go into `area`. */
  into(area: Area, f: () => void): void {
    this.#areas ??= new AsyncLocalStorage();
    this.#areas.run(area, f);
  }

  /** Whether something is just being written: not a moment to be interrupted in. */
  get writing(): boolean {
    return this.#ring.writing;
  }

  /** Forgets what an interrupt tore: a cell out of `within`, or a record by force. */
  reset(): void {
    store(this.#control, CHILD, 0);
    this.#ring.reset();
    this.#cells.enterWith(this.#last);
    this.#areas?.enterWith(undefined);
  }

  /** The cell that the running code belongs to; the latest one where nobody can tell. */
  get cell(): number {
    return this.owner ?? this.#last;
  }

  /** The cell that the running code belongs to; undefined where nobody can tell. */
  get owner(): number | undefined {
    return this.#cells.getStore();
  }

  text(name: StreamName, text: string): void {
    const area = this.#areas?.getStore();
    if (area === undefined) this.#ring.text(name, this.cell, text);
    else area.text(name, text);
  }

  send(message: FromMain): void {
    this.#ring.message(message);
  }

  display(
    data: Bundle,
    metadata: Bundle,
    displayId: string | undefined,
    update: boolean,
  ): void {
    const area = this.#areas?.getStore();
    if (area !== undefined) {
      area.display(data, metadata, displayId, update);
      return;
    }
    const cell = this.cell;
    this.send({ type: "display", cell, data, metadata, displayId, update });
  }

  /** Has the cell's end wait for something that is still to be shown. */
  later(shown: Promise<unknown>): void {
    this.#later.push(shown);
  }

  /** What the cell's end must wait for; undefined where there is nothing. */
  takeLater(): Promise<unknown> | undefined {
    const later = this.#later;
    this.#later = [];
    return later.length === 0 ? undefined : Promise.allSettled(later);
  }

  clear(wait: boolean): void {
    const area = this.#areas?.getStore();
    if (area === undefined) this.send({ type: "clear", cell: this.cell, wait });
    else area.clear(wait);
  }

  /** Has the cell's reply ask something of the front end. */
  payload(payload: Payload): void {
    this.send({ type: "payload", cell: this.cell, payload });
  }

  comm(comm: CommMessage, buffers: readonly Bytes[]): void {
    let parcel = 0;
    if (buffers.length > 0) {
      parcel = ++this.#parcel;
      this.#enclose(parcel, buffers);
    }
    this.send({ type: "comm", cell: this.cell, comm, parcel });
  }

  /** Copied once, since the cell may go on writing into what it has sent; from here on nothing copies. */
  #enclose(parcel: number, from: readonly Bytes[]): void {
    const buffers: Uint8Array<ArrayBuffer>[] = [];
    const memory: ArrayBuffer[] = [];
    let size = 0;
    for (let i = 0; i < from.length; i++) {
      const bytes = copyOf(from[i] ?? new KeptBytes());
      buffers[i] = bytes;
      memory[i] = bytes.buffer;
      size += bytes.length;
    }
    this.#ring.enclose(kibibytes(size), parcels);
    post(this.#answers, { parcel, buffers } satisfies Parcel, memory);
  }

  /** Asks the worker and sleeps until it has answered. Throws what it answers with. */
  ask(question: Question): unknown {
    const id = ++this.#question;
    let seen = load(this.#control, ANSWERS);
    this.#post(id, question, true);
    for (;;) {
      wait(this.#control, ANSWERS, seen);
      seen = load(this.#control, ANSWERS);
      for (;;) {
        const received = receiveMessageOnPort(this.#answers) as
          { message: Extract<ToMain, { type: "answer" }> } | undefined;
        if (received === undefined) break;
        // An answer with another number was meant for a question that an interrupt has ended.
        if (received.message.id === id) return valueOf(received.message.answer);
      }
    }
  }

  /** Asks the worker without making main wait. */
  async askLater(question: Question): Promise<unknown> {
    const id = ++this.#question;
    const answer = new Promise<Answer>((resolve) =>
      this.#waiting.set(id, resolve),
    );
    this.#post(id, question, false);
    return valueOf(await answer);
  }

  /** Hands in the answer to a question asked by `askLater`. */
  answered(id: number, answer: Answer): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  #post(id: number, question: Question, asleep: boolean): void {
    const cell = this.cell;
    this.send({ type: "question", cell, id, question, asleep });
  }
}

/** The size of a parcel as both ends count it. */
export function kibibytes(size: number): number {
  return (size + 1023) >>> 10;
}

function copyOf(bytes: Bytes): Uint8Array<ArrayBuffer> {
  if (!isView(bytes)) return new KeptBytes(new KeptBytes(bytes));
  const { buffer, byteOffset, byteLength } = bytes;
  return new KeptBytes(new KeptBytes(buffer, byteOffset, byteLength));
}

function valueOf(answer: Answer): unknown {
  if (answer.ok) return answer.value;
  if (answer.name === "KeyboardInterrupt")
    throw new KeyboardInterrupt(answer.message);
  const error = new Error(answer.message);
  error.name = answer.name;
  throw error;
}
