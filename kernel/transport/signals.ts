import { createRequire } from "node:module";
import { constants } from "node:os";
import { unwarned } from "./unwarned.js";

/** Node's own wrapper of a libuv signal watcher. */
interface Watcher {
  onsignal: (signal: number) => void;
  start(signal: number): number;
  unref(): void;
}

/** What Node calls its insides, as its own tests see them under `--expose-internals`. */
interface Internals {
  internalBinding(name: "signal_wrap"): { readonly Signal: new () => Watcher };
}

/**
 * Calls `interrupt` at every SIGINT, also while main is in a loop. `process.on("SIGINT")` works on the main thread
 * alone, and only once that comes back to its event loop; libuv's watcher beneath it works here as well. `process.binding`
 * would lead there, too, but no longer does so in Node 24.
 */
export function onSigint(interrupt: () => void): void {
  // Node says that this is for its tests.
  unwarned(() => {
    const require = createRequire(import.meta.url);
    const internals = require("internal/test/binding") as Internals;
    const { Signal } = internals.internalBinding("signal_wrap");
    const watcher = new Signal();
    watcher.onsignal = interrupt;
    watcher.start(constants.signals.SIGINT);
    watcher.unref();
  });
}
