import { constants } from "node:os";

/** Node's own wrapper of a libuv signal watcher. */
interface Watcher {
  onsignal: (signal: number) => void;
  start(signal: number): number;
  unref(): void;
}

interface SignalBinding {
  readonly Signal: new () => Watcher;
}

/**
 * Calls `interrupt` at every SIGINT, also while main is in a loop. `process.on("SIGINT")` works on the main thread
 * alone, and only once that comes back to its event loop; libuv's watcher beneath it works here as well.
 */
export function onSigint(interrupt: () => void): void {
  // Reaching for the binding is deprecated, and the only way; the person at the terminal need not read of it.
  const emit = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    const binding = Reflect.get(process, "binding") as (
      name: string,
    ) => SignalBinding;
    const { Signal } = binding.call(process, "signal_wrap");
    const watcher = new Signal();
    watcher.onsignal = interrupt;
    watcher.start(constants.signals.SIGINT);
    watcher.unref();
  } finally {
    process.emitWarning = emit;
  }
}
