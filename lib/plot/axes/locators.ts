// Rules for where ticks stand.
import { niceTicks } from "../ticks.js";

/** Ticks for an axis that shows from `low` to `high`. */
export type Locator = (low: number, high: number) => readonly number[];

// More ticks than this are a mistake in the step.
const mostTicks = 2000;

/**
 * Ticks at the multiples of a number.
 *
 * @throws RangeError for a step that is not positive, and while drawing for one far too small.
 * @example ax.xaxis.setMajorLocator(plt.multipleLocator(Math.PI / 2))
 */
export function multipleLocator(base: number): Locator {
  if (!(base > 0))
    throw new RangeError(
      `multipleLocator: the step must be positive, got ${String(base)}`,
    );
  return (low, high) => {
    const first = Math.ceil(low / base - 1e-10);
    const count = Math.floor(high / base + 1e-10) - first + 1;
    if (count > mostTicks)
      throw new RangeError(
        `multipleLocator: a step of ${String(base)} makes ${String(count)} ticks from ${String(low)} to ${String(high)}`,
      );
    return Array.from(
      { length: Math.max(0, count) },
      (_, i) => (first + i) * base,
    );
  };
}

/** Round ticks in at most `count` intervals. */
export function maxNLocator(
  count: number,
  options: { readonly integer?: boolean } = {},
): Locator {
  return (low, high) => niceTicks(low, high, count, options.integer ?? false);
}

/** Ticks at given places. */
export function fixedLocator(ticks: readonly number[]): Locator {
  return () => ticks;
}

/** No ticks. */
export function nullLocator(): Locator {
  return () => [];
}
