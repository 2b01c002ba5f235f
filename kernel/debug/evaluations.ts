/** Evaluating what a client asks for: TypeScript, in a paused frame or where cells run. */
import type { ListedVariable } from "../run/debuggee.js";
import type { Debugger } from "./debugger.js";
import type { Frame } from "./frames.js";
import { debuggee, EvaluationError, longest } from "./main.js";

/** The JavaScript that has the value of the user's expression in the frame. */
export async function compileIn(
  debug: Debugger,
  frame: Frame | undefined,
  code: string,
): Promise<string> {
  const locals = frame === undefined ? [] : await debug.scopes.names(frame);
  const names =
    frame?.unit?.isModule === true
      ? (await frame.unit.layout()).names
      : undefined;
  const compiled = await debug.compiler.expression({ code, locals, names });
  if (!compiled.ok) throw new EvaluationError(compiled.message);
  return `(${compiled.js})(${debuggee}.runtime)`;
}

/** The value of a JavaScript expression, which must be text. */
export async function evaluateIn<T>(
  debug: Debugger,
  frame: Frame | undefined,
  expression: string,
  { mayWait = false, timeout = longest.unasked } = {},
): Promise<T> {
  if (frame === undefined)
    return debug.main.evaluate<T>(expression, mayWait, timeout);
  const { call } = frame;
  if (call === undefined)
    throw new EvaluationError(
      "nothing can be evaluated in a function that waits for a promise; choose a frame above it",
    );
  const { callFrameId } = call;
  const ask = { callFrameId, expression, returnByValue: true, silent: true };
  const method = "Debugger.evaluateOnCallFrame";
  return (await debug.main.run(method, ask, timeout)) as T;
}

/** Lists what an expression of the script has for a value; undefined where it has none there. */
export async function listIn(
  debug: Debugger,
  frame: Frame,
  name: string,
  expression: string,
): Promise<ListedVariable | undefined> {
  const label = JSON.stringify(name);
  const list = `${debuggee}.list(${label}, ${expression})`;
  return evaluateIn<ListedVariable>(debug, frame, list).catch(() => undefined);
}
