/** Offsets as lines and columns, both counted from 1, columns in UTF-16 units. */
export function lineAndColumn(
  text: string,
  offset: number,
): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return {
    line: before.length,
    column: (before.at(-1) ?? "").length + 1,
  };
}
