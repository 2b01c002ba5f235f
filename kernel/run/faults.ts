import { toFailure } from "../display/error.js";
import { join, keepMethods, reachable, wait } from "./intrinsics.js";
import { torn } from "./interrupt.js";
import { KeyboardInterrupt, type Output } from "./output.js";
import type { SharedRing } from "./ring.js";
import { LEFT } from "./ring.js";
import type { Scripts } from "./scripts.js";

/** How long the end of the process waits for the last words to leave, in milliseconds. */
const lastWords = 1000;

/** Errors that nobody caught are reported in the cell they came from, and the kernel lives on. */
export function survive(output: Output, scripts: Scripts): void {
  const source = watchMicrotasks(output);
  const report = (what: string, error: unknown): void => {
    // A function that an interrupt has ended, and that nobody waits for.
    if (error instanceof KeyboardInterrupt) return;
    const { traceback } = toFailure(error, scripts.sourceOf);
    output.aside(output.owner ?? source() ?? output.cell, () => {
      output.text("stderr", `${what}\n${join(traceback, "\n")}\n`);
    });
  };
  const uncaught: NodeJS.UncaughtExceptionListener = (error, origin) => {
    if (error === torn) return;
    report(
      origin === "unhandledRejection"
        ? "Unhandled rejection"
        : "Uncaught exception",
      error,
    );
  };
  const unhandled: NodeJS.UnhandledRejectionListener = (error) => {
    report("Unhandled rejection", error);
  };
  keepMethods(process, "emit");
  process.on("uncaughtException", reachable(uncaught));
  process.on("unhandledRejection", reachable(unhandled));
}

/**
 * Before 24, Node has left the context of a microtask of `queueMicrotask` when it tells that it has thrown. Returns what
 * takes the cell of the one that has just done so.
 */
function watchMicrotasks(output: Output): () => number | undefined {
  let thrower: number | undefined;
  const native = globalThis.queueMicrotask;
  globalThis.queueMicrotask = function queueMicrotask(callback): void {
    const cell = output.owner;
    if (typeof callback !== "function" || cell === undefined) {
      native(callback);
      return;
    }
    native(() => {
      try {
        callback();
      } catch (error) {
        thrower = cell;
        throw error;
      }
    });
  };
  return () => {
    const cell = thrower;
    thrower = undefined;
    return cell;
  };
}

/**
 * Says so when a cell ends the process. The worker must close its sockets before: with a receive pending on one of
 * them the process would abort.
 */
export function announceExit(output: Output, ring: SharedRing): void {
  const announce = (how: string): void => {
    output.send({ type: "exit", how });
    wait(ring.control, LEFT, 0, lastWords);
  };
  const exit: NodeJS.ExitListener = (code) => {
    announce(`process.exit(${code})`);
  };
  process.on("exit", reachable(exit));
  const abort = process.abort.bind(process);
  process.abort = (): never => {
    announce("process.abort()");
    return abort();
  };
}
