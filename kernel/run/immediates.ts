import { executionAsyncResource } from "node:async_hooks";

/** What Node keeps of a `setImmediate`: a link in a list (lib/internal/timers.js). */
interface Link {
  _destroyed: boolean;
  _onImmediate: (() => void) | null;
  _idleNext: Link | null;
  _idlePrev: Link | null;
}

const schedule = setImmediate;
const nothing = (): void => undefined;

/**
 * Called where an interrupt is about to tear the stack. Node takes an immediate that has been begun off its list only
 * when its callback has returned or thrown; torn out of one that was not the first of its round, it would meet it
 * again as one that is done with, fail over that, and fail for ever. So what it meets again shall be a new one that
 * does nothing.
 */
export function mendImmediate(): void {
  const resource = executionAsyncResource();
  if (!("_onImmediate" in resource)) return;
  const link = resource as Link;
  link._destroyed = false;
  link._onImmediate = mendCount;
}

/**
 * An immediate that runs twice has been counted down twice, and where Node counts none it runs none. The count goes up
 * again by one that is counted and then taken from between its neighbours.
 */
function mendCount(): void {
  const before = schedule(nothing) as unknown as Link;
  const between = schedule(nothing);
  const after = schedule(nothing) as unknown as Link;
  between.unref();
  const link = between as unknown as Link;
  before._idleNext = after;
  after._idlePrev = before;
  link._idleNext = null;
  link._idlePrev = null;
  link._destroyed = true;
}
