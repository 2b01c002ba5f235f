/**
 * What crosses between the two threads: the worker, which owns the sockets and the session, and main, which runs the
 * cells. Worker to main goes by message port; main to worker goes through the ring (`ring.ts`), in order, so that a
 * display never overtakes the text printed before it.
 */

/** A compiled cell on its way to main. */
export interface RunCell {
  /** Unique for the life of the kernel. */
  readonly id: number;
  /** What errors call it: `Cell [3]`. */
  readonly label: string;
  readonly source: string;
  readonly js: string;
  readonly map: string;
  readonly isAsync: boolean;
  /** What writes the script's locals to their slots, evaluated in a frame of it; undefined where it has none. */
  readonly salvage: string | undefined;
  /** Whether the value of the last expression is shown. */
  readonly show: boolean;
  /** Whether it is measured how long the cell takes: from one run, or from many. */
  readonly timing: Timing | undefined;
}

export type Timing = "once" | "many";

/** A MIME bundle: type → data, as iopub messages carry it. */
export type Bundle = Readonly<Record<string, unknown>>;

/** In a bundle on its way to the worker: an image that the worker is to draw, `zoom` pixels a unit of the SVG. */
export interface PictureToCome {
  readonly pngOf: string;
  readonly zoom: number;
}

/** An error as iopub messages carry it. */
export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** What a reply asks the front end to do, by its `source`: `set_next_input`, `page` or `ask_exit`. */
export interface Payload extends Bundle {
  readonly source: string;
}

/** A message of a comm, either way (Jupyter messaging protocol, "Custom messages"). */
export interface CommMessage {
  readonly action: "open" | "message" | "close";
  /** Unique among all comms, whoever has opened them. */
  readonly id: string;
  /** What the other side shall connect it to; empty where only an `open` says it. */
  readonly target: string;
  readonly data: unknown;
  readonly metadata: Bundle;
}

/**
 * Bytes on their way to the worker: too many for the ring. They take the port of the answers, before the message that
 * they belong to goes into the ring, which calls them by their number.
 */
export interface Parcel {
  readonly parcel: number;
  readonly buffers: readonly Uint8Array[];
}

/** How a cell ended: undefined where it ended well. */
export type Outcome = Failure | undefined;

/** Worker → main. */
export type ToMain =
  | { readonly type: "run"; readonly cell: RunCell }
  | { readonly type: "ping"; readonly id: number }
  | {
      readonly type: "comm";
      readonly cell: number;
      readonly comm: CommMessage;
      readonly buffers: readonly Uint8Array[];
    }
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer }
  /** Empties slots of `globalThis`; preloaded names get theirs back. */
  | { readonly type: "forget"; readonly slots: readonly string[] }
  | { readonly type: "changeFolder"; readonly folder: string }
  | { readonly type: "leave" };

/** A question that main asks and waits for: asleep (`ask`) or not (`askLater`). */
export type Question =
  | {
      readonly type: "input";
      readonly prompt: string;
      readonly password: boolean;
    }
  | { readonly type: "module"; readonly path: string };

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly name: string; readonly message: string };

/** Main → worker, beside the text of streams. `cell` is the cell that caused it. */
export type FromMain =
  | {
      readonly type: "display";
      readonly cell: number;
      readonly data: Bundle;
      readonly metadata: Bundle;
      readonly displayId: string | undefined;
      readonly update: boolean;
    }
  | { readonly type: "clear"; readonly cell: number; readonly wait: boolean }
  | {
      readonly type: "result";
      readonly cell: number;
      readonly data: Bundle;
      readonly metadata: Bundle;
    }
  | {
      readonly type: "payload";
      readonly cell: number;
      readonly payload: Payload;
    }
  | {
      readonly type: "comm";
      readonly cell: number;
      readonly comm: CommMessage;
      /** The number of its parcel; 0 where it has none. */
      readonly parcel: number;
    }
  | { readonly type: "done"; readonly cell: number; readonly outcome?: Outcome }
  | {
      readonly type: "pong";
      readonly id: number;
      readonly running: number | undefined;
    }
  | {
      readonly type: "question";
      readonly cell: number;
      readonly id: number;
      readonly question: Question;
      /** Whether main sleeps until the answer is there. */
      readonly asleep: boolean;
    }
  | { readonly type: "exit"; readonly how: string };

/** The property of main's `globalThis` under which the worker finds main's half of the interrupt. */
export const interruptName = "nabla:interrupt";

/** The property of main's `globalThis` under which the worker finds what the debugger asks of main. */
export const debuggeeName = "nabla:debuggee";

/** How to interrupt: by what is awaited alone, by terminating where it is safe, or wherever it is. */
export type Manner = "ask" | "stop" | "force";

/** What an attempt to interrupt came to. `retry`: not at this moment; ask again in the next. */
export type Attempt = "asked" | "retry" | "rejected" | "idle" | "terminated";

export type StreamName = "stdout" | "stderr";
