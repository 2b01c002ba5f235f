import type { Failure, Outcome, Timing } from "../run/channel.js";
import type { StartedCell } from "../session/cells.js";
import type { Kernel } from "../session/kernel.js";

/** What a magic works with. */
export interface Call {
  readonly kernel: Kernel;
  /** The cell in which it stands. */
  readonly cell: StartedCell;
  /** What follows its name, without the spaces around. */
  readonly argument: string;
}

interface Described {
  /** Its name without `%`. */
  readonly name: string;
  /** How to write it, `%cd folder`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly help: string;
  /** The words that may follow; none where anything may. */
  words?(kernel: Kernel): readonly string[];
}

/** A magic that does something of its own. */
export interface Command extends Described {
  run(call: Call): Outcome | Promise<Outcome>;
}

/** A magic that measures TypeScript: what follows it in its line or, where nothing does, the rest of the cell. */
export interface Stopwatch extends Described {
  readonly timing: Timing;
}

export type Magic = Command | Stopwatch;

/** Prints below the cell in which the magic stands. */
export function print({ kernel, cell }: Call, text: string): void {
  const content = { name: "stdout", text: `${text}\n` };
  kernel.session.publish("stream", content, cell.request.header);
}

/** How a magic fails: what is wrong and what to write instead. */
export function misused(message: string): Failure {
  return {
    ename: "MagicError",
    evalue: message,
    traceback: [`MagicError: ${message}`],
  };
}
