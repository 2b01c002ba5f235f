/**
 * Jupyter counts cursor positions in Unicode code points (since protocol 5.2); JavaScript and TypeScript count UTF-16
 * units. `𝑥` is one of the first and two of the second.
 */

/** The UTF-16 offset of a position given in code points; positions beyond the end mean the end. */
export function toUtf16(text: string, codePoints: number): number {
  let offset = 0;
  for (let n = 0; n < codePoints && offset < text.length; n++)
    offset += isPair(text, offset) ? 2 : 1;
  return offset;
}

/** The position in code points of a UTF-16 offset. */
export function toCodePoints(text: string, offset: number): number {
  const end = Math.min(offset, text.length);
  let count = 0;
  for (let at = 0; at < end; at += isPair(text, at) ? 2 : 1) count++;
  return count;
}

function isPair(text: string, offset: number): boolean {
  return (text.codePointAt(offset) ?? 0) > 0xffff;
}
