/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 to less than 1. */
  next(): number;
  /** A whole number from 0 to less than `n`. */
  upTo(n: number): number;
  chance(p: number): boolean;
  of<T>(choices: readonly T[]): T;
}

/** A linear congruence modulo 2 ** 32 (Numerical Recipes, section 7.1), its upper bits stirred. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const stirred = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    return ((stirred ^ (stirred >>> 13)) >>> 0) / 2 ** 32;
  };
  const upTo = (n: number): number => Math.floor(next() * n);
  return {
    next,
    upTo,
    chance: (p) => next() < p,
    of: (choices) => choices[upTo(choices.length)] as (typeof choices)[number],
  };
}
