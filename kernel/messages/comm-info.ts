import { textOr } from "./fields.js";
import type { Handler } from "./handler.js";

/** `comm_info_request`: the comms that are open, so that a page that was reloaded finds them again. */
export const commInfo: Handler = {
  handle: ({ comms }, { content }) => {
    const target = textOr(content, "target_name", undefined);
    return { status: "ok", comms: comms.list(target) };
  },
};
