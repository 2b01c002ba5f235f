import type { Handler } from "./handler.js";

/**
 * Subshells (JEP 91) are other queues of executions beside the shell's. This kernel has none and does not list them among
 * its features: front ends would send the messages of comms there, past the cells that they belong behind.
 */
const none: Handler = {
  handle() {
    throw new Error(
      "subshells: this kernel has none; what does not run cells is answered at once also while a cell runs",
    );
  },
};

export const createSubshell = none;
export const deleteSubshell = none;
export const listSubshells: Handler = {
  handle: () => ({ status: "ok", subshell_id: [] }),
};
