/** Where it stopped. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { threadId } from "../holder.js";
import type { Frame } from "../frames.js";
import type { DebugRequest } from "./request.js";

/** `threads`: the one that runs cells. */
export const threads: DebugRequest = () => ({
  threads: [{ id: threadId, name: "main" }],
});

/** `stackTrace`: the user's frames, innermost first. */
export const stackTrace: DebugRequest<DebugProtocol.StackTraceArguments> = (
  debug,
  { startFrame = 0, levels = 0 },
) => {
  const { frames } = debug.holder.require("stackTrace");
  const all = frames.map((frame, i) =>
    toStackFrame(frame, debug.scopes.idOf(i)),
  );
  const end = levels === 0 ? undefined : startFrame + levels;
  return { stackFrames: all.slice(startFrame, end), totalFrames: all.length };
};

function toStackFrame(
  { name, path, source, spot, call }: Frame,
  id: number,
): DebugProtocol.StackFrame {
  return {
    id,
    name: call === undefined ? `await ${name}` : name,
    source: { name: source, path },
    line: spot.line + 1,
    column: spot.column + 1,
  };
}

/** `scopes` of a frame. */
export const scopes: DebugRequest<DebugProtocol.ScopesArguments> = async (
  debug,
  { frameId },
) => {
  const frame = debug.scopes.frame("scopes", frameId);
  return { scopes: await debug.scopes.of(frame) };
};

/** `exceptionInfo`: what was thrown. */
export const exceptionInfo: DebugRequest = (debug) => {
  const { exception, isCaught } = debug.holder.require("exceptionInfo");
  if (exception === undefined)
    throw new Error("exceptionInfo: it did not stop at an exception");
  const { className = "Error", description = "", value } = exception;
  const text = description.split("\n    at ")[0] ?? "";
  const message = text.replace(new RegExp(`^${className}: `), "");
  return {
    exceptionId: className,
    description: text === "" ? JSON.stringify(value) : message,
    breakMode: isCaught === true ? "always" : "unhandled",
    details: { message, typeName: className, stackTrace: description },
  };
};
