/** What a program to differentiate is. */

/** The arguments of a call: numbers, lists and objects of them. */
export type Point = readonly unknown[];

export interface Program {
  readonly name: string;
  /** TypeScript that declares `f`. */
  readonly source: string;
  /**
   * The same function as mathematics, in Python with mpmath's names: `x, y: x * y`, or the text of a function `f`.
   * Where it is missing, `exact.py` knows the function by the program's name.
   */
  readonly exact?: string;
  readonly at: readonly Point[];
  /** How many times larger than the lower derivatives the terms are that add up to a higher one; 1 unless said. */
  readonly terms?: number;
}

/** A program whose function `exact.py` knows by name. */
export const row = (name: string, source: string, ...at: Point[]): Program => ({
  name,
  source,
  at,
});

/** A program with its function as mathematics beside it. */
export const pair = (
  name: string,
  source: string,
  exact: string,
  ...at: Point[]
): Program => ({ name, source, exact, at });
