import type {
  Bundle,
  CommMessage,
  Outcome,
  Payload,
  RunCell,
  StreamName,
} from "../run/channel.js";

/** What the session hears of the place where cells run. `cell` is the cell that caused it. */
export interface RunnerListener {
  stream(cell: number, name: StreamName, text: string): void;
  /** The cell that ran has said everything. */
  done(): void;
  /** Whether so much waits to be sent that no more should come. */
  readonly congested: boolean;
  display(
    cell: number,
    data: Bundle,
    metadata: Bundle,
    displayId: string | undefined,
    update: boolean,
  ): void;
  clear(cell: number, wait: boolean): void;
  result(cell: number, data: Bundle, metadata: Bundle): void;
  /** A cell speaks to its counterpart in the front end. */
  comm(cell: number, comm: CommMessage, buffers: readonly Uint8Array[]): void;
  /** A cell asks something of the front end that runs it; it goes with the reply. */
  payload(cell: number, payload: Payload): void;
  /** A cell asks the person at the keyboard. Rejects where nobody can answer. */
  input(cell: number, prompt: string, password: boolean): Promise<string>;
  /** A cell imports a local TypeScript file; resolves with what to run in its place. */
  module(path: string): Promise<unknown>;
  /** The process is about to end by itself; resolves when the last words have left. */
  exit(): Promise<void>;
}

/** The place where cells run: the main thread; in the session's tests whatever the test needs. */
export interface Runner {
  listen(listener: RunnerListener): void;
  /** Runs a cell to its end; one at a time. */
  run(cell: RunCell): Promise<Outcome>;
  /** Whether a cell has been handed over and has not ended. */
  readonly busy: boolean;
  /** Hands over what the front end says to a comm, as the request `cell`; resolves when it has been dealt with. */
  comm(
    cell: number,
    comm: CommMessage,
    buffers: readonly Uint8Array[],
  ): Promise<void>;
  /** Empties slots of `globalThis`, before the next cell runs; preloaded names get theirs back. */
  forget(slots: readonly string[]): void;
  /** Moves the process, and the imports of the next cells, to the folder. */
  changeFolder(folder: string): void;
  /** Stops what runs, and with `everything` what earlier cells have left going; resolves when it has stopped. */
  interrupt(everything: boolean): Promise<void>;
  /** Ends the process, after whatever the transport had to say has left. */
  leave(): void;
}
