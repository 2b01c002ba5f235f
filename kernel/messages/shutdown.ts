import { flag } from "./fields.js";
import type { Handler } from "./handler.js";

/** `shutdown_request`: ends the process; a restart is the client's to make. */
export const shutdown: Handler = {
  handle: (_, { content }) => ({
    status: "ok",
    restart: flag(content, "restart", false),
  }),
  after(kernel) {
    void kernel.leave();
  },
};
