import { formatDiagnostic, refusal } from "../display/diagnostics.js";
import type { Bundle, Failure, Outcome } from "../run/channel.js";
import type { StartedCell } from "../session/cells.js";
import type { Kernel } from "../session/kernel.js";
import type { Content } from "../transport/wire.js";
import { flag, text } from "./fields.js";
import type { Handler } from "./index.js";

/** `execute_request`: compile, run, and say how it went. */
export const execute: Handler = {
  order: "queued",
  async handle(kernel, request) {
    const { content, header } = request;
    const code = text(content, "code");
    const silent = flag(content, "silent", false);
    const counts = !silent && flag(content, "store_history", true);
    const { cells, session } = kernel;
    if (counts) cells.count++;
    const execution_count = cells.count;
    if (!silent)
      session.publish("execute_input", { code, execution_count }, header);
    const cell = cells.begin(request);
    if (counts) kernel.history.add(execution_count, code);
    const label = counts ? `Cell [${execution_count}]` : "Cell [*]";
    const failure = await evaluate(kernel, cell, {
      code,
      label,
      show: !silent,
    });
    if (counts && cell.output !== undefined) kernel.history.answer(cell.output);
    if (failure !== undefined) {
      session.publish("error", { ...failure }, header);
      return { status: "error", execution_count, ...failure };
    }
    return {
      status: "ok",
      execution_count,
      payload: [...cell.payloads.values()],
      user_expressions: await userExpressions(kernel, cell, content),
    };
  },
};

interface Source {
  readonly code: string;
  readonly label: string;
  readonly show: boolean;
}

/** One cell from its text to its end. */
async function evaluate(
  kernel: Kernel,
  cell: StartedCell,
  { code, label, show }: Source,
): Promise<Outcome> {
  if (code.trim() === "") return undefined;
  const { id } = cell;
  const compiling = kernel.compiler.compile({ id, label, code });
  // A compiler that fails is reported as the cell's error: front ends show no other.
  const compiled = await kernel.unlessInterrupted(compiling.catch(toFailure));
  if (compiled === undefined) return interrupted;
  if ("ename" in compiled) return compiled;
  if (!compiled.ok) return refusal(compiled, label, code);
  for (const warning of compiled.warnings) {
    const text = `${formatDiagnostic(warning, label, code)}\n`;
    const { header } = cell.request;
    kernel.session.publish("stream", { name: "stderr", text }, header);
  }
  const { js, map, isAsync } = compiled;
  const run = { id, label, source: code, js, map, isAsync, show };
  const [outcome, forgotten] = await Promise.all([
    kernel.runner.run(run),
    kernel.compiler.accept(id).catch(toFailure),
  ]);
  return outcome ?? (forgotten as Failure | undefined);
}

function toFailure(error: unknown): Failure {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  const traceback = `${name}: ${message}`.split("\n");
  return { ename: name, evalue: message, traceback };
}

const interrupted: Failure = {
  ename: "KeyboardInterrupt",
  evalue: "the cell was interrupted",
  traceback: ["KeyboardInterrupt: the cell was interrupted while it compiled"],
};

/** What the client wants to know beside the result: each expression is a small cell of its own. */
async function userExpressions(
  kernel: Kernel,
  { request }: StartedCell,
  content: Content,
): Promise<Record<string, Content>> {
  const asked = content["user_expressions"] ?? {};
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
