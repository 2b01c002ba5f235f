/** What widgets need of the kernel, which tells them once, before the first cell. */
import type { Failure } from "../run/channel.js";
import type { Comms } from "../run/comms.js";
import type { Output } from "../run/output.js";

export interface Connection {
  readonly comms: Comms;
  readonly output: Output;
  /** Shows the figures that nobody has shown. */
  readonly showFigures: () => void;
  /** A thrown value as a cell reports it. */
  readonly failure: (thrown: unknown) => Failure;
}

let connected: Connection | undefined;

/** Connects the widgets with the kernel that they run in. */
export function connect(connection: Connection): void {
  connected = connection;
}

/** The kernel. Throws outside one, in the operation's name. */
export function connection(operation: string): Connection {
  if (connected === undefined)
    throw new Error(`${operation}: works in a notebook's cells only`);
  return connected;
}
