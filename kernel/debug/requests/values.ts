/** What the variables hold. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { ListedVariable } from "../../run/debuggee.js";
import type { Debugger } from "../debugger.js";
import { compileIn, evaluateIn } from "../evaluations.js";
import type { Frame } from "../frames.js";
import { debuggee, EvaluationError, longest } from "../main.js";
import type { DebugRequest } from "./request.js";

/** A variable as the client wants it. */
export function toVariable(
  debug: Debugger,
  { name, value, type, reference, lazy }: ListedVariable,
): DebugProtocol.Variable {
  const variable: DebugProtocol.Variable = {
    ...{ name, value, evaluateName: name },
    variablesReference: reference,
  };
  // JupyterLab shows the type, where there is one, in place of the value.
  if (!isJupyterLab(debug)) variable.type = type;
  if (lazy) variable.presentationHint = { lazy: true };
  return variable;
}

function isJupyterLab({ client }: Debugger): boolean {
  return client.clientID === "jupyterlab";
}

/** `variables` of a scope, or of what is inside a value. */
export const variables: DebugRequest<DebugProtocol.VariablesArguments> = async (
  debug,
  { variablesReference, start, count },
) => {
  const scope = debug.scopes.get(variablesReference);
  const listed =
    scope === undefined
      ? await debug.main.children(variablesReference, { start, count })
      : await scope.list();
  return { variables: listed.map((each) => toVariable(debug, each)) };
};

/** `evaluate`: TypeScript in a paused frame, operators of tensors included; else where cells run. */
export const evaluate: DebugRequest<DebugProtocol.EvaluateArguments> = async (
  debug,
  { expression, frameId, context = "repl" },
) => {
  const frame = frameOf(debug, "evaluate", frameId);
  const isShort = context !== "repl" && context !== "clipboard";
  try {
    const js = await compileIn(debug, frame, expression);
    const { value, type, reference } = await evaluateIn<ListedVariable>(
      debug,
      frame,
      `${debuggee}.evaluated(${js}, ${String(isShort)})`,
      { timeout: isShort ? longest.unasked : longest.typed },
    );
    return { result: value, type, variablesReference: reference };
  } catch (error) {
    // JupyterLab's console says of a failed request only that it failed.
    const tells = isJupyterLab(debug) && context === "repl";
    if (!(error instanceof EvaluationError) || !tells) throw error;
    return { result: error.message, type: "error", variablesReference: 0 };
  }
};

/** The frame that is meant: where none is named, the one where it stopped. */
export function frameOf(
  debug: Debugger,
  operation: string,
  frameId: number | undefined,
): Frame | undefined {
  if (frameId !== undefined && frameId !== 0 && debug.holder.stopped)
    return debug.scopes.frame(operation, frameId);
  return debug.holder.stopped?.frames[0];
}

/** `setVariable`: the value is an expression, evaluated where it stopped. */
export const setVariable: DebugRequest<
  DebugProtocol.SetVariableArguments
> = async (debug, { variablesReference, name, value }) => {
  const scope = debug.scopes.get(variablesReference);
  const frame = scope?.frame ?? debug.holder.stopped?.frames[0];
  const label = JSON.stringify(name);
  const js =
    scope === undefined
      ? `${debuggee}.set(${variablesReference}, ${label}, ${await compileIn(debug, frame, value)})`
      : `${debuggee}.list(${label}, ${await compileIn(debug, frame, `${name} = (${value})`)})`;
  const set = await evaluateIn<ListedVariable>(debug, frame, js);
  return {
    ...{ value: set.value, type: set.type },
    variablesReference: set.reference,
  };
};
