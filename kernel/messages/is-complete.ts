import { typeScriptOf } from "../magics/steps.js";
import { text } from "./fields.js";
import type { Handler } from "./handler.js";

/** `is_complete_request`: whether a console shall run what was typed, or go on to the next line. */
export const isComplete: Handler = {
  async handle(kernel, { content }) {
    const code = typeScriptOf(text(content, "code"));
    const { status, indent } = await kernel.compiler.isComplete(code);
    return status === "incomplete" ? { status, indent } : { status };
  },
};
