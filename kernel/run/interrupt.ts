import { Session } from "node:inspector";
import { compileFunction } from "node:vm";
import { interruptName, type Attempt, type Manner } from "./channel.js";
import { mendImmediate } from "./immediates.js";
import { KeptError } from "./intrinsics.js";
import type { Background } from "./background.js";
import type { Executor } from "./executor.js";
import type { Output } from "./output.js";

/** Undocumented, and there from Node 20 to 26: what Node does about an error that nobody caught. */
type FatalException = (error: unknown, fromPromise: boolean) => boolean;

/** The error that empties Node's stack of asynchronous contexts; no handler reports it. */
export const torn = new Error("interrupt");

/** Where the worker, if it listens, takes the variables of the cell from the stack (`session/salvage.ts`). */
const pause = compileFunction("debugger") as () => void;

/**
 * Main's half of the interrupt. The worker has V8 call `attempt` through the inspector, inside whatever main is doing.
 *
 * `Runtime.terminateExecution` from the worker would do, were it not that it aborts Node when it hits inside timers,
 * immediates or AsyncLocalStorage ("async hook stack has become corrupted"). Here, on top of the stack, one can see
 * where it would hit: inside Node or the kernel's output it waits for a better moment; inside user code the stack of async
 * contexts is first emptied as after an uncaught error, and then this very thread terminates itself.
 */
export function offerInterrupt(
  executor: Executor,
  output: Output,
  background: Background,
): void {
  const session = new Session();
  session.connect();
  // Node would wait for its "debugger" at the end, and say so.
  process.once("exit", () => {
    session.disconnect();
  });
  const fatal = Reflect.get(process, "_fatalException") as FatalException;
  const stop = (cell: number | undefined): void => {
    if (cell !== undefined) background.stop(cell);
  };
  const attempt = (
    how: Manner,
    everything: boolean,
    isPaused: boolean,
    cell: number | undefined,
  ): Attempt => {
    // It has come too late for the cell that it was meant for.
    const { running } = executor;
    if (running !== undefined && cell !== undefined && running !== cell)
      return "idle";
    const top = topFrame(attempt);
    if (top === undefined) {
      stop(executor.running);
      background.settle();
      if (executor.reject()) return "rejected";
      if (everything) background.stopAll();
      return "idle";
    }
    stop(executor.running);
    stop(output.owner);
    const isSafe = !output.writing && !top.startsWith("node:");
    if (isSafe) background.settle();
    if (how === "ask") return "asked";
    if (!isSafe && how !== "force") return "retry";
    if (executor.hasLocals && !isPaused) pause();
    executor.tear();
    mendImmediate();
    fatal.call(process, torn, false);
    // Where the debugger holds main, the worker tears when it lets go.
    if (!isPaused) session.post("Runtime.terminateExecution");
    return "terminated";
  };
  // Neither enumerable nor configurable: no cell removes it, and none sees it by chance.
  Object.defineProperty(globalThis, interruptName, { value: attempt });
}

/** The file of the frame that was interrupted; undefined where main waits in its event loop. */
function topFrame(below: (...args: never[]) => unknown): string | undefined {
  const prepare = Reflect.get<ErrorConstructor, "prepareStackTrace">(
    KeptError,
    "prepareStackTrace",
  );
  const limit = KeptError.stackTraceLimit;
  const current = globalThis.Error;
  try {
    // Node looks for `prepareStackTrace` at whatever is called Error now.
    globalThis.Error = KeptError;
    KeptError.stackTraceLimit = 3;
    KeptError.prepareStackTrace = (_, sites): unknown => sites;
    const holder: { stack?: NodeJS.CallSite[] } = {};
    KeptError.captureStackTrace(holder, below);
    // The first frame is the worker's own expression.
    const site = holder.stack?.[1];
    return site && (site.getFileName() ?? "");
  } finally {
    KeptError.prepareStackTrace = prepare;
    KeptError.stackTraceLimit = limit;
    globalThis.Error = current;
  }
}
