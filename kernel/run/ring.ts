/// <reference lib="es2024.sharedmemory" />
/**
 * The ring through which everything that main produces reaches the worker.
 *
 * `postMessage` would do, were it not for floods: a loop that prints fills the worker's port faster than it is drained,
 * and the worker's heartbeat starves (seconds instead of a millisecond). Here the writer blocks while the ring is
 * full, so memory is bounded, and the reader decides when to look: at once for the first record after a pause, every
 * 10 ms while records keep coming, and at once again for a record that is urgent.
 *
 * A record is two words (kind and length; cell) and its bytes, padded to a multiple of four. `head` and `tail` count
 * bytes for ever and wrap at 2³²; the size is a power of two, so that their low bits are the place in the ring.
 */
import type { FromMain, StreamName } from "./channel.js";
import {
  add,
  encode,
  load,
  min,
  notify,
  setBytes,
  setUint32,
  store,
  stringify,
  subarray,
  wait,
} from "./intrinsics.js";

/** Places in the control words. */
const HEAD = 0;
const TAIL = 1;
/** Counts up when the reader shall look at once; the reader sleeps on it. */
const BELL = 2;
/** 1 while the reader has no timer running and relies on the bell. */
const ASLEEP = 3;
/** Counts the answers that the worker has posted; main sleeps on it in `input()`. */
export const ANSWERS = 4;
/** 1 once the worker has closed the sockets and the process may end. */
export const LEFT = 5;
/** How many KiB are under way in parcels; main sleeps on it while there are too many. */
export const PARCELS = 6;
/** 1 while main waits for a child. */
export const CHILD = 7;
/** 1 while an interrupt is under way: between two records, where it may come, main gives it a moment. */
export const STOPPING = 8;

const ringSize = 1 << 20;
/** Longer records are split, so that one never has to wait for the whole ring. */
const largest = ringSize >> 2;
/** How long a writer waits for the interrupt that is under way, in milliseconds. */
const moment = 5;
/** How long the reader lets records gather, in milliseconds. */
const pause = 10;
/** How long the reader goes on reading at a time, in milliseconds. */
const slice = 5;

const kinds = { stdout: 0, stderr: 1, message: 2, part: 3 } as const;
const streamNames: readonly StreamName[] = ["stdout", "stderr"];

/** The memory that both threads share. */
export interface SharedRing {
  readonly control: Int32Array;
  readonly bytes: Uint8Array;
}

