import { address, type Connection, type Port } from "./connection.js";
import type { Wire } from "./wire.js";
import { ask } from "./zeromq.js";

/** How long the client has to take note of the ports, in milliseconds. */
const patience = 10_000;

/**
 * Tells the client which ports the kernel has chosen, where the connection file names no ports but who wants to know
 * them (JEP 66). Rejects where nobody takes note: a kernel that no client can find is of no use.
 */
export async function register(
  { registration, transport }: Connection,
  ports: Readonly<Record<Port, number>>,
  wire: Wire,
): Promise<void> {
  if (registration === undefined) return;
  const { kernel_id, ip, port } = registration;
  const content: Record<string, unknown> = { kernel_id };
  for (const [name, number] of Object.entries(ports))
    content[`${name}_port`] = number;
  const to = address(transport, ip, port);
  try {
    wire.checkContent(await ask(to, wire.packContent(content), patience));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`registration at ${to}: no acknowledgement (${why})`, {
      cause: error,
    });
  }
}
