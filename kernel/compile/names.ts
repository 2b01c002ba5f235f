/** Which slot of `globalThis` holds a cell's name. */

/** A script's second parameter: the run of the cell, `{ running }`, which also stands for "not yet set". */
export const runName = "$run";

/** Names of Node's own that are no properties of `globalThis`, or that compiled cells use themselves. */
const RESERVED = ["$", runName, "globalThis", "require", "module", "exports"];

const taken = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...Object.getOwnPropertyNames(Object.prototype),
  ...RESERVED,
]);

/** Whether a cell's name would hide something of Node's, so that its slot is called otherwise. */
export function isTaken(name: string): boolean {
  return taken.has(name);
}

/**
 * The property of `globalThis` that holds a cell's top-level name: the name itself, or a mangled one where the name is
 * Node's (`const URL = …` must not break the libraries that use `URL`).
 *
 * @example
 * slotOf("total"); // "total"
 * slotOf("URL"); // "$$URL"
 */
export function slotOf(name: string): string {
  return isTaken(name) ? `$$${name}` : name;
}
