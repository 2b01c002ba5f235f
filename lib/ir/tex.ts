/** How tightly a piece of LaTeX binds, loosest first: a part is put in parentheses where its surroundings bind tighter. */
export const Precedence = {
  sum: 0,
  product: 1,
  sign: 2,
  power: 3,
  atom: 4,
} as const;

export type Precedence = (typeof Precedence)[keyof typeof Precedence];

/** A piece of LaTeX that knows how tightly it binds. */
export interface Tex {
  readonly text: string;
  readonly binds: Precedence;
}

export const atom = (text: string): Tex => ({ text, binds: Precedence.atom });

/** The text of `part` for a place that binds as tightly as `place`. */
export function enclose(part: Tex, place: Precedence): string {
  return part.binds < place ? `\\left(${part.text}\\right)` : part.text;
}
