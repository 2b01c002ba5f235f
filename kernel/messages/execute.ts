import type { Bundle } from "../run/channel.js";
import type { StartedCell } from "../session/cells.js";
import { evaluate } from "../session/evaluate.js";
import type { Kernel } from "../session/kernel.js";
import type { Content } from "../transport/wire.js";
import { flag, record, text } from "./fields.js";
import type { Handler } from "./handler.js";

/** `execute_request`: compile, run, and say how it went. */
export const execute: Handler = {
  order: "queued",
  async handle(kernel, request) {
    const { content, header } = request;
    const code = text(content, "code");
    const expressions = record(content, "user_expressions");
    flag(content, "allow_stdin", false);
    flag(content, "stop_on_error", true);
    const silent = flag(content, "silent", false);
    const counts = !silent && flag(content, "store_history", true);
    const { cells, session } = kernel;
    if (counts) cells.count++;
    const execution_count = cells.count;
    if (!silent)
      session.publish("execute_input", { code, execution_count }, header);
    const before = silent ? undefined : kernel.takeBefore();
    if (before !== undefined)
      session.publish(
        "stream",
        { name: "stderr", text: `${before}\n` },
        header,
      );
    const cell = cells.begin(request);
    if (counts) kernel.history.add(execution_count, code);
    const label = counts ? `Cell [${execution_count}]` : "Cell [*]";
    const leaves = asksToLeave(kernel, code);
    if (leaves) leave(cell);
    const failure = leaves
      ? undefined
      : await evaluate(kernel, cell, { code, label, show: !silent });
    if (counts && cell.output !== undefined) kernel.history.answer(cell.output);
    if (failure !== undefined) {
      session.publish("error", { ...failure }, header);
      return { status: "error", execution_count, ...failure };
    }
    return {
      status: "ok",
      execution_count,
      payload: [...cell.payloads.values()],
      user_expressions: await userExpressions(kernel, cell, expressions),
    };
  },
};

/** Whether it is a console's word for leaving it, and no name of the user's. */
function asksToLeave({ declared }: Kernel, code: string): boolean {
  const [, word] = /^\s*(exit|quit)\s*(?:\(\s*\)\s*)?;?\s*$/.exec(code) ?? [];
  return word !== undefined && !declared.has(word);
}

/** A console leaves, and shuts its kernel down; a notebook has nothing to leave. */
function leave({ payloads }: StartedCell): void {
  payloads.set("ask_exit", { source: "ask_exit", keepkernel: false });
}

/** What the client wants to know beside the result: each expression is a small cell of its own. */
async function userExpressions(
  kernel: Kernel,
  { request }: StartedCell,
  asked: Content,
): Promise<Record<string, Content>> {
  const answers: Record<string, Content> = {};
  for (const [name, code] of Object.entries(asked)) {
    let data: Bundle = {};
    const cell = kernel.cells.begin(request, (value) => {
      data = value;
    });
    const source = { code: String(code), label: `Expression ${name}` };
    const failure = await evaluate(kernel, cell, { ...source, show: true });
    answers[name] =
      failure === undefined
        ? { status: "ok", data, metadata: {} }
        : { status: "error", ...failure };
  }
  return answers;
}
