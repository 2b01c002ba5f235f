import type { CommMessage } from "../run/channel.js";
import { text } from "./fields.js";
import type { Handler } from "./handler.js";

/** `comm_open`, `comm_msg` and `comm_close`: handed to main, where what listens to them lives. They have no reply. */
function comm(action: CommMessage["action"]): Handler {
  return {
    order: "behind",
    async handle(kernel, request) {
      const { content, metadata, buffers } = request;
      const message: CommMessage = {
        action,
        id: text(content, "comm_id"),
        target: action === "open" ? text(content, "target_name") : "",
        data: content["data"] ?? {},
        metadata,
      };
      kernel.comms.note(message);
      const { id } = kernel.cells.begin(request);
      await kernel.runner.comm(id, message, buffers);
      return undefined;
    },
  };
}

export const commOpen = comm("open");
export const commMessage = comm("message");
export const commClose = comm("close");
