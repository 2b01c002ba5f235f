// Widths of text, so that labels are laid out and not guessed.
import { bold, regular, type WidthRuns } from "./widths.js";

/** Font families by preference; Verdana has nearly the same widths. */
export const fontFamily =
  "DejaVu Sans, Bitstream Vera Sans, Verdana, Geneva, sans-serif";

const unitsPerEm = 2048;

/** Height above the baseline of the tallest ordinary letters, in em. */
export const ascent = 1556 / unitsPerEm;
/** Depth below the baseline of the letters with a tail, in em. */
export const descent = 426 / unitsPerEm;
/** From one baseline to the next, in em. */
export const lineHeight = 1.2;

function table(runs: WidthRuns): Map<number, number> {
  const widths = new Map<number, number>();
  for (const [first, run] of runs) {
    run.forEach((width, i) => widths.set(first + i, width / unitsPerEm));
  }
  return widths;
}

const tables = { normal: table(regular), bold: table(bold) };

export type FontWeight = "normal" | "bold";

/** The width of one line of text, in em. */
export function textWidth(text: string, weight: FontWeight = "normal"): number {
  const widths = tables[weight];
  let sum = 0;
  for (const character of text) {
    // Characters outside the table are mostly ideographs: one em each.
    sum += widths.get(character.codePointAt(0) ?? 32) ?? 1;
  }
  return sum;
}
