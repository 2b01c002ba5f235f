/** Where to stop. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { DebugRequest } from "./request.js";

/** `setBreakpoints`: all of one source, in place of those it had. */
export const setBreakpoints: DebugRequest<
  DebugProtocol.SetBreakpointsArguments
> = async (debug, { source, breakpoints = [], lines = [] }) => {
  const { path } = source;
  if (path === undefined)
    throw new TypeError("setBreakpoints: the source needs a path");
  // `lines` is how clients once said it.
  const wanted =
    breakpoints.length > 0 ? breakpoints : lines.map((line) => ({ line }));
  return { breakpoints: await debug.breakpoints.set(path, wanted) };
};

/** `setExceptionBreakpoints`: which exceptions stop a cell. */
export const setExceptionBreakpoints: DebugRequest<
  DebugProtocol.SetExceptionBreakpointsArguments
> = async (debug, { filters }) => {
  await debug.exceptions.choose(filters);
  return undefined;
};
