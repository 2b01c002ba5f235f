/** The beginning and the end of debugging. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { exceptionFilters } from "../exceptions.js";
import type { DebugRequest } from "./request.js";

const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsExceptionInfoRequest: true,
  supportsModulesRequest: true,
  supportsLoadedSourcesRequest: true,
  supportsTerminateRequest: true,
  exceptionBreakpointFilters: exceptionFilters.map((filter) => ({ ...filter })),
};

/**
 * `initialize`: who the client is, and what the debugger can do. From now on `debugInfo` calls it started: JupyterLab
 * asks for that between `initialize` and `attach`, too, and would take a "no" for the end.
 */
export const initialize: DebugRequest<
  DebugProtocol.InitializeRequestArguments
> = (debug, args) => {
  debug.client = args;
  debug.isStarted = true;
  return capabilities;
};

/** `attach`: from now on breakpoints are met. A second client shares what the first has. */
export const attach: DebugRequest = async (debug) => {
  await debug.attach();
  debug.say("initialized");
  return undefined;
};

/** `configurationDone`: nothing waits for it. */
export const configurationDone: DebugRequest = () => undefined;

/** `disconnect`: a paused cell runs on, and breakpoints are forgotten. */
export const disconnect: DebugRequest = async (debug) => {
  const wasStarted = debug.isStarted;
  await debug.detach();
  if (wasStarted) debug.say("terminated");
  return undefined;
};

/** `terminate`: ends the cell, not the kernel. */
export const terminate: DebugRequest = async (debug) => {
  await debug.interrupt();
  return undefined;
};
