/** Going on. */
import type { DebugRequest } from "./request.js";

/** `continue`: runs to the next breakpoint, or to the end. */
export const goOn: DebugRequest = async (debug) => {
  debug.holder.require("continue");
  await debug.holder.resume();
  return { allThreadsContinued: true };
};

/** `next`: one statement, calls included. */
export const next: DebugRequest = async (debug) => {
  await debug.holder.step("stepOver");
  return undefined;
};

/** `stepIn`: into the next call of the user's own functions. */
export const stepIn: DebugRequest = async (debug) => {
  await debug.holder.step("stepInto");
  return undefined;
};

/** `stepOut`: to where the function returns to. */
export const stepOut: DebugRequest = async (debug) => {
  await debug.holder.step("stepOut");
  return undefined;
};

/** `pause`: stops what runs; where nothing does, the next cell stops at its first statement. */
export const pause: DebugRequest = async (debug) => {
  await debug.attach();
  await debug.holder.pause();
  return undefined;
};
