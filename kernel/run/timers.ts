import type { Background } from "./background.js";

const schedulers = ["setTimeout", "setInterval", "setImmediate"] as const;
const nothing = (): void => undefined;

type Schedule = (callback: () => void, ...rest: unknown[]) => object;

/**
 * Has the timers of a cell end with it where it is interrupted: intervals are cleared, and a callback that sets the
 * next timer sets none once the grace of its cell is over. Everything else about them stays Node's.
 */
export function watchTimers(background: Background): void {
  for (const name of schedulers) {
    const native = globalThis[name] as unknown as Schedule;
    const watched = {
      [name](callback: () => void, ...rest: unknown[]): object {
        if (background.over) return inert(name, native);
        const timer = native(callback, ...rest);
        if (name === "setInterval")
          background.addInterval(timer as NodeJS.Timeout);
        return timer;
      },
    }[name];
    // `util.promisify` finds its own way there.
    for (const key of Object.getOwnPropertySymbols(native))
      Object.defineProperty(watched, key, {
        ...Object.getOwnPropertyDescriptor(native, key),
      });
    Reflect.set(globalThis, name, watched);
  }
}

const { clearTimeout: forget, clearImmediate: forgetImmediate } = globalThis;

/** What a caller gets in place of a timer that will not come. */
function inert(name: string, native: Schedule): object {
  const timer = native(nothing, 0x7fffffff);
  if (name === "setImmediate") forgetImmediate(timer as NodeJS.Immediate);
  else forget(timer as NodeJS.Timeout);
  return timer;
}
