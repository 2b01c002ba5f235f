/** Answers requests that come as lines on a stream, in order, until the stream ends. */
import type { Readable, Writable } from "node:stream";
import type { Compiler } from "./compiler.js";
import { lines, type Answer, type Request } from "./requests.js";

/** Serves a compiler. The parent's death closes `input`, and that ends the process. */
export function serve(
  compiler: Compiler,
  input: Readable,
  output: Writable,
): void {
  const answer = (line: string): void => {
    output.write(`${JSON.stringify(respond(compiler, line))}\n`);
  };
  input.setEncoding("utf8");
  input.on("data", lines(answer));
  input.on("end", () => process.exit());
  output.on("error", () => process.exit());
}

function respond(compiler: Compiler, line: string): Answer {
  const { key, method, args } = JSON.parse(line) as Request;
  try {
    const call = Reflect.get(compiler, method) as (
      ...list: unknown[]
    ) => unknown;
    const result = Reflect.apply(call, compiler, args);
    return { key, result };
  } catch (error) {
    return { key, error: explain(error) };
  }
}

/** TypeScript walks trees by recursion; which of its functions finds no more stack says nothing to a person. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return `internal: compiler: ${String(error)}`;
  const { message, stack } = error;
  return error instanceof RangeError && message.includes("call stack")
    ? "the code is nested too deeply to be compiled: divide it into several statements"
    : `internal: compiler: ${stack ?? message}`;
}
