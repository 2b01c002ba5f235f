import { setTimeout as sleep } from "node:timers/promises";
import type { Handler } from "./handler.js";

/** How long a client waits for the answer at most, in milliseconds; the interrupt itself goes on. */
const patience = 1000;

/** `interrupt_request`: stops the cell that runs; what it has set stays. */
export const interrupt: Handler = {
  async handle(kernel) {
    await Promise.race([kernel.interrupt(), sleep(patience)]);
    return { status: "ok" };
  },
};
