import type { HistoryEntry } from "../session/history.js";
import type { Kernel } from "../session/kernel.js";
import type { Content } from "../transport/wire.js";
import { flag, text, textOr, whole, wholeIfAny } from "./fields.js";
import type { Handler } from "./handler.js";

/** `history_request`: earlier inputs, as consoles ask for them at the arrow keys. */
export const history: Handler = {
  async handle(kernel, { content }) {
    const output = flag(content, "output", false);
    const found = await find(kernel, content);
    return {
      status: "ok",
      history: found.map((entry) => [
        entry.session,
        entry.line,
        output ? [entry.input, entry.output ?? null] : entry.input,
      ]),
    };
  },
};

async function find(
  { history }: Kernel,
  content: Content,
): Promise<readonly HistoryEntry[]> {
  const type = text(content, "hist_access_type");
  switch (type) {
    case "tail":
      return history.tail(whole(content, "n", 10));
    case "range":
      return history.range(
        whole(content, "session", 0),
        whole(content, "start", 0),
        wholeIfAny(content, "stop"),
      );
    case "search":
      return history.search(
        textOr(content, "pattern", "*"),
        wholeIfAny(content, "n"),
        flag(content, "unique", false),
      );
    default:
      throw new TypeError(
        `hist_access_type must be tail, range or search, not ${type}`,
      );
  }
}
