import type { Value } from "../ir/node.js";

/** Says which way a program goes where a condition depends on a symbol. */
export type Decide = (condition: Value) => boolean;

let decide: Decide | undefined;

/** Runs a program whose branches on symbols are decided; without this they throw. */
export function withBranches<T>(decider: Decide, run: () => T): T {
  const outside = decide;
  decide = decider;
  try {
    return run();
  } finally {
    decide = outside;
  }
}

/** What was decided of a condition; `undefined` where nobody decides. */
export function decided(condition: () => Value): boolean | undefined {
  return decide?.(condition());
}
