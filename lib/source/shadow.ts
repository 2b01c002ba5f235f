/** What gathers derivatives, and what says that none can be had. */

/** Thrown where an adjoint cannot go on; the twin then takes over. Nothing was changed by then. */
export class NoAdjoint extends Error {}

/** What gathers derivatives: a number, or lists and objects of them. */
export type Shadow =
  number | undefined | Float64Array | Shadow[] | { [field: string]: Shadow };
