import type { Handler } from "./index.js";

/** `comm_info_request`: the comms that are open. Nothing opens one yet. */
export const commInfo: Handler = {
  handle: () => ({ status: "ok", comms: {} }),
};
