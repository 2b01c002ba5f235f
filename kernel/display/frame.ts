/** Colours of a terminal, which every front end understands in tracebacks. */
export const paint = {
  red: (text: string): string => `\u001b[31m${text}\u001b[39m`,
  bold: (text: string): string => `\u001b[1m${text}\u001b[22m`,
  dim: (text: string): string => `\u001b[2m${text}\u001b[22m`,
  cyan: (text: string): string => `\u001b[36m${text}\u001b[39m`,
};

/**
 * The lines around a place in a source, with a mark under it. Lines and columns count from 1; `length` is how many
 * characters are marked, up to the end of the line.
 *
 * @example
 *   codeFrame("let x = 1\nx.y()", 2, 3, 1)
 *   //   1 | let x = 1
 *   // > 2 | x.y()
 *   //     |   ^
 */
export function codeFrame(
  source: string,
  line: number,
  column: number,
  length = 1,
): string {
  const lines = source.split(/\r\n|\n|\r/);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = clip(lines[number - 1] ?? "");
    const gutter = `${String(number).padStart(width)} | `;
    if (number !== line) {
      shown.push(paint.dim(`  ${gutter}`) + text);
      continue;
    }
    shown.push(`${paint.red(">")} ${paint.dim(gutter)}${text}`);
    if (column > clipped) continue;
    // Tabs before the place stay tabs, so that the mark stands under it at any tab width.
    const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
    const room = Math.max(1, text.length - column + 1);
    const mark = "^".repeat(Math.max(1, Math.min(length, room)));
    const blank = paint.dim(`  ${" ".repeat(width)} | `);
    shown.push(blank + indent + paint.red(mark));
  }
  return shown.join("\n");
}

const clipped = 200;

function clip(line: string): string {
  return line.length > clipped ? `${line.slice(0, clipped)} …` : line;
}
