import type { Debugger } from "../debugger.js";

/** How a request is answered: with the body of the response. What it throws is the response's message. */
export type DebugRequest<Arguments = never> = (
  debug: Debugger,
  args: Arguments,
) => object | undefined | Promise<object | undefined>;
