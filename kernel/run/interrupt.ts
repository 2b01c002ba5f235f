import { Session } from "node:inspector";
import { compileFunction } from "node:vm";
import { interruptName, type Attempt, type Manner } from "./channel.js";
import { mendImmediate } from "./immediates.js";
import {
  apply,
  get,
  keepMethods,
  KeptError,
  set,
  startsWith,
} from "./intrinsics.js";
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
  const session = keepMethods(new Session(), "post");
  session.connect();
  const node = process;
  // Node would wait for its "debugger" at the end, and say so.
  node.once("exit", () => {
    session.disconnect();
  });
  const fatal = get(node, "_fatalException") as FatalException;
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
    const isSafe = !output.writing && !startsWith(top, "node:");
    if (isSafe) background.settle();
    if (how === "ask") return "asked";
    if (!isSafe && how !== "force") return "retry";
    if (executor.hasLocals && !isPaused) pause();
    executor.tear();
    mendImmediate();
    apply(fatal, node, [torn, false]);
    // Where the debugger holds main, the worker tears when it lets go.
    if (!isPaused) session.post("Runtime.terminateExecution");
    return "terminated";
  };
  // Neither enumerable nor configurable: no cell removes it, and none sees it by chance.
  Object.defineProperty(globalThis, interruptName, { value: attempt });
}

const capture = get(KeptError, "captureStackTrace") as () => void;
const noted = ["prepareStackTrace", "stackTraceLimit"] as const;

/**
 * The file of the frame that was interrupted; undefined where main waits in its event loop. Nothing in it throws,
 * whatever has been taken away or frozen: what cannot be told is taken for Node's.
 */
function topFrame(below: (...args: never[]) => unknown): string | undefined {
  const before: unknown[] = [];
  for (let i = 0; i < noted.length; i++)
    before[i] = get(KeptError, noted[i] ?? "");
  const current: unknown = get(globalThis, "Error");
  // Node looks for `prepareStackTrace` at whatever is called Error now.
  set(globalThis, "Error", KeptError);
  set(KeptError, "stackTraceLimit", 3);
  set(KeptError, "prepareStackTrace", (_: unknown, sites: unknown) => sites);
  const holder: { stack?: readonly NodeJS.CallSite[] } = {};
  apply(capture, KeptError, [holder, below]);
  // It is made when it is read.
  const { stack } = holder;
  for (let i = 0; i < noted.length; i++)
    set(KeptError, noted[i] ?? "", before[i]);
  set(globalThis, "Error", current);
  if (typeof stack !== "object") return "node:unknown";
  // The first frame is the worker's own expression.
  const site = stack[1];
  return site && (site.getFileName() ?? "");
}
