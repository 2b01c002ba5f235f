import type { Inspection } from "../compile/protocol.js";
import { inspectMagic } from "../magics/inspect.js";
import { typeScriptOf } from "../magics/steps.js";
import type { Bundle } from "../run/channel.js";
import { toUtf16 } from "../session/code-points.js";
import { text, whole } from "./fields.js";
import type { Handler } from "./handler.js";

/** `inspect_request`: type and docstring of what stands at the cursor; at detail level 1 its source, too. */
export const inspect: Handler = {
  async handle(kernel, { content }) {
    const code = text(content, "code");
    const cursor = toUtf16(code, whole(content, "cursor_pos", code.length));
    const detail = whole(content, "detail_level", 0) > 0 ? 1 : 0;
    const found =
      inspectMagic(code, cursor) ??
      (await kernel.compiler.inspect(typeScriptOf(code), cursor, detail));
    return {
      status: "ok",
      found: found !== undefined,
      data: found === undefined ? {} : toData(found),
      metadata: {},
    };
  },
};

function toData({ signature, documentation, source }: Inspection): Bundle {
  const fence = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\``;
  const join = (...parts: string[]): string =>
    parts.filter((part) => part !== "").join("\n\n");
  return {
    "text/plain": join(signature, documentation, source ?? ""),
    "text/markdown": join(
      fence(signature),
      documentation,
      source === undefined ? "" : fence(source),
    ),
  };
}
