import { completeMagic, magicsAtStart } from "../magics/complete.js";
import { typeScriptOf } from "../magics/steps.js";
import { toCodePoints, toUtf16 } from "../session/code-points.js";
import { text, whole } from "./fields.js";
import type { Handler } from "./handler.js";

/** `complete_request`: what TypeScript offers at the cursor, with kinds and signatures where a front end shows them. */
export const complete: Handler = {
  async handle(kernel, { content }) {
    const code = text(content, "code");
    const cursor = toUtf16(code, whole(content, "cursor_pos", code.length));
    const list =
      completeMagic(kernel, code, cursor) ??
      (await kernel.compiler.complete(typeScriptOf(code), cursor));
    const items = [...list.items, ...magicsAtStart(code, cursor)];
    const start = toCodePoints(code, list.start);
    const end = toCodePoints(code, list.end);
    return {
      status: "ok",
      matches: items.map((item) => item.text),
      cursor_start: start,
      cursor_end: end,
      metadata: {
        _jupyter_types_experimental: items.map((item) => ({
          text: item.text,
          type: item.kind,
          signature: item.signature ?? "",
          documentation: item.documentation ?? "",
          start,
          end,
        })),
      },
    };
  },
};