export function createRing(): SharedRing {
  return {
    control: new Int32Array(new SharedArrayBuffer(64)),
    bytes: new Uint8Array(new SharedArrayBuffer(ringSize)),
  };
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** Main's end. Whatever user code does to the built-ins, it goes on. */
export class RingWriter {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #words: DataView;
  #depth = 0;

  constructor(ring: SharedRing) {
    this.#control = ring.control;
    this.#bytes = ring.bytes;
    this.#words = new DataView(ring.bytes.buffer);
  }

  /** Whether a record is being written: not a moment to be interrupted in. */
  get writing(): boolean {
    return this.#depth > 0;
  }

  /** Forgets the record that an interrupt by force has torn. */
  reset(): void {
    this.#depth = 0;
  }

  /** Text of a stream; it reaches the client within some 10 ms. */
  text(name: StreamName, cell: number, text: string): void {
    this.#depth++;
    const bytes = encode(text);
    let from = 0;
    while (from < bytes.length) {
      const most = min(from + largest, bytes.length);
      const to = wholeCharacters(bytes, from, most);
      this.#write(kinds[name], cell, subarray(bytes, from, to));
      from = to;
    }
    if (load(this.#control, ASLEEP) === 1) this.#ring();
    this.#leave();
  }

  /** A message; it is read at once. */
  message(message: FromMain): void {
    // Before anything else: what a cell wants to send may be no JSON.
    const bytes = encode(stringify(message));
    this.#depth++;
    let from = 0;
    while (bytes.length - from > largest) {
      this.#write(kinds.part, from, subarray(bytes, from, from + largest));
      from += largest;
    }
    this.#write(kinds.message, from, subarray(bytes, from, bytes.length));
    this.#ring();
    this.#leave();
  }

  /** A loop that prints is inside a record nearly always: an interrupt would hardly ever find it outside. */
  #leave(): void {
    this.#depth--;
    if (this.#depth === 0 && load(this.#control, STOPPING) === 1)
      wait(this.#control, STOPPING, 1, moment);
  }

  /** Sleeps while more than `limit` KiB are under way in parcels, and counts `size` more. */
  enclose(size: number, limit: number): void {
    for (;;) {
      const under = load(this.#control, PARCELS);
      if (under <= limit) break;
      this.#ring();
      wait(this.#control, PARCELS, under, 100);
    }
    add(this.#control, PARCELS, size);
  }

  #ring(): void {
    add(this.#control, BELL, 1);
    notify(this.#control, BELL);
  }

  #write(kind: number, tag: number, bytes: Uint8Array): void {
    const { length } = bytes;
    const size = 8 + padded(length);
    const head = load(this.#control, HEAD);
    for (;;) {
      const tail = load(this.#control, TAIL);
      if (ringSize - ((head - tail) | 0) >= size) break;
      this.#ring();
      wait(this.#control, TAIL, tail, 100);
    }
    setUint32(this.#words, at(head), kind | (length << 2), true);
    setUint32(this.#words, at(head + 4), tag, true);
    const start = at(head + 8);
    const first = min(length, ringSize - start);
    setBytes(this.#bytes, subarray(bytes, 0, first), start);
    if (first < length)
      setBytes(this.#bytes, subarray(bytes, first, length), 0);
    // Only now does the record exist: an interrupt before this line leaves no half of it behind.
    store(this.#control, HEAD, (head + size) | 0);
  }
}

function at(position: number): number {
  return position & (ringSize - 1);
}

/** The end of the last whole UTF-8 character in `from … to`. */
function wholeCharacters(bytes: Uint8Array, from: number, to: number): number {
  if (to === bytes.length) return to;
  let end = to;
  while (end > from && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end > from ? end : to;
}

/** What the reader hands on. */
export interface RingListener {
  text(name: StreamName, cell: number, text: string): void;
  message(message: FromMain): void;
  /** Whether it can take no more for now: then main waits, too. */
  congested(): boolean;
}

/** The worker's end. */
export class RingReader {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #words: DataView;
  readonly #listener: RingListener;
  #parts: Uint8Array[] = [];
  #partsLength = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(ring: SharedRing, listener: RingListener) {
    this.#control = ring.control;
    this.#bytes = ring.bytes;
    this.#words = new DataView(ring.bytes.buffer);
    this.#listener = listener;
  }

  start(): void {
    Atomics.store(this.#control, ASLEEP, 1);
    this.#listen(Atomics.load(this.#control, BELL));
    this.#look();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Sleeps on the bell; one sleeper at a time, for the life of the kernel. */
  #listen(bell: number): void {
    if (this.#stopped) return;
    const { async, value } = Atomics.waitAsync(this.#control, BELL, bell);
    const woken = (): void => {
      const now = Atomics.load(this.#control, BELL);
      this.#look();
      this.#listen(now);
    };
    if (async) void value.then(woken);
    else setImmediate(woken);
  }

  #look(): void {
    if (this.#stopped) return;
    Atomics.store(this.#control, ASLEEP, 0);
    if (this.#drain()) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#look();
      }, pause);
      return;
    }
    if (this.#timer !== undefined) return;
    Atomics.store(this.#control, ASLEEP, 1);
    // A record written between the last look and the line above rang no bell.
    if (!this.#empty()) this.#look();
  }

  #empty(): boolean {
    return (
      Atomics.load(this.#control, HEAD) === Atomics.load(this.#control, TAIL)
    );
  }

  /** Reads what is there, for a while; returns whether anything was. */
  #drain(): boolean {
    const end = performance.now() + slice;
    // What is left makes the reader look again after a pause.
    if (this.#listener.congested()) return !this.#empty();
    let any = false;
    while (this.#take()) {
      any = true;
      // A flood must not keep the thread from its sockets.
      if (performance.now() > end) break;
    }
    return any;
  }

  /** Reads up to the next message and hands it on. */
  #take(): boolean {
    let tail = Atomics.load(this.#control, TAIL);
    const head = Atomics.load(this.#control, HEAD);
    if (tail === head) return false;
    let text: Uint8Array[] = [];
    let run = -1;
    let cell = 0;
    const flush = (): void => {
      const name = streamNames[run];
      if (name !== undefined && text.length > 0)
        this.#listener.text(name, cell, Buffer.concat(text).toString("utf8"));
      text = [];
    };
    const messages: FromMain[] = [];
    while (tail !== head && messages.length === 0) {
      const word = this.#words.getUint32(at(tail), true);
      const kind = word & 3;
      const tag = this.#words.getUint32(at(tail + 4), true);
      const length = word >>> 2;
      const bytes = this.#copy(at(tail + 8), length);
      tail = (tail + 8 + padded(length)) | 0;
      if (kind >= kinds.message) this.#part(kind, tag, bytes, messages);
      else {
        if (kind !== run || tag !== cell) flush();
        run = kind;
        cell = tag;
        text.push(bytes);
      }
    }
    // The writer may go on before the listener has done its work.
    Atomics.store(this.#control, TAIL, tail);
    Atomics.notify(this.#control, TAIL);
    flush();
    for (const message of messages) this.#listener.message(message);
    return true;
  }

  #copy(start: number, length: number): Uint8Array {
    const copy = Buffer.allocUnsafe(length);
    const first = Math.min(length, ringSize - start);
    copy.set(this.#bytes.subarray(start, start + first), 0);
    if (first < length)
      copy.set(this.#bytes.subarray(0, length - first), first);
    return copy;
  }

  /** Parts carry their offset: one at 0 begins anew, whatever an interrupt left of the one before. */
  #part(
    kind: number,
    offset: number,
    bytes: Uint8Array,
    messages: FromMain[],
  ): void {
    if (offset === 0) {
      this.#parts = [];
      this.#partsLength = 0;
    }
    if (offset !== this.#partsLength) return;
    this.#parts.push(bytes);
    this.#partsLength += bytes.length;
    if (kind === kinds.part) return;
    const whole = Buffer.concat(this.#parts).toString("utf8");
    this.#parts = [];
    this.#partsLength = 0;
    messages.push(JSON.parse(whole) as FromMain);
  }
}
