import { slotOf } from "../compile/names.js";

/** Puts the preloaded names where cells find them: each in its slot of `globalThis`. */
export function fillSlots(names: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(names)) {
    Object.defineProperty(globalThis, slotOf(name), {
      value,
      writable: true,
      configurable: true,
      // What a person finds by looking at `globalThis` shall be his own names.
      enumerable: false,
    });
  }
}
