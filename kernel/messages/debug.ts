import type { DebugProtocol } from "@vscode/debugprotocol";
import { text } from "./fields.js";
import type { Handler } from "./handler.js";

/** `debug_request`: a request of the Debug Adapter Protocol; the reply's content is its response. */
export const debug: Handler = {
  async handle(kernel, { content, header }) {
    const command = text(content, "command");
    const seq = typeof content["seq"] === "number" ? content["seq"] : 0;
    kernel.debugParent = header;
    const request: DebugProtocol.Request = {
      ...{ type: "request", seq, command },
      arguments: content["arguments"],
    };
    return { ...(await kernel.debugger.request(request)) };
  },
};
