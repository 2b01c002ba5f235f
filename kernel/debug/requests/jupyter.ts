/** What Jupyter adds to the Debug Adapter Protocol (JEP 47, and the messaging protocol's "Debug request"). */
import { text, whole } from "../../messages/fields.js";
import { slotOf } from "../../compile/names.js";
import type { Bundle } from "../../run/channel.js";
import type { ListedVariable } from "../../run/debuggee.js";
import { hashSeed, pathPrefix, pathSuffix } from "../cell-paths.js";
import { compileIn, evaluateIn } from "../evaluations.js";
import { threadId } from "../holder.js";
import { debuggee } from "../main.js";
import type { DebugRequest } from "./request.js";
import { frameOf, toVariable } from "./values.js";

/** `debugInfo`: the state, so that a page that was reloaded finds it again, and how paths of cells are computed. */
export const debugInfo: DebugRequest = (debug) => ({
  isStarted: debug.isStarted,
  hashMethod: "Murmur2",
  hashSeed,
  tmpFilePrefix: pathPrefix,
  tmpFileSuffix: pathSuffix,
  breakpoints: debug.breakpoints.list(),
  stoppedThreads: debug.holder.stopped === undefined ? [] : [threadId],
  richRendering: true,
  exceptionPaths: [],
  copyToGlobals: true,
});

/** `inspectVariables`: what cells have declared, whether or not anything is debugged. */
export const inspectVariables: DebugRequest = async (debug) => {
  if (debug.holder.stopped === undefined) await debug.forget();
  const globals = await debug.scopes.globals();
  return { variables: globals.map((each) => toVariable(debug, each)) };
};

/** `richInspectVariables`: a variable as a cell would show it. */
export const richInspectVariables: DebugRequest<
  Record<string, unknown>
> = async (debug, args) => {
  const name = text(args, "variableName");
  const frameId = whole(args, "frameId", 0);
  const frame = frameOf(debug, "richInspectVariables", frameId);
  // What is listed inside of a value has a name, but not one that a frame knows.
  const js = isName(name)
    ? await compileIn(debug, frame, name)
    : `${debuggee}.named(${JSON.stringify(name)})`;
  const mayWait = frame === undefined;
  const data = await evaluateIn<Bundle>(
    debug,
    frame,
    `${debuggee}.bundle(${js}, ${String(mayWait)})`,
    { mayWait },
  );
  return { data, metadata: {} };
};

/** `copyToGlobals`: a variable of a paused frame as a name that later cells can use, with the type `any`. */
export const copyToGlobals: DebugRequest<Record<string, unknown>> = async (
  debug,
  args,
) => {
  const from = text(args, "srcVariableName");
  const to = text(args, "dstVariableName");
  if (!isName(to))
    throw new TypeError(
      `copyToGlobals: ${to} cannot be the name of a variable`,
    );
  debug.holder.require("copyToGlobals");
  const frame = frameOf(debug, "copyToGlobals", whole(args, "srcFrameId", 0));
  const js = await compileIn(debug, frame, from);
  const label = JSON.stringify(to);
  const kept = await evaluateIn<ListedVariable>(
    debug,
    frame,
    `${debuggee}.keep(${label}, ${js})`,
  );
  await debug.compiler.declare(to);
  debug.declared.set(to, slotOf(to));
  const { value, type, reference: variablesReference } = kept;
  return { value, type, variablesReference };
};

function isName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}
