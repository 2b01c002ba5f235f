import type { Handler } from "./handler.js";

/** `comm_info_request`: the comms that are open, so that a page that was reloaded finds them again. */
export const commInfo: Handler = {
  handle: ({ comms }, { content }) => {
    const target = content["target_name"];
    const list = comms.list(typeof target === "string" ? target : undefined);
    return { status: "ok", comms: list };
  },
};
