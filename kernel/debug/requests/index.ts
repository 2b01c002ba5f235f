/** Every request that the debugger answers: one file for each family, and one line here for each request. */
import { setBreakpoints, setExceptionBreakpoints } from "./breakpoints.js";
import {
  copyToGlobals,
  debugInfo,
  inspectVariables,
  richInspectVariables,
} from "./jupyter.js";
import type { DebugRequest } from "./request.js";
import {
  attach,
  configurationDone,
  disconnect,
  initialize,
  terminate,
} from "./session.js";
import { dumpCell, loadedSources, modules, source } from "./sources.js";
import { exceptionInfo, scopes, stackTrace, threads } from "./stack.js";
import { goOn, next, pause, stepIn, stepOut } from "./stepping.js";
import { evaluate, setVariable, variables } from "./values.js";

export const requests: ReadonlyMap<string, DebugRequest> = new Map<
  string,
  DebugRequest
>([
  ["initialize", initialize],
  ["attach", attach],
  ["configurationDone", configurationDone],
  ["disconnect", disconnect],
  ["terminate", terminate],
  ["setBreakpoints", setBreakpoints],
  ["setExceptionBreakpoints", setExceptionBreakpoints],
  ["continue", goOn],
  ["next", next],
  ["stepIn", stepIn],
  ["stepOut", stepOut],
  ["pause", pause],
  ["threads", threads],
  ["stackTrace", stackTrace],
  ["scopes", scopes],
  ["exceptionInfo", exceptionInfo],
  ["variables", variables],
  ["setVariable", setVariable],
  ["evaluate", evaluate],
  ["source", source],
  ["loadedSources", loadedSources],
  ["modules", modules],
  ["dumpCell", dumpCell],
  ["debugInfo", debugInfo],
  ["inspectVariables", inspectVariables],
  ["richInspectVariables", richInspectVariables],
  ["copyToGlobals", copyToGlobals],
]);
