import { NoClosedForm } from "./no-closed-form.js";

/** The runs under way whose record will stand for later calls. */
let recordings = 0;

/** How often a tensor was changed in place. */
let changes = 0;

/** Runs `f` for a record that stands for later calls as well: what differs from call to call is refused meanwhile. */
export function forLaterCalls<T>(f: () => T): T {
  recordings++;
  try {
    return f();
  } finally {
    recordings--;
  }
}

/**
 * Says that what follows gives something else at every call.
 *
 * @throws NoClosedForm where a record for later calls is being made.
 */
export function differsByCall(what: string): void {
  if (recordings > 0) throw new NoClosedForm(`${what} at every call`);
}

/** Says that a tensor was changed in place. */
export function noteChange(): void {
  changes++;
}

/** How many changes in place there were so far: where the number is the same, no tensor has changed. */
export const changesInPlace = (): number => changes;
